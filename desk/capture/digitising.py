"""The work behind the clerk: pages made ready and read, documents renewed with their text.

One loop makes pages ready and documents whole, the others read, each one page at a time on a thread
and in a worker process of its own; readers give way to whatever the clerk does.  What is done is in
the store, so that a desk that was killed goes on where it was.  A failure is told, tried again with
growing pauses, and never keeps a file from being sent.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from desk.capture.filing import Filing
from desk.capture.finishing import Finishing
from desk.capture.preparer import Prepares
from desk.capture.reader import ReadingCancelledError
from desk.capture.telling import Telling
from desk.clock import Clock
from desk.events import (
    CaptureEnded,
    DigitisingFailed,
    Events,
    PageCaptured,
    PagePrepared,
    PageRead,
    PagesArranged,
    Received,
)
from models.attachment import Page
from models.pages import DocumentStatus, PageView, Proposal, ReadingStage
from models.problems import Problem
from models.reading import PageText
from models.store import blobs as blob_rows
from models.store import drafts, page_findings, page_texts, page_work
from models.store.blobs import Blobs
from models.store.engine import Store, Tx

log = logging.getLogger(__name__)

READERS = 2
"""Reading loops: two cores read a batch of 40 sheets within seconds of its end."""
PATIENCE = timedelta(minutes=10)
"""How long a fresh document's file waits for the version with its text."""
_FIRST_PAUSE = timedelta(seconds=30)
_FOR_EVER = timedelta(days=3650)
_IDLE_S = 5.0


class ReadsPages(Protocol):
    """Reads the text of pages (`desk.capture.reader.Reader`)."""

    def first(self, view: bytes, dpi: int | None, *, bilevel: bool = False) -> PageText:
        """The quick reading."""

    def fused(
        self, view: bytes, dpi: int | None, first: PageText, *, bilevel: bool = False
    ) -> PageText:
        """The one that counts."""

    def cancel(self) -> None:
        """Give up the page being read."""

    def close(self) -> None:
        """End the worker."""


WhenRead = Callable[[str, str], None]
"""(draft or dossier id, component code): every page of the component has its final text."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the work is done with."""

    preparer: Prepares
    readers: Sequence[ReadsPages]
    """One a reading loop; but for the first, they only read quickly while a scanner delivers."""
    filing: Filing
    finishing: Finishing
    scanning: Callable[[], bool]
    when_read: WhenRead | None = None
    telling: Telling | None = None


class Digitising:
    """Runs until the person leaves; `wake` tells that there is something new."""

    def __init__(
        self, store: Store, blobs: Blobs, events: Events, clock: Clock, tools: Tools
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._events = events
        self._clock = clock
        self._tools = tools
        self._wakes = [threading.Event() for _ in range(len(tools.readers) + 1)]
        self._running = 0
        self._reading: set[str] = set()
        self._lock = threading.Lock()

    def listen(self) -> tuple[Callable[[], None], ...]:
        """Wake by itself when a page or a dossier arrives; call what is returned to stop."""
        kinds = (PageCaptured, PagesArranged, CaptureEnded, Received)
        return tuple(self._events.subscribe(kind, lambda _: self.wake()) for kind in kinds)

    def loops(self) -> tuple[Callable[[threading.Event], None], ...]:
        """What is to run, each on a thread of its own, until the event given is set."""
        first, *others = self._wakes
        return (
            partial(self._run, self._make_whole, first, self._end_making),
            *(
                partial(self._run, partial(self._read_some, place), wake, reader.close)
                for place, (wake, reader) in enumerate(
                    zip(others, self._tools.readers, strict=True)
                )
            ),
        )

    def wake(self) -> None:
        """There is something new to do."""
        for one in self._wakes:
            one.set()

    def file_waits_until(self, now: datetime) -> datetime | None:
        """Until when a fresh document's file waits; None when nobody is at work here."""
        return now + PATIENCE if self._running else None

    def once(self) -> bool:
        """Take the step that is most urgent; whether there was one."""
        return self._make_whole() or self._read_some(0)

    def documents(self, dossier_id: str) -> tuple[DocumentStatus, ...]:
        """How far the documents of a dossier are."""
        return self._tools.finishing.status(dossier_id)

    def close(self) -> None:
        """Give up the pages at hand; the workers end with their loops, at once when none runs."""
        for reader in self._tools.readers:
            reader.cancel()
        self.wake()
        if not self._running:
            self._end_making()
            for reader in self._tools.readers:
                reader.close()

    # the loops

    def _run(
        self,
        work: Callable[[], bool],
        wake: threading.Event,
        end: Callable[[], None],
        stop: threading.Event,
    ) -> None:
        with self._lock:
            self._running += 1
        try:
            while not stop.is_set():
                wake.clear()
                if not self._worked(work, stop):
                    _rest(wake, stop)
                elif not stop.is_set():
                    self.wake()
        finally:
            with self._lock:
                self._running -= 1
            end()

    def _worked(self, work: Callable[[], bool], stop: threading.Event) -> bool:
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - one defect must not end the day's work
            if not stop.is_set():
                _report_defect(error)
                stop.wait(_IDLE_S)
            return False

    def _make_whole(self) -> bool:
        telling = self._tools.telling
        return (
            self._prepare_next()
            or self._tools.finishing.next(self._failed)
            or (telling is not None and telling.next(self._failed))
        )

    def _read_some(self, place: int) -> bool:
        if self._read_next(ReadingStage.FIRST, place):
            return True
        quick_only = place > 0 and self._tools.scanning()
        return not quick_only and self._read_next(ReadingStage.FUSED, place)

    def _end_making(self) -> None:
        self._tools.preparer.close()
        self._tools.finishing.close()

    # one page

    def _prepare_next(self) -> bool:
        with self._store.reading() as tx:
            page = page_work.next_to_prepare(tx, self._clock())
            if page is None:
                return False
            undone = page_findings.undone_of(tx, page.id)
        return self._tried(page.id, page, lambda: self._prepare(page, undone))

    def _prepare(self, page: Page, undone: frozenset[Proposal]) -> None:
        made = self._tools.preparer.prepare(
            page,
            self._content(page.sha256),
            turned=Proposal.TURN in undone,
            plain=Proposal.CLEAN in undone,
        )
        blob = self._blobs.put(made.jpeg)
        view = PageView(
            page.id, blob.sha256, blob.size, made.width, made.height, made.dpi, made.findings,
            made.likeness,
        )  # fmt: skip
        with self._store.writing() as tx:
            now = drafts.page(tx, page.id)
            turned = now is None or now.rotation != page.rotation
            if turned or page_findings.undone_of(tx, page.id) != undone:
                return  # turned or taken out meanwhile: it is made ready anew
            blob_rows.record(tx, blob, self._clock())
            page_findings.keep(tx, view, self._clock())
            page_work.succeeded(tx, page.id)
        self._events.publish(PagePrepared(page, made.findings))
        self._tools.filing.prepared(page.id, made.findings.codes)

    def _read_next(self, stage: ReadingStage, place: int) -> bool:
        with self._lock:
            with self._store.reading() as tx:
                page = page_work.next_to_read(tx, stage, self._clock(), self._reading)
                view = None if page is None else page_findings.get(tx, page.id)
            if page is None or view is None:
                return False
            self._reading.add(page.id)
        try:
            return self._tried(
                page_work.subject(stage, page.id),
                page,
                lambda: self._read(self._tools.readers[place], stage, page, view),
            )
        finally:
            with self._lock:
                self._reading.discard(page.id)

    def _read(self, reader: ReadsPages, stage: ReadingStage, page: Page, view: PageView) -> None:
        try:
            text = self._text(reader, stage, page, view)
        except ReadingCancelledError:
            return
        with self._store.writing() as tx:
            kept = page_texts.keep(tx, page.id, stage, view.sha256, text, self._clock())
            page_work.succeeded(tx, page_work.subject(stage, page.id))
            whole = kept and stage is ReadingStage.FUSED and _all_read(tx, page)
        if kept:
            self._events.publish(PageRead(page, final=stage is ReadingStage.FUSED))
        if whole and self._tools.when_read is not None:
            self._tools.when_read(page.draft_id, page.component_code)

    def _text(
        self, reader: ReadsPages, stage: ReadingStage, page: Page, view: PageView
    ) -> PageText:
        picture, bilevel = self._content(view.sha256), view.findings.bilevel
        with self._store.reading() as tx:
            first = page_texts.get(tx, page.id, ReadingStage.FIRST)
        if stage is ReadingStage.FIRST or first is None:
            return reader.first(picture, view.dpi, bilevel=bilevel)
        return reader.fused(picture, view.dpi, first, bilevel=bilevel)

    # failures

    def _tried(self, subject: str, page: Page, work: Callable[[], None]) -> bool:
        try:
            work()
        except Problem as problem:
            self._failed(subject, page.draft_id, page.component_code, problem)
        return True

    def _failed(self, subject: str, draft_id: str, component_code: str, problem: Problem) -> int:
        now = self._clock()
        with self._store.writing() as tx:
            known = page_work.trouble(tx, subject)
            tries = 1 if known is None else known.attempts + 1
            last = tries >= page_work.MOST_ATTEMPTS
            pause = _FOR_EVER if last else _FIRST_PAUSE * 2 ** (tries - 1)
            page_work.failed(tx, subject, now + pause, problem.code)
        log.info("work behind the clerk: %s, try %d", problem.code, tries)
        self._events.publish(DigitisingFailed(draft_id, component_code, problem))
        return tries

    def _content(self, sha256: str) -> bytes:
        with self._store.reading() as tx:
            return self._blobs.get(tx, sha256)


def _rest(wake: threading.Event, stop: threading.Event) -> None:
    left = _IDLE_S
    while left > 0 and not stop.is_set() and not wake.wait(0.5):
        left -= 0.5


def _all_read(tx: Tx, page: Page) -> bool:
    known = page_texts.stages_of(tx, page.draft_id, page.component_code)
    return all(ReadingStage.FUSED in stages for stages in known.values())


def _report_defect(error: Exception) -> None:
    # The message of an exception may hold a person's data; the places in the code do not.
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("the work behind the clerk failed: %s\n%s", type(error).__name__, places)
