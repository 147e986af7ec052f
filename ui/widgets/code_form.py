"""Gắn mã hồ sơ ngoài at an intake: the code another system gave before our slip is printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.widgets.panel import button, labelled, text

WIDTH_PX = 440


class CodeForm(QDialog):
    """One line to paste, scan or type into."""

    given = Signal(str)

    def __init__(self, over: QWidget, procedure: str) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Gắn mã hồ sơ ngoài"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        self.code = QLineEdit()
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()
        self.do = button(self.tr("Gắn mã"), "primary")
        self.do.setDefault(True)
        giving_up = button(self.tr("Thôi"), "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(text(procedure, kind="lead", wrap=True))
        said = self.tr("Mã này tìm ra hồ sơ mãi mãi; giấy của chính hệ thống đó sẽ in kèm mã.")
        column.addWidget(text(said, tone="muted", wrap=True))
        column.addWidget(self._complaint)
        column.addLayout(labelled(self.tr("Mã do phần mềm kia cấp (dán hoặc quét)"), self.code))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(giving_up)
        row.addWidget(self.do)
        column.addLayout(row)
        giving_up.clicked.connect(self.reject)
        self.do.clicked.connect(lambda: self.given.emit(self.code.text()))
        self.code.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it."""
        what, next_step = words.problem(problem)
        self._complaint.setText(f"{what} {next_step}".strip())
        self._complaint.show()
        self.code.selectAll()
        self.code.setFocus()
