"""The shipped calendars as they were published, and an office's days made of them."""

from datetime import date, datetime, time, timedelta

import pytest

from models.calendar import VIETNAM, Calendar, Hours, MarkedDay, Part, Standing, Window
from models.calendar_data import parse_calendar, shipped_calendar, shipped_hours
from models.office import Office, WhyOff

CALENDAR, HOURS = shipped_calendar(), shipped_hours()
OFFICE = Office(CALENDAR, HOURS)
MORNING = (Window(time(7, 30), time(11)),)


def days_off(year):
    """Weekdays on which the office does not work, as ``dd/mm``."""
    start = date(year, 1, 1)
    days = (start + timedelta(n) for n in range((date(year + 1, 1, 1) - start).days))
    return [f"{d:%d/%m}" for d in days if d.weekday() < 5 and not OFFICE.works(d)]


def test_2025_as_published():
    assert days_off(2025) == [
        *("01/01", "27/01", "28/01", "29/01", "30/01", "31/01", "07/04"),
        *("30/04", "01/05", "02/05", "01/09", "02/09"),
    ]
    assert OFFICE.works(date(2025, 4, 26))


def test_2026_as_published():
    assert days_off(2026) == [
        *("01/01", "02/01", "16/02", "17/02", "18/02", "19/02", "20/02", "27/04", "30/04"),
        *("01/05", "31/08", "01/09", "02/09", "24/11"),
    ]
    assert OFFICE.works(date(2026, 1, 10))
    assert OFFICE.works(date(2026, 8, 22))
    assert OFFICE.works(date(2026, 11, 23))


def test_2027_is_provisional_and_says_which_days_are_open():
    assert CALENDAR.standing(2027) is Standing.PROVISIONAL
    open_questions = [day for day, mark in CALENDAR.off.items() if not mark.confirmed]
    assert date(2027, 2, 11) in open_questions
    assert date(2027, 2, 8) not in open_questions


def test_every_mark_makes_sense_and_every_year_names_its_documents():
    assert all(day.weekday() < 5 for day in CALENDAR.off)
    assert all(day.weekday() >= 5 for day in CALENDAR.makeup)
    assert all(mark.name for mark in (*CALENDAR.off.values(), *CALENDAR.makeup.values()))
    assert all(CALENDAR.sources[year] for year in CALENDAR.standings)


def test_a_year_without_data_knows_the_fixed_dates_only():
    office = Office(CALENDAR, HOURS)
    assert office.why_off(date(2031, 1, 1)) is WhyOff.HOLIDAY
    assert office.why_off(date(2031, 9, 2)) is WhyOff.HOLIDAY
    assert office.why_off(date(2031, 11, 24)) is WhyOff.HOLIDAY
    assert office.why_off(date(2022, 11, 24)) is None
    assert CALENDAR.standing(2031) is Standing.MISSING


def test_one_warns_before_the_official_years_run_out():
    assert not CALENDAR.runs_out(date(2026, 11, 1))
    assert CALENDAR.runs_out(date(2026, 11, 3))
    assert CALENDAR.runs_out(date(2027, 3, 1))


def test_saturdays_count_only_where_the_province_says_so():
    saturday = date(2026, 11, 21)
    with_session = Hours((*HOURS.week[:5], MORNING, ()), HOURS.makeup)
    counting = Hours((*HOURS.week[:5], MORNING, ()), HOURS.makeup, saturday_counts=True)
    assert Office(CALENDAR, with_session).why_off(saturday) is WhyOff.WEEKEND
    assert Office(CALENDAR, counting).windows(saturday) == MORNING
    no_session = Hours(HOURS.week, HOURS.makeup, saturday_counts=True)
    assert Office(CALENDAR, no_session).why_off(saturday) is WhyOff.NO_HOURS


@pytest.mark.parametrize(
    ("part", "opening", "closing"),
    [(Part.MORNING, (13, 30), (17, 0)), (Part.AFTERNOON, (7, 0), (11, 30))],
)
def test_a_half_day_closure_leaves_the_other_half(part, opening, closing):
    friday = date(2026, 11, 20)
    office = Office(Calendar(closures={friday: MarkedDay("Họp", part)}), HOURS)
    assert office.works(friday)
    assert office.opening(friday) == datetime.combine(friday, time(*opening), VIETNAM)
    assert office.closing(friday) == datetime.combine(friday, time(*closing), VIETNAM)


def test_a_makeup_session_may_be_half_a_day_and_a_closure_beats_it():
    saturday = date(2026, 11, 21)
    morning = Calendar(makeup={saturday: MarkedDay("Làm bù", Part.MORNING)})
    assert Office(morning, HOURS).closing(saturday).time() == time(11, 30)
    closed = Calendar(makeup=morning.makeup, closures={saturday: MarkedDay("Bão")})
    assert Office(closed, HOURS).why_off(saturday) is WhyOff.CLOSURE
    nothing_left = Calendar(
        makeup=morning.makeup, closures={saturday: MarkedDay("Họp", Part.MORNING)}
    )
    assert not Office(nothing_left, HOURS).works(saturday)


def test_a_file_of_several_years_is_one_calendar():
    text = '[{"year": 2027, "status": "official"}, {"year": 2028, "status": "provisional"}]'
    merged = CALENDAR.with_years_of(parse_calendar(text))
    assert merged.standing(2027) is Standing.OFFICIAL
    assert merged.standing(2028) is Standing.PROVISIONAL
    assert merged.standing(2026) is Standing.OFFICIAL
    assert Office(merged, HOURS).works(date(2027, 2, 8))
