"""A QR scanner on a serial port, played by the other end of a pseudo-terminal."""

from __future__ import annotations

import os
import queue
import threading
import time
import tty
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from virtual_desk import NOW

from desk.card.qr import parse_qr
from desk.card.serial_scanner import Lines, SerialScanner
from desk.card.service import CardService
from desk.card.trust import TrustStore
from desk.events import Events, QrScanned
from desk.threads import start_thread

PATIENCE_S = 60.0
QR = "001099000017||Nguyễn Thị Đào|01011999|Nữ|Thôn Đường Ấm, Xã Thử, Hà Nội|15042021"


class Scanner:
    """The far end: what it says, and pulling its plug."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._far = -1
        self.plug_in()

    def plug_in(self) -> None:
        self._far, near = os.openpty()
        tty.setraw(near)
        self.place.unlink(missing_ok=True)
        self.place.symlink_to(os.ttyname(near))
        self._near = near  # kept open: a real device does not end when nobody reads it

    def say(self, octets: bytes) -> None:
        os.write(self._far, octets)

    def pull(self) -> None:
        os.close(self._far)
        os.close(self._near)
        self.place.unlink()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    made = Scanner(tmp_path / "scanner")
    yield made
    if made.place.is_symlink():
        made.pull()


class Heard:
    """What the desk was told, in order."""

    def __init__(self) -> None:
        self._told: queue.Queue[str] = queue.Queue()

    def hear(self, event: object) -> None:
        assert isinstance(event, QrScanned)
        self._told.put(event.text)

    def next(self, seconds: float = PATIENCE_S) -> str:
        return self._told.get(timeout=seconds)

    def from_now_on(self, scanner: Scanner) -> None:
        """Wait until the port is open: opening throws away what was said before."""
        for number in range(int(PATIENCE_S / 0.05)):
            scanner.say(f"{number}\r".encode())
            try:
                told = self.next(0.05)
            except queue.Empty:
                continue
            while told != str(number):
                told = self.next()
            return
        pytest.fail("the scanner is not listened to")

    def nothing_more(self) -> bool:
        return self._told.empty()


@pytest.fixture
def heard(scanner: Scanner) -> Iterator[Heard]:
    heard, stop = Heard(), threading.Event()
    reader = SerialScanner(str(scanner.place), heard.hear, reopen_s=0.05)
    thread = start_thread("scanner", lambda: reader.run(stop))
    yield heard
    stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert heard.nothing_more()


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
def test_a_scan_arrives_with_its_diacritics(scanner: Scanner, heard: Heard, end: str) -> None:
    heard.from_now_on(scanner)
    decomposed = unicodedata.normalize("NFD", QR)
    scanner.say((decomposed + end).encode())
    text = heard.next()
    assert text == QR
    assert parse_qr(text).full_name == "Nguyễn Thị Đào"


def test_pieces_are_put_together(scanner: Scanner, heard: Heard) -> None:
    heard.from_now_on(scanner)
    octets = (QR + "\r\n").encode()
    for at in range(0, len(octets), 7):
        scanner.say(octets[at : at + 7])
        time.sleep(0.01)
    assert heard.next() == QR


def test_garbage_is_dropped_and_the_next_scan_heard(scanner: Scanner, heard: Heard) -> None:
    heard.from_now_on(scanner)
    scanner.say(b"\xff\xfe\x80garbage\r\r\n\t\x02\x03\r" + QR.encode() + b"\r")
    assert heard.next() == QR


def test_unplugged_and_plugged_in_again(scanner: Scanner, heard: Heard) -> None:
    heard.from_now_on(scanner)
    scanner.say(b"half a te")
    scanner.pull()
    time.sleep(0.2)
    scanner.plug_in()
    heard.from_now_on(scanner)
    scanner.say((QR + "\r").encode())
    assert heard.next() == QR


def test_a_scanner_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    stop = threading.Event()
    reader = SerialScanner(str(tmp_path / "none"), lambda _: None, reopen_s=0.01)
    thread = start_thread("scanner", lambda: reader.run(stop))
    time.sleep(0.1)
    assert thread.is_alive()
    stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_the_card_service_starts_and_stops_it(scanner: Scanner) -> None:
    started: dict[str, threading.Thread] = {}

    def start(name: str, body: Callable[[], None]) -> threading.Thread:
        started[name] = start_thread(name, body if name == "qr-scanner" else lambda: None)
        return started[name]

    heard, events = Heard(), Events(lambda error: None)
    events.subscribe(QrScanned, heard.hear)
    service = CardService(
        events, start, TrustStore(), lambda: NOW, bytes, scanner_port=str(scanner.place)
    )
    service.start()
    heard.from_now_on(scanner)
    scanner.say((QR + "\r").encode())
    assert heard.next() == QR
    service.stop()
    started["qr-scanner"].join(PATIENCE_S)
    assert not started["qr-scanner"].is_alive()


def test_half_a_text_left_lying_does_not_join_the_next_one() -> None:
    lines = Lines()
    assert list(lines.take(b"001099", 1.0)) == []
    assert list(lines.take(b"000017\r", 1.5)) == ["001099000017"]
    assert list(lines.take(b"0010", 2.0)) == []
    assert list(lines.take(b"079300000025\r", 9.0)) == ["079300000025"]


def test_an_endless_text_is_dropped_whole() -> None:
    lines = Lines()
    assert list(lines.take(b"x" * 10_000, 1.0)) == []
    assert list(lines.take(b"x\r" + b"001099000017\r", 1.1)) == ["001099000017"]


@given(st.text(), st.lists(st.integers(0, 200), max_size=5))
def test_texts_survive_however_they_are_cut(text: str, cuts: list[int]) -> None:
    octets = text.encode(errors="replace") + b"\r"
    lines, found, before = Lines(), [], 0
    for cut in [*sorted(cuts), len(octets)]:
        found += list(lines.take(octets[before:cut], 1.0))
        before = max(before, cut)
    assert found == list(Lines().take(octets, 1.0))


def test_nothing_scanned_shows_in_a_printed_event() -> None:
    assert "Nguyễn" not in repr(QrScanned(QR))
