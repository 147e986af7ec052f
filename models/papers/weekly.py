"""Báo cáo tuần: one page of figures for the head of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.papers.heading import Heading
from models.weekly import Week


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One late dossier: with whom it is, and why as far as somebody wrote it down."""

    code: str
    procedure: str
    due: datetime
    holder: str
    reason: str


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The figures with what people add: who drew it up, and what they propose."""

    heading: Heading
    week: Week
    overdue: tuple[OverdueRow, ...]
    """At most as many as fit on the page; ``more`` are left out."""
    more: int = 0
    clerk: str = ""
    proposals: str = ""
