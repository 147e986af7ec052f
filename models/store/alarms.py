"""Alarms the hub raised about dossiers: kept until a supervisor has settled them, and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.messages import DoubleReturn
from models.plain import from_plain, to_plain
from models.store.engine import Tx
from models.store.office_tables import alarm as _alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """A result that was handed over twice, and what was done about it."""

    told: DoubleReturn
    heard_at: datetime
    settled_at: datetime | None
    settled_by: str
    note: str


def learn(tx: Tx, told: DoubleReturn, at: datetime) -> bool:
    """Keep an alarm; False when it was known."""
    done = tx.execute(
        insert(_alarm)
        .values(
            id=told.alarm_id,
            dossier_id=told.dossier_id,
            body=to_plain(told),
            heard_at=at,
            settled_by="",
            note="",
        )
        .on_conflict_do_nothing()
    )
    return done.rowcount == 1


def unsettled(tx: Tx) -> tuple[Alarm, ...]:
    """What nobody has settled yet, oldest first."""
    return _read(tx, _alarm.c.settled_at.is_(None))


def of_dossier(tx: Tx, dossier_id: str) -> tuple[Alarm, ...]:
    """Every alarm about one dossier, oldest first."""
    return _read(tx, _alarm.c.dossier_id == dossier_id)


def settle(tx: Tx, alarm_id: str, by: str, note: str, at: datetime) -> bool:
    """Record what was found out; False when there is no such open alarm."""
    done = tx.execute(
        sa.update(_alarm)
        .where(_alarm.c.id == alarm_id, _alarm.c.settled_at.is_(None))
        .values(settled_at=at, settled_by=by, note=note)
    )
    return done.rowcount == 1


def _read(tx: Tx, wanted: sa.ColumnElement[bool]) -> tuple[Alarm, ...]:
    rows = tx.execute(sa.select(_alarm).where(wanted).order_by(_alarm.c.heard_at, _alarm.c.id))
    return tuple(_one(row) for row in rows)


def _one(row: sa.Row[Any]) -> Alarm:
    return Alarm(
        from_plain(DoubleReturn, row.body), row.heard_at, row.settled_at, row.settled_by, row.note
    )
