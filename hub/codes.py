"""Reading official codes ``<agency>-YYMMDD-XXXX`` back into their parts (rules §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from models.codes import official_code

_OWN = re.compile(r"(?P<agency>[0-9A-Z][0-9A-Z.]*)-(?P<day>\d{6})-(?P<number>\d{4,8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CodeParts:
    """What an official code says."""

    agency: str
    day: date
    number: int


def is_agency(code: str) -> bool:
    """Whether official codes can be made for this agency code."""
    try:
        official_code(code, date(2026, 1, 1), 1)
    except ValueError:
        return False
    return True


def read_code(code: str) -> CodeParts | None:
    """The parts of a code of our own pattern; None for any other system's code."""
    match = _OWN.fullmatch(code)
    if match is None:
        return None
    digits = match["day"]
    try:
        day = date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
    return CodeParts(match["agency"], day, int(match["number"]))
