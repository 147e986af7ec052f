"""The office's recovery key, shown once: print it, seal it, only then go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.problems import Problem
from ui import words
from ui.widgets.panel import button, text

if TYPE_CHECKING:
    from ui.page import Surroundings

WIDTH_PX = 560


class RecoveryPaper(QDialog):
    """Closes only after somebody said that the paper is sealed: nobody keeps this key."""

    def __init__(self, over: QWidget, key: str, around: Surroundings) -> None:
        super().__init__(over)
        self._key, self._around = key, around
        may_print = not around.desk.settings.print_to_folder
        self.setWindowTitle(self.tr("Khóa khôi phục"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        groups = key.split("-")
        middle = len(groups) // 2
        lines = (" – ".join(groups[:middle]), " – ".join(groups[middle:]))
        shown = text("\n".join(lines), kind="title")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.sealed = QCheckBox(self.tr("Đã in hoặc chép tay, đã cho vào phong bì niêm phong"))
        self._on = button(self.tr("Tiếp tục"), "primary")
        self._on.setEnabled(False)
        self._print = button(self.tr("In tờ khóa"), picture="printer")
        self._print.setVisible(may_print)
        self._said = text(tone="muted", wrap=True)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(text(self.tr("Tờ khóa khôi phục của cơ quan"), kind="title"))
        column.addWidget(text(self._why(), wrap=True))
        column.addWidget(shown)
        if not may_print:
            column.addWidget(
                text(
                    self.tr("Quầy này in ra thư mục, nên chép tay hai dòng trên vào giấy."),
                    tone="warn",
                    wrap=True,
                )
            )
        column.addWidget(self._said)
        column.addWidget(self.sealed)
        row = QHBoxLayout()
        row.addWidget(self._print)
        row.addStretch(1)
        row.addWidget(self._on)
        column.addLayout(row)
        self.sealed.toggled.connect(self._on.setEnabled)
        self._print.clicked.connect(self._send)
        self._on.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.setTabOrder(self._print, self.sealed)
        self.setTabOrder(self.sealed, self._on)
        (self._print if may_print else self.sealed).setFocus()

    def _send(self) -> None:
        desk, key = self._around.desk, self._key

        def printed(_: object) -> None:
            self._say(self.tr("Đã gửi tờ khóa tới máy in."))

        def failed(problem: Problem) -> None:
            self._say(" ".join(words.problem(problem)))

        self._around.bridge.ask(
            desk.workers.devices, lambda: desk.print_recovery_key(key), printed, failed, asker=self
        )

    def _say(self, said: str) -> None:
        self._said.setText(said)
        self._said.show()
        self.adjustSize()  # a sentence more must not squeeze the key

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not before it is sealed."""
        event.setAccepted(self.sealed.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does not lose the only copy."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _why(self) -> str:
        return self.tr(
            "Quên mật khẩu hay hỏng máy, chỉ tờ này mở lại được dữ liệu. Chương trình không giữ "
            "khóa; đóng cửa sổ này là không xem lại được."
        )
