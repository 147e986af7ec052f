"""What an office adds to the shipped data: its own versions of procedures, its own days."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.calendar_local import LocalDay
from models.plain import from_plain, to_plain
from models.procedure import Procedure
from models.store import tables
from models.store.engine import Tx
from models.store.life_tables import catalogue_entry as _entry
from models.store.life_tables import local_day as _day


def save_procedure(tx: Tx, one: Procedure, at: datetime, by: str) -> None:
    """Write a version, whether new or one that was not released yet."""
    row = {"body": to_plain(one), "saved_at": at, "saved_by": by, "source": one.source}
    tx.execute(
        insert(_entry)
        .values(code=one.code, version=one.version, **row)
        .on_conflict_do_update(index_elements=[_entry.c.code, _entry.c.version], set_=row)
    )


def remove_procedure(tx: Tx, code: str, version: str) -> bool:
    """Forget one of the office's own versions; whether there was one."""
    mine = sa.delete(_entry).where(_entry.c.code == code, _entry.c.version == version)
    return tx.execute(mine).rowcount > 0


def dossiers_under(tx: Tx, code: str, version: str) -> int:
    """How many dossiers were accepted under a version."""
    mine = (tables.dossier.c.procedure_code == code, tables.dossier.c.procedure_version == version)
    return tx.execute(
        sa.select(sa.func.count()).select_from(tables.dossier).where(*mine)
    ).scalar_one()


def procedures(tx: Tx) -> tuple[Procedure, ...]:
    """The office's own versions by code and version."""
    bodies = tx.execute(
        sa.select(_entry.c.body).order_by(_entry.c.code, _entry.c.version)
    ).scalars()
    return tuple(from_plain(Procedure, one) for one in bodies)


def versions(tx: Tx) -> tuple[tuple[str, str], ...]:
    """(code, version) of the office's own, without reading them."""
    rows = tx.execute(sa.select(_entry.c.code, _entry.c.version))
    return tuple((row.code, row.version) for row in rows)


def procedure(tx: Tx, code: str, version: str) -> Procedure | None:
    """One of the office's own versions."""
    body = tx.execute(
        sa.select(_entry.c.body).where(_entry.c.code == code, _entry.c.version == version)
    ).scalar()
    return None if body is None else from_plain(Procedure, body)


def set_day(tx: Tx, one: LocalDay, at: datetime, by: str) -> None:
    """Write a local day over what the day was before."""
    row = {"body": to_plain(one), "set_at": at, "set_by": by}
    tx.execute(
        insert(_day)
        .values(day=one.day.isoformat(), **row)
        .on_conflict_do_update(index_elements=[_day.c.day], set_=row)
    )


def remove_day(tx: Tx, day: date) -> bool:
    """Forget a local day; whether there was one."""
    return tx.execute(sa.delete(_day).where(_day.c.day == day.isoformat())).rowcount > 0


def days(tx: Tx) -> tuple[LocalDay, ...]:
    """The office's own days in their order."""
    bodies = tx.execute(sa.select(_day.c.body).order_by(_day.c.day)).scalars()
    return tuple(from_plain(LocalDay, one) for one in bodies)
