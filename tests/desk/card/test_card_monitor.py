"""The monitor against a reader service played by hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from reader_service import EMPTY, PRESENT, ReaderService

from desk.card.faults import LinkLoss, LinkLost
from desk.card.monitor import Monitor
from desk.threads import start_thread

PATIENCE_S = 60.0


class Diary:
    """Writes down what a monitor tells."""

    def __init__(self) -> None:
        self.lines: list[tuple[Any, ...]] = []

    def readers_changed(self, readers: tuple[str, ...]) -> None:
        self.lines.append(("readers", *readers))

    def service_lost(self, loss: LinkLost) -> None:
        self.lines.append(("lost", loss.loss))

    def card_placed(self, reader: str) -> None:
        self.lines.append(("placed", reader))

    def card_removed(self, reader: str) -> None:
        self.lines.append(("removed", reader))

    def tick(self) -> None:
        pass

    def until(self, line: tuple[Any, ...], after: int = 0) -> None:
        end = time.monotonic() + PATIENCE_S
        while line not in self.lines[after:]:
            assert time.monotonic() < end, (line, self.lines)
            time.sleep(0.002)


@pytest.fixture
def diary(service: ReaderService) -> Iterator[Diary]:
    heard, stop = Diary(), threading.Event()
    thread = start_thread("monitor", lambda: Monitor(heard).run(stop))
    yield heard
    stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert service.released == service.contexts


def test_readers_and_cards_come_and_go(service: ReaderService, diary: Diary) -> None:
    diary.until(("readers",))
    service.states = {"A": PRESENT, "B": EMPTY}
    service.readers = ["A", "B"]
    diary.until(("placed", "A"))
    service.states["B"] = PRESENT
    diary.until(("placed", "B"))
    service.readers = ["B"]
    diary.until(("removed", "A"))
    diary.until(("readers", "B"))
    assert not [line for line in diary.lines if line[0] == "lost"]
    service.states["B"] = EMPTY
    diary.until(("removed", "B"))


def test_a_card_swapped_between_two_looks_is_two_events(
    service: ReaderService, diary: Diary
) -> None:
    service.states, service.readers = {"A": 1 << 16 | PRESENT}, ["A"]
    diary.until(("placed", "A"))
    after = len(diary.lines)
    service.states["A"] = 3 << 16 | PRESENT
    diary.until(("placed", "A"), after)
    assert diary.lines[after:] == [("removed", "A"), ("placed", "A")]


def test_a_mute_card_is_not_placed(service: ReaderService, diary: Diary) -> None:
    service.states, service.readers = {"A": PRESENT | 0x200, "B": EMPTY}, ["A", "B"]
    diary.until(("readers", "A", "B"))
    service.states["B"] = PRESENT
    diary.until(("placed", "B"))
    assert ("placed", "A") not in diary.lines


@pytest.mark.parametrize("code", [0x8010001D, 0x8010001E, 0x80100003, 0x80100013])
def test_every_way_a_service_ends_is_outlived(
    service: ReaderService, diary: Diary, code: int
) -> None:
    service.states, service.readers = {"A": PRESENT}, ["A"]
    diary.until(("placed", "A"))
    after = len(diary.lines)
    service.down = code - (1 << 32)
    diary.until(("lost", LinkLoss.SERVICE_DOWN), after)
    assert diary.lines[after] == ("removed", "A")
    after = len(diary.lines)
    service.down = 0
    diary.until(("placed", "A"), after)


def test_a_lasting_denial_is_called_one(service: ReaderService, diary: Diary) -> None:
    service.down = 0x8010006A - (1 << 32)
    diary.until(("lost", LinkLoss.NO_ACCESS))
    assert ("lost", LinkLoss.SERVICE_DOWN) in diary.lines
