"""The office beyond this desk, as the hub tells it: a read cache, and news of our own dossiers.

What other counters received lies here whole and is found by the same search as our own, but it
changes only by the hub's word.  What this desk appended to such a dossier lies in the outbox until
the hub tells it back; a view adds it from there, so that nothing is stored twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.dossier import Dossier, DossierRow, Status, StatusEvent, SyncState
from models.lifecycle import TERMINAL
from models.messages import DossierOnHub
from models.plain import from_plain, to_plain
from models.store import dossiers, lists, outbox, search_keys, tables, values
from models.store.engine import Tx
from models.store.office_tables import office_dossier as _cache

SEEN = "sync.office_seen"
"""Name in the store: when the hub's news had last been read to their end."""


_DOUBTED = 2
"""Added to ``closed`` while a snapshot is read, taken away by being told again."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A dossier of another counter: the hub's word and our own steps behind it.

    ``seen_at`` is the age of the hub's word: when its news had last been read to their end.
    """

    dossier: Dossier
    timeline: tuple[StatusEvent, ...]
    seen_at: datetime | None
    sync: SyncState


def learn(tx: Tx, told: DossierOnHub, at: datetime) -> None:
    """Take in how a dossier stands at the hub, whoever received it. Twice changes nothing."""
    own = tx.execute(
        sa.select(tables.dossier.c.id, tables.erased_dossier.c.erased_at)
        .join_from(
            tables.dossier,
            tables.erased_dossier,
            tables.erased_dossier.c.dossier_id == tables.dossier.c.id,
            isouter=True,
        )
        .where(tables.dossier.c.id == told.dossier.id)
    ).first()
    if own is None:
        _keep(tx, told, at)
    elif own.erased_at is None:
        _catch_up(tx, told)


def get(tx: Tx, dossier_id: str) -> Elsewhere | None:
    """A dossier of another counter; None for our own and for unknown ones."""
    body = tx.execute(sa.select(_cache.c.body).where(_cache.c.id == dossier_id)).scalar()
    return None if body is None else _view(tx, body)


def by_code(tx: Tx, code: str) -> Elsewhere | None:
    """The dossier of another counter that has, or ever had, this code."""
    keys = tables.search_key
    nid = tx.execute(
        sa.select(keys.c.nid)
        .where(
            keys.c.kind == search_keys.Kind.CODE,
            keys.c.key == search_keys.code(code),
            keys.c.nid > 0,
        )
        .order_by(keys.c.nid)
        .limit(1)
    ).scalar()
    if nid is None:
        return None
    serial = search_keys.ELSEWHERE - nid
    body = tx.execute(sa.select(_cache.c.body).where(_cache.c.serial == serial)).scalar()
    return None if body is None else _view(tx, body)


def rows(tx: Tx, serials: Sequence[int]) -> dict[int, DossierRow]:
    """Lines of lists for these serials of the cache."""
    if not serials:
        return {}
    found = tx.execute(
        sa.select(_cache.c.serial, _cache.c.body).where(_cache.c.serial.in_(serials))
    ).all()
    return {row.serial: _row(_view(tx, row.body)) for row in found}


def seen_at(tx: Tx) -> datetime | None:
    """When the hub's news had last been read to their end; None for never."""
    text = values.get(tx, SEEN)
    return None if text is None else datetime.fromisoformat(text)


def has_other_counters(tx: Tx) -> bool:
    """Whether anybody else of this office ever received a dossier."""
    return tx.execute(sa.select(_cache.c.serial).limit(1)).first() is not None


def forget_closed(tx: Tx, before: datetime) -> int:
    """Drop dossiers of other counters that were closed before; the hub still has them."""
    return _forget(tx, _cache.c.closed == 1, _cache.c.learned_at < before)


def _forget(tx: Tx, *which: sa.ColumnElement[bool]) -> int:
    old = tx.execute(sa.select(_cache.c.serial).where(*which)).scalars().all()
    for serial in old:
        _unfind(tx, serial)
        tx.execute(sa.delete(_cache).where(_cache.c.serial == serial))
    return len(old)


def doubt_all(tx: Tx) -> None:
    """A snapshot begins: what it does not tell again is not worth keeping (`forget_doubted`)."""
    tx.execute(
        sa.update(_cache)
        .where(_cache.c.closed < _DOUBTED)
        .values(closed=_cache.c.closed + _DOUBTED)
    )


def forget_doubted(tx: Tx, before: datetime) -> int:
    """The snapshot is whole: drop what it did not tell and was learned before; how much it was.

    What was learned later is kept: a hub put back from a backup hears of it again from its desk.
    """
    forgotten = _forget(tx, _cache.c.closed >= _DOUBTED, _cache.c.learned_at < before)
    tx.execute(
        sa.update(_cache)
        .where(_cache.c.closed >= _DOUBTED)
        .values(closed=_cache.c.closed - _DOUBTED)
    )
    return forgotten


def _keep(tx: Tx, told: DossierOnHub, at: datetime) -> None:
    serial = tx.execute(
        insert(_cache)
        .values(
            id=told.dossier.id,
            body=to_plain(told),
            closed=int(told.dossier.status in TERMINAL),
            learned_at=at,
        )
        .on_conflict_do_update(
            index_elements=[_cache.c.id],
            set_={
                "body": to_plain(told),
                "closed": int(told.dossier.status in TERMINAL),
                "learned_at": at,
            },
        )
        .returning(_cache.c.serial)
    ).scalar_one()
    keys = sorted(set(search_keys.of_dossier(told.dossier)))
    search_keys.write(tx, serial - search_keys.ELSEWHERE, keys)


def _unfind(tx: Tx, serial: int) -> None:
    keys = tables.search_key
    tx.execute(sa.delete(keys).where(keys.c.nid == search_keys.ELSEWHERE - serial))


def _catch_up(tx: Tx, told: DossierOnHub) -> None:
    """Steps that were taken at other counters join the history of our own dossier.

    A step we know keeps its place: history is never rewritten.  The first step is our reception.
    """
    own = dossiers.get(tx, told.dossier.id)
    if own is None:
        return
    known = {step.id for step in dossiers.timeline(tx, own.id)}
    news = [step for step in told.timeline[1:] if step.id not in known]
    for place, step in enumerate(news, start=len(known) + 1):
        dossiers.append_status(tx, replace(step, sequence=place))
    returned_at, returned_to = told.dossier.returned_at, told.dossier.returned_to
    if returned_at is not None and (own.returned_at is None or not outbox.waits(tx, own.id)):
        dossiers.mark_returned(tx, own.id, returned_at, returned_to)
    ours_waits = own.returned_at is not None and outbox.waits(tx, own.id)
    if news and (returned_at is not None or ours_waits):
        # A result that has left the office does not come back by a step told late.
        tx.execute(
            sa.update(tables.dossier)
            .where(tables.dossier.c.id == own.id)
            .values(status=int(Status.RETURNED))
        )


def _view(tx: Tx, body: Mapping[str, Any]) -> Elsewhere:
    told = from_plain(DossierOnHub, body)
    dossier, timeline = told.dossier, list(told.timeline)
    known = {step.id for step in timeline}
    waiting = outbox.bodies(tx, dossier.id)
    for text in waiting:
        ours = json.loads(text)
        steps = [from_plain(StatusEvent, one) for one in ours.get("status_events", ())]
        timeline += [
            replace(step, sequence=place)
            for place, step in enumerate(
                (one for one in steps if one.id not in known), start=len(timeline) + 1
            )
        ]
        if dossier.returned_at is None and "returned_at" in ours:
            dossier = replace(
                dossier,
                returned_at=datetime.fromisoformat(ours["returned_at"]),
                returned_to=ours["returned_to"],
            )
    status = dossier.status if len(timeline) == len(known) else timeline[-1].status
    if dossier.returned_at is not None:
        status = int(Status.RETURNED)
    return Elsewhere(
        dossier=replace(dossier, status=status, version=max(1, len(timeline))),
        timeline=tuple(timeline),
        seen_at=seen_at(tx),
        sync=outbox.state_of(tx, dossier.id) if waiting else SyncState.SENT,
    )


def _row(view: Elsewhere) -> DossierRow:
    dossier = view.dossier
    return DossierRow(
        id=dossier.id,
        code=dossier.code,
        owner_name=dossier.owner.full_name,
        number_masked=lists.masked(dossier.owner.number),
        procedure_name=dossier.procedure_name,
        status=dossier.status,
        received_at=dossier.received_at,
        due=dossier.due,
        clerk=dossier.clerk,
        sync=view.sync,
        elsewhere=True,
        seen_at=view.seen_at,
    )
