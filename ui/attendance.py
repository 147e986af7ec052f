"""Who is really here: the lock opened again, a supervisor stepping in, a password changed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from models.role import Act
from ui.bridge import Bridge, Refusal
from ui.page import Surroundings
from ui.widgets.own_access import OwnAccess
from ui.widgets.recovery_paper import RecoveryPaper
from ui.widgets.second_person import SecondPerson
from ui.window import Window


class Attendance(QObject):
    """Serves whoever sits here, once `sit_down` said who that is."""

    def __init__(self, window: Window, bridge: Bridge) -> None:
        super().__init__()
        self._window = window
        self._bridge = bridge
        self._around: Surroundings | None = None
        window.unlocking.connect(self._unlock)
        window.locked.connect(self._locked)
        bridge.refused.connect(self._ask_second)

    def sit_down(self, around: Surroundings) -> None:
        """Somebody sits here; a key just made for the office is shown once."""
        key = around.seat.signed.recovery_key
        fresh = self._around is None or self._around.seat is not around.seat
        self._around = around
        if key and fresh:
            RecoveryPaper(self._window, key, around).open()

    def stand_up(self) -> None:
        """Nobody sits here."""
        self._around = None

    def change_access(self) -> None:
        """The person's own password and PIN."""
        if self._around is None:
            return
        changing = OwnAccess(self._window, self._around)
        changing.telling.connect(self._window.tell)
        changing.finished.connect(changing.deleteLater)
        changing.open()

    def _locked(self) -> None:
        around = self._around
        if around is None:
            return
        desk, seat = around.desk, around.seat
        if seat.user.may(Act.SIGN):
            seat.signing.stop(seat.user)  # nobody's token signs behind a locked window
        self._bridge.ask(
            desk.workers.store,
            lambda: seat.presence.pin_tries(seat.user),
            self._window.lock_page.offer_pin,
            asker=self,
        )

    def _unlock(self, typed: str, is_pin: bool) -> None:
        around = self._around
        if around is None:
            return
        desk, seat = around.desk, around.seat
        here = seat.presence
        unlock = here.unlock_with_pin if is_pin else here.unlock
        self._bridge.ask(
            desk.workers.store,
            lambda: unlock(seat.user, typed),
            lambda _: self._window.unlock(),
            self._window.lock_page.show_problem,
            asker=self,
        )

    def _ask_second(self, refusal: Refusal) -> None:
        """Whoever may do it comes to the counter; then the same is tried again, once."""
        around = self._around
        if around is None or self._window.is_locked():
            refusal.give_up()
            return
        desk, seat = around.desk, around.seat
        asking = SecondPerson(self._window, Act(refusal.act))
        store = desk.workers.store
        here = seat.presence

        def allowed(_: object) -> None:
            asking.accept()
            refusal.again()
            # Behind the act on the same worker: the right goes as soon as the act is done.
            store.do(lambda: here.give_back(seat.user))

        def ask(login: str, password: str, reason: str) -> None:
            act = Act(refusal.act)
            self._bridge.ask(
                store,
                lambda: here.borrow(seat.user, act, login, password, reason),
                allowed,
                asking.show_problem,
                asker=asking,
            )

        asking.given.connect(ask)
        asking.rejected.connect(refusal.give_up)
        asking.finished.connect(asking.deleteLater)
        asking.open()
