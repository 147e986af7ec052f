"""What `motcua deadline` answers: a count of days as plain values, each day explained."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.calendar import VIETNAM, Calendar, Hours
from models.calendar_data import shipped_calendar, shipped_hours
from models.counting import Step, StepReason
from models.deadline import Deadline, Method, compute
from models.problems import Problem
from models.procedure import Limit, Unit

_WITHOUT_AMOUNT = frozenset({Unit.SAME_DAY, Unit.IMMEDIATE})
_LONGEST_ECHO = 40


def report(
    received: str,
    unit: str,
    amount: str | int | None = None,
    *,
    method: str = Method.END_OF_DAY.value,
    calendar: Calendar | None = None,
    hours: Hours | None = None,
) -> dict[str, Any]:
    """The deadline of one reception as JSON-able values (issue 2; decision 13).

    `received` is an ISO time, +07:00 where it names no offset; a date alone is its midnight.
    Keys: received, counting_from, due, due_hour_exact, legal_basis, calendar, method, limit,
    provisional, steps [{date, counted, reason, name, minutes where hours are counted}].
    Raises Problem ``deadline.bad_received``, ``deadline.bad_limit``, ``deadline.unknown_unit``,
    ``deadline.unknown_method`` and those of `compute`.
    """
    limit = parse_limit(unit, amount)
    way = _parse_method(method)
    found = compute(
        parse_received(received),
        limit,
        calendar or shipped_calendar(),
        hours or shipped_hours(),
        way,
    )
    return _plain(found, limit, way)


def parse_received(text: str) -> datetime:
    """An ISO time, aware.  Raises Problem ``deadline.bad_received``."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Problem("deadline.bad_received", text=text[:_LONGEST_ECHO]) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=VIETNAM)


def parse_limit(unit: str, amount: str | int | None) -> Limit:
    """A limit from a unit's name and a number, which same_day and immediate do not need.

    Raises Problem ``deadline.unknown_unit`` or ``deadline.bad_limit``.
    """
    try:
        known = Unit(unit.strip())
    except ValueError as error:
        known_units = ", ".join(one.value for one in Unit)
        raise Problem(
            "deadline.unknown_unit", unit=unit[:_LONGEST_ECHO], known=known_units
        ) from error
    if known in _WITHOUT_AMOUNT:
        return Limit(known)
    try:
        return Limit(known, int(amount if amount is not None else ""))
    except ValueError as error:
        raise Problem("deadline.bad_limit", text=str(amount or "")[:_LONGEST_ECHO]) from error


def _parse_method(method: str) -> Method:
    try:
        return Method(method.strip())
    except ValueError as error:
        known = ", ".join(one.value for one in Method)
        raise Problem(
            "deadline.unknown_method", method=method[:_LONGEST_ECHO], known=known
        ) from error


def _plain(found: Deadline, limit: Limit, method: Method) -> dict[str, Any]:
    return {
        "received": found.received.isoformat(),
        "counting_from": found.counting_from.isoformat(),
        "due": found.due.isoformat(),
        "due_hour_exact": found.due_hour_exact.isoformat(),
        "legal_basis": list(found.legal_basis),
        "calendar": found.calendar.value,
        "provisional": found.is_provisional,
        "method": method.value,
        "limit": {"unit": limit.unit.value, "amount": limit.amount},
        "steps": [_plain_step(step) for step in found.steps],
    }


def _plain_step(step: Step) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "date": step.date.isoformat(),
        "counted": step.counted,
        "reason": step.reason.value,
        "name": step.name,
    }
    if step.reason is StepReason.WORKING_HOURS:
        plain["minutes"] = step.minutes
    return plain
