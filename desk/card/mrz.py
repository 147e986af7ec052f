"""The machine readable zone of a TD1 card (ICAO 9303-5), as DG1 holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.card import tlv
from desk.card.faults import Malformed

_LENGTH = 90
_WEIGHTS = (7, 3, 1)
_ALPHABET = re.compile(r"[A-Z0-9<]{90}")


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
    def number(self) -> str | None:
        """The 12-digit number a Vietnamese card keeps in the optional data of line 1."""
        match = re.match(r"[0-9]{12}", self.optional)
        return match.group() if match else None


def check_digit(text: str) -> str:
    """Weights 7, 3, 1 modulo 10 (ICAO 9303-3 §4.9)."""
    total = sum(_value(c) * _WEIGHTS[i % 3] for i, c in enumerate(text))
    return str(total % 10)


def parse_dg1(octets: bytes) -> Mrz:
    """DG1: 61 { 5F1F MRZ } (ICAO 9303-10 §4.7.1).  Raises Malformed unless it is a TD1 zone."""
    zone = tlv.one(octets, 0x61).child(0x5F1F).value
    try:
        text = zone.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("MRZ alphabet") from error
    return parse_lines(text)


def parse_lines(text: str) -> Mrz:
    """The 90 characters of a TD1 zone (ICAO 9303-5 §4.2).  Raises Malformed."""
    if len(text) != _LENGTH or not _ALPHABET.fullmatch(text):
        raise Malformed("MRZ is not TD1")
    surname, _, given = text[60:90].partition("<<")
    return Mrz(
        document_code=text[0:2].rstrip("<"),
        issuer=text[2:5].rstrip("<"),
        document_number=text[5:14].rstrip("<"),
        optional=text[15:30].rstrip("<"),
        birth=text[30:36],
        sex=text[37],
        expiry=text[38:44],
        nationality=text[45:48].rstrip("<"),
        surname=surname.replace("<", " ").strip(),
        given_names=given.replace("<", " ").strip(),
        wrong_digits=_wrong_digits(text),
    )


def _wrong_digits(text: str) -> tuple[str, ...]:
    covered = {
        "document_number": (text[5:14], text[14]),
        "birth": (text[30:36], text[36]),
        "expiry": (text[38:44], text[44]),
        "composite": (text[5:30] + text[30:37] + text[38:45] + text[48:59], text[59]),
    }
    return tuple(name for name, (part, digit) in covered.items() if check_digit(part) != digit)


def _value(character: str) -> int:
    if character == "<":
        return 0
    return int(character, 36)
