"""Sổ theo dõi hồ sơ: one number a dossier, from 01 without gaps a year (TT 01/2018 Điều 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.facts import KINDS, Imported
from models.problems import Problem
from models.store import tables
from models.store.engine import Tx
from models.store.life_tables import fact, register_entry, register_year

_entry, _year, _dossier = register_entry, register_year, tables.dossier


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a year's book."""

    year: int
    number: int
    dossier_id: str
    volume: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Book:
    """A year's book: open, or closed by somebody and signed by the head."""

    year: int
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    signer: str


def book(tx: Tx, year: int) -> Book | None:
    """The book of a year; None before its first number."""
    row = tx.execute(sa.select(_year).where(_year.c.year == year)).mappings().first()
    return None if row is None else Book(**row)


def last_number(tx: Tx, year: int) -> int:
    """The last number given, 0 before the first."""
    found = tx.execute(
        sa.select(sa.func.max(_entry.c.number)).where(_entry.c.year == year)
    ).scalar()
    return found or 0


def enter(tx: Tx, dossier_id: str, year: int, number: int, volume: str, at: datetime) -> None:
    """Give a dossier its number; the same number again changes nothing.

    Raises Problem ``register.closed`` and, where the number is another dossier's or not this
    dossier's own, ``register.gap``.
    """
    known = tx.execute(
        sa.select(_entry.c.year, _entry.c.number, _entry.c.dossier_id).where(
            sa.or_(
                _entry.c.dossier_id == dossier_id,
                sa.and_(_entry.c.year == year, _entry.c.number == number),
            )
        )
    ).all()
    if known:
        if [tuple(one) for one in known] == [(year, number, dossier_id)]:
            return
        raise Problem("register.gap", number=number, year=year)
    tx.execute(
        insert(_year)
        .values(year=year, opened_at=at, closed_by="", signer="")
        .on_conflict_do_nothing()
    )
    opened = book(tx, year)
    if opened is not None and opened.closed_at is not None:
        raise Problem("register.closed", year=year)
    tx.execute(
        sa.insert(_entry),
        {"year": year, "number": number, "dossier_id": dossier_id, "volume": volume, "at": at},
    )


def entries(tx: Tx, year: int) -> tuple[Entry, ...]:
    """The year's numbers in order."""
    rows = tx.execute(sa.select(_entry).where(_entry.c.year == year).order_by(_entry.c.number))
    return tuple(Entry(**row) for row in rows.mappings())


def unnumbered(tx: Tx, start: datetime, end: datetime) -> tuple[str, ...]:
    """Dossiers received in [start, end) that are in no book yet, in the order of reception.

    Dossiers of the old system stand in its own book.
    """
    imported = sa.select(fact.c.subject).where(fact.c.kind == KINDS[Imported])
    rows = tx.execute(
        sa.select(_dossier.c.id)
        .where(
            _dossier.c.received_at >= start,
            _dossier.c.received_at < end,
            _dossier.c.id.not_in(sa.select(_entry.c.dossier_id)),
            _dossier.c.id.not_in(imported),
        )
        .order_by(_dossier.c.received_at, _dossier.c.serial)
    ).scalars()
    return tuple(rows)


def confirmed_unnumbered(tx: Tx, limit: int) -> tuple[str, ...]:
    """Dossiers the hub has confirmed that are in no book yet, in the order of reception."""
    event = tables.outbox
    confirmed = sa.select(event.c.aggregate_id).where(
        event.c.aggregate_id == _dossier.c.id, event.c.accepted_at.is_not(None)
    )
    rows = tx.execute(
        sa.select(_dossier.c.id)
        .where(
            _dossier.c.id.not_in(sa.select(_entry.c.dossier_id)),
            _dossier.c.id.not_in(sa.select(fact.c.subject).where(fact.c.kind == KINDS[Imported])),
            confirmed.exists(),
        )
        .order_by(_dossier.c.received_at, _dossier.c.serial)
        .limit(limit)
    ).scalars()
    return tuple(rows)


def close(tx: Tx, year: int, at: datetime, by: str, signer: str) -> None:
    """Close a year's book for ever; an empty year gets an empty book."""
    tx.execute(
        insert(_year)
        .values(year=year, opened_at=at, closed_at=at, closed_by=by, signer=signer)
        .on_conflict_do_update(
            index_elements=[_year.c.year],
            set_={"closed_at": at, "closed_by": by, "signer": signer},
        )
    )
