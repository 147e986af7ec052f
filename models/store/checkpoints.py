"""Signed checkpoints of the audit chain, and the witness's answers to them."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from models.checkpoint import AuditCheckpoint, CounterSignature
from models.store.engine import Tx
from models.store.tables import audit_checkpoint as _checkpoint


def save(tx: Tx, checkpoint: AuditCheckpoint) -> None:
    """Keep a checkpoint; it waits for the witness."""
    tx.execute(
        sa.insert(_checkpoint),
        {
            "seq": checkpoint.seq,
            "head": bytes.fromhex(checkpoint.head),
            "device_id": checkpoint.device_id,
            "at": datetime.fromisoformat(checkpoint.at),
            "public_key": bytes.fromhex(checkpoint.public_key),
            "signature": bytes.fromhex(checkpoint.signature),
        },
    )


def latest(tx: Tx) -> AuditCheckpoint | None:
    """The last one made here."""
    row = tx.execute(_all().order_by(_checkpoint.c.seq.desc()).limit(1)).first()
    return None if row is None else _from(row)


def waiting(tx: Tx, limit: int) -> tuple[AuditCheckpoint, ...]:
    """Those the witness has not answered, oldest first."""
    rows = tx.execute(
        _all().where(_checkpoint.c.hub_at.is_(None)).order_by(_checkpoint.c.seq).limit(limit)
    )
    return tuple(_from(row) for row in rows)


def answered(tx: Tx, answer: CounterSignature) -> bool:
    """Keep the witness's answer; False when it is not about a checkpoint made here."""
    changed = tx.execute(
        sa.update(_checkpoint)
        .where(_checkpoint.c.seq == answer.seq, _checkpoint.c.head == bytes.fromhex(answer.head))
        .values(
            hub_at=answer.server_time,
            hub_key=bytes.fromhex(answer.public_key),
            hub_signature=bytes.fromhex(answer.signature),
        )
    )
    return changed.rowcount > 0


def every(tx: Tx) -> tuple[tuple[AuditCheckpoint, CounterSignature | None], ...]:
    """All of them with their answers, oldest first."""
    rows = tx.execute(_all().order_by(_checkpoint.c.seq)).all()
    return tuple((_from(row), _answer(row)) for row in rows)


def _all() -> sa.Select[tuple[object, ...]]:
    return sa.select(_checkpoint)


def _from(row: sa.Row[tuple[object, ...]]) -> AuditCheckpoint:
    return AuditCheckpoint(
        device_id=row.device_id,
        seq=row.seq,
        head=row.head.hex(),
        at=moment_text(row.at),
        public_key=row.public_key.hex(),
        signature=row.signature.hex(),
    )


def _answer(row: sa.Row[tuple[object, ...]]) -> CounterSignature | None:
    if row.hub_at is None:
        return None
    return CounterSignature(
        row.seq, row.head.hex(), row.hub_at, row.hub_key.hex(), row.hub_signature.hex()
    )


def moment_text(at: datetime) -> str:
    """A moment as it is signed: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
