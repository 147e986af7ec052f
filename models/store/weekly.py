"""What Friday's page counts: this desk's dossiers, and those the hub told of the other counters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.dossier import LodgedFor, Status
from models.facts import KINDS
from models.store import tables
from models.store.engine import Tx
from models.store.life_tables import fact
from models.store.office_tables import office_dossier
from models.weekly import WeekDossier

_dossier, _event = tables.dossier, tables.status_event
_DONE = (int(Status.FINISHED), int(Status.RETURNED))
_DROPPED = (int(Status.WITHDRAWN), int(Status.STOPPED))
_NOT_COUNTED = (int(Status.REGISTERED), int(Status.NOT_RECEIVED))


def own(tx: Tx, since: datetime) -> tuple[WeekDossier, ...]:
    """This desk's dossiers that are open or ended since a moment."""
    ended = (
        sa.select(
            _event.c.dossier_id.label("id"),
            sa.func.min(_event.c.at).label("at"),
        )
        .where(_event.c.status.in_(_DONE + _DROPPED))
        .group_by(_event.c.dossier_id)
        .subquery()
    )
    lodged = sa.exists().where(fact.c.subject == _dossier.c.id, fact.c.kind == KINDS[LodgedFor])
    rows = tx.execute(
        sa.select(
            _dossier.c.id, _dossier.c.code, _dossier.c.field_name, _dossier.c.procedure_name,
            _dossier.c.channel, _dossier.c.received_at, _dossier.c.due, _dossier.c.status,
            sa.type_coerce(ended.c.at, _event.c.at.type).label("ended"), lodged.label("assisted"),
        )
        .join_from(_dossier, ended, ended.c.id == _dossier.c.id, isouter=True)
        .where(
            _dossier.c.status.not_in(_NOT_COUNTED),
            sa.or_(_dossier.c.status.not_in(_DONE + _DROPPED), ended.c.at >= since),
        )
        .order_by(_dossier.c.serial)
    )  # fmt: skip
    return tuple(_own(row) for row in rows)


def elsewhere(tx: Tx, since: datetime) -> Iterator[WeekDossier]:
    """The same of the office's other counters, as far as the hub told."""
    for body in tx.execute(sa.select(office_dossier.c.body)).scalars():
        told = body["dossier"]
        if told["status"] in _NOT_COUNTED:
            continue
        done, dropped = _moment(body, _DONE), _moment(body, _DROPPED)
        ended = dropped or done
        if ended is None or ended >= since:
            yield WeekDossier(
                id=told["id"],
                code=told["code"],
                field_name=told["field_name"],
                procedure_name=told["procedure_name"],
                channel=told["channel"],
                assisted=False,  # the hub is not told who lodged it
                received_at=datetime.fromisoformat(told["received_at"]),
                due=datetime.fromisoformat(told["due"]),
                done_at=done,
                dropped_at=dropped,
                counter=told["desk"],
            )


def _own(row: sa.Row[Any]) -> WeekDossier:
    dropped = row.status in _DROPPED
    ended = row.ended if row.status in _DONE + _DROPPED else None
    return WeekDossier(
        id=row.id,
        code=row.code,
        field_name=row.field_name,
        procedure_name=row.procedure_name,
        channel=row.channel,
        assisted=bool(row.assisted),
        received_at=row.received_at,
        due=row.due,
        done_at=None if dropped else ended,
        dropped_at=ended if dropped else None,
    )


def _moment(body: Mapping[str, Any], statuses: tuple[int, ...]) -> datetime | None:
    """When it came to one of these, if it still stands there."""
    if body["dossier"]["status"] not in statuses:
        return None
    steps = [one["at"] for one in body.get("timeline", ()) if one["status"] in statuses]
    told = steps[0] if steps else body["dossier"].get("returned_at")
    return datetime.fromisoformat(told) if told else None
