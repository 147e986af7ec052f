"""The whole way: service, monitor and transport over a real pcscd with the virtual card."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from virtual_desk import NOW, request, trust_of

from demo.card import deck, faults
from demo.card.reader import Reader
from desk.capture import portrait
from desk.card.qr import parse_qr
from desk.card.service import CardService
from desk.events import (
    CardFailed,
    CardPlaced,
    CardProgress,
    CardRead,
    CardRemoved,
    Events,
    ReaderState,
)
from desk.threads import start_thread
from models.card_reading import Advice
from models.problems import Problem
from tests.support.reader_states import wait_until_empty

pytestmark = [pytest.mark.pcsc, pytest.mark.timeout(240)]

AN = deck.person("an")


class Heard:
    """Every event of the service, in order."""

    def __init__(self, events: Events) -> None:
        self.all: list[Any] = []
        self._news = threading.Condition()
        for kind in (ReaderState, CardPlaced, CardRemoved, CardProgress, CardRead, CardFailed):
            events.subscribe(kind, self._hear)

    def _hear(self, event: object) -> None:
        with self._news:
            self.all.append(event)
            self._news.notify_all()

    def wait(self, kind: type, when: Callable[[Any], bool] = lambda _: True, since: int = 0) -> Any:
        """The first such event after `since`, within 30 s."""
        end = time.monotonic() + 30
        with self._news:
            while True:
                for event in self.all[since:]:
                    if isinstance(event, kind) and when(event):
                        return event
                left = end - time.monotonic()
                assert left > 0, f"no {kind.__name__} among {self.all[since:]}"
                self._news.wait(left)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(start_thread) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_card_lies_there(reader: Reader) -> None:
    """The card of the test before is gone for the driver too."""
    wait_until_empty(reader.names)


@pytest.fixture
def desk() -> Iterator[tuple[CardService, Heard]]:
    def defect(error: BaseException) -> None:
        raise error

    events = Events(defect)
    service = CardService(events, start_thread, trust_of(AN), lambda: NOW, portrait.decode)
    heard = Heard(events)
    yield service, heard
    service.stop()


def test_the_command_line_reads_a_card_lying_there(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, _ = desk
    with reader.plugged(deck.card("an")):
        time.sleep(0.6)
        assert len(service.readers()) == 2
        first = service.read_now(None, request(AN))
        second = service.read_now(service.readers()[0], request(AN), max_le=4096)
    assert first.person.full_name == AN.name
    assert second.verdict.advice is Advice.DATA_MAY_BE_USED
    assert second.apdus <= 22


def test_no_card_is_a_problem_of_its_own(reader: Reader, desk: tuple[CardService, Heard]) -> None:
    del reader
    with pytest.raises(Problem, match=r"card\.no_card"):
        desk[0].read_now(None, request(AN))


def test_scan_then_place_and_place_then_scan(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, heard = desk
    service.start()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2)
    service.use_key(AN.number, parse_qr(AN.qr_text))
    with reader.plugged(deck.card("an")):
        heard.wait(CardPlaced)
        early = heard.wait(CardRead, lambda e: not e.reading.complete)
        whole = heard.wait(CardRead, lambda e: e.reading.complete)
        assert early.reading.person == whole.reading.person
        assert whole.reading.verdict.advice is Advice.DATA_MAY_BE_USED
        since = len(heard.all)
        service.use_key(AN.number)
        heard.wait(CardRead, lambda e: e.reading.complete, since)
        since = len(heard.all)
        service.use_key("001099000018")
        failed = heard.wait(CardFailed, since=since)
        assert failed.problem.code == "card.wrong_key"
        time.sleep(0.6)
        assert not [e for e in heard.all if isinstance(e, CardRemoved)]
    heard.wait(CardRemoved)


def test_a_card_lying_there_before_the_start_is_seen(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, heard = desk
    with reader.plugged(deck.card("binh")):
        time.sleep(0.6)
        service.start()
        heard.wait(CardPlaced)


def test_a_card_pulled_while_read_is_told_and_read_again_when_back(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, heard = desk
    service.start()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2)
    service.use_key(AN.number)
    with reader.plugged(faults.faulty(AN, faults.parse_fault("pull:14"))):
        failed = heard.wait(CardFailed)
        assert failed.problem.code == "card.removed"
        heard.wait(CardRemoved)
    wait_until_empty(reader.names)
    since = len(heard.all)
    service.use_key(AN.number)
    with reader.plugged(deck.card("an")):
        heard.wait(CardRead, lambda e: e.reading.complete, since)


def test_a_hanging_chip_is_given_up_and_the_desk_goes_on(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, heard = desk
    service.start()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2)
    service.use_key(AN.number)
    with reader.plugged(faults.faulty(AN, faults.parse_fault("hang:12:8"))):
        failed = heard.wait(CardFailed)
        assert failed.problem.code == "card.hangs"
    heard.wait(CardRemoved)
    wait_until_empty(reader.names)
    since = len(heard.all)
    service.use_key(AN.number)
    with reader.plugged(deck.card("an")):
        heard.wait(CardRead, lambda e: e.reading.complete, since)


def test_the_monitor_lives_through_a_restart_of_the_reader_service(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, heard = desk
    service.start()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2)
    reader.stop_service()
    down = heard.wait(ReaderState, lambda e: e.problem is not None)
    assert down.problem.code == "card.service_down"
    since = len(heard.all)
    reader.start_service()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2, since)
    service.use_key(AN.number)
    with reader.plugged(deck.card("an")):
        heard.wait(CardRead, lambda e: e.reading.complete, since)


def test_the_service_stopping_during_a_read_is_told(
    reader: Reader, desk: tuple[CardService, Heard]
) -> None:
    service, heard = desk
    service.start()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2)
    service.use_key(AN.number)
    with reader.plugged(faults.faulty(AN, faults.parse_fault("hang:12:3"))):
        heard.wait(CardProgress, lambda e: e.step == "person")
        reader.stop_service()
        failed = heard.wait(CardFailed)
        assert failed.problem.code in ("card.service_down", "card.removed")
    since = len(heard.all)
    reader.start_service()
    heard.wait(ReaderState, lambda e: len(e.readers) == 2, since)
    service.use_key(AN.number)
    with reader.plugged(deck.card("an")):
        heard.wait(CardRead, lambda e: e.reading.complete, since)
