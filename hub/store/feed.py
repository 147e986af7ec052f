"""The change feed of an agency: numbers without gaps, in the order of commit (sync §D.6).

The next number comes from one row that the transaction locks until it commits, so a reader who has
seen number n will never see a smaller one appear later.  It is also the first row every accepting
transaction touches, which keeps them from waiting for each other in a circle.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from hub.store import tables
from hub.store.engine import Tx, add_unless_there

KEPT = timedelta(days=60)
"""How long a change is remembered; a desk that was away longer is told a snapshot."""
_LOOKED_AFTER = 256
"""Old changes are dropped with every so many new ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something about `subject` (a dossier) is different now. Holds no personal data."""

    seq: int
    kind: str
    subject: str
    at: str


def lock(tx: Tx, agency: str) -> None:
    """Take the agency's turn to write; kept until the transaction ends."""
    add_unless_there(tx, tables.feed_head, {"agency": agency, "last": 0})
    head = tables.feed_head
    tx.execute(update(head).where(head.c.agency == agency).values(last=head.c.last))


def append(tx: Tx, agency: str, kind: str, subject: str, at: datetime) -> int:
    """Record one change; its number."""
    head = tables.feed_head
    add_unless_there(tx, head, {"agency": agency, "last": 0})
    seq = tx.execute(
        update(head)
        .where(head.c.agency == agency)
        .values(last=head.c.last + 1)
        .returning(head.c.last)
    ).scalar_one()
    tx.execute(
        insert(tables.change).values(
            agency=agency, seq=seq, kind=kind, subject=subject, at=at.isoformat()
        )
    )
    if int(seq) % _LOOKED_AFTER == 0:
        forget(tx, agency, at - KEPT)
    return int(seq)


def forget(tx: Tx, agency: str, before: datetime) -> None:
    """Drop the changes up to the last one older than this, the newest of all excepted."""
    change = tables.change
    mine = change.c.agency == agency
    old = tx.execute(
        select(func.max(change.c.seq)).where(mine, change.c.at < before.isoformat())
    ).scalar_one()
    if old is not None:
        # A beginning goes, never a hole: numbers tell what is still there. The newest stays, since
        # cursors name it.
        last = min(int(old), head(tx, agency) - 1)
        tx.execute(delete(change).where(mine, change.c.seq <= last))


def remembers_after(tx: Tx, agency: str, seq: int) -> bool:
    """Whether every change after number `seq` is still here."""
    change = tables.change
    query = select(func.min(change.c.seq)).where(change.c.agency == agency)
    first = tx.execute(query).scalar_one()
    return first is None or seq >= int(first) - 1


def after(tx: Tx, agency: str, seq: int, limit: int) -> tuple[Change, ...]:
    """Changes after number `seq`, oldest first."""
    change = tables.change
    rows = tx.execute(
        select(change)
        .where(change.c.agency == agency, change.c.seq > seq)
        .order_by(change.c.seq)
        .limit(limit)
    )
    return tuple(Change(row.seq, row.kind, row.subject, row.at) for row in rows)


def cursor_at(tx: Tx, agency: str, seq: int) -> str:
    """An opaque cursor behind change `seq`: it names the change as well as its number.

    A hub put back from a backup uses numbers a second time, for other changes; a number alone would
    let a desk skip them unseen.
    """
    change = tables.change
    row = tx.execute(
        select(change).where(change.c.agency == agency, change.c.seq == seq)
    ).one_or_none()
    if row is None:
        return str(seq)
    facts = "\n".join((str(row.seq), row.kind, row.subject, row.at))
    return f"{seq}.{hashlib.sha256(facts.encode()).hexdigest()[:16]}"


def head(tx: Tx, agency: str) -> int:
    """The number of the newest change; 0 when there is none."""
    query = select(tables.feed_head.c.last).where(tables.feed_head.c.agency == agency)
    return int(tx.execute(query).scalar_one_or_none() or 0)
