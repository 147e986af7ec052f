"""The verifier of an exported audit chain: a program of its own that shares nothing with the desk.

    python verify_audit.py CHAIN [--witness FILE] [--device-key HEX] [--witness-key HEX]

``CHAIN`` is what ``motcua audit export`` writes: one JSON object a line, rows of the chain first,
then the checkpoints.  ``FILE`` is the witness's own list: one ``{"checkpoint": …}`` a line.
A key given is the only one accepted; otherwise all signatures must be by one and the same key.

Finds a row changed, removed or put in (``row``), an end cut off (``end``), a chain written anew
(``fork``), a checkpoint or an answer that nobody signed (``signature``, ``answer``).  Without a
witness's list an end cut off together with its checkpoints, or all of it written anew by somebody
who holds the device's key, cannot be found: that is what the witness is for.

Exit code: 0 nothing found, 2 something found, 1 the files cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_ROW = b"motcua.audit.1"
_DEVICE = b"motcua.checkpoint.1\0"
_WITNESS = b"motcua.witness.1\0"


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit, and at which row."""

    what: str
    seq: int


@dataclass
class Chain:
    """Heads of the chain as computed, and everything found on the way."""

    heads: list[str] = field(default_factory=lambda: [bytes(32).hex()])
    findings: list[Finding] = field(default_factory=list)

    def take(self, row: Mapping[str, Any]) -> None:
        """The next row."""
        seq = len(self.heads)
        inner = hashlib.sha256(str(row["body"]).encode()).digest()
        previous = bytes.fromhex(self.heads[-1])
        head = hashlib.sha256(_ROW + previous + seq.to_bytes(8, "big") + inner).hexdigest()
        if row["seq"] != seq or row["hash"] != head:
            self.findings.append(Finding("row", seq))
            head = str(row["hash"])  # go on from what is claimed, so that one edit is one finding
        self.heads.append(head)

    def compare(self, checkpoint: Mapping[str, Any]) -> None:
        """A signed head against the chain."""
        seq = int(checkpoint["seq"])
        if seq >= len(self.heads):
            self.findings.append(Finding("end", len(self.heads) - 1))
        elif self.heads[seq] != checkpoint["head"]:
            self.findings.append(Finding("fork", seq))


def check(
    lines: Iterable[Mapping[str, Any]],
    witness: Iterable[Mapping[str, Any]] = (),
    device_key: str | None = None,
    witness_key: str | None = None,
) -> tuple[int, list[Finding]]:
    """How many rows there are, and what was found."""
    chain = Chain()
    for line in lines:
        if "checkpoint" not in line:
            chain.take(line)
            continue
        checkpoint, answer = line["checkpoint"], line.get("answer")
        device_key = device_key or str(checkpoint["public_key"])
        if not _signed(checkpoint, _DEVICE, checkpoint["device_id"], "at", device_key):
            chain.findings.append(Finding("signature", int(checkpoint["seq"])))
        chain.compare(checkpoint)
        if answer is not None:
            witness_key = witness_key or str(answer["public_key"])
            if not _signed(answer, _WITNESS, checkpoint["device_id"], "server_time", witness_key):
                chain.findings.append(Finding("answer", int(checkpoint["seq"])))
    for line in witness:
        chain.compare(line["checkpoint"])
    return len(chain.heads) - 1, chain.findings


def _signed(what: Mapping[str, Any], tag: bytes, device: str, time: str, key: str) -> bool:
    parts = [device, what["seq"], what["head"], what[time]]
    text = tag + json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(str(what["signature"])), text)
    except (InvalidSignature, ValueError):
        return False
    return bool(what["public_key"] == key)


def _lines(path: str) -> list[dict[str, Any]]:
    text = Path(path).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Verify an exported audit chain.")
    parser.add_argument("chain")
    parser.add_argument("--witness", help="the witness's own list of checkpoints")
    parser.add_argument("--device-key")
    parser.add_argument("--witness-key")
    args = parser.parse_args()
    try:
        lines, kept = _lines(args.chain), _lines(args.witness) if args.witness else []
        rows, findings = check(lines, kept, args.device_key, args.witness_key)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"cannot be read: {type(error).__name__}\n")
        return 1
    for one in findings:
        sys.stdout.write(f"{one.what} {one.seq}\n")
    sys.stdout.write(f"{rows} rows, {len(findings)} findings\n")
    return 2 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
