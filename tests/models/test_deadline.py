"""The thirteen worked examples of the counting rules, and what each step says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.calendar import VIETNAM, Calendar, MarkedDay, Part, Standing
from models.calendar_data import shipped_calendar, shipped_hours
from models.counting import StepReason
from models.deadline import (
    Method,
    acknowledge_online_by,
    apologise_by,
    compute,
    forward_by,
    supplement_request_by,
)
from models.problems import Problem
from models.procedure import Limit, Unit

CALENDAR, HOURS = shipped_calendar(), shipped_hours()


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def count(received, amount, unit, method=Method.END_OF_DAY, calendar=CALENDAR):
    return compute(moment(received), Limit(Unit(unit), amount), calendar, HOURS, method)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "due", "hour_exact"),
    [
        ("2026-11-19 14:20", 3, "working_day", "2026-11-25 17:00", "2026-11-25 14:20"),
        ("2026-11-20 16:50", 1, "working_day", "2026-11-23 17:00", "2026-11-23 16:50"),
        ("2026-11-20 12:00", 1, "working_day", "2026-11-23 17:00", "2026-11-23 11:30"),
        ("2026-11-20 12:00", 8, "working_hour", "2026-11-23 11:30", "2026-11-23 11:30"),
        ("2026-11-20 17:30", 8, "working_hour", "2026-11-23 17:00", "2026-11-23 17:00"),
        ("2026-11-20 17:30", 1, "working_day", "2026-11-23 17:00", "2026-11-23 17:00"),
        ("2026-11-23 15:05", 0, "same_day", "2026-11-25 17:00", "2026-11-25 17:00"),
        ("2026-11-23 15:00", 0, "same_day", "2026-11-23 17:00", "2026-11-23 17:00"),
        ("2026-11-23 15:05", 4, "working_hour", "2026-11-25 09:05", "2026-11-25 09:05"),
        ("2026-02-12 09:00", 5, "working_day", "2026-02-26 17:00", "2026-02-26 09:00"),
        ("2026-01-08 09:00", 2, "working_day", "2026-01-10 17:00", "2026-01-10 09:00"),
        ("2026-08-21 09:00", 3, "working_day", "2026-08-25 17:00", "2026-08-25 09:00"),
        ("2026-04-24 09:00", 3, "working_day", "2026-05-04 17:00", "2026-05-04 09:00"),
        ("2026-07-31 09:00", 30, "calendar_day", "2026-09-03 17:00", "2026-09-03 07:00"),
        ("2026-11-09 09:00", 15, "calendar_day", "2026-11-25 17:00", "2026-11-25 07:00"),
    ],
)
def test_worked_examples(received, amount, unit, due, hour_exact):
    by_day = count(received, amount, unit)
    assert by_day.due == moment(due)
    assert by_day.due_hour_exact == moment(hour_exact)
    assert by_day.calendar is Standing.OFFICIAL
    by_hour = count(received, amount, unit, Method.HOUR_EXACT)
    assert by_hour.due == by_hour.due_hour_exact == moment(hour_exact)


def test_before_opening_the_day_is_still_counted():
    """A vendor's program promises 17:00 of the same day here; the count of days is later."""
    assert count("2026-11-20 06:30", 1, "working_day").due_hour_exact == moment("2026-11-23 07:00")
    assert count("2026-11-20 06:30", 8, "working_hour").due == moment("2026-11-20 17:00")


def test_the_cut_off_is_the_second_after_three():
    assert count("2026-11-19 15:00:00", 0, "same_day").due == moment("2026-11-19 17:00")
    assert count("2026-11-19 15:00:01", 0, "same_day").due == moment("2026-11-20 17:00")
    assert forward_by(moment("2026-11-20 15:00:00"), CALENDAR, HOURS) == moment("2026-11-20 17:00")
    assert forward_by(moment("2026-11-20 15:00:01"), CALENDAR, HOURS) == moment("2026-11-23 07:00")
    assert forward_by(moment("2026-11-21 09:00"), CALENDAR, HOURS) == moment("2026-11-23 07:00")


def test_every_day_of_the_count_is_explained():
    steps = count("2026-11-19 14:20", 3, "working_day").steps
    assert [(s.date.day, s.counted, s.reason.value) for s in steps] == [
        (19, False, "reception_day"),
        (20, True, "working_day"),
        (21, False, "weekend"),
        (22, False, "weekend"),
        (23, True, "working_day"),
        (24, False, "holiday"),
        (25, True, "working_day"),
    ]
    assert steps[5].name == "Ngày Văn hóa Việt Nam"
    assert count("2026-01-08 09:00", 2, "working_day").steps[-1].reason is StepReason.MAKEUP_DAY


def test_hours_are_explained_in_minutes():
    steps = count("2026-11-23 15:05", 4, "working_hour").steps
    assert [(s.date.day, s.minutes) for s in steps] == [(23, 115), (24, 0), (25, 125)]
    after_closing = count("2026-11-20 17:30", 8, "working_hour")
    assert after_closing.counting_from == moment("2026-11-23 07:00")
    assert after_closing.steps[0].reason is StepReason.AFTER_CLOSING
    assert count("2026-11-20 12:00", 1, "working_hour").counting_from == moment("2026-11-20 13:30")


def test_at_the_very_end_of_a_window_hours_count_from_the_next_one():
    assert count("2026-11-20 11:30", 1, "working_hour").counting_from == moment("2026-11-20 13:30")
    assert count("2026-11-20 17:00", 1, "working_hour").counting_from == moment("2026-11-23 07:00")


def test_counting_begins_the_day_after_reception():
    assert count("2026-11-20 16:50", 1, "working_day").counting_from == moment("2026-11-23 07:00")
    assert count("2026-11-20 16:50", 1, "calendar_day").counting_from == moment("2026-11-21 00:00")


def test_a_month_ends_on_the_same_day_or_the_last_one():
    assert count("2026-01-31 09:00", 1, "month").due.date() == date(2026, 3, 2)  # 28/02 is Saturday
    assert count("2026-05-31 09:00", 1, "month").due.date() == date(2026, 6, 30)
    assert count("2026-10-05 09:00", 1, "month").due.date() == date(2026, 11, 5)
    assert count("2026-11-30 09:00", 3, "month").due.date() == date(2027, 3, 1)  # 28/02 is Sunday


def test_a_month_cut_short_ends_with_its_last_day():
    """28/02/2025 is a Friday: whoever came on a day February lacks is not before the 28th's."""
    year = Calendar(standings={2025: Standing.OFFICIAL})
    for received, due in (("28 16:50", "16:50"), ("29 07:10", "17:00"), ("31 09:00", "17:00")):
        found = count(f"2025-01-{received}", 1, "month", calendar=year)
        assert found.due_hour_exact == moment(f"2025-02-28 {due}")


def test_at_once_means_this_moment_or_the_next_opening():
    assert count("2026-11-20 09:12", 0, "immediate").due_hour_exact == moment("2026-11-20 09:12")
    assert count("2026-11-20 12:00", 0, "immediate").due_hour_exact == moment("2026-11-20 13:30")
    assert count("2026-11-20 15:30", 0, "immediate").due == moment("2026-11-20 17:00")
    assert count("2026-11-20 17:00", 0, "immediate").due_hour_exact == moment("2026-11-20 17:00")
    assert count("2026-11-20 17:30", 0, "immediate").due_hour_exact == moment("2026-11-23 07:00")


def test_a_half_day_only_shortens_the_hour():
    closed_afternoon = Calendar(
        standings={2026: Standing.OFFICIAL},
        closures={date(2026, 11, 20): MarkedDay("Bão", Part.AFTERNOON)},
    )
    due = count("2026-11-19 16:00", 1, "working_day", calendar=closed_afternoon)
    assert due.due == due.due_hour_exact == moment("2026-11-20 11:30")
    late = count("2026-11-20 14:00", 0, "same_day", calendar=closed_afternoon)
    assert late.due == moment("2026-11-23 17:00")


def test_a_closure_of_the_whole_day_is_a_day_off():
    closed = CALENDAR.with_years_of(
        Calendar(
            standings={2026: Standing.OFFICIAL},
            closures={date(2026, 11, 20): MarkedDay("Bão số 13")},
        )
    )
    found = count("2026-11-19 09:00", 1, "working_day", calendar=closed)
    assert found.due.date() == date(2026, 11, 23)
    assert found.steps[1].reason is StepReason.LOCAL_CLOSURE
    assert found.steps[1].name == "Bão số 13"


def test_a_year_without_an_official_calendar_says_so_and_does_not_fail():
    assert count("2026-12-30 09:00", 3, "working_day").calendar is Standing.PROVISIONAL
    missing = count("2030-04-29 09:00", 1, "working_day")
    assert missing.calendar is Standing.MISSING
    assert missing.is_provisional
    assert missing.due.date() == date(2030, 5, 2)  # 30/04 and 01/05 are fixed
    assert count("2027-12-31 09:00", 1, "working_day").calendar is Standing.MISSING


def test_saturday_reception_counts_from_monday():
    saturday = count("2026-11-21 09:00", 1, "working_day")
    assert saturday.due_hour_exact == moment("2026-11-23 17:00")
    assert saturday.steps[0].reason is StepReason.RECEPTION_DAY


def test_other_offsets_and_naive_times_are_read_as_the_office_time():
    utc = datetime(2026, 11, 19, 7, 20, tzinfo=UTC)
    naive = datetime(2026, 11, 19, 14, 20)  # noqa: DTZ001 - naive on purpose
    limit = Limit(Unit.WORKING_DAY, 3)
    assert compute(utc, limit, CALENDAR, HOURS) == compute(naive, limit, CALENDAR, HOURS)
    assert compute(naive, limit, CALENDAR, HOURS).due.utcoffset() == timedelta(hours=7)


def test_impossible_counts_are_problems():
    for amount, unit in ((0, "working_day"), (-1, "month"), (100_000, "calendar_day")):
        with pytest.raises(Problem, match="limit_out_of_range"):
            count("2026-11-19 09:00", amount, unit)
    with pytest.raises(Problem, match="received_out_of_range"):
        count("1800-01-01 09:00", 1, "working_day")
    start = date(2026, 1, 1)
    shut = Calendar(
        standings=dict.fromkeys(range(2026, 2032), Standing.OFFICIAL),
        closures={start + timedelta(n): MarkedDay() for n in range(2000)},
    )
    for unit in ("working_day", "working_hour", "same_day", "calendar_day", "immediate"):
        with pytest.raises(Problem, match="no_working_day"):
            count("2026-01-05 09:00", 1, unit, calendar=shut)


def test_the_desk_acts_have_their_own_last_moments():
    assert supplement_request_by(moment("2026-11-20 09:00"), CALENDAR, HOURS) == moment(
        "2026-11-26 17:00"
    )
    assert acknowledge_online_by(moment("2026-11-21 20:00"), CALENDAR, HOURS) == moment(
        "2026-11-23 17:00"
    )
    assert apologise_by(moment("2026-11-25 17:00"), CALENDAR, HOURS) == moment("2026-11-23 17:00")


def test_each_unit_names_its_articles():
    assert "15 giờ" in " ".join(count("2026-11-19 09:00", 0, "same_day").legal_basis)
    assert any("147" in line for line in count("2026-11-19 09:00", 1, "month").legal_basis)
