"""Checkpoints of a desk's audit chain: what a device signs, and what a witness signs back.

A chain of hashes alone notices neither a cut end nor a complete rewrite; a head kept elsewhere
notices both (storage §7.3).  These are the words of that exchange, and the bytes that are signed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

_DEVICE = b"motcua.checkpoint.1\0"
_WITNESS = b"motcua.witness.1\0"


@dataclass(frozen=True, slots=True)
class AuditCheckpoint:
    """The first ``seq`` rows end in ``head``, says a device. Bytes are in hexadecimal, `at` ISO."""

    device_id: str
    seq: int
    head: str
    at: str
    public_key: str
    """The device's Ed25519 key; the hub keeps the first one it saw of a device."""
    signature: str

    def signed_bytes(self) -> bytes:
        """What the device's signature covers."""
        return _DEVICE + _canonical(self.device_id, self.seq, self.head, self.at)


@dataclass(frozen=True, slots=True)
class CounterSignature:
    """The witness has this checkpoint and will not forget it."""

    seq: int
    head: str
    server_time: str
    public_key: str
    """The witness's Ed25519 key; the desk keeps the first one it saw."""
    signature: str

    def signed_bytes(self, device_id: str) -> bytes:
        """What the witness's signature covers."""
        return _WITNESS + _canonical(device_id, self.seq, self.head, self.server_time)


def _canonical(*parts: str | int) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
