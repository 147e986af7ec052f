"""The lock: covers everything; the one who sits here comes back, or somebody else sits down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.widgets.panel import Panel, button, labelled, picture, text


class LockPage(QWidget):
    """Nothing of any citizen is on it, and nothing of it is in the window's title."""

    unlocking = Signal(str)
    """The password."""
    somebody_else = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = Panel(spacing=12)
        card.setFixedWidth(420)
        card.column.setContentsMargins(28, 24, 28, 24)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(picture("lock", "accent_text", 36))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(text(self.tr("Đã khóa màn hình"), kind="title"))
        self._who = text(tone="muted")
        names.addWidget(self._who)
        row.addLayout(names, 1)
        card.column.addLayout(row)
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()
        card.column.addWidget(self._complaint)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        card.column.addLayout(labelled(self.tr("Mật khẩu"), self.password))
        self._open = button(self.tr("Mở khóa"), "primary")
        card.column.addWidget(self._open)
        other = button(self.tr("Người khác ngồi vào"), "plain")
        card.column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        card.column.addWidget(
            text(
                self.tr("Phiếu đang làm được giữ nguyên."),
                kind="small",
                tone="muted",
            ),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        self.password.returnPressed.connect(self._give)
        self._open.clicked.connect(self._give)
        other.clicked.connect(self.somebody_else)

    def show_locked(self, name: str) -> None:
        """Cover the window for this clerk."""
        self._who.setText(name)
        self._complaint.hide()
        self.password.clear()
        self._open.setEnabled(True)
        self.password.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """The password was not right, or must wait."""
        self._complaint.setText(" ".join(words.problem(problem)))
        self._complaint.show()
        self._open.setEnabled(True)
        self.password.clear()
        self.password.setFocus()

    def _give(self) -> None:
        if self.password.text() and self._open.isEnabled():
            self._open.setEnabled(False)
            self.unlocking.emit(self.password.text())
