"""Books numbered from 01 in each year: notices, bundles, certified copies (TT 01/2018 Điều 10)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.certified import BookLine, CertifiedPaper
from models.plain import from_plain, to_plain
from models.store.engine import Tx
from models.store.life_tables import book_number, certified_copy

_copy = certified_copy


def next_number(tx: Tx, book: str, year: int) -> int:
    """The book's next number of the year, from 1; used up with the caller's transaction."""
    statement = insert(book_number).values(book=book, year=year, last=1)
    return int(
        tx.execute(
            statement.on_conflict_do_update(
                index_elements=[book_number.c.book, book_number.c.year],
                set_={"last": book_number.c.last + 1},
            ).returning(book_number.c.last)
        ).scalar_one()
    )


def peek(tx: Tx, book: str, year: int) -> int:
    """The number the book would give next."""
    last = tx.execute(
        sa.select(book_number.c.last).where(book_number.c.book == book, book_number.c.year == year)
    ).scalar()
    return (last or 0) + 1


def add_line(tx: Tx, line: BookLine) -> None:
    """Write one line of a certification book."""
    tx.execute(
        sa.insert(_copy),
        {
            "book": line.book,
            "year": line.year,
            "number": line.number,
            "dossier_id": line.dossier_id,
            "at": line.at,
            "body": to_plain(line.paper),
            "signer": "",
        },
    )


def lines(
    tx: Tx, book: str, year: int, first: int = 1, last: int | None = None
) -> tuple[BookLine, ...]:
    """Lines of one book and year in their order, e.g. for the monthly print."""
    wanted = [_copy.c.book == book, _copy.c.year == year, _copy.c.number >= first]
    if last is not None:
        wanted.append(_copy.c.number <= last)
    return _lines(tx, *wanted)


def lines_of(tx: Tx, dossier_id: str) -> tuple[BookLine, ...]:
    """The lines of one request."""
    return _lines(tx, _copy.c.dossier_id == dossier_id)


def held(tx: Tx) -> tuple[BookLine, ...]:
    """Lines whose originals are still here, the longest first."""
    return _lines(tx, _copy.c.handed_at.is_(None))


def sign(tx: Tx, dossier_id: str, at: datetime, signer: str) -> None:
    """The copies of a request were signed."""
    tx.execute(
        sa.update(_copy)
        .where(_copy.c.dossier_id == dossier_id, _copy.c.signed_at.is_(None))
        .values(signed_at=at, signer=signer)
    )


def hand_back(tx: Tx, dossier_id: str, at: datetime) -> None:
    """Originals and copies went back to the person."""
    tx.execute(
        sa.update(_copy)
        .where(_copy.c.dossier_id == dossier_id, _copy.c.handed_at.is_(None))
        .values(handed_at=at)
    )


def _lines(tx: Tx, *wanted: sa.ColumnElement[bool]) -> tuple[BookLine, ...]:
    rows: Any = tx.execute(
        sa.select(_copy).where(*wanted).order_by(_copy.c.at, _copy.c.year, _copy.c.number)
    )
    return tuple(
        BookLine(
            book=row.book,
            year=row.year,
            number=row.number,
            dossier_id=row.dossier_id,
            at=row.at,
            paper=from_plain(CertifiedPaper, row.body),
            signed_at=row.signed_at,
            signer=row.signer,
            handed_at=row.handed_at,
        )
        for row in rows
    )
