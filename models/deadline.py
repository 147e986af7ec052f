"""When a result is due: the counting rules of rules §5.4, as pure functions of calendar and hours.

The day is always found by counting days, the first day not counted (BLDS 2015 Điều 147.2).  The
method `HOUR_EXACT` only sets the time on that day, so that no method ever promises another day.
Both times grow with the moment of reception and with the limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models import legal
from models.calendar import VIETNAM, Calendar, Hours, Standing
from models.counting import Step, count, why_not_today
from models.office import Office
from models.problems import Problem
from models.procedure import Limit, Unit

_LARGEST = {
    Unit.WORKING_DAY: 3660,
    Unit.CALENDAR_DAY: 3660,
    Unit.WORKING_HOUR: 8784,
    Unit.MONTH: 240,
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class Method(StrEnum):
    """What time the appointment names on the due day."""

    END_OF_DAY = "end_of_day"
    HOUR_EXACT = "hour_exact"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise and how it came about; all times aware, +07:00."""

    received: datetime
    counting_from: datetime
    due: datetime
    """The appointment by the chosen method: closing time of the due day, or `due_hour_exact`.
    A limit in working hours ends at its hour with either method."""
    due_hour_exact: datetime
    calendar: Standing
    """The worst standing of the years the count touched; unless official, «dự kiến»."""
    legal_basis: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def is_provisional(self) -> bool:
        """Whether the appointment may be printed only as «dự kiến» (decision 14)."""
        return self.calendar is not Standing.OFFICIAL


def compute(
    received: datetime,
    limit: Limit,
    calendar: Calendar,
    hours: Hours,
    method: Method = Method.END_OF_DAY,
) -> Deadline:
    """When the result is due for a complete, valid dossier received at `received`.

    `received` is the time on the Giấy tiếp nhận or, for boundary-free dossiers, the competent
    agency's receipt (NĐ 309/2026 Điều 17.3); naive means +07:00.  A supplement restarts the count:
    call again with the time of completeness.  Raises Problem ``deadline.limit_out_of_range``,
    ``deadline.received_out_of_range``, ``deadline.no_working_day``.
    """
    moment = _in_vietnam(received)
    _check(limit)
    office = Office(calendar, hours)
    counted = count(office, moment, limit)
    due = counted.end
    if method is Method.END_OF_DAY and not counted.hour_binds:
        due = office.closing(counted.end.date())
    return Deadline(
        received=moment,
        counting_from=counted.counting_from,
        due=due,
        due_hour_exact=counted.end,
        calendar=calendar.standing_between(moment.date(), due.date()),
        legal_basis=legal.basis("deadline.start", f"deadline.{limit.unit.value}"),
        steps=counted.steps,
    )


def forward_by(received: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """By when the dossier goes to whoever decides it: today, or the next working day's start.

    Received after 15:00:00, it may wait for the morning (NĐ 118/2025 Điều 18.2, NĐ 309/2026).
    """
    office, moment = Office(calendar, hours), _in_vietnam(received)
    if why_not_today(office, moment, hours.forwarding_cutoff) is None:
        return office.closing(moment.date())
    return office.opening(office.next_working_day(moment.date()))


def supplement_request_by(received: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """By when Mẫu 02 may still ask for a supplement: 3 working days (NĐ 61/2018 Điều 19.4)."""
    return compute(received, Limit(Unit.WORKING_DAY, 3), calendar, hours).due


def acknowledge_online_by(lodged: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """By when an online dossier must be checked: 8 working hours (NĐ 45/2020)."""
    return compute(lodged, Limit(Unit.WORKING_HOUR, 8), calendar, hours).due


def apologise_by(due: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """The last moment for the apology: the working day before the due day, at its closing time.

    NĐ 61/2018 Điều 19.9 says one day before; on a day off nobody signs, so the last working one.
    """
    office = Office(calendar, hours)
    day = office.previous_working_day(_in_vietnam(due).date())
    return office.closing(day)


def _in_vietnam(moment: datetime) -> datetime:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Problem("deadline.received_out_of_range", first=_FIRST_YEAR, last=_LAST_YEAR)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM)
    return moment.astimezone(VIETNAM)


def _check(limit: Limit) -> None:
    largest = _LARGEST.get(limit.unit)
    if largest is not None and not 1 <= limit.amount <= largest:
        raise Problem("deadline.limit_out_of_range", largest=largest)
