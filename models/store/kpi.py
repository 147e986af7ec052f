"""What the 766 figures ask of the dossiers received in a period, read in a handful of questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.dossier import Channel, LodgedFor, Status
from models.facts import Appointment, Cause, PaymentDemanded, PaymentMade, SupplementAsked
from models.facts_life import ComplaintAnswered, ComplaintNoted, Rated
from models.facts_money import MoneyReversed, MoneyTaken, PaymentMethod
from models.kpi766 import Complaint, Counted, Rating
from models.store import facts, tables
from models.store.engine import Tx

RESULT = "result"
"""Component code of a dossier's own result among its documents."""
Digitises = Callable[[str, str], frozenset[str]]
"""(procedure, version) → codes of papers that must be digitised."""

_dossier = tables.dossier


@dataclass(frozen=True, slots=True)
class _Beside:
    """Facts about every dossier of the period, by dossier."""

    promises: dict[str, tuple[Appointment, ...]]
    asked: dict[str, tuple[SupplementAsked, ...]]
    demanded: dict[str, tuple[PaymentDemanded, ...]]
    made: dict[str, tuple[PaymentMade, ...]]
    taken: dict[str, tuple[MoneyTaken, ...]]
    reversed: dict[str, tuple[MoneyReversed, ...]]
    lodged: dict[str, tuple[LodgedFor, ...]]


def counted(tx: Tx, start: datetime, end: datetime, digitises: Digitises) -> tuple[Counted, ...]:
    """Dossiers received in [start, end), oldest first."""
    period = sa.and_(_dossier.c.received_at >= start, _dossier.c.received_at < end)
    rows = tx.execute(sa.select(_dossier).where(period).order_by(_dossier.c.serial)).all()
    ids = [row.id for row in rows]
    beside = _Beside(
        promises=facts.bodies_of_each(tx, ids, Appointment),
        asked=facts.bodies_of_each(tx, ids, SupplementAsked),
        demanded=facts.bodies_of_each(tx, ids, PaymentDemanded),
        made=facts.bodies_of_each(tx, ids, PaymentMade),
        taken=facts.bodies_of_each(tx, ids, MoneyTaken),
        reversed=facts.bodies_of_each(tx, ids, MoneyReversed),
        lodged=facts.bodies_of_each(tx, ids, LodgedFor),
    )
    finished = _finished(tx, period)
    documents = _documents(tx, period)
    synced = _synced(tx, period)
    return tuple(
        _counted(row, beside, finished.get(row.id), documents.get(row.id, frozenset()),
                 synced.get(row.id), digitises)
        for row in rows
    )  # fmt: skip


def ratings(tx: Tx, start: datetime, end: datetime) -> tuple[Rating, ...]:
    """Answers given in [start, end)."""
    found = facts.between(tx, Rated, start, end, 1_000_000)
    codes = _codes(tx, [one.subject for one in found])
    return tuple(Rating(codes.get(one.subject, ""), one.body.level) for one in found)


def complaints(tx: Tx, start: datetime, end: datetime) -> tuple[Complaint, ...]:
    """PAKN noted in [start, end)."""
    noted = facts.between(tx, ComplaintNoted, start, end, 1_000_000)
    answered = {one.body.id: one for one in facts.recorded_after(tx, ComplaintAnswered, "")}
    made = []
    for one in noted:
        answer = answered.get(one.body.id)
        made.append(
            Complaint(
                one.body.number or one.body.about[:40],
                one.body.until,
                answer.at if answer else None,
                answer.body.satisfied if answer else None,
            )
        )
    return tuple(made)


def _counted(
    row: Any,
    beside: _Beside,
    finished: datetime | None,
    documents: frozenset[str],
    synced: datetime | None,
    digitises: Digitises,
) -> Counted:
    mine = row.id
    promises = beside.promises.get(mine, ())
    original = next(
        (one.due for one in reversed(promises) if one.cause is not Cause.EXTENSION), row.due
    )
    handed = {line["code"] for line in row.components if line["presented"]}
    wanted = handed & digitises(row.procedure_code, row.procedure_version)
    reused = sum(1 for line in row.components if line["presented"] and line.get("reused"))
    back = {one.reverses for one in beside.reversed.get(mine, ())}
    taken = [one for one in beside.taken.get(mine, ()) if one.number not in back]
    online = any(one.method is PaymentMethod.ONLINE for one in taken) or any(
        one.method is PaymentMethod.ONLINE for one in beside.made.get(mine, ())
    )
    return Counted(
        id=mine,
        code=row.code,
        status=row.status,
        received_at=row.received_at,
        due=original,
        finished_at=finished,
        channel=Channel(row.channel),
        assisted=mine in beside.lodged,
        requests=len(beside.asked.get(mine, ())),
        duty=bool(row.fee_dong) or mine in beside.demanded,
        paid_online=online,
        wanted=len(wanted),
        digitised=len(wanted & documents),
        reused=reused,
        electronic_result=RESULT in documents,
        synced_at=synced,
    )


def _finished(tx: Tx, period: sa.ColumnElement[bool]) -> dict[str, datetime]:
    events = tables.status_event
    rows = tx.execute(
        sa.select(events.c.dossier_id, sa.func.max(events.c.at, type_=events.c.at.type))
        .join(_dossier, _dossier.c.id == events.c.dossier_id)
        .where(period, events.c.status == int(Status.FINISHED))
        .group_by(events.c.dossier_id)
    )
    return {row[0]: row[1] for row in rows}


def _documents(tx: Tx, period: sa.ColumnElement[bool]) -> dict[str, frozenset[str]]:
    document = tables.document
    found: dict[str, set[str]] = {}
    for dossier_id, code in tx.execute(
        sa.select(document.c.dossier_id, document.c.component_code)
        .join(_dossier, _dossier.c.id == document.c.dossier_id)
        .where(period)
    ):
        found.setdefault(dossier_id, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _synced(tx: Tx, period: sa.ColumnElement[bool]) -> dict[str, datetime]:
    outbox = tables.outbox
    rows = tx.execute(
        sa.select(outbox.c.aggregate_id, outbox.c.accepted_at)
        .join(_dossier, _dossier.c.id == outbox.c.aggregate_id)
        .where(period, outbox.c.sequence == 1, outbox.c.accepted_at.is_not(None))
    )
    return {row[0]: row[1] for row in rows}


def _codes(tx: Tx, ids: list[str]) -> dict[str, str]:
    if not ids:
        return {}
    rows = tx.execute(sa.select(_dossier.c.id, _dossier.c.code).where(_dossier.c.id.in_(ids)))
    return {row[0]: row[1] for row in rows}
