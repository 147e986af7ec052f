"""Numbers of dossiers: blocks leased from the hub, and the desk's own provisional ones."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.messages import Lease
from models.plain import to_plain
from models.store import tables
from models.store.engine import Tx

_lease, _provisional = tables.lease, tables.provisional_number


def add(tx: Tx, lease: Lease) -> None:
    """Keep a block of numbers; the same block twice is one block."""
    tx.execute(insert(_lease).values(**to_plain(lease), next=lease.first).on_conflict_do_nothing())


def remaining(tx: Tx, agency: str, day: str) -> int:
    """How many leased numbers of this day are left."""
    left = sa.func.coalesce(sa.func.sum(_lease.c.last - _lease.c.next + 1), 0)
    return int(
        tx.execute(
            sa.select(left).where(_lease.c.agency == agency, _lease.c.day == day)
        ).scalar_one()
    )


def take(tx: Tx, agency: str, day: str) -> int | None:
    """The next leased number of the day, lowest first; None when there is none left.

    It is used up with the caller's transaction and never given twice.
    """
    block = tx.execute(
        sa.select(_lease.c.lease_id, _lease.c.next)
        .where(_lease.c.agency == agency, _lease.c.day == day, _lease.c.next <= _lease.c.last)
        .order_by(_lease.c.first)
        .limit(1)
    ).first()
    if block is None:
        return None
    tx.execute(
        sa.update(_lease).where(_lease.c.lease_id == block.lease_id).values(next=block.next + 1)
    )
    return int(block.next)


def held(tx: Tx, from_day: str) -> tuple[Lease, ...]:
    """Blocks of this day and later ones, used up or not."""
    rows = tx.execute(
        sa.select(_lease).where(_lease.c.day >= from_day).order_by(_lease.c.day, _lease.c.first)
    )
    return tuple(
        Lease(row.lease_id, row.agency, row.day, row.first, row.last, row.device_id) for row in rows
    )


def next_provisional(tx: Tx, desk: str, day: str) -> int:
    """The desk's next provisional number of the day, from 1."""
    statement = insert(_provisional).values(desk=desk, day=day, last=1)
    return int(
        tx.execute(
            statement.on_conflict_do_update(
                index_elements=[_provisional.c.desk, _provisional.c.day],
                set_={"last": _provisional.c.last + 1},
            ).returning(_provisional.c.last)
        ).scalar_one()
    )
