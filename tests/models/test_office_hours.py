"""Hours as an administrator types them, and what they do to promises."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from models.calendar import VIETNAM, Window
from models.calendar_data import shipped_calendar, shipped_hours
from models.deadline import Method, compute
from models.office_hours import OfficeHours, hours_of, windows
from models.problems import Problem
from models.procedure import Limit, Unit

SHIPPED = shipped_hours()
TWO_DAYS = Limit(Unit.WORKING_DAY, 2)


def due(typed: OfficeHours, day: int, hour: int, limit: Limit = TWO_DAYS) -> datetime:
    """When what came on a day of December 2026 is due."""
    moment = datetime(2026, 12, day, hour, tzinfo=VIETNAM)
    found = compute(moment, limit, shipped_calendar(), hours_of(typed, SHIPPED), typed.appointment)
    return found.due


def test_nothing_typed_is_what_is_shipped() -> None:
    assert hours_of(OfficeHours(), SHIPPED) == SHIPPED


@pytest.mark.parametrize(
    "text", ["7:00-11:30, 13:30-17:00", "7h-11h30; 13h30 – 17h00", "07.00-11.30,13g30-17"]
)
def test_people_write_hours_in_many_ways(text: str) -> None:
    assert windows(text) == (Window(time(7), time(11, 30)), Window(time(13, 30), time(17)))


@pytest.mark.parametrize(
    "text", ["sáng", "7:00", "11:30-7:00", "25:00-26:00", "7:00-12:00, 11:00-17:00", "7-9,", "7-7"]
)
def test_what_is_no_hours_is_said(text: str) -> None:
    with pytest.raises(Problem, match=r"settings\.bad_hours"):
        windows(text)


def test_a_saturday_session_receives_and_counts_only_where_the_province_says_so() -> None:
    session = OfficeHours(saturday="7:30-11:30")
    counting = OfficeHours(saturday="7:30-11:30", saturday_counts=True)
    # Friday 04/12: Mon, Tue – or Sat, Mon. Saturday 05/12: from the next working day.
    assert f"{due(session, 4, 9):%d %H:%M}" == "08 17:00"
    assert f"{due(counting, 4, 9):%d %H:%M}" == "07 17:00"
    assert f"{due(session, 5, 9):%d %H:%M}" == "08 17:00"
    assert f"{due(counting, 5, 9):%d %H:%M}" == "08 17:00"
    one_day = Limit(Unit.WORKING_DAY, 1)
    assert f"{due(counting, 4, 9, one_day):%d %H:%M}" == "05 11:30", "a half day closes at noon"
    assert hours_of(OfficeHours(saturday_counts=True), SHIPPED).saturday_counts is False


def test_other_hours_move_the_hour_and_never_the_day() -> None:
    early = OfficeHours(weekdays="7:30-11:30, 13:00-16:30")
    exact = OfficeHours(weekdays=early.weekdays, appointment=Method.HOUR_EXACT)
    assert f"{due(early, 7, 10):%d %H:%M}" == "09 16:30"
    assert f"{due(exact, 7, 10):%d %H:%M}" == "09 10:00"
    hours = Limit(Unit.WORKING_HOUR, 4)
    assert f"{due(early, 7, 10, hours):%d %H:%M}" == "07 15:30", "1 h 30 before lunch, 2 h 30 after"
