"""The scanned papers of a dossier: what each is worth by now, and whether values wait in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.dossier import Dossier
from models.role import Act
from ui.page import Surroundings
from ui.widgets.document_states import DocumentStates
from ui.widgets.panel import Panel, button
from ui.widgets.signed_papers import tell_signatures

if TYPE_CHECKING:
    from desk.capture.fields import PaperRead
    from desk.reception.lookup import DossierView

_CODE = Qt.ItemDataRole.UserRole


class DossierPapers(Panel):
    """Enter shows the chosen paper large."""

    opening = Signal(str)
    """The component whose document is to be shown."""
    confirming = Signal()
    """The values read from the papers are to be confirmed."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(QCoreApplication.translate("DossierPapers", "Giấy tờ"))
        self._around = around
        self.lines = QListWidget()
        self.lines.setObjectName("quiet")
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setAccessibleName(self.tr("Giấy tờ của hồ sơ"))
        self.lines.itemActivated.connect(self._open)
        self._states = DocumentStates(self.lines, around)
        self.confirm = button(self.tr("Xác nhận dữ liệu (Ctrl+D)"), "small", picture="eye")
        self.confirm.clicked.connect(self.confirming)
        self.confirm.hide()
        self.heading_row.addWidget(self.confirm)
        self.column.addWidget(self.lines)

    def show_dossier(self, dossier: Dossier) -> None:
        """Its documents, in order."""
        self.lines.clear()
        for document in dossier.documents:
            pages = self.tr("{0} trang").format(document.pages)
            item = QListWidgetItem(f"{document.title} · {pages}")
            item.setData(_CODE, document.component_code)
            self.lines.addItem(item)
        tell_signatures(self.lines, self._around, dossier)
        self._states.show_dossier(dossier)
        if not dossier.documents:
            nothing = QListWidgetItem(self.tr("Không có bản quét."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.lines.addItem(nothing)
        self.lines.setEnabled(bool(dossier.documents))

    def show_read(
        self, view: DossierView, ask: Callable[[Callable[[], object], Callable[..., None]], None]
    ) -> None:
        """Whether values were read on its papers, and how many wait."""
        seat, dossier = self._around.seat, view.dossier
        self.confirm.hide()
        if view.elsewhere or not seat.user.may(Act.RECEIVE):
            return

        def show(papers: tuple[PaperRead, ...]) -> None:
            left = sum(one.owed for one in papers)
            said = self.tr("Xác nhận dữ liệu (Ctrl+D)")
            self.confirm.setText(f"{said}: {left}" if left else self.tr("Dữ liệu đã xác nhận"))
            self.confirm.setVisible(bool(papers))

        ask(lambda: seat.fields.papers(seat.user, dossier.id), show)

    def _open(self, item: QListWidgetItem) -> None:
        if code := item.data(_CODE):
            self.opening.emit(str(code))
