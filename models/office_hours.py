"""An office's hours as an administrator types them: «7:00-11:30, 13:30-17:00», Saturdays apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from models.calendar import Hours, Window, Windows
from models.deadline import Method
from models.problems import Problem

_WORKING_DAYS = 5
_MOMENT = r"(\d{1,2})(?:[:hg.](\d{2})?)?"
_WINDOW = re.compile(rf"{_MOMENT}\s*[-–—]\s*{_MOMENT}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Texts of the settings; an empty one means the hours the release ships."""

    weekdays: str = ""
    saturday: str = ""
    """Hours of reception on Saturdays; empty: closed."""
    saturday_counts: bool = False
    """Whether such a Saturday is a working day of limits (set by each province, rules §5.4.7)."""
    appointment: Method = Method.END_OF_DAY


def windows(text: str) -> Windows:
    """The hours a text says, in their order.

    Raises:
        Problem: ``settings.bad_hours``.
    """
    try:
        found = tuple(_window(part) for part in re.split(r"[,;]", text))
    except ValueError as error:
        raise Problem("settings.bad_hours") from error
    if any(one.end > following.start for one, following in pairwise(found)):
        raise Problem("settings.bad_hours")
    return found


def hours_of(typed: OfficeHours, shipped: Hours) -> Hours:
    """The shipped hours with what the office typed in their place.

    Raises:
        Problem: ``settings.bad_hours``.
    """
    hours = shipped
    if typed.weekdays:
        usual = windows(typed.weekdays)
        hours = replace(hours, week=(usual,) * _WORKING_DAYS + hours.week[5:], makeup=usual)
    saturday = windows(typed.saturday) if typed.saturday else hours.week[_WORKING_DAYS]
    week = (*hours.week[:_WORKING_DAYS], saturday, hours.week[6])
    return replace(hours, week=week, saturday_counts=typed.saturday_counts and bool(saturday))


def _window(text: str) -> Window:
    found = _WINDOW.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    first, first_minutes, last, last_minutes = found.groups(default="0")
    window = Window(time(int(first), int(first_minutes)), time(int(last), int(last_minutes)))
    if window.start >= window.end:
        raise ValueError(text)
    return window
