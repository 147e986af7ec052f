"""What every job of «Việc khác» shares: it asks the desk, opens its form, and says how it went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from desk.threads import Worker
from models.dossier import Draft
from models.problems import Problem
from ui import words
from ui.drafting import Drafting
from ui.page import Notice, Page, Surroundings


class IntakeJobs(QObject):
    """Works on the draft on the screen; what it changes is saved and shown at once."""

    def __init__(self, around: Surroundings, page: Page, drafting: Drafting) -> None:
        super().__init__(page)
        self._around, self._page, self._drafting = around, page, drafting
        self.form: QDialog | None = None
        """The form that was opened last."""

    def _renew(self, draft: Draft) -> None:
        self._drafting.take(draft)
        self._drafting.look_ahead()

    def _over(self) -> QWidget:
        return self._page.window()

    def _open(self, form: QDialog) -> None:
        self.form = form
        form.finished.connect(form.deleteLater)
        form.open()

    def _ask(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[Problem], None] | None = None,
        *,
        latest: str = "",
        worker: Worker | None = None,
    ) -> None:
        """On the store's worker, unless the work may have to wait for somebody else."""
        self._around.bridge.ask(
            worker or self._around.desk.workers.store,
            work,
            done,
            failed or self._say,
            asker=self._page,
            latest=latest,
        )

    def _tell(self, said: str, next_step: str = "") -> None:
        self._page.telling.emit(Notice(said, next_step, "good", "others"))

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self._page.telling.emit(Notice(what, next_step, "bad", "others"))
