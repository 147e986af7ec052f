"""What a dossier's papers are worth by now: working copy, with text, signed; PDF/A; trouble."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QListWidget

from desk.events import DigitisingFailed, DocumentRenewed
from models.dossier import Dossier
from models.pages import DocumentStatus
from models.problems import Problem
from ui import page_words
from ui.page import Surroundings

_LINE = Qt.ItemDataRole.UserRole + 7
"""What was written of a document below its title."""


class DocumentStates(QObject):
    """Writes a line below each paper of a list, and again when the work behind goes on."""

    def __init__(self, papers: QListWidget, around: Surroundings) -> None:
        super().__init__(papers)
        self._papers = papers
        self._around = around
        self._dossier_id = ""
        around.bridge.happened.connect(self._happened)

    def show_dossier(self, dossier: Dossier) -> None:
        """The lines of `papers` are its documents, in order."""
        self._dossier_id = dossier.id if dossier.documents else ""
        self._ask()

    def _ask(self) -> None:
        seat, dossier_id = self._around.seat, self._dossier_id
        if not dossier_id:
            return

        def show(found: tuple[DocumentStatus, ...]) -> None:
            if dossier_id == self._dossier_id:
                self._write(found)

        self._around.bridge.ask(
            self._around.desk.workers.store,
            lambda: seat.digitising.documents(dossier_id),
            show,
            _keep_silent,
            asker=self,
            latest="states",
        )

    def _write(self, found: tuple[DocumentStatus, ...]) -> None:
        for place, status in enumerate(found[: self._papers.count()]):
            item = self._papers.item(place)
            said = page_words.document(status)
            if status.working:
                said += " · " + self.tr("đang đọc chữ")
            lines = [said, page_words.trouble(status.trouble)]
            line = "\n".join(f"    {one}" for one in lines if one)
            before = item.data(_LINE)
            shown = item.text().replace(f"\n{before}", "") if before else item.text()
            item.setData(_LINE, line)
            item.setText(f"{shown}\n{line}")

    def _happened(self, event: object) -> None:
        if isinstance(event, DocumentRenewed):
            changed = event.dossier_id
        elif isinstance(event, DigitisingFailed):
            changed = event.draft_id
        else:
            return
        if changed == self._dossier_id:
            self._ask()


def _keep_silent(problem: Problem) -> None:
    """A dossier of another desk has no work of ours behind it."""
    del problem
