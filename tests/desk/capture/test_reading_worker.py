"""The reading worker: a page may end it and the next is read; it steps aside and can be stopped."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk.capture.bridge import WORKER_COMMAND, WatchdogTimes
from desk.capture.reader import Reader, ReadingCancelledError
from desk.threads import start_process, start_thread
from models.problems import Problem

UNREADABLE = r"reading\.page_unreadable"


def plain_page(size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG")
    return out.getvalue()


GOOD, BAD = plain_page(), plain_page(size=(320, 300))

PATIENT = WatchdogTimes(silence_s=100.0, cancel_s=0.5)
HASTY = WatchdogTimes(silence_s=1.0, cancel_s=0.5)
"""For the one page that never ends; any other may take its time on a busy machine."""

Broken = Callable[[str], Reader]


@pytest.fixture(scope="module")
def true_reader() -> Iterator[Reader]:
    reader = Reader(start_process, WORKER_COMMAND)
    yield reader
    reader.close()


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Broken]:
    """A reader whose engine does `body` on a narrow page and reads others."""
    made: list[Reader] = []

    def make(body: str) -> Reader:
        script = tmp_path / "worker.py"
        script.write_text(
            "import os, signal, sys, time\n"
            "from desk.capture import worker, worker_requests_reading\n"
            "from desk.capture.engines import ReadLine, Word\n"
            "from desk.capture.page_reader import PageReader\n"
            "from models.reading import Box\n"
            "class Engine:\n"
            "    name = 'trueocr'\n"
            "    def read_page(self, page, dpi, alive):\n"
            "        if page.shape[1] == 320:\n"
            "            open(__file__ + '.reading', 'w').close()\n"
            f"            {body}\n"
            "        return (ReadLine(Box(1, 2, 30, 40), (Word(str(os.nice(0)), 0.5),)),)\n"
            "worker_requests_reading.PageReader = lambda: PageReader(Engine, Engine)\n"
            "sys.exit(worker.main(sys.argv[1:]))\n"
        )
        made.append(Reader(start_process, (sys.executable, str(script)), times=PATIENT))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(60)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "hoard = bytes(5 << 30)",
        "raise RuntimeError('a defect of the library')",
        "os.write(1, b'noise from a C library'); os._exit(1)",
    ],
)
@pytest.mark.expects_warnings
def test_whatever_a_page_does_is_one_problem_and_the_next_is_read(
    broken: Broken, body: str
) -> None:
    reader = broken(body)
    assert reader.first(GOOD, 200).lines
    reader._bridge._times = HASTY if "sleep" in body else PATIENT
    with pytest.raises(Problem, match=UNREADABLE):
        reader.first(BAD, 200)
    reader._bridge._times = PATIENT
    assert reader.first(GOOD, 200).lines


def test_the_worker_steps_aside(broken: Broken) -> None:
    (line,) = broken("pass").first(GOOD, 200).lines
    assert int(line.text) >= 10
    assert (line.box.left, line.readings[0].confidence) == (1, 0.5)


@pytest.mark.parametrize("body", ["\n            while True: alive()", "time.sleep(60)"])
def test_a_page_nobody_waits_for_any_more_is_given_up(
    broken: Broken, tmp_path: Path, body: str
) -> None:
    reader = broken(body)
    reader.first(GOOD, 200)
    ended: list[BaseException] = []

    def read() -> None:
        try:
            reader.first(BAD, 200)
        except ReadingCancelledError as error:
            ended.append(error)

    thread = start_thread("reading", read)
    wait_for(tmp_path / "worker.py.reading")
    reader.cancel()
    thread.join(60)
    assert ended, "by the cancel, long before the watchdog"
    assert reader.first(GOOD, 200).lines


def wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < until, "never begun"
        time.sleep(0.01)


def test_no_process_before_the_first_page() -> None:
    def start(*_: object) -> None:
        raise AssertionError("a process was started")

    reader = Reader(start, WORKER_COMMAND)  # type: ignore[arg-type]
    reader.cancel()
    reader.close()


def test_no_worker_at_all_is_the_same_problem() -> None:
    reader = Reader(start_process, ("/nowhere/python",))
    with pytest.raises(Problem, match=UNREADABLE):
        reader.first(GOOD, 200)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff garbage",
        GOOD[: len(GOOD) // 2],
        b"%PDF-1.7",
        plain_page(size=(8, 8)),
        b"GIF89a" + bytes(100),
    ],
)
def test_bytes_that_are_no_page_are_refused(true_reader: Reader, data: bytes) -> None:
    with pytest.raises(Problem, match=UNREADABLE):
        true_reader.first(data, 200)
