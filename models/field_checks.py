"""Whether a value read from paper can be true: figures against words, numbers against persons.

Every finding is a code; the words for it stand in the vocabulary of the window. None refuses a
value: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.citizen import PartialDate, Sex
from models.codes import is_dossier_code, is_provisional_code
from models.identity_number import is_identity_number, warnings
from models.text import words

_EARLIEST = 1880
_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {
    "nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000,
}  # fmt: skip
_DATE_WORDS = re.compile(r"(?:ngay )?(.+?) thang (.+?) nam (.+)")
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])\d{7}", re.ASCII)
_LANDLINE = re.compile(r"02\d{9}", re.ASCII)
_OLD_NUMBER = re.compile(r"\d{9}", re.ASCII)


def figures_date(text: str) -> PartialDate | None:
    """A day, month or year as `dd/mm/yyyy`, `mm/yyyy`, `yyyy`; None when there is no such day."""
    parts = text.split("/")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or len(parts[-1]) > 4:
        return None
    numbers = [int(part) for part in reversed(parts)]
    year, month, day = (*numbers, None, None)[:3]
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year or 0, month, day)


def date_doubts(text: str, today: date) -> tuple[str, ...]:
    """``date_impossible``, ``date_in_future``, ``date_very_old``."""
    found = figures_date(text)
    if found is None:
        return ("date_impossible",)
    if (found.year, found.month or 1, found.day or 1) > (today.year, today.month, today.day):
        return ("date_in_future",)
    return ("date_very_old",) if found.year < _EARLIEST else ()


def number_in_words(text: str) -> int | None:
    """«hai mươi mốt» is 21; None as soon as one word is no number."""
    total = group = 0
    unit: int | None = None
    for word in words(text):
        if word in _UNITS:
            if unit is not None:
                return None
            unit = _UNITS[word]
        elif word in ("muoi", "chuc"):
            group, unit = group + 10 * (1 if unit is None else unit), None
        elif word == "tram":
            group, unit = group + 100 * (unit or 0), None
        elif word in _SCALES:
            scale = _SCALES[word]
            total, group, unit = total + (group + (unit or 0)) * scale, 0, None
        elif word not in ("linh", "le", "dong", "chan", "va"):
            return None
    return total + group + (unit or 0)


def date_in_words(text: str) -> PartialDate | None:
    """«Ngày mười hai, tháng ba, năm một nghìn chín trăm chín mươi tư»; None when unclear."""
    found = _DATE_WORDS.search(" ".join(words(text)))
    if found is None:
        return None
    numbers = [number_in_words(part) for part in found.groups()]
    if any(number is None for number in numbers):
        return None
    return figures_date("/".join(str(number) for number in numbers))


def words_differ(value: str, spoken: str, *, money: bool = False) -> bool:
    """Whether the words certainly say something else than the figures."""
    if money:
        amount = number_in_words(spoken)
        return amount is not None and value.isdecimal() and amount != int(value)
    told, shown = date_in_words(spoken), figures_date(value)
    return told is not None and shown is not None and told != shown


def identity_doubts(number: str, birth: str = "", sex: str = "") -> tuple[str, ...]:
    """What does not fit: its length, its place, its holder's birth and sex (rules §8.1)."""
    if _OLD_NUMBER.fullmatch(number):
        return ("number_old",)
    if not is_identity_number(number):
        return ("number_length",)
    known = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
    return warnings(number, figures_date(birth) if birth else None, known.get(sex.casefold()))


def phone_doubts(digits: str) -> tuple[str, ...]:
    """``phone_unknown`` for a number no Vietnamese line can have."""
    known = _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)
    return () if known else ("phone_unknown",)


def code_doubts(code: str) -> tuple[str, ...]:
    """``code_pattern`` for what is neither an official nor a provisional dossier code."""
    return () if is_dossier_code(code) or is_provisional_code(code) else ("code_pattern",)


def name_doubts(parts: Sequence[str]) -> tuple[str, ...]:
    """``name_odd`` for a name of one word, with figures, or with a word no name has."""
    odd = len(parts) < 2 or any(not part.replace("'", "").isalpha() for part in parts)
    return ("name_odd",) if odd or any(len(part) > 8 for part in parts) else ()
