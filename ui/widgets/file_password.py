"""Asks for the password of a locked PDF the applicant brought; it is kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.panel import button, labelled, text

WIDTH_PX = 420


class FilePassword(QDialog):
    """One locked file. `given` carries what was typed; giving up leaves the file out."""

    given = Signal(str)

    def __init__(self, over: QWidget, file_name: str, complaint: str) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Tệp có mật khẩu"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        opening = button(self.tr("Mở tệp"), "primary")
        opening.setDefault(True)
        opening.clicked.connect(self._give)
        giving_up = button(self.tr("Thôi"), "plain")
        giving_up.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(text(file_name, kind="lead", wrap=True))
        column.addWidget(text(complaint, tone="bad", wrap=True))
        column.addLayout(labelled(self.tr("Mật khẩu người nộp cho biết"), self.password))
        hint = self.tr("Bản đã mở được lưu vào hồ sơ và việc mở được ghi lại; mật khẩu thì không.")
        column.addWidget(text(hint, tone="muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(giving_up)
        row.addWidget(opening)
        column.addLayout(row)

    def _give(self) -> None:
        typed = self.password.text()
        if typed:
            self.accept()
            self.given.emit(typed)
