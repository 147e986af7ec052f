"""The five questions of the rating slip, and by when a PAKN is to be answered: dated data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from models.dated import in_force, read_versions
from models.procedure import Limit

_CODE = "{code}"


@dataclass(frozen=True, slots=True)
class RatingAnswer:
    """One answer and its points (TT 01/2018/TT-VPCP Điều 13)."""

    points: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class RatingQuestion:
    """One question with its answers, the best first."""

    code: str
    vi: str
    en: str
    answers: tuple[RatingAnswer, ...]
    short_vi: str = ""
    """For narrow places."""
    short_en: str = ""


@dataclass(frozen=True, slots=True)
class RatingForm:
    """What is asked in a time (NĐ 61/2018 Điều 31); `unconfirmed` says what nobody read in law."""

    questions: tuple[RatingQuestion, ...]
    valid_from: date
    valid_to: date | None = None
    legal_basis: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def takes(self, answers: Sequence[int]) -> bool:
        """Whether these points answer every question in its order."""
        return len(answers) == len(self.questions) and all(
            points in {one.points for one in question.answers}
            for question, points in zip(self.questions, answers, strict=True)
        )


@dataclass(frozen=True, slots=True)
class ComplaintTerm:
    """By when a PAKN is answered."""

    limit: Limit
    valid_from: date
    valid_to: date | None = None
    legal_basis: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


def rating_address(pattern: str, code: str, *, provisional: bool) -> str:
    """Where people rate a dossier; nobody else knows a provisional number, so it leads nowhere."""
    return "" if provisional and _CODE in pattern else pattern.replace(_CODE, code)


def rating_form(on: date) -> RatingForm:
    """The questions in force on a day; before the first version, the first."""
    return in_force(_rating(), on)


def complaint_term(on: date) -> ComplaintTerm:
    """The time to answer in force on a day; before the first version, the first."""
    return in_force(_complaints(), on)


@cache
def _rating() -> tuple[RatingForm, ...]:
    return read_versions(RatingForm, "rating.json")


@cache
def _complaints() -> tuple[ComplaintTerm, ...]:
    return read_versions(ComplaintTerm, "complaints.json")
