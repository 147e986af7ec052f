"""A quiet line: dossiers with values read from paper that nobody has confirmed yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.panel import button, picture, text


class ConfirmLine(QFrame):
    """Hidden while nothing is owed."""

    opening = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("debt")
        self.count = 0
        self._words = text()
        self._open = button(self.tr("Xác nhận (Ctrl+D)"), "small", picture="eye")
        self._open.clicked.connect(self.opening)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 5)
        row.setSpacing(10)
        row.addWidget(picture("warn", "warn", 20))
        row.addWidget(self._words, 1)
        row.addWidget(self._open)
        self.hide()

    def show_count(self, dossiers: int, fields: int) -> None:
        """So many dossiers owe so many values."""
        self.count = dossiers
        said = self.tr("{0} hồ sơ còn {1} giá trị đọc từ giấy chờ xác nhận.").format(
            dossiers, fields
        )
        self._words.setText(said)
        self._open.setAccessibleName(f"{said} {self.tr('Xác nhận (Ctrl+D)')}")
        self.setVisible(bool(dossiers))
