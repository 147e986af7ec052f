"""Official dossier codes ``<agency>-YYMMDD-XXXX`` (TT 01/2018 Điều 19; rules §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_OFFICIAL = re.compile(r"^(?P<agency>[0-9A-Z][0-9A-Z.]*)-(?P<day>\d{6})-(?P<number>\d{4,8})$")
AGENCY = re.compile(r"^[0-9A-Z][0-9A-Z.]{1,39}$")


@dataclass(frozen=True, slots=True)
class CodeParts:
    """What an official code says."""

    agency: str
    day: date
    number: int


def official_code(agency: str, day: date, number: int) -> str:
    """Write a code; the number widens after 9999, it never wraps."""
    return f"{agency}-{day:%y%m%d}-{number:04d}"


def read_code(code: str) -> CodeParts | None:
    """The parts of a code of our own pattern; None for any other system's code."""
    match = _OFFICIAL.match(code)
    if match is None:
        return None
    digits = match["day"]
    try:
        day = date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
    return CodeParts(match["agency"], day, int(match["number"]))
