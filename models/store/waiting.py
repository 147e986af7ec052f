"""What waits after the work is done: results nobody fetched, and dossiers of a bundle's unit."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from models.dossier import CodeKind, DossierRow, Status
from models.store import tables
from models.store.engine import Tx
from models.store.life_tables import bundle, bundle_item
from models.store.lists import by_serials

_dossier, _event = tables.dossier, tables.status_event


def finished_before(
    tx: Tx, before: datetime, limit: int = 500
) -> tuple[tuple[DossierRow, datetime], ...]:
    """Results that lie ready since before a moment, the longest first, with since when."""
    since = sa.func.max(_event.c.at).label("since")
    rows = tx.execute(
        sa.select(_dossier.c.serial, since)
        .join_from(_dossier, _event, _event.c.dossier_id == _dossier.c.id)
        .where(_dossier.c.status == int(Status.FINISHED), _event.c.status == int(Status.FINISHED))
        .group_by(_dossier.c.serial)
        .having(since < before)
        .order_by(since)
        .limit(limit)
    ).all()
    listed = by_serials(tx, [one.serial for one in rows])
    return tuple((row, one.since) for row, one in zip(listed, rows, strict=True))


def out_with(tx: Tx, unit: str, limit: int = 500) -> tuple[DossierRow, ...]:
    """Dossiers a unit was given in a bundle and still works on."""
    serials = tx.execute(
        sa.select(_dossier.c.serial)
        .join_from(bundle_item, bundle, bundle.c.id == bundle_item.c.bundle_id)
        .join(_dossier, _dossier.c.id == bundle_item.c.dossier_id)
        .where(
            bundle.c.unit == unit,
            bundle.c.kind == "dossiers",
            _dossier.c.status == int(Status.PROCESSING),
        )
        .group_by(_dossier.c.serial)
        .order_by(_dossier.c.serial)
        .limit(limit)
    ).scalars()
    return by_serials(tx, serials.all())


def renamed(tx: Tx, limit: int = 500) -> tuple[DossierRow, ...]:
    """Dossiers whose provisional number became an official code, newest first."""
    alias = tables.code_alias
    serials = tx.execute(
        sa.select(_dossier.c.serial)
        .join_from(_dossier, alias, alias.c.dossier_id == _dossier.c.id)
        .where(_dossier.c.code_kind == CodeKind.OFFICIAL.value, alias.c.code.like("TAM-%"))
        .group_by(_dossier.c.serial)
        .order_by(_dossier.c.serial.desc())
        .limit(limit)
    ).scalars()
    return by_serials(tx, serials.all())
