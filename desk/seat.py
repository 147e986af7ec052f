"""A seat: everything one signed-in person can do until they leave.

Services come from `desk.seating`; here stands what there is, what runs while the person sits, and
how the seat is left.  Nothing heavy is imported: the window knows the seat
before it is on the screen.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desk.threads import start_thread
from models.problems import Problem
from models.role import User

if TYPE_CHECKING:
    from desk.capture.digitising import Digitising
    from desk.capture.fields import Fields
    from desk.capture.profiles import ProfileDesk
    from desk.capture.service import Capture
    from desk.capture.signing import Signing
    from desk.custody import Custody
    from desk.housekeeping import Housekeeping
    from desk.life_services import LifeServices
    from desk.reception.acceptance import Acceptance
    from desk.reception.intake import Intake
    from desk.reception.lookup import Lookup
    from desk.reception.papers import Papers
    from desk.reception.results import Results
    from desk.reception.today import Today
    from desk.security.accounts import SignedIn
    from desk.security.presence import Presence
    from desk.security.privacy import Privacy
    from desk.setting_up import SettingUp
    from desk.supervision.alarms import Alarms
    from desk.supervision.kpi766 import Kpi766
    from desk.supervision.weekly import Weekly
    from desk.sync.service import SyncService
    from models.store.engine import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seat:
    """What the signed-in person can do here."""

    signed: SignedIn
    life: LifeServices
    """The acts after reception, and the office's own data: holders, bundles, supplements …"""
    intake: Intake
    acceptance: Acceptance
    lookup: Lookup
    results: Results
    today: Today
    kpi766: Kpi766
    weekly: Weekly
    capture: Capture
    digitising: Digitising
    fields: Fields
    """The work behind the clerk: clean pictures, text, documents renewed with it."""
    scan_profiles: ProfileDesk
    papers: Papers
    alarms: Alarms
    sync: SyncService
    privacy: Privacy
    presence: Presence
    care: Housekeeping
    custody: Custody
    signing: Signing
    setting_up: SettingUp
    stop: threading.Event
    """Set when the person leaves; ends the sync loop."""
    unsubscribe: tuple[Callable[[], None], ...]
    """Called when the person leaves: nobody wakes a line that is gone."""

    @property
    def user(self) -> User:
        """Who sits here, with a right lent for the act at hand."""
        return self.presence.user

    @property
    def store(self) -> Store:
        """The open store."""
        return self.signed.store

    def leave(self) -> None:
        """End the person's session: the line stops, the store closes, its key is dropped."""
        self.end_work()
        self.store.close()

    def end_work(self) -> None:
        """What runs behind stops and its workers end, once; the store stays open."""
        if self.stop.is_set():
            return
        self.stop.set()
        for stop in self.unsubscribe:
            stop()
        self.sync.wake()
        self.digitising.close()
        self._release_files()
        self.sync.close()
        self.capture.close()

    def _release_files(self) -> None:
        from models.store import outbox

        try:
            with self.store.writing() as tx:
                outbox.release_files(tx)
        except Problem as problem:
            log.info("leaving: %s", problem.code)  # a full disk keeps nobody in the seat


def work_behind(seat: Seat) -> None:
    """Keep the line busy and the store in care, on their own threads, until the person leaves."""
    start_thread("sync", lambda: seat.sync.run(seat.stop))
    start_thread("care", lambda: seat.care.run(seat.stop))
    for work in seat.digitising.loops():
        start_thread("digitising", partial(work, seat.stop))
    start_thread("signatures", lambda: seat.signing.debts.run(seat.stop))
