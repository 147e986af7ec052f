"""Documents digitised for a person in earlier dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from models.calendar import VIETNAM
from models.dossier import Status
from models.messages import ConfirmedValue, DossierOnHub, RenewalReason
from models.plain import from_plain
from models.reuse import DigitisedPaper
from models.store import documents, field_values, search_keys, tables
from models.store.engine import Tx
from models.store.office_tables import office_dossier as _elsewhere

_dossier, _document, _key = tables.dossier, tables.document, tables.search_key


def papers_of_owner(tx: Tx, number: str, limit: int = 200) -> tuple[DigitisedPaper, ...]:
    """Documents of dossiers this person owns, the newest first; refused ones left out."""
    owner = sa.func.json_extract(_dossier.c.owner, "$.number", type_=sa.Text)
    rows = tx.execute(
        sa.select(_document, _dossier.c.code, _dossier.c.received_at)
        .join(_dossier, _dossier.c.id == _document.c.dossier_id)
        .join(_key, _key.c.nid == -_dossier.c.serial)
        .where(
            _key.c.kind == int(search_keys.Kind.NUMBER),
            _key.c.key == number,
            owner == number,
            _dossier.c.status != int(Status.NOT_RECEIVED),
        )
        .order_by(_dossier.c.received_at.desc(), _document.c.position)
        .limit(limit)
    ).all()
    return tuple(_paper(tx, row) for row in rows)


def papers_elsewhere(tx: Tx, number: str, limit: int = 50) -> tuple[DigitisedPaper, ...]:
    """Documents this person's dossiers at the office's other counters have, the newest first.

    Only those whose file the hub has by its last word: the others cannot be fetched.
    """
    bodies = tx.execute(
        sa.select(_elsewhere.c.body)
        .join(_key, _key.c.nid == search_keys.ELSEWHERE - _elsewhere.c.serial)
        .where(_key.c.kind == int(search_keys.Kind.NUMBER), _key.c.key == number)
        .order_by(_elsewhere.c.learned_at.desc())
        .limit(limit)
    ).scalars()
    told = [from_plain(DossierOnHub, body) for body in bodies]
    owned = [
        one
        for one in told
        if one.dossier.owner.number == number and one.dossier.status != Status.NOT_RECEIVED
    ]
    owned.sort(key=lambda one: one.dossier.received_at, reverse=True)
    return tuple(paper for one in owned for paper in _papers_of(one))


def is_here(tx: Tx, sha256: str) -> bool:
    """Whether this desk still holds the content."""
    row = tx.execute(sa.select(tables.blob.c.sha256).where(tables.blob.c.sha256 == sha256))
    return row.first() is not None


def _papers_of(told: DossierOnHub) -> Iterator[DigitisedPaper]:
    dossier = told.dossier
    signed = {
        one.document.component_code
        for one in told.replaced
        if one.reason == RenewalReason.SIGNED.value
    }
    confirmed = {one.component_code: one.values for one in told.fields}
    for one in dossier.documents:
        if one.sha256 not in told.files_pending:
            yield DigitisedPaper(
                dossier_id=dossier.id,
                dossier_code=dossier.code,
                digitised_on=dossier.received_at.astimezone(VIETNAM).date(),
                component_code=one.component_code,
                title=one.title,
                sha256=one.sha256,
                size=one.size,
                pages=one.pages,
                media_type=one.media_type,
                pdfa=one.pdfa,
                signed=one.component_code in signed,
                counter=dossier.desk,
                values=confirmed.get(one.component_code, ()),
            )


def _confirmed(tx: Tx, dossier_id: str, component_code: str) -> tuple[ConfirmedValue, ...]:
    return tuple(
        ConfirmedValue(one.proposal.name, one.confirmed.value)
        for one in field_values.fields(tx, dossier_id, component_code)
        if one.confirmed is not None
    )


def _paper(tx: Tx, row: sa.Row[tuple[object, ...]]) -> DigitisedPaper:
    received: datetime = row.received_at
    return DigitisedPaper(
        dossier_id=row.dossier_id,
        dossier_code=row.code,
        digitised_on=received.astimezone(VIETNAM).date(),
        component_code=row.component_code,
        title=row.title,
        sha256=row.sha256,
        size=row.size,
        pages=row.pages,
        media_type=row.media_type,
        pdfa=row.pdfa,
        signed=documents.is_signed(tx, row.dossier_id, row.position),
        values=_confirmed(tx, row.dossier_id, row.component_code),
    )
