"""A list whose lines are as high as their words need, whatever the style sheet adds around them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_AROUND_PX = (24, 12)
"""Padding and border of a line in the style sheet, and the margins Qt adds to its words."""

_TICK_PX = 26
"""The box before a line that can be ticked, and the room behind it."""


class _Wrapping(QStyledItemDelegate):
    """Qt measures wrapped words without the padding of the style sheet: the last one was cut."""

    def __init__(self, over: QListWidget) -> None:
        super().__init__(over)
        self._list = over

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        width = self._list.viewport().width()
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) is not None
        beside = _AROUND_PX[0] + (_TICK_PX if ticked else 0)
        room = QRect(0, 0, max(width - beside, 40), 10_000)
        words = str(index.data() or "")
        needed = self._list.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words)
        return QSize(width, needed.height() + _AROUND_PX[1])


class WrappedLines(QListWidget):
    """Arrows walk the lines; none is elided."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Wrapping(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
