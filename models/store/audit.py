"""Who did what: a chain of hashes over rows that are only ever added.

Row hash = SHA-256(tag ‖ previous hash ‖ seq ‖ SHA-256(body)), body being canonical JSON (storage
§7.3).  A changed, removed or inserted row breaks the chain where it happened; a cut end or a whole
new chain is only noticed by a witness: the head as somebody else keeps it.  Rows hold identifiers,
never names, so that a person's data can be erased without touching the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

import sqlalchemy as sa

from models.store import tables
from models.store.engine import Tx

_TAG = b"motcua.audit.1"
_START = bytes(32)
_NO_FACTS: Mapping[str, str | int] = MappingProxyType({})

_audit = tables.audit


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many rows, and the last hash in hexadecimal."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What `verify` found. `broken_at` is the seq of the first row that does not fit, or None."""

    rows: int
    head: str
    broken_at: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is kept: the text that was hashed, and the hash in hexadecimal."""

    seq: int
    subject: str
    body: str
    hash: str


def append(
    tx: Tx,
    act: str,
    who: str,
    at: datetime,
    subject: str,
    facts: Mapping[str, str | int] = _NO_FACTS,
) -> None:
    """Add one line in the caller's transaction. ``facts`` hold identifiers and counts, no names."""
    last = head(tx)
    seq = last.seq + 1
    body = _canonical(
        {
            "act": act,
            "who": who,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "subject": subject,
            "facts": dict(facts),
        }
    )
    tx.execute(
        sa.insert(_audit),
        {
            "seq": seq,
            "subject": subject,
            "body": body,
            "hash": _hash(bytes.fromhex(last.hash), seq, body),
        },
    )


def head(tx: Tx) -> Head:
    """The end of the chain, for a witness to keep; seq 0 while it is empty."""
    row = tx.execute(
        sa.select(_audit.c.seq, _audit.c.hash).order_by(_audit.c.seq.desc()).limit(1)
    ).first()
    return Head(0, _START.hex()) if row is None else Head(row.seq, row.hash.hex())


def rows(tx: Tx) -> Iterator[Line]:
    """Every row, in order."""
    for row in tx.execute(sa.select(_audit).order_by(_audit.c.seq)).yield_per(1000):
        yield Line(row.seq, row.subject, row.body, row.hash.hex())


def about(tx: Tx, subjects: Collection[str]) -> tuple[Line, ...]:
    """The rows whose subject is one of these, in order."""
    found = tx.execute(
        sa.select(_audit).where(_audit.c.subject.in_(subjects)).order_by(_audit.c.seq)
    )
    return tuple(Line(row.seq, row.subject, row.body, row.hash.hex()) for row in found)


def verify(tx: Tx, witness: Head | None = None) -> AuditReport:
    """Compute the whole chain again, and compare it with a head kept elsewhere if one is given."""
    previous, count = _START, 0
    found = tx.execute(sa.select(_audit).order_by(_audit.c.seq)).yield_per(1000)
    for row in found:
        expected = _hash(previous, count + 1, row.body)
        fits = row.seq == count + 1 and row.hash == expected
        if not fits or json.loads(row.body)["subject"] != row.subject:
            return AuditReport(count, previous.hex(), count + 1)
        previous, count = expected, count + 1
        if witness is not None and count == witness.seq and previous.hex() != witness.hash:
            return AuditReport(count, previous.hex(), count)
    if witness is not None and count < witness.seq:
        return AuditReport(count, previous.hex(), count + 1)
    return AuditReport(count, previous.hex(), None)


def _canonical(body: Mapping[str, object]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(previous: bytes, seq: int, body: str) -> bytes:
    inner = hashlib.sha256(body.encode()).digest()
    return hashlib.sha256(_TAG + previous + seq.to_bytes(8, "big") + inner).digest()
