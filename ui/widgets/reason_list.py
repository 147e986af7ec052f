"""Reasons for a refusal to tick, from the list of the day; the blank key ticks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from models.refusal_reasons import RefusedAt, refusal_reasons
from ui import words
from ui.widgets.wrapped_lines import WrappedLines

_SENTENCE = Qt.ItemDataRole.UserRole


class ReasonList(WrappedLines):
    """What is ticked is printed in Vietnamese, whatever the window speaks."""

    def __init__(self, where: RefusedAt, on: date) -> None:
        super().__init__()
        self._where = where
        self.setAccessibleName(self.tr("Lý do từ chối"))
        self.offer(on)

    def offer(self, on: date) -> None:
        """The list of this day, nothing ticked."""
        self.clear()
        for reason in refusal_reasons(on, self._where):
            item = QListWidgetItem(reason.en if words.english() else reason.vi)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_SENTENCE, reason.vi)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)

    def ticked(self) -> tuple[str, ...]:
        """The sentences that are ticked, in their order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(
            str(item.data(_SENTENCE))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def untick(self) -> None:
        """None is meant any more."""
        for row in range(self.count()):
            self.item(row).setCheckState(Qt.CheckState.Unchecked)
