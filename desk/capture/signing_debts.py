"""What signatures made without a line still owe: their timestamp, later their revocation data.

Completed by incremental updates, needs no token, and goes on behind the clerk's work.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

from desk.capture.renewing import NewVersion, Renewals
from desk.capture.signing_bridge import SigningBridge
from models.messages import RenewalReason
from models.problems import Problem
from models.signing import Level
from models.store import signing_queue
from models.store.blobs import Blobs

log = logging.getLogger(__name__)

EVERY_S = 600.0
"""How often the service is asked again."""


class Debts:
    """Pays what is owed. ``one_batch`` is held while the signing worker is in use."""

    def __init__(
        self,
        renewals: Renewals,
        blobs: Blobs,
        timestamp_url: str,
        bridge: SigningBridge,
        one_batch: threading.Lock,
    ) -> None:
        self._renewals = renewals
        self._blobs = blobs
        self._url = timestamp_url
        self._bridge = bridge
        self._one_batch = one_batch

    def run(self, stop: threading.Event) -> None:
        """Pay every ten minutes until the person leaves."""
        while not stop.wait(EVERY_S):
            try:
                self.pay(stop)
            except Problem as problem:  # the next round tries again
                log.info("signatures stay owed: %s", problem.code)

    def pay(self, stop: threading.Event | None = None) -> int:
        """Complete what can be completed now; how many were brought further.

        Stops quietly where the line is down. Raises Problem sign.module_died, module_hung.
        """
        if not self._url:
            return 0
        with self._renewals.store.reading() as tx:
            rows = signing_queue.owing(tx)
        paid = 0
        with self._one_batch:
            try:
                for number, row in enumerate(rows):
                    if stop is not None and stop.is_set():
                        break
                    if number == 0:
                        self._bridge.begin()
                    paid += self._complete(row)
            except Problem as problem:
                if problem.code != "sign.line_down":
                    raise
            finally:
                if rows:
                    self._bridge.close()
        return paid

    def _complete(self, row_id: str) -> bool:
        with self._renewals.store.reading() as tx:
            place = signing_queue.place(tx, row_id)
            if place is None or place.waiting.level is None:
                return False
            pdf = self._blobs.get(tx, place.document.sha256)
        before, waiting = place.document, place.waiting
        done = self._bridge.complete(pdf, self._url, place.waiting.level)
        blob = self._blobs.put(done.pdf)
        version = NewVersion(
            waiting.dossier_id,
            replace(before, sha256=blob.sha256, size=blob.size),
            blob,
            RenewalReason.SIGNED,
            before.sha256,
        )
        with self._renewals.store.writing() as tx:
            now = signing_queue.place(tx, row_id)
            if now is None or now.document != before:
                return False  # signed again meanwhile: the next round sees it
            self._renewals.write(tx, waiting.signed_by, version, self._renewals.clock())
            signing_queue.completed(tx, row_id, blob.sha256, done.level, done.owed)
        self._renewals.publish(version)
        return done.level is not Level.BASIC
