"""The desks' audit checkpoints as this hub keeps them, and the forks it refused.

A device's checkpoints only ever go forward.  One that stands behind the last one known here, or
says another head for the same length, was made by a chain written anew (storage §7.3).  When an
office puts a desk back from a backup that is so: the operator then opens a new *epoch* for the
device, and the earlier checkpoints stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, insert, select

from hub.store import tables
from hub.store.engine import Tx, add_unless_there
from models.checkpoint import AuditCheckpoint, CounterSignature

_kept, _refused = tables.checkpoint, tables.checkpoint_refused


@dataclass(frozen=True, slots=True)
class Refusal:
    """A checkpoint that did not fit what the device said before; `at` is the hub's time."""

    device_id: str
    seq: int
    head: str
    at: str


def epoch(tx: Tx, device_id: str) -> int:
    """The device's present epoch, 0 from the start."""
    found = tx.execute(
        select(func.max(tables.checkpoint_epoch.c.epoch)).where(
            tables.checkpoint_epoch.c.device_id == device_id
        )
    ).scalar_one()
    return int(found or 0)


def open_epoch(tx: Tx, device_id: str, reason: str, at: datetime) -> int:
    """What the device says next need not follow what it said before; the new epoch's number."""
    number = epoch(tx, device_id) + 1
    values = {
        "device_id": device_id,
        "epoch": number,
        "opened_at": at.isoformat(),
        "reason": reason,
    }
    tx.execute(insert(tables.checkpoint_epoch).values(values))
    return number


def last(tx: Tx, device_id: str) -> AuditCheckpoint | None:
    """The longest chain the device has shown in its present epoch."""
    row = tx.execute(
        select(_kept)
        .where(_kept.c.device_id == device_id, _kept.c.epoch == epoch(tx, device_id))
        .order_by(_kept.c.seq.desc())
        .limit(1)
    ).first()
    return None if row is None else _checkpoint(row)


def answer_for(tx: Tx, checkpoint: AuditCheckpoint) -> CounterSignature | None:
    """What was answered to this very checkpoint before."""
    row = tx.execute(
        select(_kept).where(
            _kept.c.device_id == checkpoint.device_id,
            _kept.c.epoch == epoch(tx, checkpoint.device_id),
            _kept.c.seq == checkpoint.seq,
            _kept.c.head == checkpoint.head,
        )
    ).first()
    if row is None:
        return None
    return CounterSignature(row.seq, row.head, row.hub_at, row.hub_key, row.hub_signature)


def keep(tx: Tx, checkpoint: AuditCheckpoint, answer: CounterSignature) -> None:
    """Keep a checkpoint together with the answer."""
    tx.execute(
        insert(_kept).values(
            device_id=checkpoint.device_id,
            epoch=epoch(tx, checkpoint.device_id),
            seq=checkpoint.seq,
            head=checkpoint.head,
            at=checkpoint.at,
            public_key=checkpoint.public_key,
            signature=checkpoint.signature,
            hub_at=answer.server_time,
            hub_key=answer.public_key,
            hub_signature=answer.signature,
        )
    )


def refuse(tx: Tx, checkpoint: AuditCheckpoint, at: datetime) -> None:
    """Remember, once, that this did not fit."""
    values = {
        "device_id": checkpoint.device_id,
        "seq": checkpoint.seq,
        "head": checkpoint.head,
        "at": at.isoformat(),
    }
    add_unless_there(tx, _refused, values)


def every(tx: Tx, device_id: str) -> Iterator[AuditCheckpoint]:
    """The device's checkpoints of its present epoch, oldest first: the verifier's witness file."""
    rows = tx.execute(
        select(_kept)
        .where(_kept.c.device_id == device_id, _kept.c.epoch == epoch(tx, device_id))
        .order_by(_kept.c.seq)
    ).all()
    return (_checkpoint(row) for row in rows)


def refusals(tx: Tx) -> tuple[Refusal, ...]:
    """Every fork seen, oldest first."""
    rows = tx.execute(select(_refused).order_by(_refused.c.at)).all()
    return tuple(Refusal(row.device_id, row.seq, row.head, row.at) for row in rows)


def _checkpoint(row: Row[tuple[object, ...]]) -> AuditCheckpoint:
    return AuditCheckpoint(row.device_id, row.seq, row.head, row.at, row.public_key, row.signature)
