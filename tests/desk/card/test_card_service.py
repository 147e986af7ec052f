"""The card service: keys, readings, hanging chips; its cards lie in slots."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from reader_service import PRESENT, ReaderService
from virtual_desk import NOW, Slot, request, trust_of

from demo.card import deck, faults
from desk.capture import portrait
from desk.card import access
from desk.card.faults import (
    LinkLoss,
    LinkLost,
)
from desk.card.qr import parse_qr
from desk.card.service import CardService
from desk.card.session import Link
from desk.events import CardFailed, CardPlaced, CardProgress, CardRead, Events, ReaderState
from desk.threads import start_thread
from models.card_reading import Advice
from models.problems import Problem, known_codes

AN = deck.person("an")
PATIENCE_S = 60.0


class Desk:
    """A CardService whose cards lie in slots."""

    def __init__(self) -> None:
        self.slots: dict[str, Slot] = {}
        self.heard: list[Any] = []
        self.news = threading.Condition()
        self.events = Events(self.defect)
        for kind in (ReaderState, CardPlaced, CardProgress, CardRead, CardFailed):
            self.events.subscribe(kind, self.hear)
        self.sizes: dict[str, int] = {}
        self.readings: list[threading.Thread] = []
        self.service = CardService(
            self.events,
            self.start,
            trust_of(AN),
            lambda: NOW,
            portrait.decode,
            block_sizes=self.sizes,
            connect=self.connect,
        )

    def start(self, name: str, body: Callable[[], None]) -> threading.Thread:
        thread = start_thread(name, body)
        if name == "card-reading":
            self.readings.append(thread)
        return thread

    def defect(self, error: BaseException) -> None:
        raise error

    def hear(self, event: object) -> None:
        with self.news:
            self.heard.append(event)
            self.news.notify_all()

    @contextmanager
    def connect(self, reader: str) -> Iterator[Link]:
        slot = self.slots.get(reader)
        if slot is None:
            raise LinkLost(LinkLoss.NO_CARD)
        with slot.connect() as link:
            yield link

    def lay(self, reader: str, card: Any) -> None:
        self.slots[reader] = Slot(card)
        self.service.card_placed(reader)

    def wait(self, kind: type, when: Callable[[Any], bool] = lambda _: True) -> Any:
        end = time.monotonic() + PATIENCE_S
        with self.news:
            while True:
                for event in self.heard:
                    if isinstance(event, kind) and when(event):
                        return event
                assert time.monotonic() < end, self.heard
                self.news.wait(0.1)


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.service.readers_changed(("A", "B"))
    return made


def test_a_key_reads_the_card_lying_there(desk: Desk) -> None:
    desk.lay("A", deck.card("an"))
    desk.service.use_key(AN.number, parse_qr(AN.qr_text))
    early = desk.wait(CardRead, lambda e: not e.reading.complete)
    whole = desk.wait(CardRead, lambda e: e.reading.complete)
    assert desk.heard.index(early) < desk.heard.index(whole)
    assert whole.reading.verdict.advice is Advice.DATA_MAY_BE_USED
    assert {e.step for e in desk.heard if isinstance(e, CardProgress)} == {
        "access",
        "person",
        "face",
        "checks",
    }
    assert desk.sizes == {"A": 4096}


def test_a_key_waits_for_its_card(desk: Desk) -> None:
    desk.service.use_key(AN.number)
    desk.service.tick()
    assert not [e for e in desk.heard if isinstance(e, CardFailed)]
    desk.lay("B", deck.card("an"))
    assert desk.wait(CardRead, lambda e: e.reading.complete).reader == "B"


def test_a_key_whose_card_never_comes_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.card.service.WAIT_FOR_CARD_S", -1.0)
    desk.service.use_key(AN.number)
    desk.service.tick()
    assert desk.wait(CardFailed).problem.code == "card.no_card"
    desk.lay("A", deck.card("an"))
    assert not [e for e in desk.heard if isinstance(e, CardProgress)]


def test_a_key_for_a_card_just_lifted_waits_for_the_next(desk: Desk) -> None:
    desk.service.card_placed("A")
    desk.service.use_key(AN.number)
    time.sleep(0.1)
    desk.lay("A", deck.card("an"))
    desk.wait(CardRead, lambda e: e.reading.complete)


def test_without_readers_a_key_is_answered_at_once(desk: Desk) -> None:
    desk.service.readers_changed(())
    desk.service.use_key(AN.number)
    assert desk.wait(CardFailed).problem.code == "card.no_reader"
    desk.service.service_lost(LinkLost(LinkLoss.SERVICE_DOWN))
    desk.service.use_key(AN.number)
    desk.wait(CardFailed, lambda e: e.problem.code == "card.service_down")
    told = [e for e in desk.heard if isinstance(e, ReaderState) and e.problem]
    desk.service.service_lost(LinkLost(LinkLoss.SERVICE_DOWN))
    assert [e for e in desk.heard if isinstance(e, ReaderState) and e.problem] == told


def test_a_number_that_is_none_is_refused_before_anything_happens(desk: Desk) -> None:
    with pytest.raises(Problem, match=r"card\.number_invalid"):
        desk.service.use_key("123")


class Hanging:
    """A chip that hangs at its twelfth command until it is let go."""

    def __init__(self) -> None:
        self.hangs, self.over = threading.Event(), threading.Event()
        self.card = faults.faulty(AN, faults.parse_fault("hang:12"), self._hang)

    def _hang(self, _seconds: float) -> None:
        self.hangs.set()
        self.over.wait(PATIENCE_S)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    made = Hanging()
    yield made
    made.over.set()


def test_a_new_key_ends_the_old_reading(desk: Desk, hanging: Hanging) -> None:
    desk.lay("A", hanging.card)
    desk.service.use_key(AN.number)
    assert hanging.hangs.wait(PATIENCE_S)
    (old,) = desk.readings
    desk.slots["A"] = Slot(deck.card("an"))
    desk.heard.clear()
    desk.service.use_key(AN.number)
    desk.wait(CardRead, lambda e: e.reading.complete)
    hanging.over.set()
    old.join(PATIENCE_S)
    assert not old.is_alive()
    assert not [e for e in desk.heard if isinstance(e, CardFailed)]


def test_a_hanging_chip_is_given_up(
    desk: Desk, hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.card.job.HANGING_AFTER_S", 1000.0)
    desk.lay("A", hanging.card)
    desk.service.use_key(AN.number)
    assert hanging.hangs.wait(PATIENCE_S)
    desk.service.tick()
    assert not [e for e in desk.heard if isinstance(e, CardFailed)], "it may yet answer"
    monkeypatch.setattr("desk.card.job.HANGING_AFTER_S", -1.0)
    desk.service.tick()
    assert desk.wait(CardFailed).problem.code == "card.hangs"
    desk.heard.clear()
    desk.slots["A"] = Slot(deck.card("an"))
    desk.service.use_key(AN.number)
    desk.wait(CardRead, lambda e: e.reading.complete)


def test_reading_for_the_command_line(desk: Desk) -> None:
    desk.slots["A"] = Slot(deck.card("an"))
    reading = desk.service.read_now("A", request(AN))
    assert reading.verdict.advice is Advice.DATA_MAY_BE_USED
    fast = desk.service.read_now("A", access.from_number(AN.number), max_le=4096)
    assert fast.apdus <= 22
    with pytest.raises(Problem, match=r"card\.wrong_key"):
        desk.service.read_now("A", access.from_number("001099000018"))
    with pytest.raises(Problem, match=r"card\.no_card"):
        desk.service.read_now("B", access.from_number(AN.number))


def test_a_command_line_reading_ends_on_time(
    desk: Desk, hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.card.service.HANGING_AFTER_S", 0.05)
    desk.slots["A"] = Slot(hanging.card)
    with pytest.raises(Problem, match=r"card\.hangs"):
        desk.service.read_now("A", access.from_number(AN.number), timeout_s=0.6)


def test_two_readers_at_once(desk: Desk) -> None:
    binh = deck.person("binh")
    desk.slots = {"A": Slot(deck.card("an")), "B": Slot(deck.card("binh"))}
    names: dict[str, str] = {}

    def read(reader: str, someone: Any) -> None:
        names[reader] = desk.service.read_now(reader, request(someone)).person.full_name

    threads = [
        start_thread("one", lambda: read("A", AN)),
        start_thread("two", lambda: read("B", binh)),
    ]
    for thread in threads:
        thread.join(PATIENCE_S)
    assert names == {"A": AN.name, "B": binh.name}


def test_the_profile_tells_of_the_chip_and_not_of_its_owner(desk: Desk) -> None:
    desk.slots["A"] = Slot(deck.card("an"))
    profile = desk.service.profile_now("A", access.from_number(AN.number))
    assert profile.access == "pace_can"
    assert profile.dg15_key == "RSA-2048"
    assert profile.signer_key == "brainpoolP384r1"
    assert {1, 2, 13, 14, 15} <= set(profile.groups_hashed)
    assert profile.face_format == "JPEG"
    assert profile.sizes["DG13"] > 300
    assert set(profile.groups_listed) == set(profile.groups_hashed)
    assert set(profile.dg13_fields) >= {1, 2, 3, 4, 5, 8, 9, 11}
    assert set(profile.card_access) <= set(profile.dg14)
    assert (profile.sod_digest, profile.signer_scheme) == ("sha256", "ecdsa sha384")
    assert profile.block_size == 4096
    assert profile.steps[0].status == "6282"
    shown = repr(profile) + repr(profile.steps)
    for secret in (AN.number, AN.number[-6:], AN.name, AN.name.split()[-1], "990101", AN.address):
        assert secret not in shown


def test_a_service_can_be_started_again(service: ReaderService, desk: Desk) -> None:
    service.states, service.readers = {"A": PRESENT}, ["A"]
    desk.service.start()
    desk.wait(CardPlaced)
    desk.service.stop()
    desk.heard.clear()
    desk.service.start()
    desk.wait(CardPlaced)
    desk.service.stop()


def test_no_personal_datum_is_logged(caplog: pytest.LogCaptureFixture, desk: Desk) -> None:
    caplog.set_level(0)
    for text in ("pull:14", "junk:9", "plaintext:12", "tampered:13", "oversized:2"):
        desk.slots["A"] = Slot(faults.faulty(AN, faults.parse_fault(text)))
        try:
            desk.service.read_now("A", request(AN))
        except Problem as problem:
            assert problem.code in known_codes()  # noqa: PT017
    for secret in (AN.number, AN.number[-6:], AN.name, "NGUYEN", "990101"):
        assert secret not in caplog.text
