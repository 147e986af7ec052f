"""The line kept busy: numbers, events, documents, and what the window is told about it.

Nothing here remembers what is "being sent".  What waits is in the outbox, what the hub has is what
it confirmed, and every step may be repeated; so a pass may be cut anywhere.
"""

from __future__ import annotations

import logging
import random
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk.clock import Clock
from desk.events import Events, SyncChanged
from desk.identifiers import NewId
from desk.sync.backoff import LONGEST_S, Chance, Patience, wait_s
from desk.sync.leases import Days, LeaseRefill, coming_days
from desk.sync.line import Line
from desk.sync.news import NewsPull
from desk.sync.office_book import OfficeBook
from desk.sync.push import EventPush, Tally
from desk.sync.reconcile import Reconciler
from desk.sync.register_numbers import RegisterNumbers
from desk.sync.trouble import LineProblem, Nature, Stopped
from desk.sync.uploads import FilePush
from models.messages import Meta
from models.problems import Kind, Problem
from models.store import outbox, values
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.outbox import OutboxCounts

_log = logging.getLogger(__name__)

LAST_CONTACT = "sync.last_contact"
CLOCK_SKEW = "sync.clock_skew_s"
"""Names in the store: when the hub last answered, and how far its clock is ahead, in seconds."""

HandOver = Callable[[Line], int]
"""Hands what must be witnessed elsewhere to the hub at each contact; how much it answered."""

_IDLE_S = 30.0
_WAITING_S = 5.0
"""Between passes when all is sent, and when something was put off."""
_SMALLEST_CHUNK, _LARGEST_CHUNK = 64 << 10, 4 << 20


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one pass achieved and what is left; `problem` is what stopped it or held something up.

    ``clock_skew_s`` is how far the hub's clock is ahead of ours; None when it did not answer.
    """

    online: bool
    events_sent: int
    files_sent: int
    refused: int
    waiting_events: int
    waiting_files: int
    problem: Problem | None
    clock_skew_s: float | None = None


class SyncService:
    """Sends what waits, whenever there is a line. Used from any thread; one pass at a time."""

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        line: Line | None,
        events: Events,
        clock: Clock,
        new_id: NewId,
        device_id: str,
        agency: str,
        *,
        chance: Chance = random.random,
        days: Days = coming_days,
        hand_over: HandOver | None = None,
    ) -> None:
        self._store = store
        self._line = line
        self._events = events
        self._clock = clock
        self._chance = chance
        self._hand_over = hand_over
        self.at_contact: dict[str, Callable[[], object]] = {}
        """What else is done at a contact, by the feature a hub must have for it."""
        self.office_book = OfficeBook(line)
        self._one_pass = threading.Lock()
        self._wake = threading.Event()
        self._stop: threading.Event | None = None
        self._failures = 0
        self._online = False
        self._tally = Tally()
        if line is None:
            return
        patience = Patience(chance)
        self._leases = LeaseRefill(store, line, clock, new_id, device_id, agency, days)
        self._event_push = EventPush(store, line, clock, patience, device_id, self._tell)
        self._file_push = FilePush(store, blobs, line, clock, patience, self._breathe, self._tell)
        self._news = NewsPull(store, line, clock, events.publish, self._breathe)
        self._register_numbers = RegisterNumbers(store, line, clock)
        self._reconciler = Reconciler(store, line, clock, device_id)

    def once(self) -> SyncReport:
        """One pass over everything that waits. Never raises a `Problem`: it is in the report."""
        with self._one_pass:
            report = self._pass()
        self._publish(report)
        return report

    def close(self) -> None:
        """Let go of the line; a pass that is under way ends with it."""
        if self._line is not None:
            self._line.close()

    def wake(self) -> None:
        """There is something new, or the network is back: do not wait for the next turn."""
        self._wake.set()

    def run(self, stop: threading.Event) -> None:
        """Pass after pass until `stop` is set; `wake` shortens the wait."""
        self._stop = stop
        while not stop.is_set():
            self._wake.clear()
            try:
                report = self.once()
            except Exception as error:  # noqa: BLE001 - one defect must not end the line for the day
                if stop.is_set():
                    return
                _report_defect(error)
                self._wait(stop, LONGEST_S, 0.0)
                continue
            self._wait(stop, self._pause_s(report), _asked_s(report))

    def _pass(self) -> SyncReport:
        if self._line is None:
            return self._report(Tally(), Problem("sync.no_hub", Kind.DEVICE_OR_LINE), None)
        tally = self._tally = Tally()
        skew: float | None = None
        problem: Problem | None = None
        try:
            meta, skew = self._greet(self._line)
            # Before numbers are asked for: a hub put back from a backup must first hear of those
            # it gave away and forgot.
            self._catch_up(meta, tally)
            self._leases.refill(tally)
            self._event_push.push(tally)
            if tally.events_sent:
                self._catch_up(meta, tally)
            self._file_push.push(tally)
        except LineProblem as trouble:
            self._online = trouble.status is not None and trouble.nature is not Nature.AUTH
            self._failures += 1
            problem = trouble
            _log.info("the line stopped: %s %s", trouble.code, trouble.hub_code)
        except Problem as trouble:
            problem = trouble
            _log.info("a pass stopped: %s", trouble.code)
        except Stopped:
            pass
        else:
            self._failures = 0
        return self._report(tally, problem or tally.problem, skew)

    def _catch_up(self, meta: Meta, tally: Tally) -> None:
        """Hear the office's news; compare once a day, and at once with a hub that lost its place.

        What goes wrong here with a hub that answers must not keep our own events from leaving.
        """
        try:
            forgot = bool(meta.features.get("news")) and self._news.pull()
            anew = forgot or self._reconciler.is_due()
            if anew and meta.features.get("reconciliations"):
                self._reconciler.compare(tally)
            if meta.features.get("register_numbers"):
                self._register_numbers.pull(greet=anew)
            if meta.features.get("checkpoints") and self._hand_over and self._line:
                self._hand_over(self._line)
            for feature, work in self.at_contact.items():
                if meta.features.get(feature):
                    work()
        except LineProblem as trouble:
            if trouble.nature is Nature.AUTH or trouble.status is None:
                raise
            tally.note(trouble)
        except Problem as trouble:
            tally.note(trouble)

    def _greet(self, line: Line) -> tuple[Meta, float]:
        before = self._clock()
        meta = line.meta()
        after = self._clock()
        skew = _ahead_s(meta, before, after)
        self._online = True
        self._file_push.chunk_bytes = max(_SMALLEST_CHUNK, min(meta.chunk_bytes, _LARGEST_CHUNK))
        with self._store.writing() as tx:
            values.set(tx, LAST_CONTACT, after.isoformat())
            values.set(tx, CLOCK_SKEW, f"{skew:.1f}")
        return meta, skew

    def _breathe(self) -> None:
        if self._stop is not None and self._stop.is_set():
            raise Stopped
        if self._wake.is_set():
            self._wake.clear()
            self._event_push.push(self._tally)

    def _report(self, tally: Tally, problem: Problem | None, skew: float | None) -> SyncReport:
        counts = self._counts()
        return SyncReport(
            online=self._online,
            events_sent=tally.events_sent,
            files_sent=tally.files_sent,
            refused=counts.refused,
            waiting_events=counts.waiting_events,
            waiting_files=counts.waiting_files,
            problem=problem,
            clock_skew_s=skew,
        )

    def _tell(self) -> None:
        self._publish_counts(self._counts(), None)

    def _publish(self, report: SyncReport) -> None:
        counts = OutboxCounts(report.waiting_events, report.waiting_files, report.refused)
        self._publish_counts(counts, report.problem)

    def _publish_counts(self, counts: OutboxCounts, problem: Problem | None) -> None:
        with self._store.reading() as tx:
            last_contact = values.get(tx, LAST_CONTACT) or ""
        self._events.publish(
            SyncChanged(
                online=self._online,
                waiting_events=counts.waiting_events,
                waiting_files=counts.waiting_files,
                refused=counts.refused,
                last_contact=last_contact,
                problem=problem,
            )
        )

    def _counts(self) -> OutboxCounts:
        with self._store.reading() as tx:
            return outbox.counts(tx)

    def _pause_s(self, report: SyncReport) -> float:
        problem = report.problem
        if self._line is None or (
            isinstance(problem, LineProblem) and problem.nature is Nature.AUTH
        ):
            return LONGEST_S
        if self._failures:
            return wait_s(self._failures, self._chance)
        return _WAITING_S if report.waiting_events or report.waiting_files else _IDLE_S

    def _wait(self, stop: threading.Event, pause_s: float, asked_s: float) -> None:
        # What the hub asked for is obeyed even when somebody wakes us; the rest is ours to cut.
        if asked_s and stop.wait(asked_s):
            return
        left = pause_s - asked_s
        while left > 0 and not stop.is_set() and not self._wake.wait(min(left, 1.0)):
            left -= 1.0


def _ahead_s(meta: Meta, before: datetime, after: datetime) -> float:
    try:
        theirs = datetime.fromisoformat(meta.server_time)
        return (theirs - (before + (after - before) / 2)).total_seconds()
    except (ValueError, TypeError) as error:
        raise LineProblem("sync.not_a_hub", Nature.RETRYABLE, status=200) from error


def _asked_s(report: SyncReport) -> float:
    problem = report.problem
    return (problem.retry_after or 0.0) if isinstance(problem, LineProblem) else 0.0


def _report_defect(error: Exception) -> None:
    # The message of an exception may hold a person's data; the places in the code do not.
    places = "".join(traceback.format_tb(error.__traceback__))
    _log.error("a pass over the line failed: %s\n%s", type(error).__name__, places)
