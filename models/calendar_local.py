"""Days an office sets itself: closures by storm or election, make-up days by decree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.calendar import Calendar, MarkedDay, Part


class LocalKind(StrEnum):
    """What a local day is."""

    OFF = "off"
    MAKEUP = "makeup"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class LocalDay:
    """One day with the document it rests on."""

    day: date
    kind: LocalKind
    name: str
    document: str
    part: Part = Part.FULL


def with_local_days(calendar: Calendar, days: Iterable[LocalDay]) -> Calendar:
    """The calendar with an office's own days; a make-up day takes an «off» of the same day away."""
    off, makeup, closures = dict(calendar.off), dict(calendar.makeup), dict(calendar.closures)
    for one in days:
        mark = MarkedDay(one.name, one.part)
        if one.kind is LocalKind.OFF:
            off[one.day] = mark
            makeup.pop(one.day, None)
        elif one.kind is LocalKind.MAKEUP:
            makeup[one.day] = mark
            off.pop(one.day, None)
        else:
            closures[one.day] = mark
    return replace(calendar, off=off, makeup=makeup, closures=closures)
