"""The machine readable zone (ICAO 9303-4, 9303-5), as DG1 holds it: TD1 cards and TD3 passports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.card import tlv
from desk.card.faults import Malformed

_TD1 = 90
_TD3 = 88
_WEIGHTS = (7, 3, 1)
_ALPHABET = re.compile(r"[A-Z0-9<]+")


@dataclass(frozen=True, slots=True)
class Mrz:
    """The fields of the three lines; fillers stripped from text, dates as printed (YYMMDD)."""

    document_code: str
    issuer: str
    document_number: str
    optional: str
    birth: str
    sex: str
    expiry: str
    nationality: str
    surname: str
    given_names: str
    wrong_digits: tuple[str, ...]
    """Names of check digits that do not agree."""

    @property
    def is_card(self) -> bool:
        """An identity card (I, A, C), not a passport."""
        return self.document_code[:1] in ("I", "A", "C")

    @property
    def number(self) -> str | None:
        """The 12-digit number a Vietnamese card or passport keeps in its optional data."""
        match = re.match(r"[0-9]{12}", self.optional)
        return match.group() if match else None


def check_digit(text: str) -> str:
    """Weights 7, 3, 1 modulo 10 (ICAO 9303-3 §4.9)."""
    total = sum(_value(c) * _WEIGHTS[i % 3] for i, c in enumerate(text))
    return str(total % 10)


def parse_dg1(octets: bytes) -> Mrz:
    """DG1: 61 { 5F1F MRZ } (ICAO 9303-10 §4.7.1).  Raises Malformed unless it is TD1 or TD3."""
    zone = tlv.one(octets, 0x61).child(0x5F1F).value
    try:
        text = zone.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("MRZ alphabet") from error
    return parse_lines(text)


def parse_lines(text: str) -> Mrz:
    """The 90 characters of a card (9303-5 §4.2) or the 88 of a passport (9303-4 §4.2).

    Raises Malformed.
    """
    if not _ALPHABET.fullmatch(text):
        raise Malformed("MRZ alphabet")
    if len(text) == _TD1:
        return _card(text)
    if len(text) == _TD3:
        return _passport(text)
    raise Malformed("MRZ is neither TD1 nor TD3")


def _card(text: str) -> Mrz:
    covered = {
        "document_number": (text[5:14], text[14]),
        "birth": (text[30:36], text[36]),
        "expiry": (text[38:44], text[44]),
        "composite": (text[5:30] + text[30:37] + text[38:45] + text[48:59], text[59]),
    }
    return _zone(text[0:2], text[2:5], text[5:14], text[15:30], text[30:59], text[60:90], covered)


def _passport(text: str) -> Mrz:
    second = text[44:]
    covered = {
        "document_number": (second[0:9], second[9]),
        "birth": (second[13:19], second[19]),
        "expiry": (second[21:27], second[27]),
        "composite": (second[0:10] + second[13:20] + second[21:43], second[43]),
    }
    # from birth on, both formats write the same fields, but for the nationality's place
    middle = second[13:28] + second[10:13]
    return _zone(text[0:2], text[2:5], second[0:9], second[28:42], middle, text[5:44], covered)


def _zone(
    code: str,
    issuer: str,
    document_number: str,
    optional: str,
    middle: str,
    names: str,
    covered: dict[str, tuple[str, str]],
) -> Mrz:
    surname, _, given = names.partition("<<")
    wrong = (name for name, (part, digit) in covered.items() if check_digit(part) != digit)
    return Mrz(
        document_code=code.rstrip("<"),
        issuer=issuer.rstrip("<"),
        document_number=document_number.rstrip("<"),
        optional=optional.rstrip("<"),
        birth=middle[0:6],
        sex=middle[7],
        expiry=middle[8:14],
        nationality=middle[15:18].rstrip("<"),
        surname=surname.replace("<", " ").strip(),
        given_names=given.replace("<", " ").strip(),
        wrong_digits=tuple(wrong),
    )


def _value(character: str) -> int:
    if character == "<":
        return 0
    return int(character, 36)
