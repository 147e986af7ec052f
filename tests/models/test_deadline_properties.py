"""What must hold for every calendar: growth, working days only, agreement with a naive count."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.calendar import VIETNAM, Calendar, Hours, MarkedDay, Part, Standing, Window
from models.deadline import Method, compute
from models.procedure import Limit, Unit

DAY = timedelta(days=1)
FIRST, LAST = date(1980, 1, 1), date(2040, 12, 31)
STANDARD = (Window(time(7), time(11, 30)), Window(time(13, 30), time(17)))
LONG_DAY = (Window(time(7, 30), time(18)),)
MORNING = (Window(time(8), time(11)),)
UNITS = st.sampled_from(list(Unit))
METHODS = st.sampled_from(list(Method))


@st.composite
def situations(draw):
    """A reception with a calendar full of surprises around it."""
    start = draw(st.dates(FIRST, LAST - 400 * DAY))
    nearby = st.integers(-10, 60).map(lambda n: start + n * DAY)
    parts = st.sampled_from([MarkedDay("", part) for part in Part])
    years = draw(st.sets(st.sampled_from([start.year - 1, start.year, start.year + 1]), min_size=0))
    known = {
        year: draw(st.sampled_from([Standing.OFFICIAL, Standing.PROVISIONAL])) for year in years
    }
    calendar = Calendar(
        standings=known,
        off=draw(st.dictionaries(nearby, st.just(MarkedDay()), max_size=20)),
        makeup=draw(st.dictionaries(nearby, parts, max_size=6)),
        closures=draw(st.dictionaries(nearby, parts, max_size=6)),
    )
    week = tuple(draw(st.sampled_from([STANDARD, LONG_DAY, MORNING])) for _ in range(5))
    saturday = draw(st.sampled_from([(), MORNING]))
    hours = Hours((*week, saturday, ()), STANDARD, saturday_counts=draw(st.booleans()))
    return start, calendar, hours


def receptions(start):
    seconds = st.integers(0, 20 * 86_400 - 1)
    return seconds.map(lambda s: datetime.combine(start, time.min, VIETNAM) + timedelta(seconds=s))


# The naive reference: sets of working days and minutes, walked one by one.


def naive_minutes(day, calendar, hours):
    """Minutes of the day at which the office works, as a set; empty on a day off."""
    weekday = day.weekday()
    makeup = calendar.makeup.get(day)
    closure = calendar.closures.get(day)
    holiday = day in calendar.off
    if weekday == 6 or (weekday == 5 and not hours.saturday_counts):
        holiday = True
    if closure is not None and closure.part == "full":
        return set()
    if makeup is None and holiday:
        return set()
    windows = hours.week[weekday] if makeup is None else hours.makeup
    minutes = set()
    for window in windows:
        minutes |= set(
            range(
                window.start.hour * 60 + window.start.minute,
                window.end.hour * 60 + window.end.minute,
            )
        )
    for mark, keeps in ((makeup, True), (closure, False)):
        if mark is None or mark.part == "full":
            continue
        marked = set(range(720)) if mark.part == "morning" else set(range(720, 1440))
        minutes = minutes & marked if keeps else minutes - marked
    return minutes


def naive_next(day, calendar, hours):
    day += DAY
    while not naive_minutes(day, calendar, hours):
        day += DAY
    return day


def naive_month(start, amount):
    month, year = start.month, start.year
    for _ in range(amount):
        month += 1
        if month == 13:
            month, year = 1, year + 1
    for number in range(start.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def naive_today_or_next(received, cutoff, calendar, hours):
    day, clock = received.date(), received.time()
    minutes = naive_minutes(day, calendar, hours)
    if minutes and clock <= min(cutoff, minute_time(max(minutes) + 1)):
        return day
    return naive_next(day, calendar, hours)


def naive_due_day(received, limit, calendar, hours):
    day = received.date()
    if limit.unit is Unit.WORKING_DAY:
        for _ in range(limit.amount):
            day = naive_next(day, calendar, hours)
        return day
    if limit.unit is Unit.CALENDAR_DAY:
        day += limit.amount * DAY
    elif limit.unit is Unit.MONTH:
        day = naive_month(received.date(), limit.amount)
    else:
        cutoff = time(15) if limit.unit is Unit.SAME_DAY else time.max
        return naive_today_or_next(received, cutoff, calendar, hours)
    if not naive_minutes(day, calendar, hours):
        day = naive_next(day, calendar, hours)
    return day


def minute_time(minute):
    return time(minute // 60, minute % 60)


def naive_working_hours(received, amount, calendar, hours):
    """Walk minute by minute; the reception must be on a whole minute."""
    left = amount * 60
    day = received.date()
    minute = received.hour * 60 + received.minute
    while True:
        for one in sorted(naive_minutes(day, calendar, hours)):
            if day == received.date() and one < minute:
                continue
            left -= 1
            if left == 0:
                return datetime.combine(day, minute_time(one), VIETNAM) + timedelta(minutes=1)
        day += DAY


def only_marked_years(calendar, start):
    """The naive count knows no fixed-date holidays, so all its years must have data."""
    standings = dict.fromkeys(range(start.year - 1, start.year + 13), Standing.OFFICIAL)
    return Calendar(standings, calendar.off, calendar.makeup, calendar.closures)


@settings(max_examples=150)
@given(st.data(), situations(), UNITS.filter(lambda u: u is not Unit.WORKING_HOUR))
def test_the_due_day_is_the_naive_one(data, situation, unit):
    start, calendar, hours = situation
    calendar = only_marked_years(calendar, start)
    received = data.draw(receptions(start))
    amount = data.draw(st.integers(1, 12 if unit is Unit.MONTH else 60))
    limit = Limit(unit, amount)
    found = compute(received, limit, calendar, hours)
    assert found.due.date() == naive_due_day(received, limit, calendar, hours)
    last_minute = max(naive_minutes(found.due.date(), calendar, hours))
    assert found.due == datetime.combine(
        found.due.date(), minute_time(last_minute), VIETNAM
    ) + timedelta(minutes=1)


@given(st.data(), situations())
def test_working_hours_are_the_naive_minutes(data, situation):
    start, calendar, hours = situation
    calendar = only_marked_years(calendar, start)
    received = data.draw(receptions(start)).replace(second=0)
    amount = data.draw(st.integers(1, 40))
    found = compute(received, Limit(Unit.WORKING_HOUR, amount), calendar, hours)
    assert found.due == naive_working_hours(received, amount, calendar, hours)
    assert sum(step.minutes for step in found.steps) == amount * 60


@given(st.data(), situations())
def test_the_hour_is_the_receptions_working_minute(data, situation):
    start, calendar, hours = situation
    calendar = only_marked_years(calendar, start)
    received = data.draw(receptions(start)).replace(second=0)
    found = compute(received, Limit(Unit.WORKING_DAY, 3), calendar, hours)
    day, minute = received.date(), received.hour * 60 + received.minute
    minutes = naive_minutes(day, calendar, hours)
    if minutes:
        worked = sum(1 for one in minutes if one < minute)
    else:
        day -= DAY
        while not naive_minutes(day, calendar, hours):
            day -= DAY
        worked = len(naive_minutes(day, calendar, hours))
    there = sorted(naive_minutes(found.due.date(), calendar, hours))
    index = min(worked, len(there))
    expected = there[index - 1] + 1 if index else there[0]
    assert found.due_hour_exact == datetime.combine(
        found.due.date(), minute_time(expected), VIETNAM
    )


@settings(max_examples=300)
@given(st.data(), situations(), UNITS, METHODS)
def test_a_later_reception_is_never_promised_an_earlier_result(data, situation, unit, method):
    start, calendar, hours = situation
    one, other = sorted(data.draw(st.tuples(receptions(start), receptions(start))))
    limit = Limit(unit, data.draw(st.integers(1, 40)))
    first = compute(one, limit, calendar, hours, method)
    second = compute(other, limit, calendar, hours, method)
    assert first.due <= second.due
    assert first.due_hour_exact <= second.due_hour_exact


@settings(max_examples=200)
@given(st.data(), situations(), UNITS, METHODS)
def test_a_longer_limit_never_ends_earlier(data, situation, unit, method):
    start, calendar, hours = situation
    received = data.draw(receptions(start))
    one, other = sorted(data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40))))
    first = compute(received, Limit(unit, one), calendar, hours, method)
    second = compute(received, Limit(unit, other), calendar, hours, method)
    assert first.due <= second.due
    assert first.due_hour_exact <= second.due_hour_exact


@settings(max_examples=200)
@given(st.data(), situations(), UNITS, METHODS)
def test_nothing_is_due_on_a_day_off_or_before_it_came(data, situation, unit, method):
    start, calendar, hours = situation
    received = data.draw(receptions(start))
    found = compute(received, Limit(unit, data.draw(st.integers(1, 40))), calendar, hours, method)
    for due in (found.due, found.due_hour_exact):
        assume(due.year in calendar.standings)
        minutes = naive_minutes(due.date(), calendar, hours)
        assert minutes
        assert minute_time(min(minutes)) <= due.time() <= minute_time(max(minutes) + 1)
        assert due >= received
    assert found.due.date() == found.due_hour_exact.date()
    assert found.steps[-1].date == found.due.date()
    assert [step.date for step in found.steps] == sorted({step.date for step in found.steps})


@pytest.mark.parametrize("unit", [Unit.CALENDAR_DAY, Unit.MONTH])
def test_hour_exact_stays_monotone_around_a_holiday_and_a_short_month(unit):
    """Two receptions that a literal offset would promise in the wrong order."""
    calendar = Calendar(standings=dict.fromkeys((2025, 2026), Standing.OFFICIAL))
    hours = Hours((*(STANDARD,) * 5, (), ()), STANDARD)
    limit = Limit(unit, 1)
    moments = [
        datetime(2026, month, day, hour, 50, tzinfo=VIETNAM)
        for month in (1, 2, 3, 5)
        for day in range(1, 29)
        for hour in (6, 9, 12, 16, 18)
    ]
    dues = [compute(m, limit, calendar, hours).due_hour_exact for m in moments]
    assert dues == sorted(dues)
