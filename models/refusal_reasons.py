"""Reasons for refusing a dossier: dated data; other words may stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from models.dated import in_force, read_versions


class RefusedAt(StrEnum):
    """Where somebody is refused."""

    COUNTER = "counter"
    """Before anything was received."""
    ONLINE = "online"
    DOSSIER = "dossier"
    """Registered already, or at the department."""


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """One reason; `vi` is the sentence Mẫu 03 prints."""

    code: str
    where: tuple[RefusedAt, ...]
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class ReasonList:
    """The list of a time; `unconfirmed` says what of it no text of law gives."""

    reasons: tuple[RefusalReason, ...]
    valid_from: date
    valid_to: date | None = None
    legal_basis: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


def reason_list(on: date) -> ReasonList:
    """The list in force on a day; before the first one, the first."""
    return in_force(_versions(), on)


def refusal_reasons(on: date, where: RefusedAt) -> tuple[RefusalReason, ...]:
    """What may be said on a day at a place, in the order of the data."""
    return tuple(one for one in reason_list(on).reasons if where in one.where)


@cache
def _versions() -> tuple[ReasonList, ...]:
    return read_versions(ReasonList, "refusal_reasons.json")
