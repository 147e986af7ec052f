"""Mật khẩu và mã PIN: what belongs to the person who sits here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.page import Notice
from ui.widgets.panel import button, labelled, text

if TYPE_CHECKING:
    from ui.page import Surroundings

WIDTH_PX = 420


class OwnAccess(QDialog):
    """One's password proves every change."""

    telling = Signal(object)
    """A `Notice`."""

    def __init__(self, over: QWidget, around: Surroundings) -> None:
        super().__init__(over)
        self._around = around
        self.setWindowTitle(self.tr("Mật khẩu và mã PIN"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        self.password, self.pin = QLineEdit(), QLineEdit()
        self.new, self.repeated = QLineEdit(), QLineEdit()
        for field in (self.password, self.pin, self.new, self.repeated):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText(self.tr("để trống: bỏ mã PIN"))
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()
        self._lay_out()
        self.password.setFocus()

    def _lay_out(self) -> None:
        keep_pin = button(self.tr("Đặt mã PIN"))
        keep_password = button(self.tr("Đổi mật khẩu"))
        keep_pin.clicked.connect(self._keep_pin)
        keep_password.clicked.connect(self._keep_password)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(self._complaint)
        column.addLayout(labelled(self.tr("Mật khẩu hiện nay"), self.password))
        column.addWidget(
            text(
                self.tr("Mã PIN mở khóa màn hình nhanh; sai 5 lần thì phải dùng mật khẩu."),
                tone="muted",
                wrap=True,
            )
        )
        column.addLayout(_beside(labelled(self.tr("Mã PIN mới"), self.pin), keep_pin))
        column.addLayout(labelled(self.tr("Mật khẩu mới"), self.new))
        column.addLayout(
            _beside(labelled(self.tr("Nhập lại mật khẩu mới"), self.repeated), keep_password)
        )

    def _keep_pin(self) -> None:
        seat, password, pin = self._around.seat, self.password.text(), self.pin.text()
        said = self.tr("Đã đặt mã PIN.") if pin else self.tr("Đã bỏ mã PIN.")
        self._ask(lambda: seat.presence.set_pin(seat.user, password, pin), said)

    def _keep_password(self) -> None:
        seat, old, new = self._around.seat, self.password.text(), self.new.text()
        if new != self.repeated.text():
            self._complain(self.tr("Hai lần nhập mật khẩu chưa giống nhau."))
            self.repeated.setFocus()
            return
        said = self.tr("Đã đổi mật khẩu.")
        self._ask(lambda: seat.custody.change_password(seat.user, old, new), said)

    def _ask(self, work: Callable[[], object], said: str) -> None:
        def done(_: object) -> None:
            self.telling.emit(Notice(said, "", "good", "access"))
            self.accept()

        store = self._around.desk.workers.store
        self._around.bridge.ask(store, work, done, self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        self._complain(" ".join(words.problem(problem)))
        self.password.setFocus()
        self.password.selectAll()

    def _complain(self, said: str) -> None:
        self._complaint.setText(said)
        self._complaint.show()


def _beside(field: QVBoxLayout, act: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addLayout(field, 1)
    row.addWidget(act, 0, Qt.AlignmentFlag.AlignBottom)
    return row
