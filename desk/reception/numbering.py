"""The code a new dossier gets: the portal's, one leased from the hub, or a provisional number."""

from __future__ import annotations

from datetime import datetime

from desk.settings import Settings
from models.codes import is_dossier_code, normalise, official_code, provisional_code
from models.dossier import CodeKind, Draft
from models.facts import BlankGiven
from models.problems import Problem
from models.store import facts, leases
from models.store.engine import Tx


def code_for(tx: Tx, settings: Settings, draft: Draft, now: datetime) -> tuple[str, CodeKind]:
    """The code and its kind, used up with the caller's transaction.

    Raises:
        Problem: ``late_entry.unknown_blank``.
    """
    if draft.late_entry is not None and draft.late_entry.paper_code:
        return _blank_code(tx, draft.late_entry.paper_code), CodeKind.PROVISIONAL
    agency = settings.office.agency_code
    if draft.online is not None and _names(draft.online.code, agency):
        return normalise(draft.online.code), CodeKind.OFFICIAL
    number = leases.take(tx, agency, now.date().isoformat())
    if number is not None:
        return official_code(agency, now.date(), number), CodeKind.OFFICIAL
    number = leases.next_provisional(tx, settings.desk, now.date().isoformat())
    return provisional_code(settings.desk, now.date(), number), CodeKind.PROVISIONAL


def aliases_of(draft: Draft) -> tuple[str, ...]:
    """Every other number the dossier is known by: outside systems and the portal."""
    codes = [one.code for one in draft.external_codes]
    codes += [draft.online.code] if draft.online is not None else []
    return tuple(dict.fromkeys(normalise(one) for one in codes))


def _names(code: str, agency: str) -> bool:
    """Whether a portal's code is of this office; another office's stays an alias."""
    code = normalise(code)
    return is_dossier_code(code) and code.partition("-")[0] == agency


def _blank_code(tx: Tx, typed: str) -> str:
    """The number of a blank receipt this desk printed.

    Raises:
        Problem: ``late_entry.unknown_blank``; one used before is ``store.code_taken`` later on.
    """
    code = normalise(typed)
    if not facts.subjects_where(tx, BlankGiven, "code", code):
        raise Problem("late_entry.unknown_blank")
    return code
