"""The whole office's Sổ theo dõi of a year: its lines for the paper, and its closing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Row, Select, and_, func, select, update

from hub.store import register, tables
from hub.store.engine import Tx
from models.dossier import Dossier
from models.messages import OfficeRegister, RegisterClosing, RegisterLine
from models.plain import from_plain
from models.problems import Problem

_entry, _year, _dossier, _event = (
    tables.register_number,
    tables.register_year,
    tables.dossier,
    tables.event,
)


def read(tx: Tx, agency: str, year: int, after: int, limit: int) -> OfficeRegister:
    """How the year's book stands, and its lines behind number ``after``."""
    lines = tuple(_lines(tx, agency, year, after, limit))
    row = tx.execute(
        select(_year).where(_year.c.agency == agency, _year.c.year == year)
    ).one_or_none()
    last = 0 if row is None else row.last
    closed = None if row is None else row.closed_at
    return OfficeRegister(
        year=year,
        last=last,
        opened_at=_opened_at(tx, agency, year),
        closed_at=None if closed is None else datetime.fromisoformat(closed),
        closed_by="" if row is None else row.closed_by,
        signer="" if row is None else row.signer,
        lines=lines,
        more=bool(lines) and lines[-1].number < last,
    )


def close(tx: Tx, agency: str, closing: RegisterClosing, now: datetime) -> None:
    """Close a year that is over; the same closing again changes nothing.

    Raises:
        Problem: ``hub.register_not_over``; ``hub.register_held`` while desks still have to tell
            what they hold; ``hub.register_unnumbered``; ``hub.register_closed``.
    """
    year = closing.year
    if now.year <= year:
        raise Problem("hub.register_not_over", year=year)
    # Locks the year's row against desks that ask for numbers meanwhile.
    register.touch(tx, agency, year)
    mine = and_(_year.c.agency == agency, _year.c.year == year)
    row = tx.execute(select(_year).where(mine)).one()
    if row.closed_at is not None:
        if (row.closed_by, row.signer) != (closing.closed_by, closing.signer):
            raise Problem("hub.register_closed", year=year)
        return
    if register.is_held(tx, agency):
        raise Problem("hub.register_held")
    waiting = _unnumbered(tx, agency, year)
    if waiting:
        raise Problem("hub.register_unnumbered", count=waiting, year=year)
    tx.execute(
        update(_year)
        .where(mine)
        .values(closed_at=now.isoformat(), closed_by=closing.closed_by, signer=closing.signer)
    )


def _lines(tx: Tx, agency: str, year: int, after: int, limit: int) -> Iterator[RegisterLine]:
    query = (
        _of_year(agency, year).where(_entry.c.number > after).order_by(_entry.c.number).limit(limit)
    )
    return map(_line, tx.execute(query).all())


def _of_year(agency: str, year: int) -> Select[tuple[object, ...]]:
    return (
        select(
            _entry.c.number,
            _dossier.c.code,
            _dossier.c.returned_at,
            _dossier.c.returned_to,
            _dossier.c.body_json,
        )
        .join_from(_entry, _dossier, _entry.c.dossier_id == _dossier.c.dossier_id)
        .where(_entry.c.agency == agency, _entry.c.year == year)
    )


def _line(row: Row[tuple[object, ...]]) -> RegisterLine:
    dossier = from_plain(Dossier, json.loads(row.body_json))
    returned_at = None if row.returned_at is None else datetime.fromisoformat(row.returned_at)
    return RegisterLine(
        number=row.number,
        code=row.code,
        procedure=dossier.procedure_name,
        sets=dossier.sets,
        person=dossier.owner.full_name,
        address=dossier.owner.address,
        phone=(dossier.submitter or dossier.owner).phone,
        received_at=dossier.received_at,
        due=dossier.due,
        returned_at=returned_at,
        return_method=dossier.return_method,
        collected_by=row.returned_to,
        note=dossier.note,
    )


def _opened_at(tx: Tx, agency: str, year: int) -> datetime | None:
    """When the dossier with the first number was received: a book is opened by it."""
    row = tx.execute(_of_year(agency, year).where(_entry.c.number == 1)).one_or_none()
    return None if row is None else _line(row).received_at


def _unnumbered(tx: Tx, agency: str, year: int) -> int:
    """Dossiers received in the year that are in no book; those of the old system have their own."""
    received = select(_dossier.c.dossier_id).where(
        _dossier.c.agency == agency,
        _dossier.c.body_json.like(f'%"received_at": "{year}-%'),
        _dossier.c.dossier_id.not_in(select(_entry.c.dossier_id)),
    )
    imported = select(_event.c.aggregate_id).where(
        _event.c.position == 1, _event.c.body_json.like('%"origin":%"old_system"%')
    )
    query = select(func.count()).select_from(
        received.where(_dossier.c.dossier_id.not_in(imported)).subquery()
    )
    return int(tx.execute(query).scalar_one())
