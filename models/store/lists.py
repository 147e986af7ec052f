"""Dossiers as lines of lists, and counts for the supervisor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from models.dossier import Channel, DossierRow, Status, SyncState
from models.store import tables
from models.store.engine import Tx

_CLOSED = (Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED)
"""Nobody owes anybody anything any more (rules §5.2)."""
_NOT_LATE = (
    *_CLOSED,
    Status.FINISHED,
    # The clock stands while the citizen has to bring or pay something (rules §5.4.8).
    Status.SUPPLEMENT_REQUESTED,
    Status.PAYMENT_REQUESTED,
)

_dossier, _outbox, _file = tables.dossier, tables.outbox, tables.outbox_file


def masked(number: str | None) -> str:
    """A personal number as lists show it: ``0010******17`` (rules §10); short ones all stars."""
    if not number:
        return ""
    if len(number) < 9:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 6) + number[-2:]


def _sync_state() -> sa.ColumnElement[str]:
    mine = _outbox.c.aggregate_id == _dossier.c.id
    refused = sa.exists().where(mine, _outbox.c.refused_at.is_not(None))
    accepted = sa.exists().where(mine, _outbox.c.accepted_at.is_not(None))
    waiting = sa.exists().where(mine, _outbox.c.accepted_at.is_(None))
    files = sa.exists().where(_file.c.dossier_id == _dossier.c.id, _file.c.sent_at.is_(None))
    return sa.case(
        (refused, SyncState.REFUSED.value),
        (sa.or_(waiting, files, sa.not_(accepted)), SyncState.WAITING.value),
        else_=SyncState.SENT.value,
    ).label("sync")


_ROW = sa.select(
    _dossier.c.id,
    _dossier.c.code,
    _dossier.c.owner,
    _dossier.c.procedure_name,
    _dossier.c.status,
    _dossier.c.received_at,
    _dossier.c.due,
    _dossier.c.clerk,
    _dossier.c.serial,
    _sync_state(),
)
_BY_SERIAL = _ROW.where(_dossier.c.serial.in_(sa.bindparam("serials", expanding=True)))


def received_between(
    tx: Tx, start: datetime, end: datetime, limit: int = 500
) -> tuple[DossierRow, ...]:
    """Received from ``start`` until just before ``end``, newest first."""
    at = _dossier.c.received_at
    return _newest(tx, limit, at >= start, at < end)


def due_between(tx: Tx, start: datetime, end: datetime, limit: int = 500) -> tuple[DossierRow, ...]:
    """Due from ``start`` until just before ``end`` and not closed, soonest first."""
    due = _dossier.c.due
    return _soonest(tx, limit, due >= start, due < end, _dossier.c.status.not_in(_CLOSED))


def overdue(tx: Tx, now: datetime, limit: int = 500) -> tuple[DossierRow, ...]:
    """Past their due time with the clock running and no result, longest overdue first."""
    return _soonest(tx, limit, _dossier.c.due < now, _dossier.c.status.not_in(_NOT_LATE))


def with_status(tx: Tx, statuses: Iterable[int], limit: int = 500) -> tuple[DossierRow, ...]:
    """In one of these statuses, newest first."""
    return _newest(tx, limit, _dossier.c.status.in_([int(one) for one in statuses]))


def not_sent(tx: Tx, limit: int = 500) -> tuple[DossierRow, ...]:
    """With an event or file the hub has not confirmed, newest first."""
    waiting = sa.union(
        sa.select(_outbox.c.aggregate_id).where(_outbox.c.accepted_at.is_(None)),
        sa.select(_file.c.dossier_id).where(_file.c.sent_at.is_(None)),
    )
    return _newest(tx, limit, _dossier.c.id.in_(waiting))


def by_serials(tx: Tx, serials: Sequence[int]) -> tuple[DossierRow, ...]:
    """The dossiers with these serials, in this order; unknown ones are left out."""
    found = rows_of(tx, serials)
    return tuple(found[one] for one in serials if one in found)


def rows_of(tx: Tx, serials: Sequence[int]) -> dict[int, DossierRow]:
    """The dossiers with these serials, by serial."""
    if not serials:
        return {}
    return {row.serial: _row(row) for row in tx.execute(_BY_SERIAL, {"serials": list(serials)})}


def counts_by(
    tx: Tx, start: datetime, end: datetime, what: Literal["procedure", "clerk", "channel"]
) -> tuple[tuple[str, int], ...]:
    """Dossiers received in [start, end) by procedure name, clerk's login or channel; most first.

    Channels by their name in lower case: ``direct``, ``online``, ``post``.
    """
    column = {
        "procedure": _dossier.c.procedure_name,
        "clerk": _dossier.c.clerk,
        "channel": _dossier.c.channel,
    }[what]
    count = sa.func.count()
    rows = tx.execute(
        sa.select(column, count)
        .where(_dossier.c.received_at >= start, _dossier.c.received_at < end)
        .group_by(column)
        .order_by(count.desc(), column)
    )
    if what == "channel":
        return tuple((Channel(name).name.lower(), number) for name, number in rows)
    return tuple((str(name), number) for name, number in rows)


def returned_count(tx: Tx, start: datetime, end: datetime) -> int:
    """Results handed over in [start, end)."""
    at = _dossier.c.returned_at
    wanted = sa.select(sa.func.count()).where(at >= start, at < end)
    return tx.execute(wanted).scalar_one()


def _newest(tx: Tx, limit: int, *wanted: sa.ColumnElement[bool]) -> tuple[DossierRow, ...]:
    return _rows(tx, limit, wanted, (_dossier.c.received_at.desc(), _dossier.c.serial.desc()))


def _soonest(tx: Tx, limit: int, *wanted: sa.ColumnElement[bool]) -> tuple[DossierRow, ...]:
    return _rows(tx, limit, wanted, (_dossier.c.due, _dossier.c.serial))


def _rows(
    tx: Tx,
    limit: int,
    wanted: Sequence[sa.ColumnElement[bool]],
    order: Sequence[sa.ColumnElement[Any]],
) -> tuple[DossierRow, ...]:
    # Serials first: sorting whole rows with their derived state would do the work for all of
    # them, not for those that are shown.
    serials = sa.select(_dossier.c.serial).where(*wanted).order_by(*order).limit(limit)
    return by_serials(tx, tx.execute(serials).scalars().all())


def _row(row: sa.Row[Any]) -> DossierRow:
    return DossierRow(
        id=row.id,
        code=row.code,
        owner_name=row.owner["full_name"],
        number_masked=masked(row.owner["number"]),
        procedure_name=row.procedure_name,
        status=row.status,
        received_at=row.received_at,
        due=row.due,
        clerk=row.clerk,
        sync=SyncState(row.sync),
    )
