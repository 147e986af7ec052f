"""Từ chối tiếp nhận at the counter: reasons of the list, words of one's own, then Mẫu 03."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.problems import Problem
from models.refusal_reasons import RefusedAt
from models.text import tidy
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled
from ui.widgets.reason_list import ReasonList

WIDTH_PX = 520
_LIST_PX = 250
_WORDS_PX = 76


class RefusalForm(FormDialog):
    """Nothing is received; the paper stays. The form itself is the question whether one is sure."""

    given = Signal(tuple)
    """The reasons as Mẫu 03 prints them."""

    def __init__(self, over: QWidget, today: date, person: str) -> None:
        super().__init__(over, self.tr("Từ chối tiếp nhận"), WIDTH_PX)
        self.reasons = ReasonList(RefusedAt.COUNTER, today)
        self.reasons.setFixedHeight(_LIST_PX)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(_WORDS_PX)
        self.do = button(self.tr("Ghi và in Mẫu 03"), "primary")
        column = self.column
        said = self.tr("Không có hồ sơ nào được tiếp nhận; phiếu từ chối được lưu và in.")
        self.explain(said, person)
        column.addLayout(labelled(self.tr("Lý do (dấu cách để chọn)"), self.reasons))
        column.addLayout(labelled(self.tr("Ghi thêm, mỗi dòng một lý do"), self.words))
        self.end(self.do)
        self.do.clicked.connect(lambda: self.given.emit(self.said()))
        self.reasons.setFocus()

    def said(self) -> tuple[str, ...]:
        """Everything that is given as a reason."""
        own = (tidy(line) for line in self.words.toPlainText().splitlines())
        return (*self.reasons.ticked(), *(line for line in own if line))

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it."""
        super().show_problem(problem)
        self.reasons.setFocus()
