"""Whatever a terminal sends, the card answers with a status word and stays a card."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from demo.card.deck import card, person
from tests.support.small_terminal import AID, opened

WELL_KNOWN = {0x9000, 0x6282, 0x6300, 0x6700, 0x6982, 0x6985, 0x6986, 0x6987, 0x6988}
WELL_KNOWN |= {0x6A80, 0x6A82, 0x6A86, 0x6A88, 0x6B00, 0x6D00, 0x6E00}

instructions = st.sampled_from([0xA4, 0xB0, 0xB1, 0x84, 0x82, 0x22, 0x86, 0x88, 0xC0])
octet = st.integers(0, 255)


def status(answer: bytes) -> int:
    assert len(answer) >= 2
    return int.from_bytes(answer[-2:])


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_arbitrary_bytes(apdus: list[bytes]) -> None:
    chip = card("an")
    for apdu in apdus:
        assert status(chip.process(apdu)) in WELL_KNOWN
    assert status(chip.process(b"\x00\xa4\x04\x0c\x07" + AID)) == 0x9000


@given(st.lists(st.tuples(instructions, octet, octet, st.binary(max_size=80)), max_size=5))
def test_commands_without_a_session(commands: list[tuple[int, int, int, bytes]]) -> None:
    chip = card("an")
    for ins, p1, p2, data in commands:
        apdu = bytes((0, ins, p1, p2)) + (bytes([len(data)]) + data if data else b"") + b"\0"
        assert status(chip.process(apdu)) in WELL_KNOWN


@given(st.lists(st.tuples(instructions, octet, octet, st.binary(max_size=80)), max_size=4))
def test_commands_inside_a_session(commands: list[tuple[int, int, int, bytes]]) -> None:
    terminal = opened(person("bac-only"), card("bac-only"))
    for ins, p1, p2, data in commands:
        _, sw = terminal.secure(ins, p1, p2, data, le=256)
        assert sw in WELL_KNOWN
    # Nothing of that ended the session: every command was properly protected.
    assert terminal.secure(0xB0, 0x81, 0, le=4)[1] == 0x9000
