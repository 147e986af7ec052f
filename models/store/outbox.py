"""The queue to the hub: events and files with their answers. "Sending" is never stored.

An event waits until the hub has accepted or refused it; a dossier with a refused event is set aside
as a whole, so that the others go on (sync §D.4).  Nothing is deleted before its confirmation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.dossier import SyncState
from models.messages import Event, EventType
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.store import tables
from models.store.engine import Tx

_event, _file = tables.outbox, tables.outbox_file


@dataclass(frozen=True, slots=True)
class FileDue:
    """A document the hub does not have yet; `size` in bytes of plain content."""

    sha256: str
    size: int
    dossier_id: str


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """What the hub has not confirmed. Refused events are not counted as waiting."""

    waiting_events: int
    waiting_files: int
    refused: int


def put(tx: Tx, event: Event, at: datetime) -> None:
    """Queue an event; its body is frozen from here on.

    Raises Problem ``store.changed_meanwhile`` when the aggregate already has this sequence.
    """
    head = to_plain(event)
    body = head.pop("body_json")
    taken = tx.execute(
        sa.select(_event.c.event_id).where(
            _event.c.aggregate_id == event.aggregate_id, _event.c.sequence == event.sequence
        )
    ).first()
    if taken is not None:
        raise Problem("store.changed_meanwhile")
    tx.execute(
        sa.insert(_event),
        {
            "event_id": event.event_id,
            "aggregate_id": event.aggregate_id,
            "sequence": event.sequence,
            "event": head,
            "body_json": body,
            "queued_at": at,
            "attempts": 0,
            "last_reason": "",
            "refused_code": "",
            "refused_message": "",
        },
    )


def due(tx: Tx, now: datetime, limit: int) -> tuple[Event, ...]:
    """What may be sent now, strictly in order inside a dossier, the longest waiting dossier first.

    A dossier with a refused event is left out; an event put off to later holds back those behind
    it, not those of other dossiers.
    """
    dossier, here = _event.c.aggregate_id, _event.c.sequence
    waiting = (
        sa.select(
            _event.c.position,
            _event.c.sequence,
            sa.func.min(_event.c.position).over(partition_by=dossier).label("first"),
            sa.func.max(_event.c.refused_at).over(partition_by=dossier).label("refused"),
            sa.func.max(_event.c.not_before)
            .over(partition_by=dossier, order_by=here)
            .label("until"),
        )
        .where(_event.c.accepted_at.is_(None))
        .subquery()
    )
    # Positions first: one walk over the small index of what waits, never over the bodies.
    positions = tx.execute(
        sa.select(waiting.c.position)
        .where(
            waiting.c.refused.is_(None),
            sa.or_(waiting.c.until.is_(None), waiting.c.until <= now),
        )
        .order_by(waiting.c.first, waiting.c.sequence)
        .limit(limit)
    ).scalars()
    return _events_at(tx, positions.all())


def _events_at(tx: Tx, positions: Sequence[int]) -> tuple[Event, ...]:
    rows = tx.execute(
        sa.select(_event.c.position, _event.c.event, _event.c.body_json).where(
            _event.c.position.in_(positions)
        )
    )
    found = {
        row.position: from_plain(Event, {**row.event, "body_json": row.body_json}) for row in rows
    }
    return tuple(found[position] for position in positions)


def accepted(tx: Tx, event_id: str, at: datetime) -> None:
    """The hub has the event."""
    _answer(tx, event_id, accepted_at=at, refused_at=None, not_before=None)


def postponed(tx: Tx, event_id: str, until: datetime, reason: str) -> None:
    """Try again at ``until``; ``reason`` is a stable word, for the clerk's list."""
    _answer(
        tx,
        event_id,
        not_before=until,
        attempts=_event.c.attempts + 1,
        last_reason=reason,
    )


def refused(tx: Tx, event_id: str, code: str, message: str, at: datetime) -> None:
    """The hub will not take it as it is: the dossier is set aside until `retry`."""
    _answer(
        tx,
        event_id,
        refused_at=at,
        refused_code=code,
        refused_message=message,
        attempts=_event.c.attempts + 1,
    )


def retry(tx: Tx, event_id: str) -> None:
    """Let a refused or postponed event go at the next occasion."""
    _answer(tx, event_id, refused_at=None, refused_code="", refused_message="", not_before=None)


def again_from(tx: Tx, aggregate_id: str, sequence: int) -> None:
    """Send a dossier's events anew from this sequence on: the hub has lost them (answer GAP)."""
    tx.execute(
        sa.update(_event)
        .where(_event.c.aggregate_id == aggregate_id, _event.c.sequence >= sequence)
        .values(accepted_at=None, not_before=None)
    )


def waits(tx: Tx, aggregate_id: str) -> bool:
    """Whether the hub has not confirmed everything we said about this dossier."""
    query = sa.select(_event.c.position).where(
        _event.c.aggregate_id == aggregate_id, _event.c.accepted_at.is_(None)
    )
    return tx.execute(query.limit(1)).first() is not None


def bodies(tx: Tx, aggregate_id: str) -> tuple[str, ...]:
    """Everything this desk ever said about the dossier, in its order, as JSON."""
    query = (
        sa.select(_event.c.body_json)
        .where(_event.c.aggregate_id == aggregate_id)
        .order_by(_event.c.sequence)
    )
    return tuple(tx.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the hub confirmed of one day: ids of events, and hashes of documents received then."""

    events: frozenset[str]
    files: frozenset[str]


def confirmed_since(tx: Tx, start: datetime) -> dict[str, Confirmed]:
    """By the date written on the events, everything queued since ``start`` that the hub has.

    Confirmed events are never deleted here, so that a hub which lost them gets them again.
    """
    day = sa.func.substr(sa.func.json_extract(_event.c.event, "$.device_time"), 1, 10)
    kind = sa.func.json_extract(_event.c.event, "$.type")
    recent = _event.c.queued_at >= start
    events: dict[str, set[str]] = {}
    for when, event_id in tx.execute(
        sa.select(day, _event.c.event_id).where(recent, _event.c.accepted_at.is_not(None))
    ):
        events.setdefault(when, set()).add(event_id)
    files: dict[str, set[str]] = {}
    for when, sha256 in tx.execute(
        sa.select(day, _file.c.sha256)
        .join_from(_event, _file, _file.c.dossier_id == _event.c.aggregate_id)
        .where(recent, kind == EventType.DOSSIER_RECEIVED.value, _file.c.sent_at.is_not(None))
    ):
        files.setdefault(when, set()).add(sha256)
    return {
        when: Confirmed(frozenset(events.get(when, ())), frozenset(files.get(when, ())))
        for when in sorted(events.keys() | files.keys())
    }


def send_again(tx: Tx, event_ids: Iterable[str], files: Iterable[str]) -> int:
    """Queue what the hub has lost once more; how many events and documents that were.

    What retention let go meanwhile cannot be sent again: it stays a difference that is reported.
    """
    changed = 0
    for event_id in event_ids:
        changed += tx.execute(
            sa.update(_event)
            .where(
                _event.c.event_id == event_id,
                _event.c.accepted_at.is_not(None),
                _event.c.body_json != "",
            )
            .values(accepted_at=None, not_before=None)
        ).rowcount
    for sha256 in files:
        changed += tx.execute(
            sa.update(_file)
            .where(
                _file.c.sha256 == sha256,
                _file.c.sent_at.is_not(None),
                sa.exists().where(tables.blob.c.sha256 == sha256),
            )
            .values(sent_at=None, not_before=None)
        ).rowcount
    return changed


def _answer(tx: Tx, event_id: str, **values: Any) -> None:
    tx.execute(
        sa.update(_event)
        .where(_event.c.event_id == event_id, _event.c.accepted_at.is_(None))
        .values(**values)
    )


def next_sequence(tx: Tx, aggregate_id: str) -> int:
    """The sequence our next event about the dossier must have: it counts within this device."""
    last = tx.execute(
        sa.select(sa.func.max(_event.c.sequence)).where(_event.c.aggregate_id == aggregate_id)
    ).scalar()
    return (last or 0) + 1


def add_file(
    tx: Tx, sha256: str, size: int, dossier_id: str, not_before: datetime | None = None
) -> None:
    """Queue a document of a dossier; known ones stay as they are.

    ``not_before`` gives its final version time to come and be sent instead.
    """
    tx.execute(
        insert(_file)
        .values(
            sha256=sha256, size=size, dossier_id=dossier_id, not_before=not_before,
            attempts=0, last_reason="",
        )
        .on_conflict_do_nothing()
    )  # fmt: skip


def withdraw_file(tx: Tx, sha256: str, dossier_id: str) -> bool:
    """A document need not be sent any more; False when the hub already has it."""
    mine = (_file.c.sha256 == sha256, _file.c.dossier_id == dossier_id)
    return tx.execute(sa.delete(_file).where(*mine, _file.c.sent_at.is_(None))).rowcount > 0


def file_waits(tx: Tx, sha256: str) -> bool:
    """Whether this content is still to be sent, for whatever dossier."""
    waiting = sa.select(_file.c.position).where(_file.c.sha256 == sha256, _file.c.sent_at.is_(None))
    return tx.execute(waiting.limit(1)).first() is not None


def file_is_sent(tx: Tx, sha256: str, dossier_id: str) -> bool:
    """Whether the hub confirmed this document of the dossier."""
    mine = (_file.c.sha256 == sha256, _file.c.dossier_id == dossier_id)
    return tx.execute(sa.select(_file.c.sent_at).where(*mine)).scalar() is not None


def files_due(tx: Tx, now: datetime, limit: int) -> tuple[FileDue, ...]:
    """Documents to send now, oldest first, each content once."""
    rows = tx.execute(
        sa.select(_file.c.sha256, _file.c.size, _file.c.dossier_id, sa.func.min(_file.c.position))
        .where(
            _file.c.sent_at.is_(None),
            sa.or_(_file.c.not_before.is_(None), _file.c.not_before <= now),
        )
        .group_by(_file.c.sha256)
        .order_by(sa.func.min(_file.c.position))
        .limit(limit)
    )
    return tuple(FileDue(row.sha256, row.size, row.dossier_id) for row in rows)


def release_files(tx: Tx) -> None:
    """Documents that wait for their final version wait no longer: nobody makes one now."""
    waits = (_file.c.sent_at.is_(None), _file.c.attempts == 0, _file.c.not_before.is_not(None))
    tx.execute(sa.update(_file).where(*waits).values(not_before=None))


def file_sent(tx: Tx, sha256: str, at: datetime, withdrawn: FileDue | None = None) -> None:
    """The hub has this content, complete and with the right hash.

    ``withdrawn`` is what was being sent: taken back on its way, it arrived all the same, and the
    daily comparison must find it on both sides.
    """
    sent = tx.execute(
        sa.update(_file)
        .where(_file.c.sha256 == sha256, _file.c.sent_at.is_(None))
        .values(sent_at=at, not_before=None)
    )
    if sent.rowcount == 0 and withdrawn is not None:
        add_file(tx, sha256, withdrawn.size, withdrawn.dossier_id)
        file_sent(tx, sha256, at)


def file_postponed(tx: Tx, sha256: str, until: datetime, reason: str) -> None:
    """Try this content again at ``until``."""
    tx.execute(
        sa.update(_file)
        .where(_file.c.sha256 == sha256, _file.c.sent_at.is_(None))
        .values(not_before=until, attempts=_file.c.attempts + 1, last_reason=reason)
    )


def counts(tx: Tx) -> OutboxCounts:
    """How much waits, and how much was refused."""
    waiting = _event.c.accepted_at.is_(None)
    events, bad = tx.execute(
        sa.select(sa.func.count(), sa.func.count(_event.c.refused_at)).where(waiting)
    ).one()
    files = tx.execute(
        sa.select(sa.func.count(_file.c.sha256.distinct())).where(_file.c.sent_at.is_(None))
    ).scalar_one()
    return OutboxCounts(waiting_events=events - bad, waiting_files=files, refused=bad)


def state_of(tx: Tx, dossier_id: str) -> SyncState:
    """What the clerk may believe: sent only when every event and file is confirmed."""
    mine = _event.c.aggregate_id == dossier_id
    total, confirmed, bad = tx.execute(
        sa.select(
            sa.func.count(),
            sa.func.count(_event.c.accepted_at),
            sa.func.count(_event.c.refused_at),
        ).where(mine)
    ).one()
    if bad:
        return SyncState.REFUSED
    files = tx.execute(
        sa.select(sa.func.count()).where(
            _file.c.dossier_id == dossier_id, _file.c.sent_at.is_(None)
        )
    ).scalar_one()
    return SyncState.SENT if total and confirmed == total and not files else SyncState.WAITING
