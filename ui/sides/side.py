"""What a side panel is: one job about the open dossier, with F9 as its act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.problems import Problem
from ui import words
from ui.page import Notice, Surroundings
from ui.widgets.panel import Panel

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView


class Side(Panel):
    """Shown a dossier, does its act, says what became of it."""

    telling = Signal(object)
    """A `Notice`."""
    changed = Signal(object)
    """The `DossierView` after an act."""
    acts_changed = Signal()
    """F9 means something else now."""
    showing = Signal(object)
    """A paper to be shown large: a callable that gives its PDF."""

    def __init__(self, around: Surroundings, heading: str) -> None:
        super().__init__(heading)
        self.around = around
        self.view: DossierView | None = None

    def show_view(self, view: DossierView) -> None:
        """Another dossier, or the same one after an act."""
        self.view = view

    def act(self) -> str:
        """What F9 does here now; empty when nothing."""
        return ""

    def proceed(self) -> None:
        """F9."""

    def focus_first(self) -> None:
        """Put the focus where the job begins."""
        self.setFocus()

    def ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Run a use case on the store's worker; problems are told."""
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self.say, asker=self)

    def print_owed(self, dossier_id: str) -> None:
        """An act made another promise: its receipt comes out, where one is owed."""
        seat = self.around.seat

        def work() -> None:
            if dossier_id in seat.papers.owed(seat.user):
                seat.papers.print_receipt(seat.user, dossier_id)

        self.around.bridge.ask(
            self.around.desk.workers.devices,
            work,
            lambda _: None,
            lambda _: None,  # PrintFailed is told by the window
            asker=self,
        )

    def tell(self, said: str, next_step: str = "") -> None:
        """Say what was done."""
        self.telling.emit(Notice(said, next_step, "good", "side"))

    def say(self, problem: Problem) -> None:
        """Say what stopped it."""
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", "side"))
