"""Whatever a chip sends, a parser answers with a value or Malformed/Unsupported, fast and small."""

from __future__ import annotations

import contextlib
import random
import resource
import time
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.card import deck
from demo.card.perso import personalise
from desk.card import certificates, com, dg2, dg13, mrz, security_infos, sod, tlv, trust
from desk.card.active_authentication import parse_dg15
from desk.card.apdu import decode_response
from desk.card.chip_authentication import parse_dg14
from desk.card.faults import Malformed, Unsupported

Parser = Callable[[bytes], object]
PARSERS: dict[str, tuple[int, Parser]] = {
    "com": (0x011E, com.parse_com),
    "sod": (0x011D, sod.parse_sod),
    "dg1": (0x0101, mrz.parse_dg1),
    "dg2": (0x0102, dg2.face_picture),
    "dg13": (0x010D, dg13.parse_dg13),
    "dg14": (0x010E, parse_dg14),
    "dg15": (0x010F, parse_dg15),
}
PEOPLE = ("an", "aes256-brainpool512", "p256", "aes256-p521", "jpeg2000", "long-address")


@cache
def samples(name: str) -> tuple[bytes, ...]:
    if name == "certificate":
        return tuple(deck.csca_of(deck.person(key)) for key in PEOPLE)
    fid = PARSERS[name][0]
    files = (personalise(deck.person(key)).application_files for key in PEOPLE)
    return tuple(held[fid] for held in files if fid in held)


def mutate(source: random.Random, octets: bytes) -> bytes:
    """A few changes of the kinds that break parsers: bits, lengths, cuts, repeats, zeros."""
    data = bytearray(octets)
    for _ in range(source.randint(1, 4)):
        # most of the structure is at the beginning, so look there more often
        reach = len(data) if source.random() < 0.3 else min(len(data), 160)
        at = source.randrange(reach) if reach else 0
        kind = source.randrange(6)
        if kind == 0 and data:
            data[at] ^= 1 << source.randrange(8)
        elif kind == 1 and data:
            data[at] = source.choice((0, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x88, 0xFF, 0x30, 0x1F))
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            data[at:at] = data[at : at + source.randrange(1, 40)]
        elif kind == 4:
            del data[at : at + source.randrange(1, 20)]
        else:
            data[at:at] = bytes((0x30, 0x80)) * source.randrange(1, 30)
    return bytes(data)


def survives(parse: Parser, octets: bytes) -> None:
    for _ in range(3):  # a garbage collection may fall into one of them
        started = time.thread_time()
        with contextlib.suppress(Malformed, Unsupported):
            parse(octets)
        if time.thread_time() - started < 0.1:
            return
    pytest.fail(f"{len(octets)} octets take too long")


def fuzz(name: str, inputs: int, seed: int) -> None:
    parse = certificates.load if name == "certificate" else PARSERS[name][1]
    source = random.Random(f"{name}{seed}")
    for _ in range(inputs):
        survives(parse, mutate(source, source.choice(samples(name))))


NAMES = [*PARSERS, "certificate"]


@pytest.mark.parametrize("name", NAMES)
def test_mutated_files_are_parsed_or_refused(name: str) -> None:
    for octets in samples(name):
        survives(certificates.load if name == "certificate" else PARSERS[name][1], octets)
    fuzz(name, 400, 1)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", NAMES)
def test_two_million_mutated_files(name: str) -> None:
    fuzz(name, 2_000, 2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fuzz(name, 2_000_000 // len(NAMES), 3)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 64 * 1024, "KiB"


@given(st.binary(max_size=300))
def test_any_octets(octets: bytes) -> None:
    for _, parse in PARSERS.values():
        survives(parse, octets)
    survives(certificates.load, octets)
    survives(trust.read_trust, octets)
    survives(decode_response, octets)
    survives(security_infos.parse, octets)
    survives(tlv.guard_depth, octets)


@given(st.integers(0, 0x7E).filter(lambda t: t & 0x1F != 0x1F), st.binary(max_size=70_000))
def test_encoded_objects_come_back(tag: int, value: bytes) -> None:
    assert tlv.one(tlv.encode(tag, value), tag).value == value
    assert tlv.header(tlv.encode(tag, value)).length == len(value)


@pytest.mark.parametrize(
    "octets",
    [
        "3080",
        "30850000000001",
        "3084FFFFFFFF",
        "308200",
        "5F",
        "5FFFFFFF",
        "3003020101FF",
        "3001",
        "",
    ],
)
def test_strict_tlv_refuses(octets: str) -> None:
    with pytest.raises(Malformed):
        tlv.one(bytes.fromhex(octets), 0x30)


def test_nesting_and_numbers_are_bounded() -> None:
    deep = b""
    for _ in range(40):
        deep = tlv.encode(0x30, deep)
    with pytest.raises(Malformed):
        tlv.guard_depth(deep)
    with pytest.raises(Malformed):
        tlv.guard_depth(b"\x30\x80" * 50)
    with pytest.raises(Malformed):
        tlv.parse(b"\x04\x00" * 5000)
    for parse in (sod.parse_sod, dg2.face_picture):
        survives(parse, tlv.encode(0x77, b"\x30\x80" * 90_000))
        survives(parse, tlv.encode(0x75, b"\x30\x00" * 90_000))
