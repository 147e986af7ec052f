"""The 12-digit personal identification number: what its digits say, and how it is shown.

``PPP G YY NNNNNN`` (rules §8.1): place of birth registration, sex and century, year, random digits.
There is no check digit.  A mismatch with the person's data is a warning, never a refusal: sex and
birth date can be changed by law, and people born abroad have prefixes of their own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.citizen import PartialDate, Sex

_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_SHOWN_FIRST = 4
_SHOWN_LAST = 2
_SHORTEST_PARTLY_SHOWN = 8


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What a personal identification number says about its holder."""

    place_code: str
    """Three digits of the table that was in force when the number was given; never renumbered."""
    sex: Sex
    birth_year: int


def is_identity_number(text: str) -> bool:
    """Whether the text is exactly twelve digits."""
    return _TWELVE_DIGITS.fullmatch(text) is not None


def take_apart(number: str) -> NumberParts | None:
    """The parts of a 12-digit number; None for any other text (an old number, a passport)."""
    if not is_identity_number(number):
        return None
    century_and_sex = int(number[3])
    return NumberParts(
        place_code=number[:3],
        sex=Sex.FEMALE if century_and_sex % 2 else Sex.MALE,
        birth_year=1900 + 100 * (century_and_sex // 2) + int(number[4:6]),
    )


def place_name(number: str) -> str | None:
    """The old province's name behind the prefix (63 provinces); None for an unknown prefix."""
    return _places().get(number[:3])


def mask(number: str | None) -> str:
    """A number as lists and logs may show it: ``0010******17`` (rules §10).

    Other papers' numbers keep the same first four and last two characters; short ones show nothing.
    """
    if not number:
        return ""
    if len(number) < _SHORTEST_PARTLY_SHOWN:
        return "*" * len(number)
    hidden = len(number) - _SHOWN_FIRST - _SHOWN_LAST
    return number[:_SHOWN_FIRST] + "*" * hidden + number[-_SHOWN_LAST:]


def warnings(number: str, birth: PartialDate | None, sex: Sex | None) -> tuple[str, ...]:
    """Reason codes of what does not fit together; nothing here stops anybody.

    ``number_pattern_unknown``, ``number_place_unknown``, ``number_birth_mismatch``,
    ``number_sex_mismatch``.
    """
    parts = take_apart(number)
    if parts is None:
        return ("number_pattern_unknown",)
    found = []
    if place_name(number) is None:
        found.append("number_place_unknown")
    if birth is not None and birth.year != parts.birth_year:
        found.append("number_birth_mismatch")
    if sex is not None and sex is not parts.sex:
        found.append("number_sex_mismatch")
    return tuple(found)


@cache
def _places() -> dict[str, str]:
    source = files("models.data").joinpath("places", "identity_number_prefixes.json")
    places: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))["places"]
    return places
