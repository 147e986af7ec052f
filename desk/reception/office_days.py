"""The office's counting: the state's calendar with the office's own days, its hours, its method."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models import deadline
from models.calendar import Calendar, Hours
from models.calendar_local import LocalDay, with_local_days
from models.deadline import Deadline, Method
from models.office import Office
from models.procedure import Limit


@dataclass
class OfficeDays:
    """What every service counts with. The calendar may change while people work: one assignment."""

    shipped: Calendar
    hours: Hours
    method: Method = Method.END_OF_DAY
    calendar: Calendar = field(init=False)

    def __post_init__(self) -> None:
        self.calendar = self.shipped

    def use(self, days: Iterable[LocalDay]) -> None:
        """Count with these local days from now on; printed promises stay as they are."""
        self.calendar = with_local_days(self.shipped, days)

    def imagined(self, days: Iterable[LocalDay]) -> OfficeDays:
        """How it would be counted with these local days; nobody else hears of it."""
        other = OfficeDays(self.shipped, self.hours, self.method)
        other.use(days)
        return other

    @property
    def office(self) -> Office:
        """Calendar and hours together."""
        return Office(self.calendar, self.hours)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Minutes of office hours between two moments; 0 where the end has passed."""
        if end <= start:
            return 0
        office, worked, day = self.office, timedelta(), start.date()
        while day <= end.date():
            if office.works(day):
                over = office.worked_before(end) if day == end.date() else None
                full = office.worked_before(office.closing(day))
                worked += full if over is None else over
                worked -= office.worked_before(start) if day == start.date() else timedelta()
            day += timedelta(days=1)
        return max(0, int(worked.total_seconds() // 60))

    def deadline(self, received: datetime, limit: Limit) -> Deadline:
        """When a limit that runs from `received` is over."""
        return deadline.compute(received, limit, self.calendar, self.hours, self.method)

    def forward_by(self, received: datetime) -> datetime:
        """By when the dossier must be on its way (NĐ 118/2025 Điều 18.2)."""
        return deadline.forward_by(received, self.calendar, self.hours)

    def supplement_request_by(self, received: datetime) -> datetime:
        """By when a supplement may be asked for without a warning (NĐ 61/2018 Điều 19.4)."""
        return deadline.supplement_request_by(received, self.calendar, self.hours)

    def apologise_by(self, due: datetime) -> datetime:
        """The last moment for an apology that is in time (NĐ 61/2018 Điều 19.9)."""
        return deadline.apologise_by(due, self.calendar, self.hours)
