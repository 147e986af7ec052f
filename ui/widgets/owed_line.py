"""A quiet line: receipts that were promised and never came out of the printer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.panel import button, picture, text


class OwedLine(QFrame):
    """Hidden while nothing is owed."""

    printing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("debt")
        self.count = 0
        self._words = text()
        self._print = button(self.tr("In ngay (Ctrl+P)"), "small", picture="printer")
        self._print.clicked.connect(self.printing)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 5)
        row.setSpacing(10)
        row.addWidget(picture("warn", "warn", 20))
        row.addWidget(self._words, 1)
        row.addWidget(self._print)
        self.hide()

    def show_count(self, count: int) -> None:
        """So many receipts are owed."""
        self.count = count
        said = self.tr("{0} giấy hẹn chưa in.").format(count)
        self._words.setText(said)
        self._print.setEnabled(True)
        self._print.setAccessibleName(f"{said} {self.tr('In ngay (Ctrl+P)')}")
        self.setVisible(bool(count))

    def show_printing(self) -> None:
        """They are on their way; a second stroke asks for nothing."""
        self._print.setEnabled(False)
        self.count = 0
