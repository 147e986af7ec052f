"""One person's data: everything by their number, and its erasure.

Erasing takes the words and keeps the skeleton: that a dossier with this code was received and
returned on these days stays, as books and the audit chain refer to it; who it was about goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.citizen import Citizen
from models.dossier import Dossier, Draft
from models.plain import from_plain, to_plain
from models.receipt import Receipt
from models.store import (
    audit,
    documents,
    dossiers,
    drafts,
    field_values,
    life_tables,
    office_tables,
    page_tables,
    tables,
)
from models.store.blobs import ERASED, release
from models.store.engine import Tx
from models.store.search_keys import Kind

ERASED_NAME = "(đã xóa theo yêu cầu)"
_NOBODY = Citizen(full_name=ERASED_NAME)
_CODES = (Kind.CODE, Kind.CODE_TAIL, Kind.CODE_REVERSED)
_MONEY = (
    "payment_demanded", "payment_made", "money_taken", "money_reversed", "reversal_approved",
    "outside_receipt",
)  # fmt: skip
"""Facts the cash book needs; they name sums, not persons."""


def dossiers_of(tx: Tx, number: str) -> tuple[str, ...]:
    """Dossiers in which a person with this number is owner, submitter or has another role."""
    key, dossier, person = tables.search_key, tables.dossier, life_tables.dossier_person
    found = sa.union(
        sa.select(dossier.c.id)
        .join_from(key, dossier, dossier.c.serial == -key.c.nid)
        .where(key.c.kind == Kind.NUMBER, key.c.key == number),
        sa.select(person.c.dossier_id).where(
            sa.func.json_extract(person.c.body, "$.person.number") == number
        ),
    )
    return tuple(sorted(tx.execute(found).scalars()))


def drafts_of(tx: Tx, number: str) -> tuple[Draft, ...]:
    """Drafts about this person."""
    body = tables.draft.c.body
    rows = tx.execute(
        sa.select(body).where(
            sa.or_(
                sa.func.json_extract(body, "$.owner.number") == number,
                sa.func.json_extract(body, "$.submitter.number") == number,
            )
        )
    ).scalars()
    return tuple(from_plain(Draft, one) for one in rows)


def account_of(tx: Tx, dossier_id: str) -> dict[str, Any]:
    """Everything this desk holds about one dossier, as plain values, its audit lines too."""
    dossier = dossiers.get(tx, dossier_id)
    fact = life_tables.fact
    facts = tx.execute(
        sa.select(fact.c.kind, fact.c.at, fact.c.by, fact.c.body)
        .where(fact.c.subject == dossier_id)
        .order_by(fact.c.serial)
    ).mappings()
    return {
        "dossier": to_plain(dossier),
        "receipt": to_plain(dossiers.receipt(tx, dossier_id)),
        "timeline": to_plain(dossiers.timeline(tx, dossier_id)),
        "facts": [{key: to_plain(value) for key, value in row.items()} for row in facts],
        "read_from_papers": field_values.account(tx, dossier_id),
        "seen_by": [line.body for line in audit.about(tx, (dossier_id,))],
    }


def erase_dossier(tx: Tx, dossier_id: str, at: datetime) -> int:
    """Take every word about persons out of a dossier; how many scans became unreadable.

    Books kept by law (chứng thực, bàn giao) stay as they are.
    """
    dossier = dossiers.get(tx, dossier_id)
    if dossier is None:
        return 0
    _erase_columns(tx, dossier_id)
    _erase_receipt(tx, dossier_id)
    _erase_rows(tx, dossier_id)
    _erase_keys(tx, dossier_id)
    tx.execute(
        insert(tables.erased_dossier)
        .values(dossier_id=dossier_id, erased_at=at)
        .on_conflict_do_nothing()
    )
    for subject in field_values.subjects_of(tx, dossier_id):
        field_values.forget(tx, subject)
    behind = documents.forget(tx, dossier_id)
    alone = {*_scans_of_this_alone(tx, dossier), *_behind_this_alone(tx, behind)}
    return sum(release(tx, one, ERASED, at) for one in sorted(alone))


def forget_draft(tx: Tx, draft_id: str) -> None:
    """Drop a draft with its pages; contents nothing else names become unreadable."""
    page, view = tables.page, page_tables.page_view
    for sha256 in drafts.delete(tx, draft_id):
        elsewhere = sa.or_(
            sa.exists().where(tables.document.c.sha256 == sha256),
            sa.exists().where(page.c.sha256 == sha256),
            sa.exists().where(view.c.sha256 == sha256),
        )
        tx.execute(sa.delete(tables.blob).where(tables.blob.c.sha256 == sha256, ~elsewhere))


def _erase_columns(tx: Tx, dossier_id: str) -> None:
    dossier, event = tables.dossier, tables.status_event
    nobody = {
        "owner": to_plain(_NOBODY), "submitter": None, "note": "", "form": {}, "returned_to": "",
    }  # fmt: skip
    tx.execute(sa.update(dossier).where(dossier.c.id == dossier_id).values(**nobody))
    tx.execute(sa.update(event).where(event.c.dossier_id == dossier_id).values(note=""))
    tx.execute(
        sa.update(tables.outbox).where(tables.outbox.c.aggregate_id == dossier_id).values(
            body_json=""
        )
    )  # fmt: skip


def _erase_receipt(tx: Tx, dossier_id: str) -> None:
    receipt = dossiers.receipt(tx, dossier_id)
    if receipt is None:
        return
    blank: Receipt = replace(
        receipt, person=ERASED_NAME, identity_number="", address="", phone="", email="",
        submitter_name="",
    )  # fmt: skip
    kept = tables.receipt
    tx.execute(sa.update(kept).where(kept.c.dossier_id == dossier_id).values(body=to_plain(blank)))


def _erase_rows(tx: Tx, dossier_id: str) -> None:
    person, fact = life_tables.dossier_person, life_tables.fact
    cached, alarm = office_tables.office_dossier, office_tables.alarm
    tx.execute(sa.delete(person).where(person.c.dossier_id == dossier_id))
    tx.execute(sa.delete(fact).where(fact.c.subject == dossier_id, fact.c.kind.not_in(_MONEY)))
    tx.execute(sa.delete(cached).where(cached.c.id == dossier_id))
    tx.execute(sa.delete(alarm).where(alarm.c.dossier_id == dossier_id))


def _erase_keys(tx: Tx, dossier_id: str) -> None:
    key, dossier = tables.search_key, tables.dossier
    serial = tx.execute(sa.select(dossier.c.serial).where(dossier.c.id == dossier_id)).scalar_one()
    tx.execute(sa.delete(key).where(key.c.nid == -serial, key.c.kind.not_in(_CODES)))


def _behind_this_alone(tx: Tx, contents: Iterable[str]) -> Iterable[str]:
    """Pictures of pages and older versions that nothing else names."""
    document, page, view = tables.document, tables.page, page_tables.page_view
    for sha256 in contents:
        if not any(
            tx.execute(sa.select(sa.literal(1)).where(one.c.sha256 == sha256).limit(1)).first()
            for one in (document, page, view)
        ):
            yield sha256


def _scans_of_this_alone(tx: Tx, dossier: Dossier) -> Iterable[str]:
    document, erased = tables.document, tables.erased_dossier
    for sha256 in {one.sha256 for one in dossier.documents}:
        still_held = tx.execute(
            sa.select(document.c.dossier_id).where(
                document.c.sha256 == sha256,
                document.c.dossier_id != dossier.id,
                document.c.dossier_id.not_in(sa.select(erased.c.dossier_id)),
            )
        ).first()
        if still_held is None:
            yield sha256
