"""What a desk is told that does not know where the office stands: the open, the recent, its own.

It is read page by page in the order of the identities, and followed by the changes since it began;
so it does not matter that its pages are read at different moments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from hub.store import feed, tables
from hub.store.devices import Device
from hub.store.engine import Tx
from models.lifecycle import TERMINAL
from models.problems import Problem

_MARK = re.compile(r"^s:(\d{1,15}(?:\.[0-9a-f]{16})?):(.{0,64})$")


@dataclass(frozen=True, slots=True)
class Place:
    """How far a snapshot was read: the feed's cursor when it began, the last dossier told."""

    feed_cursor: str
    last: str

    @property
    def cursor(self) -> str:
        """As the desk keeps it."""
        return f"s:{self.feed_cursor}:{self.last}"


def place_of(tx: Tx, agency: str, cursor: str) -> Place | None:
    """The place a cursor names; None for one of the feed, or of a desk that knows nothing.

    Raises:
        Problem: ``hub.cursor_gone`` when this hub was put back from a backup meanwhile.
    """
    found = _MARK.match(cursor)
    if found is None:
        return None
    place = Place(found[1], found[2])
    seq = int(place.feed_cursor.partition(".")[0])
    if feed.cursor_at(tx, agency, seq) != place.feed_cursor:
        raise Problem("hub.cursor_gone")
    return place


def begin(tx: Tx, agency: str) -> Place:
    """A snapshot from now on."""
    return Place(feed.cursor_at(tx, agency, feed.head(tx, agency)), "")


def after(tx: Tx, device: Device, place: Place, now: datetime, limit: int) -> tuple[str, ...]:
    """Identities of the next dossiers of the snapshot; fewer than `limit` at its end."""
    dossier, event, alarm = tables.dossier, tables.event, tables.alarm
    had_a_part = exists().where(
        event.c.aggregate_id == dossier.c.dossier_id, event.c.device_id == device.device_id
    )
    in_doubt = exists().where(alarm.c.dossier_id == dossier.c.dossier_id)
    query = (
        select(dossier.c.dossier_id)
        .where(
            and_(dossier.c.agency == device.agency, dossier.c.dossier_id > place.last),
            or_(
                dossier.c.status.not_in(sorted(int(one) for one in TERMINAL)),
                dossier.c.updated_at >= (now - feed.KEPT).isoformat(),
                had_a_part,
                in_doubt,
            ),
        )
        .order_by(dossier.c.dossier_id)
        .limit(limit)
    )
    return tuple(tx.execute(query).scalars())
