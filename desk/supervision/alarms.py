"""Alarms of the office – results that left twice: clerks see them, a supervisor settles them."""

from __future__ import annotations

from dataclasses import dataclass

from desk.clock import Clock
from models.problems import Problem
from models.role import Act, User, needs
from models.store import alarms, audit
from models.store.alarms import Alarm
from models.store.engine import Store


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
