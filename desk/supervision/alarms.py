"""Alarms of the office – results that left twice, work owed for too long – for a supervisor."""

from __future__ import annotations

from dataclasses import dataclass

from desk.clock import Clock
from models.problems import Problem
from models.retention import retention as rules
from models.role import Act, User, needs
from models.store import alarms, audit, retention
from models.store.alarms import Alarm
from models.store.engine import Store
from models.store.retention import Overdue


@dataclass(frozen=True, slots=True)
class Alarms:
    """What the hub found when the counters' words came together."""

    store: Store
    clock: Clock

    @needs(Act.LOOK_UP)
    def unsettled(self, user: User) -> tuple[Alarm, ...]:
        """What nobody has settled yet, oldest first; seeing the names is audited."""
        with self.store.writing() as tx:
            found = alarms.unsettled(tx)
            for alarm in found:
                told = alarm.told
                audit.append(tx, "alarm.viewed", user.login, self.clock(), told.dossier_id)
            return found

    @needs(Act.SETTLE_ALARM)
    def overdue(self, user: User) -> tuple[Overdue, ...]:  # noqa: ARG002 - for the guard
        """Dossiers that owe a confirmation of values or a signature for too long, oldest first.

        What that work needs is kept for them, but not for ever (`models.retention`).
        """
        with self.store.reading() as tx:
            return retention.overdue(tx, rules(), self.clock())

    @needs(Act.SETTLE_ALARM)
    def settle(self, user: User, alarm_id: str, note: str) -> None:
        """Record what was found out about it.

        Raises:
            Problem: ``alarms.no_note`` without words, ``alarms.unknown`` when it is not open.
        """
        if not note.strip():
            raise Problem("alarms.no_note")
        now = self.clock()
        with self.store.writing() as tx:
            if not alarms.settle(tx, alarm_id, user.login, note.strip(), now):
                raise Problem("alarms.unknown")
            audit.append(tx, "alarm.settled", user.login, now, alarm_id)
