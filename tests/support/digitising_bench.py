"""A bench with a store and the work behind the clerk, the machines played by fakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count

from desk.capture.decoder import Decoder
from desk.capture.digitising import Digitising, Tools
from desk.capture.filing import Filing
from desk.capture.finishing import Finishing
from desk.capture.preparer import Picture
from desk.capture.renewing import Renewals
from desk.capture.telling import Telling
from desk.capture.writing import Writing
from desk.events import (
    DigitisingFailed,
    DocumentRenewed,
    Events,
    FieldsTold,
    PagePrepared,
    PageRead,
)
from models.attachment import Document, Page, PageSource
from models.problems import Problem
from models.reading import Box, Findings, PageText, Reading, Remark, TextLine
from models.store import documents, dossiers, drafts, outbox
from models.store.blobs import Blobs, record
from models.store.engine import Store
from tests.support import store_samples as samples
from tests.support.capture_samples import page_jpeg

PAPER = "TP1"
NAME = "Nguyễn Thị Hậu"
SMALL = (331, 468)


class MovableClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 19, 12, tzinfo=timezone(timedelta(hours=7)))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class FakePreparer:
    """Gives the page back as it is."""

    codes: tuple[str, ...] = ()
    broken: bool = False
    asked: list[tuple[str, bool, bool]] = field(default_factory=list)

    def prepare(self, page: Page, data: bytes, *, turned: bool, plain: bool) -> Picture:
        self.asked.append((page.id, turned, plain))
        if self.broken:
            raise Problem("capture.page_unreadable")
        return Picture(data, page.width, page.height, page.dpi, self.findings())

    def findings(self) -> Findings:
        return Findings(codes=self.codes, remarks=(Remark.DARK,))

    def close(self) -> None:
        pass


@dataclass
class FakeReader:
    """Reads one name on every page."""

    broken: bool = False
    asked: list[str] = field(default_factory=list)

    def first(self, view: bytes, dpi: int | None, *, bilevel: bool = False) -> PageText:
        return self._text("trueocr")

    def fused(
        self, view: bytes, dpi: int | None, first: PageText, *, bilevel: bool = False
    ) -> PageText:
        assert first.engine == "trueocr"
        return self._text("fusion")

    def _text(self, engine: str) -> PageText:
        self.asked.append(engine)
        if self.broken:
            raise Problem("reading.page_unreadable")
        line = TextLine(Box(40, 40, 240, 60), NAME, (Reading(engine, NAME, 0.9),))
        return PageText(engine, *SMALL, (line,))

    def cancel(self) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass
class Bench:
    """A store, the work behind the clerk, and what it said."""

    store: Store
    blobs: Blobs
    clock: MovableClock
    preparer: FakePreparer
    reader: FakeReader
    work: Digitising
    renewals: Renewals
    heard: list[object]
    busy: list[bool]

    def run(self) -> int:
        """Everything there is to do; how many steps it took."""
        return sum(1 for _ in iter(self.work.once, False))

    def kinds(self) -> list[type]:
        return [type(one) for one in self.heard]


def make_bench(
    store: Store,
    blobs: Blobs,
    decoder: Decoder,
    defects: list[BaseException],
    event_ids: str = "event",
) -> Bench:
    """The bench on this store; what a listener broke on goes to ``defects``.

    ``event_ids`` begins the ids of events: another beginning for another start on one store.
    """
    clock, heard, busy = MovableClock(), [], [False]
    events = Events(defects.append)
    for kind in (PagePrepared, PageRead, DocumentRenewed, FieldsTold, DigitisingFailed):
        events.subscribe(kind, heard.append)
    ids = count(1)
    writing = Writing(store, blobs, decoder)
    renewals = Renewals(store, events, clock, lambda: f"{event_ids}-{next(ids)}", "desk-1")
    preparer, reader = FakePreparer(), FakeReader()
    tools = Tools(
        preparer,
        (reader, reader),
        Filing(store, events, clock),
        Finishing(store, clock, writing, renewals),
        lambda: busy[0],
        telling=Telling(writing, renewals),
    )
    work = Digitising(store, blobs, events, clock, tools)
    return Bench(store, blobs, clock, preparer, reader, work, renewals, heard, busy)


def add_page(bench: Bench, number: int, draft_id: str = "draft-1") -> str:
    blob = bench.blobs.put(page_jpeg(number, SMALL))
    page = Page(
        f"page-{number}", draft_id, PAPER, number - 1, blob.sha256, "image/jpeg", *SMALL, 200,
        PageSource.SCANNER, bench.clock.now,
    )  # fmt: skip
    with bench.store.writing() as tx:
        record(tx, blob, bench.clock.now)
        drafts.add_page(tx, page)
    return page.id


def receive(bench: Bench) -> Document:
    """Turn the draft's pages into a dossier as acceptance does."""
    writing = bench.work._tools.finishing._writing
    made = writing.plain("draft-1", PAPER, "Giấy khai sinh", bench.clock.now)
    assert made is not None
    document, blob = made
    with bench.store.writing() as tx:
        record(tx, blob, bench.clock.now)
        one = samples.dossier(1, id="draft-1", documents=(document,))
        dossiers.add(tx, one, samples.receipt(one))
        documents.came_from(tx, one.id, "draft-1", (document,), bench.clock.now)
        until = bench.work.file_waits_until(bench.clock.now)
        outbox.add_file(tx, document.sha256, document.size, one.id, until)
        drafts.delete(tx, "draft-1", {PAPER})
    return document


def present(bench: Bench) -> Document:
    with bench.store.reading() as tx:
        return documents.present(tx, "draft-1")[0]
