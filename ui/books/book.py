"""What a book of the page «Sổ sách» is: lines to walk, acts by key, a paper to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.keys import Command
from ui.page import Go, Notice, Place, Surroundings
from ui.widgets.lines_table import LinesTable


def dong(amount: int) -> str:
    """An amount of a book, where nothing is nothing."""
    return f"{amount:,}".replace(",", ".") + " đ"


class Book(QWidget):
    """Read anew each time it comes to the front; says what its keys mean."""

    telling = Signal(object)
    """A `Notice`."""
    going = Signal(object)
    """A `Go`."""
    acts_changed = Signal()
    table: LinesTable

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def acts(self) -> Mapping[Command, str]:
        """The keys that mean something now, each with its words."""
        return {}

    def run(self, command: Command) -> bool:
        """Obey a key; False when it means nothing here."""
        del command
        return False

    def read(self) -> None:
        """Read the lines anew."""
        raise NotImplementedError

    def ask(
        self, work: Callable[[], object], done: Callable[..., None], *, latest: str = ""
    ) -> None:
        """Run a use case on the store's worker; problems are told."""
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self.say, asker=self, latest=latest)

    def ask_hub(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[Problem], None] | None = None,
        *,
        latest: str = "",
    ) -> None:
        """Run a use case that waits for the hub, while the store's worker stays free."""
        line = self.around.desk.workers.line
        self.around.bridge.ask(line, work, done, failed or self.say, asker=self, latest=latest)

    def tell(self, said: str, next_step: str = "", tone: str = "good") -> None:
        """Say what was done."""
        self.telling.emit(Notice(said, next_step, tone, "books"))

    def say(self, problem: Problem) -> None:
        """Say what stopped it."""
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", "books"))

    def open_dossier(self, named: str) -> None:
        """Go to a dossier by its id or code."""
        self.going.emit(Go(Place.DOSSIER, named))
