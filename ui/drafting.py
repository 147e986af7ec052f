"""The life of the draft on the screen: begun, saved after each pause, looked ahead, held, received.

The page shows and gathers; this asks the desk.  A draft whose save is still on its way is never
overtaken: all of it runs on the store's one worker, in the order of the keys.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desk.events import Received
from models.dossier import Draft
from models.problems import Problem
from models.procedure import Procedure
from ui.page import Surroundings

QUIET_MS = 300


class Drafting(QObject):
    """One draft at a time."""

    begun = Signal(object)
    """A fresh `Draft`."""
    foreseen = Signal(object)
    """The `Prospect` of the draft as it was last saved."""
    chosen = Signal(object, object)
    """`Draft` with another procedure, and the `Procedure`."""
    held = Signal()
    received = Signal(object)
    """`Received`."""
    refused = Signal(object)
    """The `Problem` that stopped acceptance."""
    busy_changed = Signal(bool)

    def __init__(self, around: Surroundings, gather: Callable[[Draft], Draft]) -> None:
        """`gather` puts what is on the screen into a draft."""
        super().__init__()
        self._around = around
        self._gather = gather
        self._draft: Draft | None = None
        self._unsaved = False
        self._receiving = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.save)

    def current(self) -> Draft | None:
        """The draft as it stands on the screen; None before the first one."""
        return self._gather(self._draft) if self._draft is not None else None

    def take(self, draft: Draft) -> None:
        """Go on with this one."""
        self._quiet.stop()
        self._draft = draft
        self._unsaved = False

    def begin(self) -> None:
        """Ask for an empty draft."""
        seat = self._around.seat
        self._ask(lambda: seat.intake.begin(seat.user), self.begun.emit, latest="begin")

    def changed(self) -> None:
        """A key was pressed: save after a pause."""
        self._unsaved = True
        self._quiet.start()

    def save(self) -> None:
        """Save now what was not saved yet, and see what it would become."""
        self._quiet.stop()
        draft, seat = self.current(), self._around.seat
        if draft is None or not self._unsaved or self._receiving:
            return
        self._unsaved = False
        self._ask(lambda: seat.intake.save(seat.user, draft), lambda _: None)
        self.look_ahead()

    def look_ahead(self) -> None:
        """What would be promised if F9 were pressed now."""
        draft, seat = self.current(), self._around.seat
        if draft is not None:
            self._ask(
                lambda: seat.intake.prospect(seat.user, draft),
                self.foreseen.emit,
                latest="prospect",
            )

    def search(self, text: str, done: Callable[[tuple[Procedure, ...]], None]) -> None:
        """Procedures for a few letters."""
        seat = self._around.seat
        self._ask(
            lambda: seat.intake.search_procedures(seat.user, text, 12) if text else (),
            done,
            latest="procedures",
        )

    def choose(self, code: str) -> None:
        """The dossier is about this procedure."""
        draft, seat = self.current(), self._around.seat
        if draft is None:
            return

        def work() -> tuple[Draft, Procedure | None]:
            changed = seat.intake.choose(seat.user, draft, code)
            return changed, seat.intake.procedure(seat.user, code)

        self._ask(work, self._chose, latest="choose")

    def hold(self) -> None:
        """Put the draft aside and begin the next one."""
        draft, seat = self.current(), self._around.seat
        if draft is None:
            return
        self._quiet.stop()
        self._unsaved = False

        def done(_: Draft) -> None:
            self.held.emit()
            self.begin()

        self._ask(lambda: seat.intake.hold(seat.user, draft), done)

    def end(
        self,
        work: Callable[[Draft], object],
        done: Callable[..., None],
        failed: Callable[[Problem], None],
    ) -> None:
        """Let `work` end the draft without a dossier; a save on its way does not bring it back."""
        draft = self.current()
        if draft is None or self._receiving:
            return
        self._quiet.stop()
        self._set_receiving(receiving=True)

        def ended(answer: object) -> None:
            self._unsaved = False
            done(answer)
            self.begin()

        self._around.bridge.ask(
            self._around.desk.workers.store,
            lambda: work(draft),
            ended,
            failed,
            asker=self,
            ended=lambda: self._set_receiving(receiving=False),
        )

    def receive(self, *, again: bool = False) -> None:
        """F9: save and accept. It cannot be pressed twice.

        `again`: the same person has another dossier, so that the next draft is theirs too.
        """
        draft, seat = self.current(), self._around.seat
        if draft is None or self._receiving:
            return
        self._quiet.stop()
        self._set_receiving(receiving=True)

        def work() -> Received:
            seat.intake.save(seat.user, draft)
            if draft.online is not None and draft.lodged_for is None:
                return seat.life.online.accept(seat.user, draft)
            return seat.acceptance.receive(seat.user, draft)

        self._around.bridge.ask(
            self._around.desk.workers.store,
            work,
            lambda event: self._received(event, draft if again else None),
            self.refused.emit,
            asker=self,
            ended=lambda: self._set_receiving(receiving=False),
        )

    def _chose(self, answer: tuple[Draft, Procedure | None]) -> None:
        draft, procedure = answer
        if self._draft is None or draft.id != self._draft.id or procedure is None:
            return
        self._draft = draft
        self.chosen.emit(draft, procedure)
        self.changed()
        self.save()

    def _received(self, event: Received, before: Draft | None) -> None:
        self._unsaved = False
        if event.slip_required:
            self._print(event.dossier_id)
        self.received.emit(event)
        if before is None:
            self.begin()
        else:
            seat = self._around.seat
            work = seat.life.visits.same_person_again
            self._ask(lambda: work(seat.user, before), self.begun.emit)

    def _print(self, dossier_id: str) -> None:
        seat = self._around.seat
        self._around.bridge.ask(
            self._around.desk.workers.devices,
            lambda: seat.papers.print_receipt(seat.user, dossier_id),
            lambda _: None,
            _told_elsewhere,
            asker=self,
        )

    def _set_receiving(self, *, receiving: bool) -> None:
        self._receiving = receiving
        self.busy_changed.emit(receiving)

    def _ask(
        self, work: Callable[[], object], done: Callable[..., None], *, latest: str = ""
    ) -> None:
        self._around.bridge.ask(
            self._around.desk.workers.store, work, done, asker=self, latest=latest
        )


def _told_elsewhere(problem: Problem) -> None:
    """A paper that did not come out is told by the window, also when no page waits for it."""
    del problem
