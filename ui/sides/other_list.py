"""The list behind «Khác»: one line a panel, each with a digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.widgets.panel import Panel, text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Lines(QListWidget):
    """Arrows and Enter, or the digit in front of a line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if 1 <= digit <= self.count():
            self.setCurrentRow(digit - 1)
            self.itemActivated.emit(self.currentItem())
        elif event.key() in _ENTER and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class OtherList(Panel):
    """What can be done with this dossier beside the usual."""

    chosen = Signal(int)
    """The line's place."""

    def __init__(self) -> None:
        super().__init__(self.tr("Việc khác về hồ sơ này"))
        self.lines = _Lines()
        self.lines.setObjectName("quiet")
        self.lines.setAccessibleName(self.tr("Việc khác về hồ sơ này"))
        self.lines.itemActivated.connect(lambda _: self.chosen.emit(self.lines.currentRow()))
        self.lines.itemClicked.connect(lambda _: self.chosen.emit(self.lines.currentRow()))
        self.column.addWidget(self.lines, 1)
        self.column.addWidget(
            text(self.tr("Gõ số đứng trước, hoặc ↑ ↓ rồi Enter."), kind="small", tone="muted")
        )

    def show_names(self, names: Sequence[str]) -> None:
        """These are offered now."""
        row = max(self.lines.currentRow(), 0)
        self.lines.clear()
        for place, name in enumerate(names, start=1):
            self.lines.addItem(QListWidgetItem(f"{place}   {name}"))
        if names:
            self.lines.setCurrentRow(min(row, len(names) - 1))

    def begin(self) -> None:
        """Ready for the digit."""
        self.lines.setFocus()
