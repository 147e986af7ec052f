"""A batch at 40 sheets a minute with all the work behind it: what the clerk feels, when it ends.

The whole seat – encrypted store, capture, two reading loops – and the project's own eSCL device at
the feeder's pace with the generator's pages. *Told* is the event after which a page is durable,
*drawn* its thumbnail, *ready* its clean picture, *first* and *fused* its text; seconds count from
the page's last byte. Decision 34: told and drawn ≤ 1.0 s, first p95 ≤ 5 s, fused ≤ 15 s after the
batch.

    .venv/bin/python bench/digitise_behind.py [--pages 40] [--ppm 40] [--kind scan200] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from demo.escl_device import EsclDevice
from demo.pages import generator
from demo.pages.documents import DOCUMENTS
from desk.assembly import Desk, assemble
from desk.capture.scanner import ScanOptions
from desk.events import DigitisingFailed, PageCaptured, PagePrepared, PageRead
from desk.seat import Seat
from desk.security.keys import Cost
from desk.settings import UNNAMED_OFFICE, Profile, Settings
from desk.threads import Worker, start_thread
from models.dossier import Draft
from models.store import drafts

THUMB_PX = 120
PAPER = "TP1"
PATIENCE_S = 300


class Clocks:
    """When each page was told, drawn, ready and read."""

    def __init__(self, desk: Desk, seat: Seat) -> None:
        self.moments: dict[str, dict[str, float]] = {
            name: {} for name in ("told", "drawn", "ready", "first", "fused")
        }
        self.order: list[str] = []
        self.failed: list[str] = []
        self._images = Worker("images")
        self._seat = seat
        hear = desk.events.subscribe
        self._deaf = (
            hear(PageCaptured, self._told),
            hear(PagePrepared, lambda one: self._note("ready", one.page.id)),
            hear(PageRead, lambda one: self._note("fused" if one.final else "first", one.page.id)),
            hear(DigitisingFailed, lambda one: self.failed.append(one.problem.code)),
        )

    def _told(self, event: PageCaptured) -> None:
        self.order.append(event.page.id)
        self._note("told", event.page.id)
        self._images.do(partial(self._draw, event.page.id))

    def _draw(self, page_id: str) -> None:
        self._seat.capture.thumbnail(page_id, THUMB_PX)
        self._note("drawn", page_id)

    def _note(self, what: str, page_id: str) -> None:
        self.moments[what].setdefault(page_id, time.monotonic())

    def lag(self, what: str, sent: list[float]) -> dict[str, float]:
        """Seconds from the last byte of each page."""
        of = self.moments[what]
        found = sorted(of[one] - at for one, at in zip(self.order, sent, strict=True) if one in of)
        last = len(found) - 1
        shares = {"p50": 0.5, "p95": 0.95, "max": 1.0}
        return {name: round(found[round(last * share)], 2) for name, share in shares.items()}

    def stop(self) -> None:
        """Draw what is left, hear no more."""
        for one in self._deaf:
            one()
        self._images.stop()


def scan(desk: Desk, seat: Seat, name: str, sheets: list[bytes], ppm: float) -> tuple[Clocks, list]:
    """One batch into a draft of its own; its clocks, and when each page had left the device."""
    now = desk.clock()
    with seat.store.writing() as tx:
        drafts.save(tx, Draft(name, seat.user.login, now), now)
    clocks = Clocks(desk, seat)
    with EsclDevice(sheets, start_thread) as device:
        device.device.page_s = 60 / ppm
        seat.capture.scan(name, PAPER, f"escl:{device.address}", ScanOptions(source="feeder"))
        sent = list(device.device.sent)
    until(lambda: len(clocks.moments["fused"]) + len(clocks.failed) >= len(sheets))
    clocks.stop()
    return clocks, sent


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)


def measure(pages: int, ppm: float, kind: str) -> dict[str, object]:
    """The figures of one batch; engines are warm, as after the first batch of a day."""
    names = [*DOCUMENTS]
    sheets = [
        generator.page(names[n % len(names)], kind, 1 + n // len(names)).data for n in range(pages)
    ]
    with tempfile.TemporaryDirectory() as place:
        profile = Profile(Path(place) / "office")
        profile.save(Settings(office=UNNAMED_OFFICE, desk="Q1", print_to_folder=True))
        desk = assemble(profile, password_cost=Cost(passes=1, memory_kib=64, lanes=1))
        seat = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
        loops = seat.digitising.loops()
        threads = [start_thread("behind", partial(one, seat.stop)) for one in loops]
        scan(desk, seat, "warm", sheets[:3], ppm=240)
        clocks, sent = scan(desk, seat, "batch", sheets, ppm)
        ended = max(clocks.moments["fused"].values(), default=0.0)
        found: dict[str, object] = {
            "pages": len(sent),
            "page_kib": round(sum(map(len, sheets)) / len(sheets) / 1024),
            "load_at_start": os.getloadavg()[0],
            **{f"{what}_s": clocks.lag(what, sent) for what in clocks.moments},
            "fused_after_the_batch_s": round(ended - sent[-1], 1),
            "failed": clocks.failed,
        }
        seat.leave()
        for thread in threads:
            thread.join(15)
        desk.workers.stop()
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--ppm", type=float, default=40)
    parser.add_argument("--kind", default="scan200")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.pages, args.ppm, args.kind)
    if args.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:26} {value}")


if __name__ == "__main__":
    main()
