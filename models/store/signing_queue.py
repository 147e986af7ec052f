"""The signing queue: which document waits for which signature, and what a signature still owes.

A document is one place (position) of a dossier, whatever version lies there: the version that is
present is the one that gets signed. Rows that are missing are added from what was digitised, so
that no crash between reception and queue loses a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from models.attachment import Document
from models.signing import (
    CopyForm,
    CopyState,
    Level,
    Owed,
    SignatureKind,
    Waiting,
    WaitingLine,
    WaitState,
)
from models.store import documents, page_tables, tables
from models.store.engine import Tx
from models.store.signing_tables import signing_wait

_wait, _document = signing_wait, tables.document
_source, _dossier = page_tables.document_source, tables.dossier

TEXT_PATIENCE = timedelta(minutes=10)
"""So long a document may wait for its text before it is signed without."""


@dataclass(frozen=True, slots=True)
class Place:
    """A queued signature with the document that lies at its place now."""

    waiting: Waiting
    position: int
    document: Document


def catch_up(
    tx: Tx,
    kinds: Iterable[SignatureKind],
    copy_form: CopyForm,
    now: datetime,
    new_id: Callable[[], str],
) -> int:
    """Queue every digitised document for the signatures it lacks a row of; how many were added.

    Documents that came signed pass as they are; one whose text is still being made waits for it.
    """
    ready = sa.or_(
        sa.and_(_source.c.outcome != "", _source.c.outcome != documents.UNTOUCHED),
        sa.and_(_source.c.outcome == "", _source.c.made_at < now - TEXT_PATIENCE),
    )
    added = 0
    for kind in kinds:
        here = sa.and_(
            _wait.c.dossier_id == _source.c.dossier_id,
            _wait.c.position == _source.c.position,
            _wait.c.kind == kind.value,
        )
        rows = tx.execute(
            sa.select(_source.c.dossier_id, _source.c.position, _source.c.component_code)
            .where(ready, ~sa.exists().where(here))
            .order_by(_source.c.made_at, _source.c.position)
        ).all()
        for row in rows:
            add(
                tx, row.dossier_id, row.position, row.component_code, kind, copy_form, now, new_id()
            )
        added += len(rows)
    return added


def add(
    tx: Tx,
    dossier_id: str,
    position: int,
    component_code: str,
    kind: SignatureKind,
    copy_form: CopyForm,
    now: datetime,
    row_id: str,
) -> str:
    """Let one document wait for one signature, also one that was withdrawn; the row's id."""
    known = tx.execute(
        sa.select(_wait.c.id).where(
            _wait.c.dossier_id == dossier_id,
            _wait.c.position == position,
            _wait.c.kind == kind.value,
        )
    ).scalar()
    if known is not None:
        _set(tx, known, state=WaitState.WAITING.value, problem="", copy_form=copy_form.value)
        return str(known)
    tx.execute(
        sa.insert(_wait).values(
            id=row_id,
            dossier_id=dossier_id,
            position=position,
            component_code=component_code,
            kind=kind.value,
            copy_form=copy_form.value,
            queued_at=now,
            state=WaitState.WAITING.value,
            problem="",
            signed_sha256="",
            signed_by="",
            level="",
            owed="",
        )
    )
    return row_id


def waiting(tx: Tx, kind: SignatureKind, limit: int = 500) -> tuple[WaitingLine, ...]:
    """What waits for this signature, the longest first."""
    rows = tx.execute(
        sa.select(
            _wait,
            _dossier.c.code,
            _dossier.c.owner,
            _document.c.title,
            _document.c.pages,
        )
        .join_from(_wait, _dossier, _dossier.c.id == _wait.c.dossier_id)
        .join(
            _document,
            sa.and_(
                _document.c.dossier_id == _wait.c.dossier_id,
                _document.c.position == _wait.c.position,
            ),
        )
        .where(_wait.c.state == WaitState.WAITING.value, _wait.c.kind == kind.value)
        .order_by(_wait.c.serial)
        .limit(limit)
    ).mappings()
    return tuple(
        WaitingLine(
            _waiting(row), row["code"], row["owner"]["full_name"], row["title"], row["pages"]
        )
        for row in rows
    )


def counts(tx: Tx) -> dict[SignatureKind, int]:
    """How many documents wait, by signature."""
    rows = tx.execute(
        sa.select(_wait.c.kind, sa.func.count())
        .where(_wait.c.state == WaitState.WAITING.value)
        .group_by(_wait.c.kind)
    ).all()
    return {SignatureKind(kind): int(count) for kind, count in rows}


def place(tx: Tx, row_id: str) -> Place | None:
    """A row with the version of its document that is present now; None when there is none."""
    row = tx.execute(sa.select(_wait).where(_wait.c.id == row_id)).mappings().first()
    if row is None:
        return None
    here = documents.present(tx, row["dossier_id"]).get(row["position"])
    return None if here is None else Place(_waiting(row), row["position"], here)


def signed(
    tx: Tx, row_id: str, sha256: str, by: str, at: datetime, level: Level, owed: Owed
) -> None:
    """The document has its signature."""
    _set(
        tx, row_id, state=WaitState.SIGNED.value, problem="", signed_sha256=sha256, signed_at=at,
        signed_by=by, level=level.value, owed=owed.value,
    )  # fmt: skip


def completed(tx: Tx, row_id: str, sha256: str, level: Level, owed: Owed) -> None:
    """What was owed has been added."""
    _set(tx, row_id, signed_sha256=sha256, level=level.value, owed=owed.value)


def failed(tx: Tx, row_id: str, problem: str) -> None:
    """The last try brought this problem; the document goes on waiting."""
    _set(tx, row_id, problem=problem)


def withdraw(tx: Tx, row_id: str) -> None:
    """No signature is wanted any more."""
    _set(tx, row_id, state=WaitState.WITHDRAWN.value)


def owing(tx: Tx, limit: int = 500) -> tuple[str, ...]:
    """Rows whose signature still owes its timestamp or revocation data, the oldest first."""
    rows = tx.execute(
        sa.select(_wait.c.id)
        .where(_wait.c.owed != "", _wait.c.state == WaitState.SIGNED.value)
        .order_by(_wait.c.serial)
        .limit(limit)
    )
    return tuple(rows.scalars())


def states(tx: Tx, dossier_id: str) -> dict[int, CopyState]:
    """What each document of a dossier may be taken for, by position (rules §6.2)."""
    rows = tx.execute(
        sa.select(_wait.c.position).where(
            _wait.c.dossier_id == dossier_id,
            _wait.c.state == WaitState.SIGNED.value,
            _wait.c.kind == SignatureKind.AGENCY_COPY.value,
        )
    )
    done = set(rows.scalars())
    untouched = {
        position
        for position, source in documents.sources(tx, dossier_id).items()
        if source.outcome == documents.UNTOUCHED
    }
    return {
        position: CopyState.SIGNED if position in done | untouched else CopyState.WORKING_COPY
        for position in documents.present(tx, dossier_id)
    }


def _set(tx: Tx, row_id: str, **values: object) -> None:
    tx.execute(sa.update(_wait).where(_wait.c.id == row_id).values(**values))


def _waiting(row: sa.RowMapping) -> Waiting:
    return Waiting(
        id=row["id"],
        dossier_id=row["dossier_id"],
        component_code=row["component_code"],
        kind=SignatureKind(row["kind"]),
        copy_form=CopyForm(row["copy_form"]),
        queued_at=row["queued_at"],
        state=WaitState(row["state"]),
        problem=row["problem"],
        signed_at=row["signed_at"],
        signed_by=row["signed_by"],
        level=Level(row["level"]) if row["level"] else None,
        owed=Owed(row["owed"]),
    )
