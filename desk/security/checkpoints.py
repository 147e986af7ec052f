"""Checkpoints: this device signs the head of its audit chain now and then, and a witness keeps it.

Made after every 50 entries or ten minutes, whichever is first.  `Witness` is the port through
which the line hands them to the hub; an answer counts only when its signature holds under the key
this desk saw first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desk.clock import Clock
from models.checkpoint import AuditCheckpoint, CounterSignature
from models.problems import Problem
from models.store import audit, checkpoints, values
from models.store.engine import Store, Tx

log = logging.getLogger(__name__)

EVERY_ENTRIES = 50
EVERY = timedelta(minutes=10)
WITNESS_KEY = "audit.witness_key"
"""The witness's public key as first seen, in the store's values."""
_BATCH = 100


class Witness(Protocol):
    """Somebody elsewhere who keeps checkpoints: the hub, through the line."""

    def countersign(self, checkpoints: Sequence[AuditCheckpoint]) -> tuple[CounterSignature, ...]:
        """Keep them and sign. One refused (a fork, a changed device key) is left out."""


class Checkpoints:
    """The checkpoints of one device's store."""

    def __init__(self, store: Store, device_id: str, seed: bytes, clock: Clock) -> None:
        self._store = store
        self._device_id = device_id
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._clock = clock

    def make_if_due(self) -> AuditCheckpoint | None:
        """Sign the present head when there is enough, or old enough, unsigned."""
        now = self._clock()
        with self._store.reading() as tx:
            if not _due(tx, now):
                return None
        with self._store.writing() as tx:
            head = audit.head(tx)
            checkpoint = self._signed(head, now)
            last = checkpoints.latest(tx)
            if last is not None and last.seq >= head.seq:
                return None
            checkpoints.save(tx, checkpoint)
        return checkpoint

    def hand_over(self, witness: Witness) -> int:
        """Give the witness what it has not answered yet; how many answers hold.

        Raises what the witness raises, and Problem ``audit.witness_changed`` when an answer is
        signed with another key than the first one, ``audit.witness_refused`` when it says that
        this chain does not follow from the one it knows.
        """
        with self._store.reading() as tx:
            batch = checkpoints.waiting(tx, _BATCH)
        if not batch:
            return 0
        answers = witness.countersign(batch)
        with self._store.writing() as tx:
            kept = sum(self._keep(tx, answer) for answer in answers)
        if len(answers) < len(batch):
            raise Problem("audit.witness_refused", count=len(batch) - len(answers))
        return kept

    def _keep(self, tx: Tx, answer: CounterSignature) -> bool:
        known = values.get(tx, WITNESS_KEY)
        if known is not None and known != answer.public_key:
            raise Problem("audit.witness_changed")
        signed = answer.signed_bytes(self._device_id)
        if not _holds(answer.public_key, answer.signature, signed):
            log.info("an answer of the witness does not hold")
            return False
        if known is None:
            values.set(tx, WITNESS_KEY, answer.public_key)
        return checkpoints.answered(tx, answer)

    def _signed(self, head: audit.Head, now: datetime) -> AuditCheckpoint:
        bare = AuditCheckpoint(
            self._device_id,
            head.seq,
            head.hash,
            checkpoints.moment_text(now),
            self._key.public_key().public_bytes_raw().hex(),
            "",
        )
        signature = self._key.sign(bare.signed_bytes()).hex()
        return AuditCheckpoint(**{**asdict(bare), "signature": signature})


def exported(tx: Tx) -> Iterator[dict[str, Any]]:
    """The chain and its checkpoints as plain lines for `desk.security.verify_audit`."""
    for row in audit.rows(tx):
        yield {"seq": row.seq, "body": row.body, "hash": row.hash}
    for checkpoint, answer in checkpoints.every(tx):
        plain = None if answer is None else asdict(answer)
        yield {"checkpoint": asdict(checkpoint), "answer": plain}


def _due(tx: Tx, now: datetime) -> bool:
    head, last = audit.head(tx), checkpoints.latest(tx)
    unsigned = head.seq - (0 if last is None else last.seq)
    if unsigned <= 0:
        return False
    old = last is None or now - datetime.fromisoformat(last.at) >= EVERY
    return unsigned >= EVERY_ENTRIES or old


def _holds(public_key: str, signature: str, signed: bytes) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True
