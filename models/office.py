"""One office's days: its calendar and its hours together, and the arithmetic of working time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from models.calendar import Calendar, Hours, Part, Window, Windows, at
from models.problems import Problem

_NOON = time(12)
_SATURDAY = 5
_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 1500
"""Days searched for a working day before the calendar is called unusable."""


class WhyOff(StrEnum):
    """Why a day is not a working day."""

    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    CLOSURE = "local_closure"
    NO_HOURS = "no_office_hours"


@dataclass(frozen=True, slots=True)
class Office:
    """Calendar and hours together: what one office's days look like."""

    calendar: Calendar
    hours: Hours

    def why_off(self, day: date) -> WhyOff | None:
        """None for a working day.  A half-day closure leaves the day a working day."""
        closure = self.calendar.closures.get(day)
        if closure is not None and closure.part is Part.FULL:
            return WhyOff.CLOSURE
        if day not in self.calendar.makeup:
            if self.calendar.day_off(day) is not None:
                return WhyOff.HOLIDAY
            if day.weekday() > _SATURDAY:
                return WhyOff.WEEKEND
            if day.weekday() == _SATURDAY and not self.hours.saturday_counts:
                return WhyOff.WEEKEND
        if not self._open_windows(day):
            return WhyOff.NO_HOURS
        return None

    def works(self, day: date) -> bool:
        """Whether the day counts as a working day."""
        return self.why_off(day) is None

    def windows(self, day: date) -> Windows:
        """The hours of a working day after half-day closures; empty on a day off."""
        return self._open_windows(day) if self.works(day) else ()

    def opening(self, day: date) -> datetime:
        """When a working day begins."""
        return at(day, self.windows(day)[0].start)

    def closing(self, day: date) -> datetime:
        """When a working day ends."""
        return at(day, self.windows(day)[-1].end)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`.  Raises Problem ``deadline.no_working_day``."""
        return self._find_working_day(day, _DAY)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`.  Raises Problem ``deadline.no_working_day``."""
        return self._find_working_day(day, -_DAY)

    def name_of(self, day: date) -> str:
        """What the calendar calls the day; empty where it says nothing."""
        for marks in (self.calendar.closures, self.calendar.makeup):
            if day in marks:
                return marks[day].name
        off = self.calendar.day_off(day)
        return off.name if off is not None else ""

    def worked_before(self, moment: datetime) -> timedelta:
        """Working time of the day already over: nothing before opening, a full day after closing.

        Lunch stands for its earlier edge, a day off for the whole of the working day before it.
        """
        day = moment.date()
        if not self.works(day):
            day = self.previous_working_day(day)
            moment = self.closing(day)
        worked = timedelta()
        for window in self.windows(day):
            start, end = at(day, window.start), at(day, window.end)
            worked += max(timedelta(), min(moment, end) - start)
        return worked

    def time_after(self, day: date, worked: timedelta) -> datetime:
        """The moment of `day` at which `worked` is over; a shorter day ends at its closing time."""
        for window in self.windows(day):
            start, end = at(day, window.start), at(day, window.end)
            if worked <= end - start:
                return start + worked
            worked -= end - start
        return self.closing(day)

    def _find_working_day(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_CLOSURE):
            day += step
            if self.works(day):
                return day
        raise Problem("deadline.no_working_day")

    def _open_windows(self, day: date) -> Windows:
        makeup = self.calendar.makeup.get(day)
        if makeup is None:
            windows = self.hours.week[day.weekday()]
        else:
            windows = _cut(self.hours.makeup, makeup.part)
        closure = self.calendar.closures.get(day)
        if closure is None:
            return windows
        left = {Part.MORNING: Part.AFTERNOON, Part.AFTERNOON: Part.MORNING}.get(closure.part)
        return _cut(windows, left) if left is not None else ()


def _cut(windows: Sequence[Window], part: Part) -> Windows:
    if part is Part.FULL:
        return tuple(windows)
    if part is Part.MORNING:
        cut = (Window(w.start, min(w.end, _NOON)) for w in windows)
    else:
        cut = (Window(max(w.start, _NOON), w.end) for w in windows)
    return tuple(w for w in cut if w.start < w.end)
