"""Nhập bù: when it was received on paper, why late, and the number of the blank slip."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QWidget

from models.problems import Problem
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled

WIDTH_PX = 420


class LateForm(FormDialog):
    """Stays until the entry is marked or given up; the limit counts from the hour on the paper."""

    given = Signal(object, str, str)
    """The moment without zone, the reason, the paper's number."""

    def __init__(self, over: QWidget, now: datetime) -> None:
        super().__init__(over, self.tr("Nhập bù"), WIDTH_PX)
        self.at = QDateTimeEdit()
        self.at.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.at.setDisplayFormat("HH:mm  dd/MM/yyyy")
        self.at.setDateTime(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
        self.reason, self.number = QLineEdit(), QLineEdit()
        self.do = button(self.tr("Ghi nhập bù"), "primary")
        column = self.column
        said = self.tr("Hạn tính từ giờ ghi trên giấy. Lãnh đạo thấy giờ nhận thật và lý do.")
        self.explain(said, self.tr("Hồ sơ đã nhận trên giấy"))
        column.addLayout(labelled(self.tr("Giờ, ngày nhận trên giấy"), self.at))
        column.addLayout(labelled(self.tr("Lý do nhập bù"), self.reason))
        column.addLayout(labelled(self.tr("Số tạm in trên giấy (nếu có)"), self.number))
        self.end(self.do, enter_does=True)
        self.do.clicked.connect(self._give)
        self.at.setFocus()

    def _give(self) -> None:
        moment = self.at.dateTime().toPython()
        self.given.emit(moment, self.reason.text(), self.number.text())

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it, beside the field."""
        super().show_problem(problem)
        fields = {
            "late_entry.in_the_future": self.at,
            "late_entry.no_reason": self.reason,
            "late_entry.unknown_blank": self.number,
        }
        fields.get(problem.code, self.reason).setFocus()
