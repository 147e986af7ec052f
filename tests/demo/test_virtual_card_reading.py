"""A small terminal of its own reads every virtual card, by every way in."""

from __future__ import annotations

import hashlib

import pytest

from demo.card.deck import card, deck, person
from tests.support.small_terminal import AID, Terminal, opened, pace

WRONG_CAN = b"000000"


@pytest.mark.parametrize("key", [p.key for p in deck()])
def test_every_card_of_the_deck_opens_and_reads(key: str) -> None:
    who = person(key)
    terminal = opened(who, card(key))
    wide = who.chip.extended_length
    contents = terminal.chip.contents.application_files
    for fid in sorted(set(contents) - {0x0103}):
        assert terminal.read(fid, 4000 if wide else 223, wide) == contents[fid]
    assert who.number.encode() in contents[0x0101]
    assert who.name.encode() in contents[0x010D]
    assert terminal.secure(0xA4, 2, 0x0C, b"\x01\x03", wide=wide)[1] == 0x6982
    assert terminal.secure(0xA4, 2, 0x0C, b"\x01\x0b", wide=wide)[1] == 0x6A82


def test_the_mrz_opens_pace_and_bac() -> None:
    who = person("an")
    terminal = Terminal(card("an"))
    password = hashlib.sha1(who.access_information).digest()
    assert pace(terminal, who.chip.curve, 32, 2, password, 1) == 0x9000
    assert terminal.secure(0xA4, 4, 0x0C, AID)[1] == 0x9000
    terminal = Terminal(card("an"))
    assert terminal.bac(who.access_information) == 0x9000
    assert terminal.read(0x0101) == terminal.chip.contents.application_files[0x0101]


def test_wrong_keys_are_refused() -> None:
    who = person("an")
    terminal = Terminal(card("an"))
    assert pace(terminal, who.chip.curve, 32, 2, WRONG_CAN, 2) == 0x6300
    assert terminal.plain("00A4040C07" + AID.hex())[1] == 0x9000
    assert terminal.plain("00A4020C020101")[1] == 0x6982
    assert terminal.bac(b"L898902C<369080619406236") == 0x6300
    assert terminal.plain("00B08100FF")[1] == 0x6982


def test_the_card_access_file_is_free_and_the_master_file_is_as_on_the_real_card() -> None:
    terminal = Terminal(card("an"))
    access = terminal.chip.contents.master_files[0x011C]
    assert terminal.plain("00A4000C023F00") == (b"", 0x9000)
    assert terminal.plain("00A4020C02011C") == (b"", 0x9000)
    assert terminal.plain("00B0000000") == (access, 0x9000)
    assert terminal.plain("00B09C0000") == (access, 0x9000)
    assert terminal.plain("00B09C0604") == (access[6:10], 0x9000)
    assert terminal.plain("00A4040C07" + AID.hex()) == (b"", 0x9000)
    assert terminal.plain("00A4000C023F00") == (b"", 0x6D00)
    assert terminal.plain("00A4020C02011C") == (b"", 0x9000)
    assert Terminal(card("no-select-mf")).plain("00A4000C023F00") == (b"", 0x6D00)
    assert Terminal(card("locked-access")).plain("00A4020C02011C") == (b"", 0x6982)
    assert Terminal(card("bac-only")).plain("00A4020C02011C") == (b"", 0x6A82)


def test_directory_and_length_information() -> None:
    terminal = Terminal(card("an"))
    directory, sw = terminal.plain("00B09E0000")
    assert sw == 0x9000
    assert AID in directory
    assert b"\x7f\x66" in terminal.plain("00B0810000")[0]
    assert b"\x7f\x66" not in Terminal(card("short-length")).plain("00B0810000")[0]


def test_reading_at_the_edges_of_a_file() -> None:
    terminal = opened(person("an"), card("an"))
    dg1 = terminal.chip.contents.application_files[0x0101]
    assert terminal.secure(0xB0, 0x81, 0, le=256, wide=False) == (dg1, 0x9000)
    assert terminal.secure(0xB0, 0, len(dg1) - 4, le=4) == (dg1[-4:], 0x9000)
    assert terminal.secure(0xB0, 0, len(dg1) - 4, le=9) == (dg1[-4:], 0x6282)
    assert terminal.secure(0xB0, 0, len(dg1), le=1) == (b"", 0x6B00)
    assert (
        terminal.secure(0xB0, 0x82, 0, le=65536)[0]
        == (terminal.chip.contents.application_files[0x0102])
    )


def test_short_answers_never_exceed_what_the_reader_asked_for() -> None:
    for key, room in (("an", 223), ("tdes", 231)):
        terminal = opened(person(key), card(key))
        data, sw = terminal.secure(0xB0, 0x82, 0, le=256, wide=False)
        assert (len(data), sw) == (room, 0x9000)


def test_odd_read_binary_names_its_offset_in_a_data_object() -> None:
    terminal = opened(person("an"), card("an"))
    dg2 = terminal.chip.contents.application_files[0x0102]
    assert terminal.secure(0xA4, 2, 0x0C, b"\x01\x02")[1] == 0x9000
    data, sw = terminal.secure(0xB1, 0, 0, bytes.fromhex("54022000"), le=104)
    assert (data[:2], sw) == (b"\x53\x66", 0x9000)
    assert data[2:] == dg2[0x2000 : 0x2000 + 0x66]
    data, sw = terminal.secure(0xB1, 0, 0x0D, bytes.fromhex("540100"), le=40)
    assert data[2:] == terminal.chip.contents.application_files[0x010D][: len(data) - 2]


def test_nothing_is_answered_in_clear_and_a_clear_command_ends_the_session() -> None:
    terminal = opened(person("an"), card("an"))
    assert terminal.read(0x0101)
    assert terminal.plain("00B0810004") == (b"", 0x6982)
    assert terminal.secure(0xB0, 0x81, 0, le=4) == (b"", 0x6987)


@pytest.mark.parametrize(
    ("apdu", "expected"),
    [
        ("0C", 0x6700),
        ("0CB08100", 0x6987),
        ("0CB081000500", 0x6700),
        ("0CB081000D9701048E080000000000000000", 0x6988),
        ("0CB081000397010400", 0x6987),
        ("0CB0810004FFFFFFFF00", 0x6988),
    ],
)
def test_damaged_secure_messages_end_the_session(apdu: str, expected: int) -> None:
    terminal = opened(person("an"), card("an"))
    assert terminal.plain(apdu) == (b"", expected)
    assert terminal.secure(0xB0, 0x81, 0, le=4) == (b"", 0x6987)


@pytest.mark.parametrize(
    ("apdu", "expected"),
    [
        ("00CA000000", 0x6D00),
        ("80A4040C07A0000002471001", 0x6E00),
        ("00A4040C0100", 0x6A82),
        ("00A4080C02011C", 0x6A86),
        ("00B0000000", 0x6986),
        ("0084000004", 0x6700),
        ("0082000028" + "00" * 40 + "28", 0x6985),
        ("00860000027C0000", 0x6985),
        ("0022C1A40F800A04007F00070202040201830102", 0x6A80),
        ("0022C1A40F800A04007F00070202040202830103", 0x6A88),
        ("002241A40C800A04007F00070202030202", 0x6982),
        ("0088000008000000000000000000", 0x6982),
    ],
)
def test_status_words_of_a_card_nobody_opened(apdu: str, expected: int) -> None:
    assert Terminal(card("an")).plain(apdu) == (b"", expected)


def test_extended_length_is_refused_by_the_card_that_does_not_know_it() -> None:
    assert Terminal(card("short-length")).plain("00B09C00000000") == (b"", 0x6700)
    assert Terminal(card("an")).plain("00B09C00000000")[1] == 0x9000
