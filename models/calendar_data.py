"""Reading calendars and office hours from their dated JSON files, shipped or brought by an office.

A calendar file holds one year or a list of years; every date in it lies in its year.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from models.calendar import Calendar, FixedDay, Hours, MarkedDay, Part, Standing, Window, Windows
from models.problems import Problem

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_Marks = dict[date, MarkedDay]


@cache
def shipped_calendar() -> Calendar:
    """Every year this release has data for, with the fixed-date holidays for all others."""
    calendar = Calendar(fixed=_fixed_days())
    for source in sorted(files("models.data").joinpath("calendars").iterdir(), key=str):
        if source.name[:4].isdigit():
            calendar = calendar.with_years_of(parse_calendar(source.read_text(encoding="utf-8")))
    return calendar


@cache
def shipped_hours() -> Hours:
    """The hours an office starts with: 7:00-11:30 and 13:30-17:00, Monday to Friday."""
    source = files("models.data").joinpath("hours", "ordinary.json")
    return parse_hours(source.read_text(encoding="utf-8"))


def read_calendar(path: Path) -> Calendar:
    """The shipped calendar with the years of an office's own file in place of the shipped ones.

    Raises Problem ``deadline.file_missing`` or ``deadline.calendar_unreadable``.
    """
    return shipped_calendar().with_years_of(parse_calendar(_text_of(path), path.name))


def read_hours(path: Path) -> Hours:
    """Office hours from a file.

    Raises Problem ``deadline.file_missing`` or ``deadline.hours_unreadable``.
    """
    return parse_hours(_text_of(path), path.name)


def parse_calendar(text: str, name: str = "") -> Calendar:
    """A calendar from JSON.  Raises Problem ``deadline.calendar_unreadable``."""
    try:
        data = json.loads(text)
        years = data if isinstance(data, list) else [data]
        calendar = Calendar()
        for year in years:
            calendar = calendar.with_years_of(_year(year))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem("deadline.calendar_unreadable", file=name) from error
    return calendar


def parse_hours(text: str, name: str = "") -> Hours:
    """Office hours from JSON.  Raises Problem ``deadline.hours_unreadable``."""
    try:
        data = json.loads(text)
        week = tuple(_windows(data["week"].get(day, ())) for day in _WEEK)
        monday = next(windows for windows in week if windows)
        return Hours(
            week=week,
            makeup=_windows(data["makeup"]) if "makeup" in data else monday,
            saturday_counts=_flag(data.get("saturday_counts", False)),
            same_day_cutoff=time.fromisoformat(data.get("same_day_cutoff", "15:00:00")),
            forwarding_cutoff=time.fromisoformat(data.get("forwarding_cutoff", "15:00:00")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise Problem("deadline.hours_unreadable", file=name) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("deadline.file_missing", file=path.name) from error


def _year(data: Mapping[str, Any]) -> Calendar:
    year = int(data["year"])
    standing = Standing(data.get("status", "official"))
    if standing is Standing.MISSING:
        raise ValueError("a year with data is official or provisional")
    return Calendar(
        standings={year: standing},
        off=_marks(data.get("off", ()), year),
        makeup=_marks(data.get("makeup", ()), year),
        closures=_marks(data.get("closures", ()), year),
        sources={year: tuple(str(one) for one in data.get("sources", ()))},
    )


def _marks(rows: Iterable[Mapping[str, Any]], year: int) -> _Marks:
    marks: _Marks = {}
    for row in rows:
        day = date.fromisoformat(row["date"])
        if day.year != year:
            raise ValueError("a day outside the file's year")
        marks[day] = MarkedDay(
            name=str(row.get("name", "")),
            part=Part(row.get("part", "full")),
            confirmed=_flag(row.get("confirmed", True)),
        )
    return marks


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("a flag is true or false")
    return value


def _windows(rows: Iterable[Iterable[str]]) -> Windows:
    windows = tuple(
        Window(time.fromisoformat(start), time.fromisoformat(end)) for start, end in rows
    )
    if any(w.start.tzinfo is not None or w.end.tzinfo is not None for w in windows):
        raise ValueError("hours are local")
    if any(w.start >= w.end for w in windows):
        raise ValueError("a window ends after it starts")
    if any(one.end > following.start for one, following in pairwise(windows)):
        raise ValueError("windows do not overlap")
    return windows


def _fixed_days() -> tuple[FixedDay, ...]:
    source = files("models.data").joinpath("calendars", "fixed_days.json")
    rows = json.loads(source.read_text(encoding="utf-8"))["days"]
    return tuple(FixedDay(r["month"], r["day"], r["name"], r["since"]) for r in rows)
