"""Nhập bù: when it was received on paper, why late, and the number of the blank slip."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.widgets.panel import button, labelled, text

WIDTH_PX = 420


class LateForm(QDialog):
    """Stays until the entry is marked or given up; the limit counts from the hour on the paper."""

    given = Signal(object, str, str)
    """The moment without zone, the reason, the paper's number."""

    def __init__(self, over: QWidget, now: datetime) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Nhập bù"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        self.at = QDateTimeEdit()
        self.at.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.at.setDisplayFormat("HH:mm  dd/MM/yyyy")
        self.at.setDateTime(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
        self.reason, self.number = QLineEdit(), QLineEdit()
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()
        self.do = button(self.tr("Ghi nhập bù"), "primary")
        self.do.setDefault(True)
        giving_up = button(self.tr("Thôi"), "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(text(self.tr("Hồ sơ đã nhận trên giấy"), kind="lead"))
        said = self.tr("Hạn tính từ giờ ghi trên giấy. Lãnh đạo thấy giờ nhận thật và lý do.")
        column.addWidget(text(said, tone="muted", wrap=True))
        column.addWidget(self._complaint)
        column.addLayout(labelled(self.tr("Giờ, ngày nhận trên giấy"), self.at))
        column.addLayout(labelled(self.tr("Lý do nhập bù"), self.reason))
        column.addLayout(labelled(self.tr("Số tạm in trên giấy (nếu có)"), self.number))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(giving_up)
        row.addWidget(self.do)
        column.addLayout(row)
        giving_up.clicked.connect(self.reject)
        self.do.clicked.connect(self._give)
        self.at.setFocus()

    def _give(self) -> None:
        moment = self.at.dateTime().toPython()
        self.given.emit(moment, self.reason.text(), self.number.text())

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it, beside the field."""
        what, next_step = words.problem(problem)
        self._complaint.setText(f"{what} {next_step}".strip())
        self._complaint.show()
        fields = {
            "late_entry.in_the_future": self.at,
            "late_entry.no_reason": self.reason,
            "late_entry.unknown_blank": self.number,
        }
        fields.get(problem.code, self.reason).setFocus()
