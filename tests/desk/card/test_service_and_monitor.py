"""The service and the monitor against a reader service played by hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from virtual_desk import NOW, Slot, request, trust_of

from demo.card import deck, faults
from desk.capture import portrait
from desk.card import access, monitor, transport
from desk.card.complaints import problem_of
from desk.card.faults import (
    CardFault,
    ChannelBroken,
    LinkLoss,
    LinkLost,
    Malformed,
    Refused,
    Stopped,
    Unsupported,
    WrongKey,
)
from desk.card.monitor import Monitor
from desk.card.qr import parse_qr
from desk.card.service import CardService
from desk.card.session import Link
from desk.card.trust_folder import TrustFolder
from desk.events import CardFailed, CardPlaced, CardProgress, CardRead, Events, ReaderState
from desk.threads import start_thread
from models.card_reading import Advice
from models.problems import Problem, known_codes, wording

AN = deck.person("an")
PRESENT, EMPTY, CHANGED = 0x20, 0x10, 0x02
PATIENCE_S = 60.0


class ReaderService:
    """Stands in for `smartcard.scard`: a script of what each call answers."""

    SCARD_S_SUCCESS = 0
    SCARD_SCOPE_USER = 0
    SCARD_STATE_UNAWARE = 0
    SCARD_STATE_CHANGED = CHANGED
    SCARD_STATE_PRESENT = PRESENT
    SCARD_STATE_MUTE = 0x200

    def __init__(self) -> None:
        self.readers: list[str] = []
        self.states: dict[str, int] = {}
        self.down = 0
        self.released = 0
        self.contexts = 0

    def SCardEstablishContext(self, _scope: int) -> tuple[int, int]:
        if self.down:
            return self.down, 0
        self.contexts += 1
        return 0, self.contexts

    def SCardReleaseContext(self, _context: int) -> int:
        self.released += 1
        return 0

    def SCardListReaders(self, _context: int, _groups: list[str]) -> tuple[int, list[str]]:
        if self.down:
            return self.down, []
        return (0, list(self.readers)) if self.readers else (0x8010002E - (1 << 32), [])

    def SCardGetStatusChange(
        self, _context: int, _wait: int, asked: list[tuple[str, int]]
    ) -> tuple[int, list[tuple[str, int, list[int]]]]:
        if self.down:
            return self.down, []
        if any(reader not in self.readers for reader, _ in asked[1:]):
            return 0x80100009 - (1 << 32), []
        answers = []
        for reader, known in asked:
            now = self.states.get(reader, 0 if "PnP" in reader else EMPTY)
            answers.append((reader, now | (CHANGED if now != known else 0), []))
        if any(state & CHANGED for _, state, _ in answers):
            return 0, answers
        time.sleep(0.002)
        return 0x8010000A - (1 << 32), answers


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
def service(monkeypatch: pytest.MonkeyPatch) -> ReaderService:
    played = ReaderService()
    monkeypatch.setattr(monitor, "scard", played)
    monkeypatch.setattr(transport, "scard", played)
    monkeypatch.setattr(monitor, "_FIRST_DELAY", 0.01)
    return played


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


EVERY_FAULT = [
    *(LinkLost(loss) for loss in LinkLoss),
    Refused("select application", 0x6A82),
    Refused("DG1", 0x6982),
    WrongKey("PACE"),
    ChannelBroken("checksum"),
    Malformed("DG13"),
    Unsupported("curve"),
    Stopped("cancelled"),
    Stopped("too_slow"),
]


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=str)
def test_every_fault_has_words_for_the_clerk(fault: CardFault) -> None:
    problem = problem_of(fault)
    words = wording(problem)
    assert problem.__cause__ is fault
    assert words.message_vi
    assert words.next_step_en


def test_a_service_can_be_started_again(service: ReaderService, desk: Desk) -> None:
    service.states, service.readers = {"A": PRESENT}, ["A"]
    desk.service.start()
    desk.wait(CardPlaced)
    desk.service.stop()
    desk.heard.clear()
    desk.service.start()
    desk.wait(CardPlaced)
    desk.service.stop()


def test_installed_certificates_stay_installed(tmp_path: Path) -> None:
    source = tmp_path / "csca.der"
    source.write_bytes(deck.csca_of(AN))
    folder = TrustFolder(tmp_path / "trust")
    assert folder.store().authorities == ()
    imported = folder.install(source)
    (installed,) = TrustFolder(tmp_path / "trust").store().authorities
    assert installed.fingerprint == imported.certificates[0].fingerprint


@pytest.mark.expects_warnings
def test_a_damaged_certificate_costs_no_more_than_itself(tmp_path: Path) -> None:
    source = tmp_path / "csca.der"
    source.write_bytes(deck.csca_of(AN))
    folder = TrustFolder(tmp_path / "trust")
    folder.install(source)
    (tmp_path / "trust" / "0.cer").write_bytes(b"damaged")
    assert len(folder.store().authorities) == 1


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
