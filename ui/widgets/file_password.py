"""Asks for the password of a locked PDF the applicant brought; it is kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled

WIDTH_PX = 420


class FilePassword(FormDialog):
    """One locked file. `given` carries what was typed; giving up leaves the file out."""

    given = Signal(str)

    def __init__(self, over: QWidget, file_name: str, complaint: str) -> None:
        super().__init__(over, self.tr("Tệp có mật khẩu"), WIDTH_PX)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        opening = button(self.tr("Mở tệp"), "primary")
        opening.clicked.connect(self._give)
        hint = self.tr("Bản đã mở được lưu vào hồ sơ và việc mở được ghi lại; mật khẩu thì không.")
        self.explain(hint, file_name)
        self.complain(complaint)
        self.column.addLayout(labelled(self.tr("Mật khẩu người nộp cho biết"), self.password))
        self.end(opening, enter_does=True)

    def _give(self) -> None:
        typed = self.password.text()
        if typed:
            self.accept()
            self.given.emit(typed)
