"""The hub as witness of the desks' audit chains: checks a checkpoint, keeps it, signs it back.

The key lies beside the uploads, readable by the hub's user only.  It is made once; a hub that lost
it is a new witness, and every desk says so (``audit.witness_changed``).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hub.store import checkpoints
from hub.store.engine import Tx
from models.checkpoint import AuditCheckpoint, CounterSignature

KEY_FILE = "witness.key"


@dataclass(frozen=True, slots=True)
class HubWitness:
    """The key with which this hub signs back."""

    key: Ed25519PrivateKey

    @classmethod
    def of(cls, folder: Path) -> HubWitness:
        """The witness of a hub's folder; its key is made when there is none.

        Raises:
            ValueError: the file holds no key; nothing is written over it.
        """
        path = folder / KEY_FILE
        try:
            return cls(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text("ascii"))))
        except FileNotFoundError:
            return cls(_founded(path))

    def answer(
        self, tx: Tx, device_id: str, given: Sequence[AuditCheckpoint], now: datetime
    ) -> tuple[CounterSignature, ...]:
        """Keep what follows from what the device said before, and sign it back.

        A checkpoint of another device, without a good signature, under another key than the first,
        or of a chain that does not go forward is left out; the last three are remembered.
        """
        answers = (self._one(tx, device_id, each, now) for each in given)
        return tuple(answer for answer in answers if answer is not None)

    def _one(
        self, tx: Tx, device_id: str, checkpoint: AuditCheckpoint, now: datetime
    ) -> CounterSignature | None:
        if checkpoint.device_id != device_id or not _is_signed(checkpoint):
            return None
        known = checkpoints.answer_for(tx, checkpoint)
        if known is not None:
            return known
        before = checkpoints.last(tx, device_id)
        if before is not None and not _follows(before, checkpoint):
            checkpoints.refuse(tx, checkpoint, now)
            return None
        answer = self._signed(checkpoint, now)
        checkpoints.keep(tx, checkpoint, answer)
        return answer

    def _signed(self, checkpoint: AuditCheckpoint, now: datetime) -> CounterSignature:
        public = self.key.public_key().public_bytes_raw().hex()
        bare = CounterSignature(checkpoint.seq, checkpoint.head, now.isoformat(), public, "")
        signature = self.key.sign(bare.signed_bytes(checkpoint.device_id))
        return replace(bare, signature=signature.hex())


def _follows(before: AuditCheckpoint, checkpoint: AuditCheckpoint) -> bool:
    return checkpoint.seq > before.seq and checkpoint.public_key == before.public_key


def _is_signed(checkpoint: AuditCheckpoint) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.public_key))
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def _founded(path: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key.private_bytes_raw().hex())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return key
