"""Walking the calendar: each unit of a time limit, counted day by day with every day explained."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from models.calendar import at
from models.office import Office, WhyOff
from models.procedure import Limit, Unit

_DAY = timedelta(days=1)


class StepReason(StrEnum):
    """Why a day was counted or left out."""

    RECEPTION_DAY = "reception_day"
    WORKING_DAY = "working_day"
    MAKEUP_DAY = "makeup_day"
    CALENDAR_DAY = "calendar_day"
    MONTH_END = "month_end"
    WORKING_HOURS = "working_hours"
    SAME_DAY = "same_day"
    AFTER_CUTOFF = "after_cutoff"
    AFTER_CLOSING = "after_closing"
    NEXT_WORKING_DAY = "next_working_day"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    LOCAL_CLOSURE = "local_closure"
    NO_OFFICE_HOURS = "no_office_hours"


_LEFT_OUT = {
    WhyOff.HOLIDAY: StepReason.HOLIDAY,
    WhyOff.WEEKEND: StepReason.WEEKEND,
    WhyOff.CLOSURE: StepReason.LOCAL_CLOSURE,
    WhyOff.NO_HOURS: StepReason.NO_OFFICE_HOURS,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count, so that anybody can follow it on a wall calendar."""

    date: date
    counted: bool
    reason: StepReason
    name: str = ""
    """What the calendar calls the day."""
    minutes: int = 0
    """Working minutes counted on the day; only where the limit is in working hours."""


@dataclass(frozen=True, slots=True)
class Count:
    """A finished count: where it began, the hour-exact end, the steps, and if the hour binds."""

    counting_from: datetime
    end: datetime
    steps: tuple[Step, ...]
    hour_binds: bool = False


def count(office: Office, received: datetime, limit: Limit) -> Count:
    """Count a limit from an aware moment.  Raises Problem ``deadline.no_working_day``."""
    return _COUNTERS[limit.unit](office, received, limit.amount)


def _count_working_days(office: Office, received: datetime, amount: int) -> Count:
    steps = [_reception(office, received.date())]
    day, first = received.date(), None
    counted = 0
    while counted < amount:
        last, day = day, office.next_working_day(day)
        steps += _days_off_between(office, last, day)
        reason = StepReason.MAKEUP_DAY if day in office.calendar.makeup else StepReason.WORKING_DAY
        steps.append(Step(day, counted=True, reason=reason, name=office.name_of(day)))
        counted += 1
        first = first or day
    end = office.time_after(day, office.worked_before(received))
    return Count(office.opening(first or day), end, tuple(steps))


def _count_calendar_days(office: Office, received: datetime, amount: int) -> Count:
    start = received.date()
    counted = (start + n * _DAY for n in range(1, amount + 1))
    steps = [_reception(office, start)] + [
        Step(day, counted=True, reason=StepReason.CALENDAR_DAY, name=office.name_of(day))
        for day in counted
    ]
    return _period_end(office, received, start + amount * _DAY, steps)


def _count_months(office: Office, received: datetime, amount: int) -> Count:
    """Months end on the day with the same number, or on the last day of a month without it."""
    start = received.date()
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    last_day = monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(start.day, last_day))
    steps = [
        _reception(office, start),
        Step(end, counted=True, reason=StepReason.MONTH_END, name=office.name_of(end)),
    ]
    return _period_end(office, received, end, steps, shortened=start.day > last_day)


def _period_end(
    office: Office, received: datetime, end: date, steps: list[Step], *, shortened: bool = False
) -> Count:
    """Move the end of a calendar period off days off, and give it its time.

    A period that ran out on a day off is over when the office next opens; one cut short by a short
    month ends with its day.  Otherwise a later reception could be promised an earlier time.
    """
    begin = at(received.date() + _DAY, time.min)
    if not office.works(end):
        day = office.next_working_day(end)
        steps += _days_off_between(office, end, day)
        steps.append(Step(day, counted=False, reason=StepReason.NEXT_WORKING_DAY))
        return Count(begin, office.opening(day), tuple(steps))
    if shortened:
        return Count(begin, office.closing(end), tuple(steps))
    return Count(begin, office.time_after(end, office.worked_before(received)), tuple(steps))


def _count_working_hours(office: Office, received: datetime, amount: int) -> Count:
    left, begin = timedelta(hours=amount), None
    steps: list[Step] = []
    day = received.date()
    if not office.works(day):
        steps.append(_reception(office, day))
    while True:
        today = timedelta()
        for window in office.windows(day):
            start = max(at(day, window.start), received)
            free = at(day, window.end) - start
            if free <= timedelta():
                continue
            begin = begin or start
            taken = min(free, left)
            today, left = today + taken, left - taken
            if not left:
                steps.append(_hours_step(office, day, today))
                return Count(begin, start + taken, tuple(steps), hour_binds=True)
        if office.works(day):
            steps.append(_hours_step(office, day, today))
        last, day = day, office.next_working_day(day)
        steps += _days_off_between(office, last, day)


def _hours_step(office: Office, day: date, worked: timedelta) -> Step:
    if not worked:
        return Step(day, counted=False, reason=StepReason.AFTER_CLOSING, name=office.name_of(day))
    return Step(
        day,
        counted=True,
        reason=StepReason.WORKING_HOURS,
        name=office.name_of(day),
        minutes=int(worked.total_seconds()) // 60,
    )


def _count_same_day(office: Office, received: datetime, _amount: int) -> Count:
    """Today, or the next working day when received after 15:00:00 (Luật Hộ tịch; NĐ 23/2015)."""
    why_not = why_not_today(office, received, office.hours.same_day_cutoff)
    return _today_or_next(office, received, why_not)


def _count_immediate(office: Office, received: datetime, _amount: int) -> Count:
    """At once: the very moment within office hours, otherwise when the office next opens."""
    day = received.date()
    for window in office.windows(day):
        start, end = at(day, window.start), at(day, window.end)
        if received <= end:
            moment = max(start, received)
            step = Step(day, counted=True, reason=StepReason.SAME_DAY, name=office.name_of(day))
            return Count(moment, moment, (step,))
    why_not = why_not_today(office, received, time.max)
    count = _today_or_next(office, received, why_not)
    return Count(count.counting_from, office.opening(count.end.date()), count.steps)


def _today_or_next(office: Office, received: datetime, why_not: StepReason | None) -> Count:
    day = received.date()
    name = office.name_of(day)
    if why_not is None:
        step = Step(day, counted=True, reason=StepReason.SAME_DAY, name=name)
        return Count(received, office.closing(day), (step,))
    following = office.next_working_day(day)
    steps = [
        Step(day, counted=False, reason=why_not, name=name),
        *_days_off_between(office, day, following),
        Step(following, counted=True, reason=StepReason.NEXT_WORKING_DAY),
    ]
    return Count(office.opening(following), office.closing(following), tuple(steps))


def why_not_today(office: Office, moment: datetime, cutoff: time) -> StepReason | None:
    """Why an act due on the day of `moment` moves to the next working day; None if it does not.

    «After» is strictly later.  A day that closed before the dossier came has no time left.
    """
    why_off = office.why_off(moment.date())
    if why_off is not None:
        return _LEFT_OUT[why_off]
    if moment > at(moment.date(), cutoff):
        return StepReason.AFTER_CUTOFF
    if moment > office.closing(moment.date()):
        return StepReason.AFTER_CLOSING
    return None


_COUNTERS: dict[Unit, Callable[[Office, datetime, int], Count]] = {
    Unit.WORKING_DAY: _count_working_days,
    Unit.CALENDAR_DAY: _count_calendar_days,
    Unit.WORKING_HOUR: _count_working_hours,
    Unit.SAME_DAY: _count_same_day,
    Unit.IMMEDIATE: _count_immediate,
    Unit.MONTH: _count_months,
}


def _reception(office: Office, day: date) -> Step:
    return Step(day, counted=False, reason=StepReason.RECEPTION_DAY, name=office.name_of(day))


def _days_off_between(office: Office, first: date, last: date) -> list[Step]:
    steps = []
    day = first + _DAY
    while day < last:
        why = office.why_off(day)
        if why is not None:
            steps.append(Step(day, counted=False, reason=_LEFT_OUT[why], name=office.name_of(day)))
        day += _DAY
    return steps
