"""How long the window keeps a typing clerk waiting while 40 sheets come in and are cleaned behind.

The project's own eSCL device feeds A4 colour pages at 200 dpi at 40 a minute into the real window,
which runs without a display; pages are cleaned and read by the real workers meanwhile. A timer of
5 ms on the window's thread is the heart: *stall* is by how much a beat came late. A key is typed
into the name field every 120 ms; *key* is the time until its letter stands there.

*own* is the processor time the window's thread used between two beats, *machine* the same heart
alone in a process of its own at the same time: what the machine itself makes wait.

    .venv/bin/python bench/ui_while_scanning.py [--pages 40] [--ppm 40] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from scan_40ppm import sheet

from demo.escl_device import EsclDevice
from demo.office import CLERKS
from demo.screenshots import StandingClock, Studio, furnish
from desk.threads import start_thread
from models.pages import PageState
from models.scan_profile import ScanProfile
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal, let_time_pass

BEAT_MS = 5
KEY_MS = 120
LIMIT_MS = 50.0
TEXT = "Nguyễn Thị Ngọc Ánh "


ALONE = """
import json, sys, threading, time
late, over = [], threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
while not over.is_set():
    began = time.perf_counter()
    time.sleep(0.005)
    late.append((time.perf_counter() - began) * 1000 - 5)
print(json.dumps(late))
"""


class Heart:
    """Beats on the window's thread and notes how late it was."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self.own_ms: list[float] = []
        self._last = time.perf_counter()
        self._worked = time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """From now on."""
        self.late_ms.clear()
        self.own_ms.clear()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """Enough."""
        self._timer.stop()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self.own_ms.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


class Typist:
    """Types one letter after the other into the name of the owner."""

    def __init__(self, page: IntakePage) -> None:
        self.key_ms: list[float] = []
        self._field = page.person.name
        self._typed = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._type)
        self._timer.start(KEY_MS)

    def stop(self) -> None:
        """Hands off."""
        self._timer.stop()

    def _type(self) -> None:
        letter = TEXT[self._typed % len(TEXT)]
        self._typed += 1
        if self._typed % len(TEXT) == 0:
            self._field.clear()
        began = time.perf_counter()
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QCoreApplication.sendEvent(self._field, event)
        self._field.repaint()
        self.key_ms.append((time.perf_counter() - began) * 1000)


def ready(window: Rehearsal, device: EsclDevice) -> IntakePage:
    """A procedure is chosen, its first paper is in front, F6 scans from the device."""
    window.sign_in(CLERKS[0].login, CLERKS[0].password)
    window.press(Command.NEXT_CITIZEN)
    page = window.page
    if not isinstance(page, IntakePage):
        raise TypeError(page)
    seat = page.around.seat
    seat.scan_profiles.put(
        seat.user, ScanProfile("Khay", f"escl:{device.address}", source="feeder")
    )
    seat.scan_profiles.choose(seat.user, "Khay")
    page.procedure.chosen.emit("1.001193")
    window.settle(300)
    page.papers.focus_first()
    window.settle(300)
    return page


def measure(pages: int, ppm: float) -> dict[str, object]:
    """One batch, and until its last page is clean."""
    sheets = [sheet(number) for number in range(pages)]
    with (
        tempfile.TemporaryDirectory() as place,
        EsclDevice(sheets, start_thread, "simplex") as device,
    ):
        device.device.page_s = 60 / ppm
        studio = Studio(Path(place), Path(place), "vi", "light", StandingClock())
        furnish(studio)
        with studio.open() as window:
            page = ready(window, device)
            heart, idle = Heart(), Heart()
            idle.start()
            let_time_pass(3_000)
            idle.stop()
            typist = Typist(page)
            alone = subprocess.Popen(
                [sys.executable, "-c", ALONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            heart.start()
            page.tray.scan()
            window.wait_until(lambda: len(page.tray.pages) == pages, pages * 60 / ppm + 60)
            in_batch = len(heart.late_ms)
            window.wait_until(
                lambda: all(one.state is not PageState.CAPTURED for one in page.tray.pages), 300
            )
            heart.stop()
            typist.stop()
            machine = json.loads(alone.communicate()[0])
            clean = len(page.tray.pages)
    return {
        "pages": clean,
        "ppm": ppm,
        "idle_stall_ms": spread(idle.late_ms),
        "stall_ms": spread(heart.late_ms),
        "stall_in_batch_ms": spread(heart.late_ms[:in_batch]),
        "own_ms": spread(heart.own_ms),
        "machine_ms": spread(machine),
        "machine_over_limit": sum(one > LIMIT_MS for one in machine),
        "key_ms": spread(typist.key_ms),
        "over_limit": sum(one > LIMIT_MS for one in heart.late_ms),
        "beats": len(heart.late_ms),
    }


def spread(times: list[float]) -> dict[str, float]:
    """Median, the 99th percentile, and the worst."""
    ordered = sorted(times)
    last = len(ordered) - 1
    at = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return {name: round(ordered[round(last * share)], 1) for name, share in at.items()}


def main() -> None:
    """Measure once and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--ppm", type=float, default=40)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.pages, args.ppm)
    if args.json:
        print(json.dumps(found))
        return
    for name, one in found.items():
        print(f"{name:18} {one}")


if __name__ == "__main__":
    main()
