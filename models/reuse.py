"""Which digitised papers may be taken again, and how long: dated data (rules §6.4)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from models.plain import from_plain
from models.text import fold


class Validity(StrEnum):
    """What is known of a paper's term."""

    UNLIMITED = "unlimited"
    CHECK = "check"
    """It has a term, and may still be in it: the clerk compares the date of issue."""
    EXPIRED = "expired"
    """It was digitised longer ago than its whole term."""


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


def paper_type(name: str) -> PaperType | None:
    """The kind a component's name means; None for what is made anew each time."""
    folded = fold(name)
    if any(fold(word) in folded for word in _data()["never"]):
        return None
    return next((one for one in _types() if any(fold(word) in folded for word in one.words)), None)


def validity_of(kind: PaperType, digitised: date, today: date) -> Validity:
    """Whether the paper may still hold. It was issued before it was digitised."""
    if kind.months is None:
        return Validity.UNLIMITED
    passed = (today.year - digitised.year) * 12 + today.month - digitised.month
    passed -= today.day < digitised.day
    return Validity.EXPIRED if passed >= kind.months else Validity.CHECK


@cache
def _types() -> tuple[PaperType, ...]:
    return tuple(from_plain(PaperType, one) for one in _data()["kinds"])


@cache
def _data() -> dict[str, Any]:
    source = files("models.data").joinpath("reuse.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
