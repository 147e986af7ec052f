"""Accepted dossiers: written once with all that belongs to them, found by any code, for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.attachment import Document
from models.citizen import Citizen
from models.dossier import (
    Channel,
    CodeKind,
    ComponentLine,
    Dossier,
    ReturnMethod,
    StatusEvent,
)
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.receipt import Receipt
from models.store import changes, search_keys, tables
from models.store.engine import Tx
from models.store.lists import (
    counts_by,
    due_between,
    not_sent,
    overdue,
    received_between,
    with_status,
)

__all__ = [
    "add",
    "append_status",
    "by_code",
    "counts_by",
    "due_between",
    "get",
    "known",
    "latest_of_person",
    "mark_returned",
    "not_sent",
    "overdue",
    "receipt",
    "received_between",
    "set_official_code",
    "timeline",
    "with_status",
]

_PLAIN_COLUMNS = (
    "id",
    "code",
    "procedure_code",
    "procedure_version",
    "procedure_name",
    "field_name",
    "status",
    "received_at",
    "due",
    "due_hour_exact",
    "due_is_provisional",
    "desk",
    "clerk",
    "fee_dong",
    "sets",
    "note",
    "returned_at",
    "returned_to",
    "version",
)
"""Fields of a dossier that lie in a column of the same name and type."""


def add(tx: Tx, dossier: Dossier, receipt: Receipt | None) -> None:
    """Write a new dossier, its documents, codes, search keys and the receipt as promised.

    A dossier of the old system has no receipt of ours.  The first status event is appended by the
    caller.  Raises Problem ``store.code_taken``.
    """
    row = {name: getattr(dossier, name) for name in _PLAIN_COLUMNS}
    row |= {
        "code_kind": dossier.code_kind.value,
        "owner": to_plain(dossier.owner),
        "submitter": None if dossier.submitter is None else to_plain(dossier.submitter),
        "channel": int(dossier.channel),
        "return_method": dossier.return_method.value,
        "components": to_plain(dossier.components),
        "form": to_plain(dossier.form),
    }
    codes = (dossier.code, *(alias for alias in dossier.aliases if alias != dossier.code))
    for code in codes:
        _refuse_taken(tx, code, dossier.id)
    # Values beside the statement, not in it: SQLAlchemy then compiles it once and for all.
    serial = tx.execute(sa.insert(tables.dossier), row).lastrowid
    for code in codes:
        tx.execute(sa.insert(tables.code_alias), {"code": code, "dossier_id": dossier.id})
    if dossier.documents:
        tx.execute(sa.insert(tables.document), _document_rows(dossier))
    if receipt is not None:
        changes.replace_receipt(tx, receipt)
    search_keys.write(tx, serial, search_keys.of_dossier(dossier))
    changes.add_people(tx, dossier.id, dossier.people)


def get(tx: Tx, dossier_id: str) -> Dossier | None:
    """The dossier as it stands now."""
    wanted = sa.select(tables.dossier).where(tables.dossier.c.id == dossier_id)
    row = tx.execute(wanted).mappings().first()
    return None if row is None else _dossier(tx, row)


def by_code(tx: Tx, code: str) -> Dossier | None:
    """The dossier that has, or ever had, this code."""
    alias = tables.code_alias
    found = tx.execute(
        sa.select(alias.c.dossier_id).where(alias.c.code == search_keys.code(code))
    ).scalar()
    return None if found is None else get(tx, found)


def known(tx: Tx, ids: Sequence[str]) -> frozenset[str]:
    """Those of these identities that are dossiers."""
    wanted = sa.select(tables.dossier.c.id).where(tables.dossier.c.id.in_(ids))
    return frozenset(tx.execute(wanted).scalars())


def receipt(tx: Tx, dossier_id: str) -> Receipt | None:
    """The receipt as it was promised."""
    body = tx.execute(
        sa.select(tables.receipt.c.body).where(tables.receipt.c.dossier_id == dossier_id)
    ).scalar()
    return None if body is None else from_plain(Receipt, body)


def append_status(tx: Tx, event: StatusEvent) -> None:
    """Add one step to a dossier's life and make it the present one.

    Raises Problem ``store.changed_meanwhile`` unless `event.sequence` is the next number, and
    ``store.no_dossier``.
    """
    events, dossiers = tables.status_event, tables.dossier
    last = tx.execute(
        sa.select(sa.func.max(events.c.sequence)).where(events.c.dossier_id == event.dossier_id)
    ).scalar()
    if event.sequence != (last or 0) + 1:
        raise Problem("store.changed_meanwhile")
    changed = tx.execute(
        sa.update(dossiers)
        .where(dossiers.c.id == event.dossier_id)
        .values(status=int(event.status), version=event.sequence)
    )
    if changed.rowcount == 0:
        raise Problem("store.no_dossier")
    tx.execute(
        sa.insert(events),
        {
            "id": event.id,
            "dossier_id": event.dossier_id,
            "sequence": event.sequence,
            "status": int(event.status),
            "at": event.at,
            "by": event.by,
            "note": event.note,
        },
    )


def timeline(tx: Tx, dossier_id: str) -> tuple[StatusEvent, ...]:
    """Every step of a dossier's life, oldest first."""
    events = tables.status_event
    rows = tx.execute(
        sa.select(events).where(events.c.dossier_id == dossier_id).order_by(events.c.sequence)
    )
    return tuple(StatusEvent(**row) for row in rows.mappings())


def mark_returned(tx: Tx, dossier_id: str, at: datetime, to: str) -> None:
    """Record when the result was handed over and to whom. Raises Problem ``store.no_dossier``."""
    dossiers = tables.dossier
    changed = tx.execute(
        sa.update(dossiers)
        .where(dossiers.c.id == dossier_id)
        .values(returned_at=at, returned_to=to)
    )
    if changed.rowcount == 0:
        raise Problem("store.no_dossier")


def set_official_code(tx: Tx, dossier_id: str, code: str) -> None:
    """Give a dossier its official code; the code it had stays an alias for ever.

    Doing it twice changes nothing.  Raises Problem ``store.code_taken``, ``store.no_dossier``.
    """
    dossiers = tables.dossier
    code = search_keys.code(code)
    serial = tx.execute(sa.select(dossiers.c.serial).where(dossiers.c.id == dossier_id)).scalar()
    if serial is None:
        raise Problem("store.no_dossier")
    if not _refuse_taken(tx, code, dossier_id):
        tx.execute(sa.insert(tables.code_alias).values(code=code, dossier_id=dossier_id))
        search_keys.write(tx, serial, search_keys.of_code(code))
    tx.execute(
        sa.update(dossiers)
        .where(dossiers.c.id == dossier_id)
        .values(code=code, code_kind=CodeKind.OFFICIAL.value)
    )


def official_code(tx: Tx, dossier_id: str) -> str:
    """The dossier's official code; empty while it has none."""
    dossiers = tables.dossier
    code = tx.execute(
        sa.select(dossiers.c.code).where(
            dossiers.c.id == dossier_id, dossiers.c.code_kind == CodeKind.OFFICIAL.value
        )
    ).scalar()
    return str(code or "")


def latest_of_person(tx: Tx, number: str) -> tuple[str, Citizen] | None:
    """The newest dossier with this 12-digit number, and the person as it has them."""
    keys, dossiers = tables.search_key, tables.dossier
    row = tx.execute(
        sa.select(dossiers.c.id, dossiers.c.owner, dossiers.c.submitter)
        .join_from(keys, dossiers, dossiers.c.serial == -keys.c.nid)
        .where(keys.c.kind == search_keys.Kind.NUMBER, keys.c.key == number)
        .order_by(keys.c.nid)
        .limit(1)
    ).first()
    if row is None:
        return None
    persons = [from_plain(Citizen, one) for one in (row.owner, row.submitter) if one is not None]
    person = next((one for one in persons if one.number == number), None)
    return None if person is None else (row.id, person)


def _refuse_taken(tx: Tx, code: str, dossier_id: str) -> bool:
    """Whether the dossier already has this code; Problem when another one has it."""
    alias = tables.code_alias
    holder = tx.execute(sa.select(alias.c.dossier_id).where(alias.c.code == code)).scalar()
    if holder is not None and holder != dossier_id:
        raise Problem("store.code_taken", taken=code)
    return holder is not None


def _document_rows(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {"dossier_id": dossier.id, "position": position, **to_plain(one)}
        for position, one in enumerate(dossier.documents)
    ]


def _documents(tx: Tx, dossier_id: str) -> tuple[Document, ...]:
    documents = tables.document
    rows = tx.execute(
        sa.select(documents)
        .where(documents.c.dossier_id == dossier_id)
        .order_by(documents.c.position)
    )
    return tuple(from_plain(Document, row) for row in rows.mappings())


def _aliases(tx: Tx, dossier_id: str, present: str) -> tuple[str, ...]:
    alias = tables.code_alias
    codes = tx.execute(
        sa.select(alias.c.code).where(alias.c.dossier_id == dossier_id).order_by(alias.c.code)
    ).scalars()
    return tuple(code for code in codes if code != present)


def _dossier(tx: Tx, row: sa.RowMapping) -> Dossier:
    submitter = row["submitter"]
    return Dossier(
        **{name: row[name] for name in _PLAIN_COLUMNS},
        code_kind=CodeKind(row["code_kind"]),
        owner=from_plain(Citizen, row["owner"]),
        submitter=None if submitter is None else from_plain(Citizen, submitter),
        channel=Channel(row["channel"]),
        return_method=ReturnMethod(row["return_method"]),
        components=tuple(from_plain(ComponentLine, one) for one in row["components"]),
        documents=_documents(tx, row["id"]),
        aliases=_aliases(tx, row["id"], row["code"]),
        form=row["form"],
        people=changes.people(tx, row["id"]),
    )
