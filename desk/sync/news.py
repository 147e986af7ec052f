"""What happened at the other counters: pulled page by page, the place kept with what was learned.

The cursor moves in the transaction that applies a page, so a pass may be cut anywhere: the next one
reads on, or reads a page again, which changes nothing (sync §D.6).  A desk that was away for longer
than the hub remembers changes is told a snapshot; what that does not name leaves the cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from desk.clock import Clock
from desk.events import OfficeChanged, ReturnedTwice
from desk.sync.line import Line
from desk.sync.trouble import LineProblem, Nature
from models.messages import OfficeNews
from models.store import alarms, office, values
from models.store.engine import Store, Tx

CURSOR = "sync.news_cursor"
"""Name in the store: how far the hub's news have been read."""

MAX_PAGES = 100
"""In one pass; what is left comes with the next, so that numbers and events need not wait."""
CACHE_KEPT = timedelta(days=60)
"""How long a closed dossier of another counter stays, and one of which a snapshot says nothing."""

HeardOf = OfficeChanged | ReturnedTwice


@dataclass(slots=True)
class NewsPull:
    """Keeps this desk's picture of its office up to date."""

    store: Store
    line: Line
    clock: Clock
    tell: Callable[[HeardOf], None]
    breathe: Callable[[], None]

    def pull(self) -> bool:
        """Read what is new; True when the hub had forgotten where we were and begins anew.

        Raises:
            LineProblem: when the line is gone or the hub's answer makes no sense.
        """
        with self.store.reading() as tx:
            cursor = values.get(tx, CURSOR) or ""
        try:
            self._read_from(cursor)
        except LineProblem as problem:
            if problem.hub_code != "hub.cursor_gone":
                raise
            self._read_from("")
            return True
        return False

    def _read_from(self, cursor: str) -> None:
        for _ in range(MAX_PAGES):
            page = self.line.news(cursor)
            if page.more and page.cursor == cursor:
                raise LineProblem("sync.not_a_hub", Nature.RETRYABLE, status=200)
            self._take(page)
            if not page.more:
                return
            cursor = page.cursor
            self.breathe()

    def _take(self, page: OfficeNews) -> None:
        now = self.clock()
        with self.store.writing() as tx:
            if page.snapshot_begins:
                office.doubt_all(tx)
            heard = self._learn(tx, page)
            if page.snapshot_ends:
                office.forget_doubted(tx, now - CACHE_KEPT)
            values.set(tx, CURSOR, page.cursor)
            if not page.more:
                values.set(tx, office.SEEN, now.isoformat())
                office.forget_closed(tx, now - CACHE_KEPT)
        for each in heard:
            self.tell(each)

    def _learn(self, tx: Tx, page: OfficeNews) -> list[HeardOf]:
        now = self.clock()
        heard: list[HeardOf] = []
        for told in page.dossiers:
            office.learn(tx, told, now)
            heard += [
                ReturnedTwice(told.dossier.id, alarm.alarm_id)
                for alarm in told.alarms
                if alarms.learn(tx, alarm, now)
            ]
        if page.dossiers:
            heard.append(OfficeChanged(tuple(told.dossier.id for told in page.dossiers)))
        return heard
