"""Each fault does what its name says, and nothing before its time."""

from __future__ import annotations

import pytest

from demo.card.deck import card, person
from demo.card.faults import CardPulledError, Fault, Kind, faulty, parse_fault
from demo.card.perso import personalise
from demo.card.timing import TimedCard, TimingModel
from tests.support.small_terminal import Terminal, opened

CHALLENGE = bytes.fromhex("0084000008")
ACCESS = bytes.fromhex("00B09C0000")


def wire(text: str, **options: object):
    return faulty(person("an"), parse_fault(text), **options)


def test_faults_are_written_as_on_the_command_line() -> None:
    assert parse_fault("pull:7") == Fault(Kind.PULL, 7)
    assert parse_fault("hang:9:1.5") == Fault(Kind.HANG, 9, 1.5)
    assert parse_fault("clone").kind is Kind.CLONE
    for bad in ("", "explode", "pull:x", "hang:1:long"):
        with pytest.raises(ValueError, match=r".*"):
            parse_fault(bad)


def test_a_pulled_card_is_gone_at_its_command_only() -> None:
    chip = wire("pull:3")
    assert chip.process(ACCESS)[-2:] == b"\x90\x00"
    assert chip.process(ACCESS)[-2:] == b"\x90\x00"
    with pytest.raises(CardPulledError):
        chip.process(ACCESS)
    chip.reset()
    assert chip.process(ACCESS)[-2:] == b"\x90\x00"


@pytest.mark.parametrize(
    ("text", "length", "ending"),
    [("junk:1", 20, b"\x13\x37"), ("one-byte:1", 1, b"\x90"), ("flood:1", 65_000, b"\x90\x00")],
)
def test_nonsense_answers(text: str, length: int, ending: bytes) -> None:
    answer = wire(text).process(CHALLENGE)
    assert len(answer) == length
    assert answer.endswith(ending)


def test_plaintext_and_wrong_checksum_inside_a_session() -> None:
    for text in ("plaintext:7", "wrong-mac:7"):
        terminal = opened(person("an"), wire(text))
        with pytest.raises((AssertionError, KeyError, IndexError)):
            terminal.secure(0xB0, 0x81, 0, le=20)


def test_a_reset_loses_the_session() -> None:
    terminal = opened(person("an"), wire("reset:7"))
    assert terminal.secure(0xB0, 0x81, 0, le=4) == (b"", 0x6987)


def test_a_hang_waits_as_long_as_told() -> None:
    waits: list[float] = []
    chip = wire("hang:2:1.5", sleep=waits.append)
    chip.process(ACCESS)
    assert waits == []
    assert chip.process(ACCESS)[-2:] == b"\x90\x00"
    assert waits == [1.5]


def test_forged_contents() -> None:
    genuine = personalise(person("an")).application_files
    tampered = opened(person("an"), wire("tampered:13")).read(0x010D)
    different = [a for a, b in zip(tampered, genuine[0x010D], strict=True) if a != b]
    assert len(different) == 1
    oversized = opened(person("an"), wire("oversized:1")).read(0x0101)
    assert oversized[:5] == b"\x61\x83\xff\xff\xff"
    lying = opened(person("an"), wire("wrong-hash:2"))
    assert lying.read(0x011D) != genuine[0x011D]
    assert lying.read(0x0102) == genuine[0x0102]


def test_the_sound_card_has_no_fault() -> None:
    assert Terminal(faulty(person("an"), None)).plain("0084000008")[1] == 0x9000


def test_the_timing_model_charges_wire_and_thinking() -> None:
    slept: list[float] = []
    chip = TimedCard(card("an"), sleep=slept.append)
    assert chip.atr == card("an").atr
    chip.process(ACCESS)
    answer = 56
    assert chip.seconds == pytest.approx(0.006 + (5 + answer) / 40_000)
    assert 0 < slept[0] <= chip.seconds
    model = TimingModel()
    pace = [model.seconds(bytes((0x10, 0x86, 0, 0)), b"") for _ in range(4)]
    assert sum(pace) == pytest.approx(0.55 + 4 * (0.006 + 4 / 40_000))
    assert model.seconds(bytes((0x0C, 0x86, 0, 0)), b"") > 0.25
    assert model.seconds(bytes((0x0C, 0x22, 0x41, 0xA6)), b"") > 0.25
    assert model.seconds(bytes((0x0C, 0x88, 0, 0)), b"") > 0.20
    assert model.seconds(bytes((0x00, 0x82, 0, 0)), b"") > 0.15
    assert model.seconds(b"", b"") == pytest.approx(0.006)


def test_a_timed_card_still_opens() -> None:
    chip = TimedCard(card("an"), sleep=lambda _: None)
    assert opened(person("an"), chip).read(0x0101)
    chip.reset()
    assert Terminal(chip).plain("00A4040C07A0000002471001")[1] == 0x9000
    assert Terminal(chip).plain("00B08100FF")[1] == 0x6982
