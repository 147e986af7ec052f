"""The end-of-day comparison: what a desk believes to be here, and what is (sync §D.9.5).

A desk says per day how many events and documents it got confirmed, with one hash over each; only
for days that differ it lists them.  What the hub then misses – it may have been put back from a
backup – comes again as if it had never been here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select

from hub.store import leases, tables
from hub.store.devices import Device
from hub.store.engine import Tx, add_unless_there
from models.messages import (
    DayManifest,
    DayReconciled,
    EventType,
    Lease,
    Manifest,
    Reconciled,
    manifest_hash,
)
from models.problems import Problem


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One desk's manifest in one transaction."""

    tx: Tx
    device: Device
    on_disk: Callable[[str], bool]
    """Whether a document's bytes really lie in the hub's folder."""
    now: datetime

    def answer(self, manifest: Manifest) -> Reconciled:
        """Compare; learn blocks of numbers this hub does not know it gave.

        Raises:
            Problem: ``hub.wrong_device`` for a block of another agency or device.
        """
        for lease in manifest.leases:
            self._remember(lease)
        return Reconciled(tuple(self._compare(day) for day in manifest.days))

    def _remember(self, lease: Lease) -> None:
        if (lease.agency, lease.device_id) != (self.device.agency, self.device.device_id):
            raise Problem("hub.wrong_device")
        leases.never_below(self.tx, lease.agency, date.fromisoformat(lease.day), lease.last)
        add_unless_there(
            self.tx,
            tables.lease,
            {
                "lease_id": lease.lease_id,
                "request_id": f"reconciled:{lease.lease_id}",
                "agency": lease.agency,
                "day": lease.day,
                "first": lease.first,
                "last": lease.last,
                "device_id": lease.device_id,
                "granted_at": self.now.isoformat(),
            },
        )

    def _compare(self, day: DayManifest) -> DayReconciled:
        events, files = self._events(day.day), self._files(day.day)
        ours = (len(events), manifest_hash(events), len(files), manifest_hash(files))
        agrees = ours == (day.events, day.events_hash, day.files, day.files_hash)
        if agrees or day.event_ids is None or day.file_hashes is None:
            return DayReconciled(day.day, agrees)
        theirs = set(day.event_ids)
        missing = set(day.file_hashes) - files
        return DayReconciled(
            day.day,
            agrees,
            hub_misses_events=tuple(sorted(theirs - events)),
            hub_misses_files=tuple(sorted(missing)),
            desk_misses_events=tuple(sorted(events - theirs)),
        )

    def _events(self, day: str) -> set[str]:
        event, dossier = tables.event, tables.dossier
        return set(
            self.tx.execute(
                select(event.c.event_id)
                .join_from(event, dossier, dossier.c.dossier_id == event.c.aggregate_id)
                .where(*self._of_day(day), dossier.c.agency == self.device.agency)
            ).scalars()
        )

    def _files(self, day: str) -> set[str]:
        """Documents here of dossiers this device received on that day."""
        event, named, blob = tables.event, tables.dossier_file, tables.blob
        known = set(
            self.tx.execute(
                select(blob.c.sha256)
                .join_from(event, named, named.c.dossier_id == event.c.aggregate_id)
                .join(blob, (blob.c.agency == named.c.agency) & (blob.c.sha256 == named.c.sha256))
                .where(
                    *self._of_day(day),
                    event.c.type == EventType.DOSSIER_RECEIVED,
                    named.c.agency == self.device.agency,
                )
            ).scalars()
        )
        lost = {sha256 for sha256 in known if not self.on_disk(sha256)}
        if lost:
            # Without its row the upload is taken in again.
            self.tx.execute(
                delete(blob).where(
                    blob.c.agency == self.device.agency, blob.c.sha256.in_(sorted(lost))
                )
            )
        return known - lost

    def _of_day(self, day: str) -> tuple[ColumnElement[bool], ...]:
        event = tables.event
        return (
            event.c.device_id == self.device.device_id,
            event.c.device_time >= day,
            event.c.device_time < f"{day}U",
        )
