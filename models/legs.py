"""Inter-agency procedures: a chain of agencies with a limit each (NĐ 61/2018 Điều 19.6–7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.calendar import Calendar, Hours
from models.deadline import Deadline, compute
from models.procedure import Limit


@dataclass(frozen=True, slots=True)
class Leg:
    """One agency's part and the time it has."""

    agency: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """A leg with the appointment it must keep; it begins when the one before it is due."""

    leg: Leg
    deadline: Deadline


def plan(
    start: datetime, legs: Sequence[Leg], calendar: Calendar, hours: Hours
) -> tuple[PlannedLeg, ...]:
    """Each leg counted from the due time of the one before; the last one's is the promise.

    Raises what `models.deadline.compute` raises.
    """
    planned: list[PlannedLeg] = []
    for leg in legs:
        deadline = compute(start, leg.limit, calendar, hours)
        planned.append(PlannedLeg(leg, deadline))
        start = deadline.due
    return tuple(planned)
