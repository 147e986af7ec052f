"""Faces of identity cards: drawn in a child process that a bad picture may hang, bloat or kill."""

from __future__ import annotations

import io
import random
import struct
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from PIL import Image

from desk.capture import decoder, portrait
from desk.capture.bridge import WORKER_COMMAND, WatchdogTimes
from desk.capture.decoder import PortraitDecoder
from desk.threads import Child, start_process
from models.problems import Problem

UNREADABLE = r"capture\.page_unreadable"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (120, 90, 60)).save(out, kind)
    return out.getvalue()


def noise(kind: str, size: tuple[int, int]) -> bytes:
    """A picture that costs a decoder as much as its size allows."""
    octets = random.Random(1).randbytes(3 * size[0] * size[1])
    out = io.BytesIO()
    Image.frombytes("RGB", size, octets).save(out, kind)
    return out.getvalue()


@pytest.fixture
def started() -> list[int]:
    """The children that were started, one after another."""
    return []


@pytest.fixture
def draw(started: list[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[PortraitDecoder]:
    """Waits for a busy machine; memory and CPU are bounded as ever."""
    monkeypatch.setattr(decoder, "_PORTRAIT_TIMES", WatchdogTimes(silence_s=60.0))

    def start(command: Sequence[str], environment: Mapping[str, str] | None) -> Child:
        child = start_process(command, environment)
        started.append(len(started))
        return child

    made = PortraitDecoder(start, WORKER_COMMAND)
    yield made
    made.close()


Broken = Callable[[str], PortraitDecoder]


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Broken]:
    """A decoder whose library does `body` to every picture but those of one octet.

    A second of CPU is enough for each, so that nobody waits for three.
    """
    made: list[PortraitDecoder] = []

    def make(body: str) -> PortraitDecoder:
        script = tmp_path / "worker.py"
        script.write_text(
            "import os, signal, sys, time\n"
            "from desk.capture import portrait, worker\n"
            "def decode(picture):\n"
            "    if len(picture) == 1: return b'drawn'\n"
            f"    {body}\n"
            "portrait.decode = decode\n"
            "worker.LIMITS['--portraits'] = (256 << 20, 1)\n"
            "sys.exit(worker.main(sys.argv[1:]))\n"
        )
        made.append(PortraitDecoder(start_process, (sys.executable, str(script))))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize("kind", ["JPEG", "JPEG2000"])
def test_a_face_is_drawn_by_the_child(draw: PortraitDecoder, kind: str) -> None:
    with Image.open(io.BytesIO(draw(picture(kind)))) as shown:
        assert (shown.format, shown.size) == ("PNG", (60, 80))


def test_the_child_stays_for_the_next_card(draw: PortraitDecoder, started: list[int]) -> None:
    for _ in range(3):
        draw(picture(size=(480, 640)))
    assert started == [0]


@pytest.mark.parametrize("kind", ["JPEG", "JPEG2000"])
def test_the_largest_face_allowed_fits_the_limits(draw: PortraitDecoder, kind: str) -> None:
    with Image.open(io.BytesIO(draw(noise(kind, (1000, 1000))))) as shown:
        assert shown.size == (1000, 1000)


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(60)",
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "os._exit(0)",
        "hoard = bytes(1 << 30)",
        "raise RuntimeError('a defect of the library')",
        "os.write(1, b'noise from a C library'); raise MemoryError",
    ],
)
@pytest.mark.expects_warnings
def test_whatever_a_picture_does_is_one_problem_and_the_next_is_drawn(
    broken: Broken, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    patience = WatchdogTimes(silence_s=2.0 if "sleep" in body else 60.0)
    monkeypatch.setattr(decoder, "_PORTRAIT_TIMES", patience)
    draw = broken(body)
    with pytest.raises(Problem, match=UNREADABLE):
        draw(b"bad")
    assert draw(b".") == b"drawn"


def test_a_picture_that_never_ends_meets_the_limit_of_cpu(
    broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "_PORTRAIT_TIMES", WatchdogTimes(silence_s=100.0))
    draw = broken("\n    while True: pass")
    with pytest.raises(Problem, match=UNREADABLE):
        draw(b"bad")
    assert draw(b".") == b"drawn"


def test_no_child_at_all_is_the_same_problem() -> None:
    draw = PortraitDecoder(start_process, ("/nowhere/python",))
    with pytest.raises(Problem, match=UNREADABLE):
        draw(picture())


@pytest.mark.parametrize("kind", ["JPEG", "JPEG2000"])
def test_a_face_becomes_a_png_and_trailing_octets_do_not_matter(kind: str) -> None:
    for image in (picture(kind), picture(kind) + bytes(300)):
        with Image.open(io.BytesIO(portrait.decode(image))) as shown:
            assert (shown.format, shown.size) == ("PNG", (60, 80))


def test_a_picture_over_a_million_pixels_is_not_decoded() -> None:
    with pytest.raises(Problem, match=UNREADABLE):
        portrait.decode(picture(size=(1001, 1000)))


@pytest.mark.parametrize("kind", ["JPEG", "JPEG2000"])
def test_half_a_picture_and_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(Problem, match=UNREADABLE):
        portrait.decode(picture(kind)[: len(picture(kind)) // 2])
    with pytest.raises(Problem, match=UNREADABLE):
        portrait.decode(picture("PNG"))
    with pytest.raises(Problem, match=UNREADABLE):
        portrait.decode(b"")


def test_a_forged_size_costs_nothing() -> None:
    forged = bytearray(picture("JPEG2000"))
    at = forged.index(b"ihdr") + 4
    forged[at : at + 8] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(Problem, match=UNREADABLE):
        portrait.decode(bytes(forged))
