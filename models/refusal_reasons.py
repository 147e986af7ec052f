"""Reasons for refusing a dossier: dated data; other words may stand beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.plain import from_plain


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
    in_force = [one for one in _versions() if one.valid_from <= on]
    return in_force[-1] if in_force else _versions()[0]


def refusal_reasons(on: date, where: RefusedAt) -> tuple[RefusalReason, ...]:
    """What may be said on a day at a place, in the order of the data."""
    return tuple(one for one in reason_list(on).reasons if where in one.where)


@cache
def _versions() -> tuple[ReasonList, ...]:
    source = files("models.data").joinpath("refusal_reasons.json")
    rows = json.loads(source.read_text(encoding="utf-8"))["versions"]
    read = (from_plain(ReasonList, row) for row in rows)
    return tuple(sorted(read, key=lambda one: one.valid_from))
