"""A small form over a page: what it is for, what stopped it, its fields, one act and a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.widgets.panel import button, text


class FormDialog(QDialog):
    """Stays until its act is done or given up; what a person typed is never thrown away."""

    def __init__(self, over: QWidget, title: str, width_px: int) -> None:
        super().__init__(over)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(width_px)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 16)
        self.column.setSpacing(10)
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()

    def explain(self, told: str, lead: str = "") -> None:
        """Whom or what it is about, and what will happen; complaints come below."""
        if lead:
            self.column.addWidget(text(lead, kind="lead", wrap=True))
        self.column.addWidget(text(told, tone="muted", wrap=True))
        self.column.addWidget(self._complaint)

    def end(self, do: QPushButton, giving_up: str = "", *, enter_does: bool = False) -> None:
        """The last line: the way out, then the act.

        ``enter_does``: Enter in any field does the act; else fields say themselves what Enter does.
        """
        leaving = button(giving_up or self.tr("Thôi"), "plain")
        leaving.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leaving)
        row.addWidget(do)
        self.column.addLayout(row)
        for made in (leaving, do):
            made.setAutoDefault(False)
        do.setDefault(enter_does)

    def complain(self, said: str) -> None:
        """Say what is not right, where the eye is."""
        self._complaint.setText(said)
        self._complaint.show()

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it and what to do next."""
        self.complain(" ".join(words.problem(problem)).strip())
