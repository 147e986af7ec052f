"""The TWAIN driver's side of the line protocol, against a helper written in Python."""

from __future__ import annotations

import io
import re
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image

from desk.capture.scanner import Preview, ScannedPage, ScannerInfo, ScanOptions
from desk.capture.twain import PROBLEMS, TwainDriver, page_of
from desk.threads import start_process
from models.problems import Problem

HELPER = Path(__file__).parents[2] / "support" / "twain_helper.py"
FEEDER = ScanOptions(source="feeder")
MakeDriver = Callable[..., TwainDriver]


class Watcher:
    """A `Watch` that keeps what comes and cancels after so many pages."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.pages: list[ScannedPage] = []
        self.signs = 0
        self._cancel_after = cancel_after

    def alive(self) -> None:
        self.signs += 1

    def cancelled(self) -> bool:
        return len(self.pages) == self._cancel_after

    def shot_wanted(self) -> bool:
        return False

    def show(self, preview: Preview) -> None:
        raise AssertionError(preview.state)

    def deliver(self, page: ScannedPage) -> None:
        self.pages.append(page)


@pytest.fixture
def driver() -> Iterator[MakeDriver]:
    with ExitStack() as stack:

        def make(fault: str = "", silence_s: float = 20.0) -> TwainDriver:
            command = (sys.executable, str(HELPER), fault)
            made = TwainDriver(lambda: command, start_process, silence_s)
            stack.callback(made.release)
            return made

        yield make


def test_the_drivers_of_twain_are_listed(driver: MakeDriver) -> None:
    assert driver().scanners() == (
        ScannerInfo("twain:Máy quét hành lang", "Máy quét hành lang", "TWAIN", True, True, True),
        ScannerInfo("twain:Mặt kính", "Mặt kính", "TWAIN", True, False),
    )


def test_no_helper_is_an_empty_list_and_a_scan_says_so(tmp_path: Path) -> None:
    missing = TwainDriver(lambda: (str(tmp_path / "motcua-twain32.exe"),))
    assert missing.scanners() == ()
    with pytest.raises(Problem, match=r"sources\.helper_missing"):
        missing.scan("x", FEEDER, Watcher())


@pytest.mark.parametrize(
    ("options", "pages", "mode"),
    [
        (ScanOptions(), 1, "RGB"),
        (FEEDER, 5, "RGB"),
        (ScanOptions(source="feeder", max_pages=2, colour=False), 2, "L"),
        (ScanOptions(source="feeder", duplex=True, flip_backs=True), 10, "RGB"),
    ],
)
def test_pages_become_jpegs_with_their_resolution(
    driver: MakeDriver, options: ScanOptions, pages: int, mode: str
) -> None:
    watch = Watcher()
    twain = driver()
    twain.scan("Máy quét hành lang", options, watch)
    assert len(watch.pages) == pages
    assert watch.signs >= pages
    for number, page in enumerate(watch.pages, start=1):
        image = Image.open(io.BytesIO(page.data))
        assert (image.mode, image.size, page.dpi) == (mode, (170, 240), 200)
        bar = image.convert("L").crop((10, 14, 170, 15)).tobytes()
        assert sum(value < 128 for value in bar) == pytest.approx(10 * number - 9, abs=3)
    if options.flip_backs:
        assert [page.rotation for page in watch.pages] == [0, 180] * 5


@pytest.mark.parametrize(
    ("fault", "code", "kept"),
    [
        ("jam@3", "capture.feeder_jammed", 2),
        ("empty", "capture.feeder_empty", 0),
        ("half@2", "capture.page_incomplete", 1),
        ("die@3", "sources.helper_failed", 2),
        ("old", "sources.helper_failed", 0),
    ],
)
def test_each_fault_is_named_and_keeps_the_pages_before_it(
    driver: MakeDriver, fault: str, code: str, kept: int
) -> None:
    watch = Watcher()
    twain = driver(fault)
    with pytest.raises(Problem) as caught:
        twain.scan("x", FEEDER, watch)
    assert (caught.value.code, len(watch.pages)) == (code, kept)


def test_a_driver_that_hangs_is_left_within_the_time_and_the_helper_is_gone(
    driver: MakeDriver,
) -> None:
    watch = Watcher()
    twain = driver("hang@1", 1.0)
    with pytest.raises(Problem, match=r"capture\.driver_hung"):
        twain.scan("x", FEEDER, watch)


def test_a_cancel_reaches_the_driver_and_whole_pages_stay(driver: MakeDriver) -> None:
    watch = Watcher(cancel_after=2)
    twain = driver("slow")
    twain.scan("x", FEEDER, watch)
    assert len(watch.pages) == 2


def test_both_sides_refused_by_the_driver(driver: MakeDriver) -> None:
    with pytest.raises(Problem, match=r"sources\.no_duplex"):
        driver("simplex").scan("x", ScanOptions(source="feeder", duplex=True), Watcher())


@pytest.mark.parametrize("fault", ["garbage", "long"])
def test_a_helper_that_talks_nonsense_is_no_hang(driver: MakeDriver, fault: str) -> None:
    with pytest.raises(Problem, match=r"sources\.helper_failed"):
        driver(fault).scanners()


@pytest.mark.parametrize(
    "dib",
    [
        b"",
        b"\x28\0\0\0",
        struct.pack("<IiiHHI", 40, 100, 100, 1, 24, 0) + bytes(16),
        struct.pack("<IiiHHI", 40, 10, 10, 1, 16, 0) + bytes(400),
        struct.pack("<IiiHHI", 40, 10, 10, 1, 24, 3) + bytes(400),
    ],
)
def test_what_is_no_whole_dib_is_no_page(dib: bytes) -> None:
    with pytest.raises((ValueError, OSError, struct.error)):
        page_of(dib, 200)


def test_both_sides_of_the_protocol_know_the_same_words() -> None:
    folder = Path(__file__).parents[3] / "installer" / "windows" / "twain_helper"
    written = (folder / "PROTOCOL.md").read_text(encoding="utf-8")
    told = set(
        re.findall(r"`([a-z_]+)`", written.partition("carries one word:")[2].split("\n\n")[0])
    )
    assert told == set(PROBLEMS)
    sources = "".join(
        (folder / name).read_text(encoding="utf-8") for name in ("session.c", "helper.c")
    )
    said = set(re.findall(r'(?:return|problem =) "([a-z_]+)"', sources))
    assert said
    assert said <= told
