"""Terms of the desk that no text of law was read for, or that a province sets: dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from models.dated import in_force, read_versions


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
    return in_force(_versions(), on)


@cache
def _versions() -> tuple[DeskTerms, ...]:
    return read_versions(DeskTerms, "desk_terms.json")
