"""What is left of a limit while money is awaited, and where it ends once it goes on (rules §5.4.8).

The law only says «pause»; practice differs.  Counted here in the limit's own unit: working days
are left as working days, never as calendar days.  A promise already broken stays broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.calendar import VIETNAM, at
from models.office import Office
from models.procedure import Unit

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Left:
    """What remains of a limit at a pause."""

    unit: Unit
    days: int = 0
    """Days after the day of the pause, working or calendar ones by `unit`."""
    minutes: int = 0
    """Working minutes; only for limits in working hours."""
    late: bool = False
    """The due time had passed before the pause."""


def left_at(paused: datetime, due: datetime, unit: Unit, office: Office) -> Left:
    """What remains between the pause and the due time."""
    paused, due = paused.astimezone(VIETNAM), due.astimezone(VIETNAM)
    if paused > due:
        return Left(unit, late=True)
    if unit is Unit.WORKING_HOUR:
        return Left(unit, minutes=_working_minutes(paused, due, office))
    if unit in (Unit.CALENDAR_DAY, Unit.MONTH):
        return Left(unit, days=(due.date() - paused.date()).days)
    return Left(unit, days=_working_days(paused, due, office))


def resumed(left: Left, due: datetime, paid: datetime, office: Office) -> tuple[datetime, datetime]:
    """The new due time and its hour-exact twin; those of `due` where it was late before.

    Nothing left means the day of payment, or the next working day after closing.
    """
    paid, due = paid.astimezone(VIETNAM), due.astimezone(VIETNAM)
    if left.late:
        return due, due
    if left.unit is Unit.WORKING_HOUR:
        end = _after_minutes(paid, left.minutes, office)
        return end, end
    if left.unit in (Unit.CALENDAR_DAY, Unit.MONTH):
        day = paid.date() + left.days * _DAY
        day = day if _open_at(office, day, paid) else office.next_working_day(day)
    else:
        day = paid.date()
        if not left.days and not _open_at(office, day, paid):
            day = office.next_working_day(day)
        for _ in range(left.days):
            day = office.next_working_day(day)
    return office.closing(day), max(paid, office.time_after(day, office.worked_before(due)))


def _open_at(office: Office, day: object, moment: datetime) -> bool:
    """Whether the day works, and is not over already."""
    if day != moment.date():
        return office.works(day)  # type: ignore[arg-type]
    return office.works(moment.date()) and moment <= office.closing(moment.date())


def _working_days(start: datetime, end: datetime, office: Office) -> int:
    count, day = 0, start.date()
    while day < end.date():
        day += _DAY
        count += office.works(day)
    return count


def _working_minutes(start: datetime, end: datetime, office: Office) -> int:
    total, day = timedelta(), start.date()
    while day <= end.date():
        for window in office.windows(day):
            opens, closes = at(day, window.start), at(day, window.end)
            total += max(timedelta(), min(end, closes) - max(start, opens))
        day += _DAY
    return int(total.total_seconds()) // 60


def _after_minutes(start: datetime, minutes: int, office: Office) -> datetime:
    left, day = timedelta(minutes=minutes), start.date()
    while True:
        for window in office.windows(day):
            begin = max(at(day, window.start), start)
            free = at(day, window.end) - begin
            if free >= timedelta() and left <= free:
                return begin + left
            left -= max(timedelta(), free)
        day = office.next_working_day(day)
