"""Which digitised papers may be taken again, and how long: dated data (rules §6.4)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from models.messages import ConfirmedValue
from models.plain import from_plain
from models.text import fold

_ISSUED = "issued_on"
"""The name of the field that says when a paper was issued (`models/data/fields`)."""
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Validity(StrEnum):
    """What is known of a paper's term."""

    UNLIMITED = "unlimited"
    IN_TERM = "in_term"
    """It has a term, a person confirmed its date of issue, and the term is not over."""
    CHECK = "check"
    """It has a term, and may still be in it: the clerk compares the date of issue."""
    EXPIRED = "expired"
    """It was issued – or, where nobody confirmed that, digitised – longer ago than its term."""


@dataclass(frozen=True, slots=True)
class PaperType:
    """A kind of paper that may be taken again."""

    code: str
    words: tuple[str, ...]
    months: int | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DigitisedPaper:
    """A document of an earlier dossier of the same owner."""

    dossier_id: str
    dossier_code: str
    digitised_on: date
    component_code: str
    title: str
    sha256: str
    size: int
    pages: int
    media_type: str
    pdfa: str
    signed: bool
    """False: a working copy; it replaces no paper unless the original is compared now."""
    counter: str = ""
    """The counter that digitised it; empty for this one."""
    values: tuple[ConfirmedValue, ...] = ()
    """What persons confirmed of it."""

    @property
    def issued_on(self) -> date | None:
        """The date of issue as a person confirmed it; None where nobody did."""
        text = next((one.value for one in self.values if one.name == _ISSUED), "")
        parts = _DAY.fullmatch(text.strip())
        try:
            return date(int(parts[3]), int(parts[2]), int(parts[1])) if parts else None
        except ValueError:
            return None


def paper_type(name: str) -> PaperType | None:
    """The kind a component's name means; None for what is made anew each time."""
    folded = fold(name)
    if any(fold(word) in folded for word in _data()["never"]):
        return None
    return next((one for one in _types() if any(fold(word) in folded for word in one.words)), None)


def validity_of(
    kind: PaperType, digitised: date, today: date, issued: date | None = None
) -> Validity:
    """Whether the paper may still hold. It was issued before it was digitised."""
    if kind.months is None:
        return Validity.UNLIMITED
    since = issued or digitised
    passed = (today.year - since.year) * 12 + today.month - since.month
    passed -= today.day < since.day
    if passed >= kind.months:
        return Validity.EXPIRED
    return Validity.CHECK if issued is None else Validity.IN_TERM


@cache
def _types() -> tuple[PaperType, ...]:
    return tuple(from_plain(PaperType, one) for one in _data()["kinds"])


@cache
def _data() -> dict[str, Any]:
    source = files("models.data").joinpath("reuse.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
