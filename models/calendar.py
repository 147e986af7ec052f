"""Which days and hours an office works: the state's yearly calendar, its own closures, its hours.

Both are dated data (``models/data/calendars``, ``models/data/hours``); an office may bring files of
the same form.  A year without data is counted with the fixed-date holidays alone and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam keeps one offset all year."""


class Part(StrEnum):
    """Which part of a day a closure or a make-up session takes; noon divides."""

    FULL = "full"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class Standing(StrEnum):
    """How far a year's calendar can be relied on; `MISSING` is the worst."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """One day the calendar says something about."""

    name: str = ""
    part: Part = Part.FULL
    confirmed: bool = True
    """False where no source confirms the day; it counts all the same."""


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A holiday on the same date of every year, since `since`."""

    month: int
    day: int
    name: str
    since: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off, make-up days and local closures of the years in `standings`."""

    standings: Mapping[int, Standing] = field(default_factory=dict)
    off: Mapping[date, MarkedDay] = field(default_factory=dict)
    makeup: Mapping[date, MarkedDay] = field(default_factory=dict)
    closures: Mapping[date, MarkedDay] = field(default_factory=dict)
    fixed: tuple[FixedDay, ...] = ()
    sources: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Numbers of the documents a year's data rest on."""

    def standing(self, year: int) -> Standing:
        """What the year's data are worth."""
        return self.standings.get(year, Standing.MISSING)

    def standing_between(self, first: date, last: date) -> Standing:
        """The worst standing of the years from `first` to `last`."""
        found = {self.standing(year) for year in range(first.year, last.year + 1)}
        return max(found, key=list(Standing).index)

    def day_off(self, day: date) -> MarkedDay | None:
        """The holiday or swapped day, if the state gives the whole day off."""
        if day.year in self.standings:
            return self.off.get(day)
        for one in self.fixed:
            if (one.month, one.day) == (day.month, day.day) and day.year >= one.since:
                return MarkedDay(one.name)
        return self.off.get(day)

    def runs_out(self, today: date, days: int = 60) -> bool:
        """Whether the coming days reach past the last official year: time to ask for data."""
        ahead = today + timedelta(days=days)
        return self.standing_between(today, ahead) is not Standing.OFFICIAL

    def with_years_of(self, other: Calendar) -> Calendar:
        """A calendar in which the years `other` knows are taken from it."""
        return Calendar(
            standings={**self.standings, **other.standings},
            off=_replaced(self.off, other.off, other.standings),
            makeup=_replaced(self.makeup, other.makeup, other.standings),
            closures=_replaced(self.closures, other.closures, other.standings),
            fixed=self.fixed or other.fixed,
            sources={**self.sources, **other.sources},
        )


def _replaced(
    old: Mapping[date, MarkedDay], new: Mapping[date, MarkedDay], years: Mapping[int, Standing]
) -> dict[date, MarkedDay]:
    return {**{day: mark for day, mark in old.items() if day.year not in years}, **new}


@dataclass(frozen=True, slots=True)
class Window:
    """Opening hours without a break, from `start` to `end` of one day."""

    start: time
    end: time


Windows = tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """An office's hours by weekday, Monday first, and the two cut-offs of its day.

    The cut-offs are exclusive: at 15:00:00 a dossier still makes it (rules §5.4.5).
    """

    week: tuple[Windows, ...]
    makeup: Windows
    """Hours of a make-up working day."""
    saturday_counts: bool = False
    """Whether an ordinary Saturday with hours is a working day (set by each province)."""
    same_day_cutoff: time = time(15)
    """Luật Hộ tịch, NĐ 23/2015 Điều 7: received later, answered on the next working day."""
    forwarding_cutoff: time = time(15)
    """NĐ 118/2025 Điều 18.2 as amended by NĐ 309/2026: received later, forwarded next morning."""


def at(day: date, moment: time) -> datetime:
    """A moment of a day, aware, at +07:00."""
    return datetime.combine(day, moment, VIETNAM)
