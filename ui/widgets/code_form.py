"""Gắn mã hồ sơ ngoài at an intake: the code another system gave before our slip is printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.problems import Problem
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled

WIDTH_PX = 440


class CodeForm(FormDialog):
    """One line to paste, scan or type into."""

    given = Signal(str)

    def __init__(self, over: QWidget, procedure: str) -> None:
        super().__init__(over, self.tr("Gắn mã hồ sơ ngoài"), WIDTH_PX)
        self.code = QLineEdit()
        self.do = button(self.tr("Gắn mã"), "primary")
        column = self.column
        said = self.tr("Mã này tìm ra hồ sơ mãi mãi; giấy của chính hệ thống đó sẽ in kèm mã.")
        self.explain(said, procedure)
        column.addLayout(labelled(self.tr("Mã do phần mềm kia cấp (dán hoặc quét)"), self.code))
        self.end(self.do, enter_does=True)
        self.do.clicked.connect(lambda: self.given.emit(self.code.text()))
        self.code.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it."""
        super().show_problem(problem)
        self.code.selectAll()
        self.code.setFocus()
