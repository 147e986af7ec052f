"""Documents digitised for a person in earlier dossiers."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from models.calendar import VIETNAM
from models.dossier import Status
from models.reuse import DigitisedPaper
from models.store import documents, search_keys, tables
from models.store.engine import Tx

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


def is_here(tx: Tx, sha256: str) -> bool:
    """Whether this desk still holds the content."""
    row = tx.execute(sa.select(tables.blob.c.sha256).where(tables.blob.c.sha256 == sha256))
    return row.first() is not None


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
    )
