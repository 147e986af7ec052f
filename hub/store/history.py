"""What happened to dossiers, in the hub's order: who received them, every step, double returns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from hub.checks import read_steps
from hub.store import tables
from hub.store.engine import Tx
from hub.versions import Versions, of_events
from models.dossier import StatusEvent
from models.messages import DoubleReturn, Event, EventType, FieldsConfirmed, HandedOver
from models.plain import from_plain


@dataclass(frozen=True, slots=True)
class History:
    """One dossier's past: the device that received it, its steps and what went wrong with it."""

    home: str
    timeline: tuple[StatusEvent, ...]
    alarms: tuple[DoubleReturn, ...]
    versions: Versions
    """Its documents, the newest version of each and the older ones."""
    fields: tuple[FieldsConfirmed, ...]
    """What was confirmed of its papers, the last word about each."""


def last_of_device(tx: Tx, dossier_id: str, device_id: str) -> int:
    """The sequence of this device's newest accepted event about the dossier; 0 for none."""
    event = tables.event
    query = (
        select(event.c.sequence)
        .where(event.c.aggregate_id == dossier_id, event.c.device_id == device_id)
        .order_by(event.c.sequence.desc())
        .limit(1)
    )
    return int(tx.execute(query).scalar_one_or_none() or 0)


def raise_double_return(tx: Tx, agency: str, event: Event, at: datetime) -> None:
    """Keep that this event returned a result which had been returned before."""
    known = tables.event
    first = tx.execute(
        select(known.c.event_id)
        .where(
            known.c.aggregate_id == event.aggregate_id, known.c.type == EventType.RESULT_RETURNED
        )
        .order_by(known.c.position)
        .limit(1)
    ).scalar_one()
    tx.execute(
        insert(tables.alarm).values(
            alarm_id=event.event_id,
            agency=agency,
            dossier_id=event.aggregate_id,
            first_event=first,
            raised_at=at.isoformat(),
        )
    )


def of_dossiers(tx: Tx, ids: Sequence[str]) -> dict[str, History]:
    """The past of each of these dossiers."""
    event, alarm = tables.event, tables.alarm
    events: dict[str, list[Row[Any]]] = {each: [] for each in ids}
    for row in tx.execute(
        select(event).where(event.c.aggregate_id.in_(ids)).order_by(event.c.position)
    ):
        events[row.aggregate_id].append(row)
    alarms: dict[str, list[Row[Any]]] = {each: [] for each in ids}
    for row in tx.execute(select(alarm).where(alarm.c.dossier_id.in_(ids))):
        alarms[row.dossier_id].append(row)
    return {each: _history(events[each], alarms[each]) for each in ids if events[each]}


def _history(events: Sequence[Row[Any]], alarms: Sequence[Row[Any]]) -> History:
    steps = [step for row in events for step in _steps(row)]
    by_id = {row.event_id: row for row in events}
    return History(
        versions=of_events((row.type, row.body_json) for row in events),
        fields=_fields(events),
        home=events[0].device_id,
        timeline=tuple(replace(step, sequence=place) for place, step in enumerate(steps, start=1)),
        alarms=tuple(
            DoubleReturn(
                row.alarm_id,
                row.dossier_id,
                row.raised_at,
                _handed_over(by_id[row.first_event]),
                _handed_over(by_id[row.alarm_id]),
            )
            for row in sorted(alarms, key=lambda one: by_id[one.alarm_id].position)
        ),
    )


def _fields(events: Sequence[Row[Any]]) -> tuple[FieldsConfirmed, ...]:
    found: dict[tuple[str, str], FieldsConfirmed] = {}
    for row in events:
        if row.type == EventType.FIELDS_CONFIRMED:
            with suppress(ValueError, KeyError, TypeError, AttributeError):  # an older hub kept it
                told = from_plain(FieldsConfirmed, json.loads(row.body_json))
                found[told.component_code, told.paper] = told
    return tuple(found[key] for key in sorted(found))


def _steps(row: Row[Any]) -> tuple[StatusEvent, ...]:
    if row.type != EventType.DOSSIER_RECEIVED:
        return read_steps(row.aggregate_id, row.body_json)
    body = json.loads(row.body_json)
    # The desk's own id of this step is not in the body; the event's is as good.
    at = datetime.fromisoformat(body["received_at"])
    return (StatusEvent(row.event_id, row.aggregate_id, 1, body["status"], at, row.user_login),)


def _handed_over(row: Row[Any]) -> HandedOver:
    body = json.loads(row.body_json)
    return HandedOver(
        row.event_id, row.device_id, row.user_login, body["returned_at"], body["returned_to"]
    )
