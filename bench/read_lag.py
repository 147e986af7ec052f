"""A batch at 40 sheets a minute: how long after its arrival a page is prepared, read and fused.

The same workers as the product's: pages are prepared in a limited worker, two niced reading
workers read; a first reading always goes before fusing an earlier page. Times count from the moment
the scanner delivered the page. Called by `bench/read_pages.py --lag`.
"""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from queue import PriorityQueue
from typing import Any

from demo.pages import generator
from demo.pages.documents import DOCUMENTS
from desk.capture.bridge import WORKER_COMMAND
from desk.capture.preparer import Picture, Preparer
from desk.capture.reader import Reader
from desk.clock import office_time
from desk.threads import start_process
from models.attachment import Page, PageSource
from models.reading import PageText

READERS = 2
FIRST, FUSED, END = 0, 1, 2
Job = tuple[int, int]


class Batch:
    """The clocks of one batch."""

    def __init__(self, sheets: int) -> None:
        names = list(DOCUMENTS)
        self.scans = [
            generator.page(names[n % len(names)], "scan200", 1 + n // len(names))
            for n in range(sheets)
        ]
        self.prepared: dict[int, Picture] = {}
        self.texts: dict[int, PageText] = {}
        self.arrived: dict[int, float] = {}
        self.moments: dict[tuple[str, int], float] = {}
        self.waiting: PriorityQueue[Job] = PriorityQueue()

    def feed(self, preparer: Preparer, a_minute: float) -> None:
        """The scanner: a sheet at each beat, whether the one before is prepared or not."""
        begun = time.monotonic()
        for number, scan in enumerate(self.scans):
            self.arrived[number] = begun + number * 60 / a_minute
            time.sleep(max(0.0, self.arrived[number] - time.monotonic()))
            self.prepared[number] = prepared(preparer, scan)
            self.moments["visible", number] = time.monotonic()
            self.waiting.put((FIRST, number))

    def read(self, reader: Reader) -> None:
        """One reading worker, until the batch is done."""
        while True:
            step, number = self.waiting.get()
            if step == END:
                return
            page = self.prepared[number]
            if step == FIRST:
                self.texts[number] = reader.first(page.jpeg, page.dpi)
                self.moments["first", number] = time.monotonic()
                self.waiting.put((FUSED, number))
            else:
                self.texts[number] = reader.fused(page.jpeg, page.dpi, self.texts[number])
                self.moments["fused", number] = time.monotonic()
                if len(self.moments) == 3 * len(self.scans):
                    for _ in range(READERS):
                        self.waiting.put((END, 0))

    def lags(self, what: str) -> dict[str, float]:
        """Seconds from arrival."""
        found = sorted(
            moment - self.arrived[number]
            for (name, number), moment in self.moments.items()
            if name == what
        )
        return {
            "p50": round(statistics.median(found), 2),
            "p95": round(found[min(len(found) - 1, int(len(found) * 0.95))], 2),
            "max": round(found[-1], 2),
        }


def prepared(preparer: Preparer, scan: generator.GeneratedPage) -> Picture:
    page = Page(
        id="", draft_id="", component_code="", position=0, sha256="", media_type=scan.media_type,
        width=0, height=0, dpi=scan.dpi, source=PageSource.SCANNER, captured_at=office_time(),
    )  # fmt: skip
    return preparer.prepare(page, scan.data, turned=False, plain=False)


def lag(sheets: int, a_minute: float = 40) -> dict[str, Any]:
    """Measure one batch; the engines are warm, as after the first batch of a day."""
    batch = Batch(sheets)
    command = WORKER_COMMAND
    preparer = Preparer(start_process, command)
    readers = [Reader(start_process, command) for _ in range(READERS)]
    page = prepared(preparer, batch.scans[0])
    for reader in readers:
        reader.read(page.jpeg, page.dpi)
    with ThreadPoolExecutor(READERS) as pool:
        readings = [pool.submit(batch.read, reader) for reader in readers]
        batch.feed(preparer, a_minute)
        for reading in readings:
            reading.result()
    for one in (preparer, *readers):
        one.close()
    last = max(batch.arrived.values())
    ended = max(moment for (name, _), moment in batch.moments.items() if name == "fused")
    return {
        "sheets": {"count": sheets, "a_minute": a_minute},
        "visible_s": batch.lags("visible"),
        "first_s": batch.lags("first"),
        "all_fused_after_the_last_sheet_s": round(ended - last, 1),
    }
