"""Facts about dossiers, append-only; see `models.facts` for what each kind means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from models.facts import KINDS, Fact
from models.plain import from_plain, to_plain
from models.store.engine import Tx
from models.store.life_tables import fact as _fact

F = TypeVar("F")
_MOST_VARIABLES = 10_000
"""SQLite takes 32 766 in one statement."""


def append(tx: Tx, fact: Fact[Any]) -> None:
    """Add one fact in the caller's transaction."""
    tx.execute(
        sa.insert(_fact),
        {
            "id": fact.id,
            "subject": fact.subject,
            "kind": KINDS[type(fact.body)],
            "at": fact.at,
            "by": fact.by,
            "body": to_plain(fact.body),
        },
    )


def of(tx: Tx, subject: str, kind: type[F]) -> tuple[Fact[F], ...]:
    """Every fact of a kind about a subject, oldest first."""
    rows = tx.execute(
        sa.select(_fact)
        .where(_fact.c.subject == subject, _fact.c.kind == KINDS[kind])
        .order_by(_fact.c.serial)
    )
    return tuple(_read(kind, row) for row in rows)


def latest(tx: Tx, subject: str, kind: type[F]) -> Fact[F] | None:
    """What holds now; None where nothing was recorded."""
    row = tx.execute(
        sa.select(_fact)
        .where(_fact.c.subject == subject, _fact.c.kind == KINDS[kind])
        .order_by(_fact.c.serial.desc())
        .limit(1)
    ).first()
    return None if row is None else _read(kind, row)


def latest_of_each(tx: Tx, subjects: Sequence[str], kind: type[F]) -> dict[str, Fact[F]]:
    """What holds now for each subject that has such a fact."""
    if not subjects:
        return {}
    newest = (
        sa.select(sa.func.max(_fact.c.serial))
        .where(_fact.c.kind == KINDS[kind], _fact.c.subject.in_(subjects))
        .group_by(_fact.c.subject)
    )
    rows = tx.execute(sa.select(_fact).where(_fact.c.serial.in_(newest)))
    return {row.subject: _read(kind, row) for row in rows}


def bodies_of_each(tx: Tx, subjects: Sequence[str], kind: type[F]) -> dict[str, tuple[F, ...]]:
    """Every body of a kind for each subject that has one, oldest first."""
    found: dict[str, list[F]] = {}
    for place in range(0, len(subjects), _MOST_VARIABLES):
        some = subjects[place : place + _MOST_VARIABLES]
        rows = tx.execute(
            sa.select(_fact.c.subject, _fact.c.body)
            .where(_fact.c.kind == KINDS[kind], _fact.c.subject.in_(some))
            .order_by(_fact.c.serial)
        )
        for subject, body in rows:
            found.setdefault(subject, []).append(from_plain(kind, body))
    return {subject: tuple(bodies) for subject, bodies in found.items()}


def between(
    tx: Tx, kind: type[F], start: datetime, end: datetime, limit: int = 1000
) -> tuple[Fact[F], ...]:
    """Facts of a kind recorded in [start, end), newest first."""
    rows = tx.execute(
        sa.select(_fact)
        .where(_fact.c.kind == KINDS[kind], _fact.c.at >= start, _fact.c.at < end)
        .order_by(_fact.c.serial.desc())
        .limit(limit)
    )
    return tuple(_read(kind, row) for row in rows)


def recorded_after(tx: Tx, kind: type[F], fact_id: str) -> tuple[Fact[F], ...]:
    """Facts of a kind recorded after this fact, oldest first; all of them for an empty id."""
    wanted = [_fact.c.kind == KINDS[kind]]
    if fact_id:
        row = tx.execute(sa.select(_fact.c.serial, _fact.c.at).where(_fact.c.id == fact_id)).one()
        wanted += [_fact.c.serial > row.serial, _fact.c.at >= row.at]
    rows = tx.execute(sa.select(_fact).where(*wanted).order_by(_fact.c.serial))
    return tuple(_read(kind, row) for row in rows)


def newest_of_each_subject(tx: Tx, kind: type[F], start: datetime) -> tuple[Fact[F], ...]:
    """The newest fact of a kind for every subject that has one since `start`, newest first."""
    newest = (
        sa.select(sa.func.max(_fact.c.serial))
        .where(_fact.c.kind == KINDS[kind], _fact.c.at >= start)
        .group_by(_fact.c.subject)
    )
    rows = tx.execute(
        sa.select(_fact).where(_fact.c.serial.in_(newest)).order_by(_fact.c.serial.desc())
    )
    return tuple(_read(kind, row) for row in rows)


def subjects_where(tx: Tx, kind: type[Any], name: str, value: str) -> tuple[str, ...]:
    """Subjects with a fact of a kind whose field `name` has this text, in the order recorded."""
    found = sa.func.json_extract(_fact.c.body, f"$.{name}", type_=sa.Text)
    rows = tx.execute(
        sa.select(_fact.c.subject)
        .where(_fact.c.kind == KINDS[kind], found == value)
        .order_by(_fact.c.serial)
    ).scalars()
    return tuple(dict.fromkeys(rows))


def _read(kind: type[F], row: sa.Row[Any]) -> Fact[F]:
    return Fact(row.id, row.subject, row.at, row.by, from_plain(kind, row.body))
