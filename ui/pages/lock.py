"""The lock: covers everything; the one who sits here comes back, or somebody else sits down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.widgets.panel import Panel, button, labelled, picture, text


class LockPage(QWidget):
    """Nothing of any citizen is on it, and nothing of it is in the window's title."""

    unlocking = Signal(str, bool)
    """What was typed, and whether it is the PIN."""
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
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._by_pin = _within(labelled(self.tr("Mã PIN"), self.pin))
        card.column.addWidget(self._by_pin)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._by_password = _within(labelled(self.tr("Mật khẩu"), self.password))
        card.column.addWidget(self._by_password)
        self._open = button(self.tr("Mở khóa"), "primary")
        card.column.addWidget(self._open)
        self._rather = button(self.tr("Dùng mật khẩu"), "plain")
        card.column.addWidget(self._rather, 0, Qt.AlignmentFlag.AlignHCenter)
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
        self.pin.returnPressed.connect(self._give)
        self.password.returnPressed.connect(self._give)
        self._rather.clicked.connect(lambda: self.offer_pin(0))
        self._open.clicked.connect(self._give)
        other.clicked.connect(self.somebody_else)

    def show_locked(self, name: str) -> None:
        """Cover the window for this clerk; until it is known otherwise the password opens."""
        self._who.setText(name)
        self._complaint.hide()
        self._open.setEnabled(True)
        self.offer_pin(0)

    def offer_pin(self, tries: int) -> None:
        """Ask for the PIN as long as there are tries; nothing typed so far is thrown away."""
        if tries and self.password.text():
            return
        self._by_pin.setVisible(tries > 0)
        self._rather.setVisible(tries > 0)
        self._by_password.setVisible(tries == 0)
        self._ready()

    def show_problem(self, problem: Problem) -> None:
        """What was typed was not right, or must wait."""
        self._complaint.setText(" ".join(words.problem(problem)))
        self._complaint.show()
        self._open.setEnabled(True)
        if problem.code == "security.pin_spent":
            self.offer_pin(0)
        self._ready()

    def _field(self) -> QLineEdit:
        return self.password if self._by_pin.isHidden() else self.pin

    def _ready(self) -> None:
        self.pin.clear()
        self.password.clear()
        self._field().setFocus()

    def _give(self) -> None:
        field = self._field()
        if field.text() and self._open.isEnabled():
            self._open.setEnabled(False)
            self.unlocking.emit(field.text(), field is self.pin)


def _within(layout: QVBoxLayout) -> QWidget:
    shell = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    shell.setLayout(layout)
    return shell
