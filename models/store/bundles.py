"""Bundles between desk and departments: append-only; only the receiver's word comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.papers.handing import Bundle as Kind
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.store.engine import Tx
from models.store.life_tables import bundle as _bundle
from models.store.life_tables import bundle_item as _item


@dataclass(frozen=True, slots=True)
class BundleItem:
    """One dossier of a bundle."""

    dossier_id: str
    sheets: int
    originals: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One hand-over. `receiver` is who stood there, `confirmed_by` who confirmed later."""

    id: str
    kind: Kind
    unit: str
    number: str
    made_at: datetime
    made_by: str
    receiver: str
    items: tuple[BundleItem, ...]
    confirmed_at: datetime | None = None
    confirmed_by: str = ""


def add(tx: Tx, one: Bundle) -> None:
    """Write a bundle with its rows."""
    tx.execute(
        sa.insert(_bundle),
        {
            "id": one.id,
            "kind": one.kind.value,
            "unit": one.unit,
            "number": one.number,
            "made_at": one.made_at,
            "made_by": one.made_by,
            "receiver": one.receiver,
            "confirmed_by": "",
        },
    )
    for position, item in enumerate(one.items, start=1):
        tx.execute(
            sa.insert(_item),
            {
                "bundle_id": one.id,
                "position": position,
                "dossier_id": item.dossier_id,
                "body": to_plain(item),
            },
        )


def get(tx: Tx, bundle_id: str) -> Bundle | None:
    """One bundle."""
    row = tx.execute(sa.select(_bundle).where(_bundle.c.id == bundle_id)).first()
    return None if row is None else _read(tx, row)


def between(tx: Tx, start: datetime, end: datetime) -> tuple[Bundle, ...]:
    """Bundles made in [start, end), newest first."""
    rows = tx.execute(
        sa.select(_bundle)
        .where(_bundle.c.made_at >= start, _bundle.c.made_at < end)
        .order_by(_bundle.c.made_at.desc(), _bundle.c.number.desc())
    ).all()
    return tuple(_read(tx, row) for row in rows)


def unconfirmed(tx: Tx) -> tuple[Bundle, ...]:
    """Bundles nobody confirmed yet, the oldest first."""
    rows = tx.execute(
        sa.select(_bundle).where(_bundle.c.confirmed_at.is_(None)).order_by(_bundle.c.made_at)
    ).all()
    return tuple(_read(tx, row) for row in rows)


def confirm(tx: Tx, bundle_id: str, by: str, at: datetime) -> None:
    """Record who took it. Raises Problem ``bundle.unknown`` where there is none."""
    changed = tx.execute(
        sa.update(_bundle).where(_bundle.c.id == bundle_id).values(confirmed_at=at, confirmed_by=by)
    )
    if changed.rowcount == 0:
        raise Problem("bundle.unknown")


def _read(tx: Tx, row: sa.Row[Any]) -> Bundle:
    bodies = tx.execute(
        sa.select(_item.c.body).where(_item.c.bundle_id == row.id).order_by(_item.c.position)
    ).scalars()
    return Bundle(
        id=row.id,
        kind=Kind(row.kind),
        unit=row.unit,
        number=row.number,
        made_at=row.made_at,
        made_by=row.made_by,
        receiver=row.receiver,
        items=tuple(from_plain(BundleItem, one) for one in bodies),
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
    )
