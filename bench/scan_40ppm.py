"""From a page's last byte on the wire to the page on the screen, while a feeder runs at 40 ppm.

The project's own eSCL device sends A4 colour pages at 200 dpi at the feeder's pace; they come in
through the client of our own, and – the peer – through libsane with Debian's sane-airscan. *Told*
is the event after which the page is durable, *drawn* the thumbnail of the strip.

    .venv/bin/python bench/scan_40ppm.py [--pages 40] [--ppm 40] [--duplex] [--json]
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from PIL import Image, ImageDraw

from demo.escl_device import EsclDevice
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import CaptureEnded, CaptureFailed, Events, PageCaptured
from desk.threads import Worker, start_process, start_thread
from migrations.upgrade import open_current
from models.dossier import Draft
from models.store import drafts
from models.store.blobs import Blobs
from tests.support.capture_samples import encoded

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=timezone(timedelta(hours=7)))
KEY = bytes(range(32))
A4_200 = (1654, 2339)
LIMIT_S = 1.0
THUMB_PX = 120


def sheet(number: int) -> bytes:
    """A page with paper grain and lines of text, about as large as a scanner's."""
    grain = np.random.default_rng(number).normal(0, 7, (A4_200[1], A4_200[0], 3))
    image = Image.fromarray((236 + grain).clip(0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for line in range(46):
        draw.text((160, 150 + line * 45), f"Trang {number} dòng {line} " * 5, "black")
    return encoded(image, quality=80, dpi=(200, 200))


class Office:
    """A store, the capture service, and when each page was told and drawn."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.told: list[float] = []
        self.drawn: list[float] = []
        self._images = Worker("images")
        self._store = open_current(folder / "motcua.db", KEY, create=True)
        with self._store.writing() as tx:
            drafts.save(tx, Draft("d", "lan", NOON), NOON)
        events = Events(lambda error: logging.getLogger(__name__).error("listener: %r", error))
        events.subscribe(PageCaptured, self._heard)
        for kind in (CaptureEnded, CaptureFailed):
            events.subscribe(kind, lambda _: None)
        numbers = count(1)
        self.capture = Capture(
            self._store,
            Blobs(folder / "blobs", KEY),
            events,
            lambda: NOON,
            lambda: f"page-{next(numbers):04d}",
            start_process,
            worker_environment=environment,
        )

    def _heard(self, event: PageCaptured) -> None:
        self.told.append(time.monotonic())
        self._images.do(lambda: self._draw(event.page.id))

    def _draw(self, page_id: str) -> None:
        self.capture.thumbnail(page_id, THUMB_PX)
        self.drawn.append(time.monotonic())

    def close(self) -> None:
        self._images.stop()
        self.capture.close()
        self._store.close()


def batch(
    sheets: Sequence[bytes], ppm: float, duplex: bool, reach: Callable[[EsclDevice, Path], tuple]
) -> dict[str, object]:
    with (
        tempfile.TemporaryDirectory() as place,
        EsclDevice(sheets, start_thread) as device,
    ):
        folder = Path(place)
        sides = 2 if duplex else 1
        device.device.page_s = 60 / ppm / sides
        scanner, environment = reach(device, folder)
        office = Office(folder, environment)
        scanner = scanner or next(
            one.id for one in office.capture.scanners() if one.id.startswith("sane:")
        )
        options = ScanOptions(source="feeder", duplex=duplex)
        began = time.monotonic()
        taken = office.capture.scan("d", "TP1", scanner, options)
        seconds = time.monotonic() - began
        office.close()
    told = [heard - sent for heard, sent in zip(office.told, device.device.sent, strict=True)]
    drawn = [seen - sent for seen, sent in zip(office.drawn, device.device.sent, strict=True)]
    return {
        "pages": taken,
        "pages_a_minute": round(taken / seconds * 60, 1),
        "told_s": spread(told),
        "drawn_s": spread(drawn),
        "within_limit": max(drawn) <= LIMIT_S,
    }


def spread(times: list[float]) -> dict[str, float]:
    times = sorted(times)
    at = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    last = len(times) - 1
    return {name: round(times[round(last * share)], 3) for name, share in at.items()}


def own_client(device: EsclDevice, _folder: Path) -> tuple[str, dict[str, str]]:
    return f"escl:{device.address}", {}


def sane_airscan(device: EsclDevice, folder: Path) -> tuple[str, dict[str, str]]:
    settings = folder / "sane"
    settings.mkdir()
    (settings / "dll.conf").write_text("airscan\n")
    (settings / "airscan.conf").write_text(
        f'[devices]\n"Thu" = {device.address}, eSCL\n[options]\ndiscovery = disable\n'
    )
    return "", {"SANE_CONFIG_DIR": str(settings)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--ppm", type=float, default=40)
    parser.add_argument("--duplex", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    sheets = [sheet(number) for number in range(args.pages)]
    found = {
        "own client": batch(sheets, args.ppm, args.duplex, own_client),
        "sane-airscan": batch(sheets, args.ppm, args.duplex, sane_airscan),
    }
    if args.json:
        size = round(sum(map(len, sheets)) / len(sheets) / 1024)
        print(json.dumps({"page_kib": size, "limit_s": LIMIT_S, "found": found}))
        return
    for name, one in found.items():
        print(f"{name:14} {one}")


if __name__ == "__main__":
    main()
