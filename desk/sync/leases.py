"""Numbers ahead: enough leased ones for today and the next working days (sync §D.3).

The request's identity is stored before it is sent.  When the answer is lost, the same request goes
out again and the hub gives the same block, so that no numbers are burnt by a bad line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desk.clock import Clock
from desk.identifiers import NewId
from desk.sync.line import Line
from desk.sync.push import Tally
from desk.sync.trouble import LineProblem, Nature
from models.messages import Lease, LeaseRequest
from models.store import leases, values
from models.store.engine import Store, Tx

ASKED_FOR = 50
LOW_WATER = 20
DAYS_AHEAD = 3
_PENDING = "sync.lease_requests"

Days = Callable[[date], Sequence[date]]
"""Today → the days for which numbers are wanted."""


def coming_days(today: date) -> tuple[date, ...]:
    """Today and the next three working days of the official calendar."""
    from models.calendar_data import shipped_calendar, shipped_hours  # noqa: PLC0415 - line worker
    from models.office import Office  # noqa: PLC0415

    office = Office(shipped_calendar(), shipped_hours())
    days = [today]
    for _ in range(DAYS_AHEAD):
        days.append(office.next_working_day(days[-1]))
    return tuple(days)


@dataclass(slots=True)
class LeaseRefill:
    """Keeps blocks of numbers at hand."""

    store: Store
    line: Line
    clock: Clock
    new_id: NewId
    device_id: str
    agency: str
    days: Days

    def refill(self, tally: Tally) -> None:
        """Ask for numbers of every coming day that runs low.

        Raises:
            LineProblem: when the line is gone or the hub does not let this desk in.  A hub that
                merely has no numbers does not stop the pass: provisional ones exist.
        """
        if not self.agency or not self.device_id:
            return
        for day in self.days(self.clock().date()):
            try:
                self._refill(day.isoformat())
            except LineProblem as problem:
                if problem.nature is Nature.AUTH or problem.status is None:
                    raise
                tally.note(problem)

    def _refill(self, day: str) -> None:
        with self.store.reading() as tx:
            if leases.remaining(tx, self.agency, day) >= LOW_WATER:
                return
        request = LeaseRequest(
            request_id=self._request_id(day),
            agency=self.agency,
            day=day,
            count=ASKED_FOR,
            device_id=self.device_id,
        )
        try:
            lease = self.line.lease(request)
        except LineProblem as problem:
            if problem.hub_code == "hub.lease_changed":
                with self.store.writing() as tx:
                    self._forget(tx, day)
            raise
        _check(lease, request)
        with self.store.writing() as tx:
            leases.add(tx, lease)
            self._forget(tx, day)

    def _request_id(self, day: str) -> str:
        with self.store.writing() as tx:
            pending = _pending(tx)
            if day not in pending:
                today = self.clock().date().isoformat()
                pending = {each: kept for each, kept in pending.items() if each >= today}
                pending[day] = self.new_id()
                values.set(tx, _PENDING, json.dumps(pending))
            return pending[day]

    def _forget(self, tx: Tx, day: str) -> None:
        pending = _pending(tx)
        pending.pop(day, None)
        values.set(tx, _PENDING, json.dumps(pending))


def _pending(tx: Tx) -> dict[str, str]:
    stored: dict[str, str] = json.loads(values.get(tx, _PENDING) or "{}")
    return stored


def _check(lease: Lease, request: LeaseRequest) -> None:
    mine = (lease.agency, lease.day, lease.device_id)
    if (
        mine != (request.agency, request.day, request.device_id)
        or not 0 < lease.first <= lease.last
    ):
        raise LineProblem("sync.not_a_hub", Nature.RETRYABLE, status=200)
