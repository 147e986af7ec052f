"""How long a desk keeps what (rules §10): dated data, read once, the newest file in force."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from models.plain import from_plain


@dataclass(frozen=True, slots=True)
class Retention:
    """Times in days unless named otherwise. A desk is not the archive."""

    dated: date
    source: str
    confirmed_by_office: bool
    """False: proposals of the program; the office decides."""
    scan_days_after_sent: int
    """Counted from the moment the hub confirmed the scan's hash; never purged before."""
    scans_dropped_once_sent_for: tuple[str, ...]
    """Procedures whose copies are gone as soon as the hub has them."""
    owed_told_days: int
    """How long after its files were sent a dossier may owe a confirmation of values or a signature
    before the supervisor hears of it."""
    owed_held_days: int
    """So long what that work needs – pages, the document to be signed – is kept, and no longer."""
    draft_days: int
    """Since the last key in a draft nobody finished."""
    sent_event_days: int
    """What was said to the hub, after it was accepted; that it was said stays."""
    printed_paper_days: int
    backup_days: int
    audit_years: int
    never_stored: tuple[str, ...]


@cache
def retention() -> Retention:
    """The rules in force."""
    folder = files("models.data").joinpath("retention")
    newest = max((one for one in folder.iterdir() if one.name.endswith(".json")), key=str)
    return from_plain(Retention, json.loads(newest.read_text(encoding="utf-8")))
