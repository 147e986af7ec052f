"""Terms of the desk that no text of law was read for, or that a province sets: dated data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from models.plain import from_plain


@dataclass(frozen=True, slots=True)
class DeskTerms:
    """What holds in a time; `unconfirmed` names what nobody compared with its text."""

    valid_from: date
    online_check_working_hours: int
    """How long an online dossier may wait to be acknowledged or sent back (NĐ 45/2020)."""
    uncollected_days: int
    """Results lying longer are listed."""
    slow_post_days: int
    """Days in the post that call for a question."""
    marriage_kept_days: int
    """How long a signed marriage certificate waits for both (NĐ 123/2015)."""
    pressing_working_days: int
    """Working days before the due time from which a dossier is pressing."""
    old_card_ended: date
    """Since when a CMND of nine digits proves nothing (Luật Căn cước 26/2023)."""
    valid_to: date | None = None
    legal_basis: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


def desk_terms(on: date) -> DeskTerms:
    """The terms in force on a day; before the first version, the first."""
    in_force = [one for one in _versions() if one.valid_from <= on]
    return in_force[-1] if in_force else _versions()[0]


@cache
def _versions() -> tuple[DeskTerms, ...]:
    source = files("models.data").joinpath("desk_terms.json")
    rows = json.loads(source.read_text(encoding="utf-8"))["versions"]
    read = (from_plain(DeskTerms, row) for row in rows)
    return tuple(sorted(read, key=lambda one: one.valid_from))
