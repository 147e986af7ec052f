"""Dossier and procedure codes: their patterns, how they are made, and what a scanned text is.

The patterns are those of rules §4.2; NĐ 309/2026 Điều 35.2.g gives the rule to Bộ Công an, so that
what a desk accepts on look-up is wider than what it generates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from models.dated import in_force, read_versions
from models.identity_number import is_identity_number
from models.text import nfc

_PROVISIONAL = re.compile(r"TAM-[0-9A-Z]{1,12}-\d{6}-\d{3,8}", re.ASCII)
_DESK = re.compile(r"[0-9A-Z]{1,12}", re.ASCII)
_PROCEDURE = re.compile(r"([1-3]\.\d{6})(?:\.[0-9A-Z.]+)?", re.ASCII)
_LONGEST = 64
_LONGEST_AGENCY = 35
_LARGEST_NUMBER = 99_999_999
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣-", "-"))
_QR_FIELDS = 7
_SEPARATOR = "MC-TACH:"
_NEW_DOCUMENT = "*"


@dataclass(frozen=True, slots=True)
class CodeShape:
    """How codes look in a time: data, because the rule belongs to Bộ Công an now."""

    valid_from: date
    agency: str
    """Pattern of the agency's code in front."""
    rest: str
    """Pattern of what follows it."""
    day: str
    """The day as `date.strftime` writes it."""
    width: int
    valid_to: date | None = None
    legal_basis: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def whole(self, code: str) -> bool:
        """Whether a normalised text is such a code."""
        return _compiled(self.agency + self.rest).fullmatch(code) is not None

    def begins(self, code: str) -> bool:
        """Whether it is an agency's code that can stand in front."""
        return _compiled(self.agency).fullmatch(code) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


@cache
def _shapes() -> tuple[CodeShape, ...]:
    return read_versions(CodeShape, "codes.json")


class ScannedKind(StrEnum):
    """What a text from the scanner or the search field is."""

    DOSSIER = "dossier"
    PROVISIONAL = "provisional"
    CITIZEN_QR = "citizen_qr"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanned text and its kind; codes are normalised, everything else only trimmed."""

    kind: ScannedKind
    text: str


def normalise(text: str) -> str:
    """A code as it is stored: trimmed, upper case, long dashes as ``-``."""
    return nfc(text).strip().upper().translate(_DASHES)


def is_dossier_code(code: str) -> bool:
    """Whether a normalised text has the shape of an official dossier code."""
    return len(code) <= _LONGEST and any(one.whole(code) for one in _shapes())


def is_agency_code(code: str) -> bool:
    """Whether a text is an agency's code of QĐ 20/2020/QĐ-TTg that can begin a dossier's."""
    return len(code) <= _LONGEST_AGENCY and any(one.begins(code) for one in _shapes())


def is_desk_name(name: str) -> bool:
    """Whether a text can name a desk in provisional codes: 1 to 12 capital letters or digits."""
    return _DESK.fullmatch(name) is not None


def is_provisional_code(code: str) -> bool:
    """Whether a normalised text is a provisional number of some desk (SỐ TẠM)."""
    return _PROVISIONAL.fullmatch(code) is not None


def day_part(day: date) -> str:
    """The date as codes carry it, ``YYMMDD``."""
    return day.strftime("%y%m%d")


def shape_of_codes(on: date) -> CodeShape:
    """How codes of a day look; before the first version, the first."""
    return in_force(_shapes(), on)


def official_code(agency: str, day: date, number: int, width: int = 0) -> str:
    """``H15.50.05.13-261008-0975`` from a number the server leased to this desk for that day.

    A number longer than `width` widens the code; it never wraps.  Without a width it is that of the
    day's rule.  Raises ValueError where they cannot make a code that look-up accepts.
    """
    shape = shape_of_codes(day)
    width = width or shape.width
    if not is_agency_code(agency):
        raise ValueError("not an agency code of QĐ 20/2020/QĐ-TTg")
    if not 1 <= number <= _LARGEST_NUMBER or not 4 <= width <= 8:
        raise ValueError("a day's number is 4 to 8 digits and starts at 1")
    return f"{agency}-{day.strftime(shape.day)}-{number:0{width}d}"


def provisional_code(desk: str, day: date, number: int) -> str:
    """``TAM-Q1-261120-0003``: clearly not official, unique at its desk, kept as an alias for ever.

    Raises ValueError for a desk name that is not 1 to 12 capital letters or digits.
    """
    if not is_desk_name(desk):
        raise ValueError("a desk's short name is 1 to 12 capital letters or digits")
    if not 1 <= number <= _LARGEST_NUMBER:
        raise ValueError("a day's number starts at 1")
    return f"TAM-{desk}-{day_part(day)}-{number:04d}"


def national_code(text: str) -> str | None:
    """The national part ``N.NNNNNN`` of a procedure code, None if it is none.

    Local variants (``2.000815.000.00.00.H55``) and service codes begin with it (rules §4.3).
    """
    match = _PROCEDURE.fullmatch(normalise(text))
    return match.group(1) if match else None


def same_procedure(one: str, other: str) -> bool:
    """Whether two procedure codes mean the same procedure, whatever follows the national part."""
    code = national_code(one)
    return code is not None and code == national_code(other)


def classify(text: str) -> Scanned:
    """What was scanned or typed: a code, a provisional number, a card's QR, a number, or text."""
    trimmed = nfc(text).strip()
    code = normalise(trimmed)
    if is_dossier_code(code):
        return Scanned(ScannedKind.DOSSIER, code)
    if is_provisional_code(code):
        return Scanned(ScannedKind.PROVISIONAL, code)
    fields = trimmed.split("|")
    if len(fields) >= _QR_FIELDS and is_identity_number(fields[0].strip()):
        return Scanned(ScannedKind.CITIZEN_QR, trimmed)
    if is_identity_number(trimmed):
        return Scanned(ScannedKind.NUMBER, trimmed)
    return Scanned(ScannedKind.TEXT, trimmed)


def separator_text(component_code: str = "") -> str:
    """What the QR of a separator sheet holds: ``MC-TACH:`` and the component's code.

    Without a component it is ``MC-TACH:*``: here begins a new document.  Nothing else on any paper
    begins like that, so that a foreign QR never parts a batch.  Raises ValueError for a code with
    blanks or control characters, or longer than 64.
    """
    code = nfc(component_code)
    if len(code) > _LONGEST or not code.isprintable() or " " in code or code == _NEW_DOCUMENT:
        raise ValueError("not a component's code")
    return f"{_SEPARATOR}{code or _NEW_DOCUMENT}"


def separated_component(text: str) -> str | None:
    """The component a scanned separator sheet announces, empty for a new document.

    None where the text is no separator's.
    """
    prefix, found, code = nfc(text).strip().partition(_SEPARATOR)
    if prefix or not found or not code:
        return None
    return "" if code == _NEW_DOCUMENT else code
