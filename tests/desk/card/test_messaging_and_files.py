"""Secure messaging that refuses everything it should, and files of every size and temper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from virtual_desk import Slot

from demo.card import deck
from demo.card.os import Card
from desk.card import access, tlv
from desk.card.apdu import Command, Ins, Response, decode_response
from desk.card.faults import ChannelBroken, LinkLost, Malformed, Refused
from desk.card.files import DG1, DG2, DG13, BlockSize, read_file
from desk.card.messaging import SecureChannel
from desk.card.session import Session
from desk.card.symmetric import Suite, pad, unpad

SUITES = list(Suite)


class Chip:
    """The other end of a channel: answers by the same counter, so far as a test lets it."""

    def __init__(self, suite: Suite) -> None:
        self.reader = SecureChannel.from_secret(suite, b"secret")
        self.twin = SecureChannel.from_secret(suite, b"secret")

    def answer(self, data: bytes, status: int, *, odd: bool = False) -> Response:
        """What a chip would send after one more command."""
        self.reader.protect(Command(0, Ins.READ_BINARY, 0, 0, b"", 16))
        twin = self.twin
        twin._next()
        counter = twin._next()
        body = b""
        if data:
            vector = twin.suite.vector(twin._encryption, counter)
            secret = twin.suite.encrypt(twin._encryption, vector, pad(data, twin.suite.block))
            body = tlv.encode(0x85, secret) if odd else tlv.encode(0x87, b"\x01" + secret)
        body += tlv.encode(0x99, status.to_bytes(2, "big"))
        body += tlv.encode(0x8E, twin._checksum(counter, b"", body))
        return Response(body, status)


@pytest.mark.parametrize("suite", SUITES)
def test_answers_open_and_the_counter_goes_on_after_errors(suite: Suite) -> None:
    chip = Chip(suite)
    assert chip.reader.open(chip.answer(b"one", 0x9000)) == Response(b"one", 0x9000)
    assert chip.reader.open(chip.answer(b"", 0x6A82)) == Response(b"", 0x6A82)
    assert chip.reader.open(chip.answer(b"two", 0x6282)) == Response(b"two", 0x6282)
    assert chip.reader.open(chip.answer(b"odd", 0x9000, odd=True), odd=True).data == b"odd"


def flipped(at: int) -> Callable[[Response], Response]:
    def spoil(response: Response) -> Response:
        octets = bytearray(response.data)
        octets[at % len(octets)] ^= 1
        return Response(bytes(octets), response.status)

    return spoil


SPOILERS: dict[str, Callable[[Response], Response]] = {
    "in clear": lambda _: Response(b"", 0x6988),
    "clear data": lambda _: Response(b"in clear", 0x9000),
    "no checksum": lambda r: Response(r.data[:-10], r.status),
    "no status": lambda r: Response(r.data[:-14] + r.data[-10:], r.status),
    "other outer status": lambda r: Response(r.data, 0x6282),
    "swapped": lambda r: Response(r.data[-10:] + r.data[:-10], r.status),
    "something more": lambda r: Response(b"\x80\x01\x00" + r.data, r.status),
    "after the checksum": lambda r: Response(r.data + b"\x80\x00", r.status),
    "short checksum": lambda r: Response(r.data[:-9] + b"\x07" + r.data[-7:], r.status),
}


@pytest.mark.parametrize("suite", [Suite.DES3, Suite.AES128])
@pytest.mark.parametrize("name", SPOILERS)
def test_anything_else_ends_the_channel_for_good(suite: Suite, name: str) -> None:
    chip = Chip(suite)
    with pytest.raises(ChannelBroken):
        chip.reader.open(SPOILERS[name](chip.answer(b"data", 0x9000)))
    assert chip.reader.broken
    with pytest.raises(ChannelBroken):
        chip.reader.protect(Command(0, Ins.READ_BINARY, 0, 0, b"", 1))
    with pytest.raises(ChannelBroken):
        chip.reader.open(Response(b"", 0x9000))


@given(st.integers(0, 200), st.sampled_from(SUITES), st.binary(min_size=1, max_size=60))
def test_no_bit_may_change(at: int, suite: Suite, data: bytes) -> None:
    chip = Chip(suite)
    with pytest.raises(ChannelBroken):
        chip.reader.open(flipped(at)(chip.answer(data, 0x9000)))


def test_a_replayed_answer_is_refused() -> None:
    chip = Chip(Suite.AES128)
    first = chip.answer(b"data", 0x9000)
    chip.reader.open(first)
    chip.reader.protect(Command(0, Ins.READ_BINARY, 0, 0, b"", 1))
    with pytest.raises(ChannelBroken):
        chip.reader.open(first)


@given(st.binary(max_size=70), st.sampled_from([8, 16]))
def test_padding_comes_off_again(data: bytes, block: int) -> None:
    padded = pad(data, block)
    assert len(padded) % block == 0
    assert unpad(padded) == data


@pytest.mark.parametrize(
    ("command", "encoded"),
    [
        (Command(0, 0xA4, 4, 12), "00A4040C"),
        (Command(0, 0xB0, 0, 0, b"", 256), "00B0000000"),
        (Command(0, 0xB0, 0, 0, b"", 257), "00B00000000101"),
        (Command(0, 0xB0, 0, 0, b"", 65536), "00B00000000000"),
        (Command(0, 0xA4, 4, 12, b"\1\2"), "00A4040C020102"),
        (Command(0, 0x88, 0, 0, b"\1\2", 256), "0088000002010200"),
        (Command(0, 0x88, 0, 0, b"\1\2", 1024), "008800000000020102" + "0400"),
        (Command(0, 0x22, 0, 0, bytes(256)), "00220000000100" + "00" * 256),
    ],
)
def test_the_seven_shapes_of_a_command(command: Command, encoded: str) -> None:
    assert command.encode().hex().upper() == encoded


@pytest.mark.parametrize("raw", [b"", b"\x90", b"\0\0", b"\x60\x00", bytes(65_539)])
def test_answers_no_card_may_give(raw: bytes) -> None:
    with pytest.raises(Malformed):
        decode_response(raw)


class Files:
    """A chip without access control; `temper` may replace any answer."""

    def __init__(self, content: bytes, temper: Callable[[Command], bytes | None]) -> None:
        self.content = content
        self.temper = temper
        self.sizes: list[int] = []

    def transmit(self, apdu: bytes) -> bytes:
        command = parsed(apdu)
        self.sizes.append(command.ne)
        answer = self.temper(command)
        if answer is not None:
            return answer
        if command.ins == 0xA4:
            return b"\x90\x00"
        if command.ins == 0xB1:
            offset = int.from_bytes(tlv.one(command.data, 0x54).value, "big")
            room = command.ne - (8 if command.ne > 256 else 4)
            return tlv.encode(0x53, self.content[offset : offset + room]) + b"\x90\x00"
        offset = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
        piece = self.content[offset : offset + command.ne]
        return piece + (b"\x90\x00" if len(piece) == command.ne else b"\x62\x82")


def parsed(apdu: bytes) -> Command:
    head, body = apdu[:4], apdu[4:]
    if not body:
        return Command(*head)
    if len(body) == 1:
        return Command(*head, ne=body[0] or 256)
    if body[0] == 0 and len(body) == 3:
        return Command(*head, ne=int.from_bytes(body[1:], "big") or 65536)
    if body[0]:
        rest = body[1 + body[0] :]
        return Command(*head, data=body[1 : 1 + body[0]], ne=(rest[0] or 256) if rest else 0)
    size = int.from_bytes(body[1:3], "big")
    rest = body[3 + size :]
    ne = (int.from_bytes(rest, "big") or 65536) if rest else 0
    return Command(*head, data=body[3 : 3 + size], ne=ne)


def group2(size: int) -> bytes:
    return tlv.encode(0x75, bytes(n * 7 % 251 for n in range(size)))


@pytest.mark.parametrize("size", [0, 1, 120, 221, 222, 223, 5000, 32_767, 33_000, 70_000, 199_000])
@pytest.mark.parametrize("proven", [223, 4096])
def test_files_of_every_size_arrive_whole(size: int, proven: int) -> None:
    content = group2(size)
    files = Files(content + bytes(40), lambda _: None)
    assert read_file(Session(files), DG2, BlockSize(proven)) == content


def test_a_file_may_not_claim_more_than_its_kind_allows() -> None:
    for file, claimed in ((DG2, 200_001), (DG13, 9000), (DG1, 2000)):
        head = bytes((file.tag, 0x83)) + claimed.to_bytes(3, "big")
        files = Files(head + bytes(500), lambda _: None)
        with pytest.raises(Malformed):
            read_file(Session(files), file, BlockSize())
        assert len(files.sizes) == 1


@pytest.mark.parametrize("refusal", [b"\x6a\x86", b"\x6a\x82", b"\x69\x81", b"\x6d\x00"])
def test_a_chip_without_short_identifiers_is_read_by_select(refusal: bytes) -> None:
    content = group2(600)
    files = Files(content, lambda c: refusal if c.ins == 0xB0 and c.p1 & 0x80 else None)
    assert read_file(Session(files), DG2, BlockSize()) == content


@pytest.mark.parametrize("complaint", [b"\x67\x00", b"\x6b\x00"])
def test_a_chip_that_knows_no_long_answers_gets_short_ones(complaint: bytes) -> None:
    content = group2(3000)
    files = Files(content, lambda c: complaint if c.ne > 256 else None)
    blocks = BlockSize()
    assert read_file(Session(files), DG2, blocks) == content
    assert len([s for s in files.sizes if s > 256]) == 2
    files.sizes.clear()
    assert read_file(Session(files), DG2, blocks) == content
    assert max(files.sizes) <= 223
    assert blocks.proven == 223


def test_a_chip_that_wants_the_exact_length_gets_it() -> None:
    content = tlv.encode(0x61, bytes(90))

    def exact(command: Command) -> bytes | None:
        offset = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
        return b"\x67\x00" if offset + command.ne > len(content) else None

    assert read_file(Session(Files(content, exact)), DG1, BlockSize()) == content


def test_a_chip_that_wants_the_exact_length_is_still_read_in_long_blocks() -> None:
    content = group2(3000)

    def exact(command: Command) -> bytes | None:
        offset = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
        return b"\x67\x00" if offset + command.ne > len(content) else None

    files, blocks = Files(content, exact), BlockSize()
    small = Files(tlv.encode(0x61, bytes(90)), lambda c: b"\x67\x00" if c.ne > 92 else None)
    read_file(Session(small), DG1, blocks)
    assert read_file(Session(files), DG2, blocks) == content
    assert blocks.proven >= 1024


@pytest.mark.parametrize("size", range(440, 490, 7))
def test_nothing_is_asked_for_that_a_short_answer_cannot_carry(size: int) -> None:
    files = Files(group2(size), lambda _: None)
    assert read_file(Session(files), DG2, BlockSize(ceiling=1024)) == group2(size)
    assert not [s for s in files.sizes if 223 < s <= 256]


@pytest.mark.parametrize("status", ["6A82", "6982", "6A88"])
def test_an_absent_or_closed_file_is_refused_after_two_commands(status: str) -> None:
    files = Files(b"", lambda _: bytes.fromhex(status))
    with pytest.raises(Refused):
        read_file(Session(files), DG2, BlockSize())
    assert len(files.sizes) == 2


def test_a_file_that_ends_early_is_refused() -> None:
    content = group2(3000)[:1500]
    with pytest.raises((Refused, Malformed)):
        read_file(Session(Files(content, lambda _: None)), DG2, BlockSize())


def test_endless_continuations_end() -> None:
    files = Files(b"", lambda _: b"\0" * 16 + b"\x61\x10")
    with pytest.raises(LinkLost):
        read_file(Session(files), DG2, BlockSize())


@pytest.mark.parametrize("key", ["an", "tdes", "aes256-p521"])
@pytest.mark.parametrize("proven", [223, 4096])
def test_offsets_beyond_32767_inside_a_session(key: str, proven: int) -> None:
    someone = deck.person(key)
    sound: Any = deck.card(key)
    content = group2(50_000)
    groups = {**sound.contents.application_files, 0x0102: content}
    card = Card(replace(sound.contents, application_files=groups))
    session = Session(Slot(card))
    access.open_chip(session, (access.from_number(someone.number),))
    assert read_file(session, DG2, BlockSize(proven)) == content
