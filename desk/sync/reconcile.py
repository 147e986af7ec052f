"""The daily comparison with the hub: what it has lost is queued again (sync §D.9.5).

A hub that was put back from yesterday's backup has forgotten events it had confirmed.  This desk
still has them, compares, and sends exactly those again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from desk.clock import Clock
from desk.sync.line import Line
from desk.sync.push import Tally
from models.messages import DayManifest, DayReconciled, Lease, Manifest, manifest_hash
from models.problems import Problem
from models.store import audit, leases, outbox, values
from models.store.engine import Store
from models.store.outbox import Confirmed

_log = logging.getLogger(__name__)

COMPARED = "sync.reconciled_on"
"""Name in the store: the day of the last comparison."""
DAYS_COMPARED = 30


@dataclass(slots=True)
class Reconciler:
    """Compares what was confirmed with what is there."""

    store: Store
    line: Line
    clock: Clock
    device_id: str

    def is_due(self) -> bool:
        """Whether today's comparison is still to be made."""
        with self.store.reading() as tx:
            return values.get(tx, COMPARED) != self._today()

    def compare(self, tally: Tally) -> None:
        """Compare the last thirty days and queue again what the hub misses.

        Raises:
            LineProblem: when the line is gone; the comparison is then still due.
        """
        start = self.clock() - timedelta(days=DAYS_COMPARED)
        with self.store.reading() as tx:
            confirmed = outbox.confirmed_since(tx, start)
            held = leases.held(tx, self._today())
        differing = self._differing(confirmed, held)
        found = [self._listed(day, confirmed[day]) for day in differing]
        events = [each for day in found for each in day.hub_misses_events]
        files = [each for day in found for each in day.hub_misses_files]
        now = self.clock()
        with self.store.writing() as tx:
            if events or files:
                count = outbox.send_again(tx, events, files)
                facts = {"events": len(events), "files": len(files)}
                audit.append(tx, "sync.hub_lost", self.device_id, now, "", facts)
                _log.info("the hub had lost %d confirmed items; they are sent again", count)
            values.set(tx, COMPARED, self._today())
        if any(day.desk_misses_events for day in found):
            tally.note(Problem("sync.desk_is_older"))

    def _differing(
        self, confirmed: dict[str, Confirmed], held: tuple[Lease, ...]
    ) -> tuple[str, ...]:
        if not confirmed and not held:
            return ()
        days = tuple(_summary(day, one) for day, one in confirmed.items())
        told = self.line.reconcile(Manifest(self.device_id, days, held))
        return tuple(day.day for day in told.days if not day.agrees and day.day in confirmed)

    def _listed(self, day: str, confirmed: Confirmed) -> DayReconciled:
        listed = replace(
            _summary(day, confirmed),
            event_ids=tuple(sorted(confirmed.events)),
            file_hashes=tuple(sorted(confirmed.files)),
        )
        told = self.line.reconcile(Manifest(self.device_id, (listed,)))
        return next((one for one in told.days if one.day == day), DayReconciled(day, agrees=True))

    def _today(self) -> str:
        return self.clock().date().isoformat()


def _summary(day: str, confirmed: Confirmed) -> DayManifest:
    return DayManifest(
        day=day,
        events=len(confirmed.events),
        events_hash=manifest_hash(confirmed.events),
        files=len(confirmed.files),
        files_hash=manifest_hash(confirmed.files),
    )
