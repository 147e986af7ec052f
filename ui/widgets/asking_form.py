"""Mẫu 02 at the counter: which papers are missing, and why – said once and completely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from models.dossier import ComponentLine
from models.problems import Problem
from models.procedure import Component
from models.text import tidy
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled
from ui.widgets.wrapped_lines import WrappedLines

WIDTH_PX = 520
_LIST_PX = 210
_COMPONENT = Qt.ItemDataRole.UserRole


class AskingForm(FormDialog):
    """Required papers nobody brought are ticked; the list is the published one and no other."""

    given = Signal(tuple, str, str)
    """The `Component`s asked for, the reason, and why once more where it is not the first time."""

    def __init__(
        self, over: QWidget, components: Sequence[Component], lines: Mapping[str, ComponentLine]
    ) -> None:
        super().__init__(over, self.tr("Phiếu yêu cầu bổ sung"), WIDTH_PX)
        self.papers = WrappedLines()
        self.papers.setAccessibleName(self.tr("Giấy tờ cần bổ sung"))
        self.papers.setFixedHeight(_LIST_PX)
        for component in components:
            line = lines.get(component.code)
            missing = component.required and not component.database
            missing = missing and (line is None or not line.presented)
            item = QListWidgetItem(component.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if missing else Qt.CheckState.Unchecked)
            item.setData(_COMPONENT, component)
            self.papers.addItem(item)
        if self.papers.count():
            self.papers.setCurrentRow(0)
        self.reason, self.once_more = QLineEdit(), QLineEdit()
        self.do = button(self.tr("Ghi và in Mẫu 02"), "primary")
        column = self.column
        said = self.tr("Nói một lần, đủ mọi giấy tờ còn thiếu. Phiếu đang làm vẫn giữ lại.")
        self.explain(said)
        column.addLayout(labelled(self.tr("Giấy tờ cần bổ sung (dấu cách để chọn)"), self.papers))
        column.addLayout(labelled(self.tr("Lý do, nội dung"), self.reason))
        self._again = QWidget()
        again = labelled(self.tr("Vì sao yêu cầu lần nữa"), self.once_more)
        again.setContentsMargins(0, 0, 0, 0)
        self._again.setLayout(again)
        self._again.hide()
        column.addWidget(self._again)
        self.end(self.do)
        self.do.clicked.connect(self._give)
        for line_ in (self.reason, self.once_more):
            line_.returnPressed.connect(self._give)
        self.papers.setFocus()

    def _give(self) -> None:
        items = [self.papers.item(row) for row in range(self.papers.count())]
        asked = tuple(
            item.data(_COMPONENT) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        self.given.emit(asked, tidy(self.reason.text()), tidy(self.once_more.text()))

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it, beside the field."""
        super().show_problem(problem)
        if problem.code == "supplement.once_only":
            self._again.show()
            self.adjustSize()  # what came in has room
            self.once_more.setFocus()
        elif problem.code == "supplement.nothing_wanted":
            self.papers.setFocus()
        else:
            self.reason.setFocus()
