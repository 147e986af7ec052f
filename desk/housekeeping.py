"""What the desk does for itself while a person sits there: checkpoints, health, retention, backups.

Runs on a thread of its own, so that the first backup of a thousand scans keeps nobody waiting.
Whatever it finds is published as `CareNeeded` and tried again; it never stops the counter.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from desk.clock import Clock
from desk.events import CareNeeded, Events
from desk.security.backups import Backups
from desk.security.checkpoints import Checkpoints
from desk.security.signed_in import SignedIn
from models.problems import Kind, Problem
from models.retention import retention
from models.store import audit, values
from models.store.retention import overdue, purge

log = logging.getLogger(__name__)

FIRST_LOOK_S = 30
"""After sign-in, when the counter has long been usable."""
EVERY_S = 60
_EVENING = 17
"""The hour from which the day's retention and backup may run; a missed day is made up at once."""
_LAST_NIGHT = "care.last_night"
_SWEEP = timedelta(days=1)


@dataclass
class Housekeeping:
    """The care of one seat's store."""

    signed: SignedIn
    checkpoints: Checkpoints
    backups: Backups | None
    """None: no second place was set, which `doctor` says."""
    papers: Path
    """Where papers lie that went to a folder instead of a printer."""
    events: Events
    clock: Clock
    _looked: bool = field(default=False, init=False)

    def run(self, stop: Event) -> None:
        """Until the person leaves."""
        wait = FIRST_LOOK_S
        while not stop.wait(wait):
            for problem in self.once():
                if not stop.is_set():  # a store that closed under it is no finding
                    log.info("care of the store: %s", problem.code)
                    self.events.publish(CareNeeded(problem))
            wait = EVERY_S

    def once(self) -> tuple[Problem, ...]:
        """Do what is due now; what stood in the way."""
        steps = [self._sign, self._look]
        if self._night_is_due():
            steps += [self._tell_owed, self._let_go, self._back_up]
        problems = []
        for step in steps:
            try:
                step()
            except Problem as problem:
                problems.append(problem)
            except OSError as error:
                # A backup disk pulled out, a folder without rights: the device's, not a defect.
                log.info("care of the store: %s", type(error).__name__)
                problems.append(Problem("store.disk_failed", Kind.DEVICE_OR_LINE))
        return tuple(problems)

    def _sign(self) -> None:
        self.checkpoints.make_if_due()

    def _look(self) -> None:
        """Once a session: every page of the database; and the reserve whenever there is room."""
        if self.signed.store.reserve is not None:
            self.signed.store.reserve.fill()
        if not self._looked:
            self._looked = True
            self.signed.store.check()

    def _night_is_due(self) -> bool:
        now = self.clock()
        with self.signed.store.reading() as tx:
            last = values.get(tx, _LAST_NIGHT)
        if last is None:
            return True
        done = datetime.fromisoformat(last).date()
        made_up = done < now.date() - timedelta(days=1)
        return made_up or (done < now.date() and now.hour >= _EVENING)

    def _let_go(self) -> None:
        now, rules = self.clock(), retention()
        store, blobs = self.signed.store, self.signed.blobs
        with store.writing() as tx:
            purged = purge(tx, rules, now)
            if purged:
                facts = {"scans": purged.scans, "drafts": purged.drafts, "events": purged.events}
                audit.append(tx, "retention.purged", self.signed.user.login, now, "", facts)
            blobs.sweep_orphans(tx, now - _SWEEP)
            values.set(tx, _LAST_NIGHT, now.isoformat())
        self._drop_papers(now - timedelta(days=rules.printed_paper_days))
        if self.backups is not None:
            self.backups.purge(now - timedelta(days=rules.backup_days))

    def _tell_owed(self) -> None:
        """Once a day: what is kept only for work that somebody owes for too long."""
        with self.signed.store.reading() as tx:
            found = overdue(tx, retention(), self.clock())
        if found:
            raise Problem("alarms.work_owed", dossiers=len(found))

    def _back_up(self) -> None:
        if self.backups is not None:
            self.backups.take(self.signed)

    def _drop_papers(self, before: datetime) -> None:
        for paper in self.papers.glob("*.pdf") if self.papers.is_dir() else ():
            if paper.stat().st_mtime < before.timestamp():
                paper.unlink()
