"""Counts as bars, drawn by hand: a name, a bar, a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import look

ROW_PX = 46
BAR_PX = 8


class Bars(QWidget):
    """The largest counts first; as many as fit."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self._name = name
        self._most = most
        self._counts: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW_PX)

    def show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Draw these; spoken as a list."""
        self._counts = tuple(counts)[: self._most]
        self.setFixedHeight(max(1, len(self._counts)) * ROW_PX)
        said = "; ".join(f"{name}: {count}" for name, count in self._counts)
        self.setAccessibleName(f"{self._name}: {said or '0'}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names above their bars, numbers at the right edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look.colours()
        if not self._counts:
            painter.setPen(QColor(colours.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.tr("Chưa có"))
            return
        largest = max(count for _, count in self._counts)
        metrics = painter.fontMetrics()
        for place, (name, count) in enumerate(self._counts):
            top = place * ROW_PX
            painter.setPen(QColor(colours.text))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.width() - 46)
            words = QRectF(0, top, self.width() - 46, ROW_PX - BAR_PX - 12)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
            number = QRectF(self.width() - 44, top, 44, ROW_PX - BAR_PX - 12)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(number, right, str(count))
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(0, top + ROW_PX - BAR_PX - 10, self.width(), BAR_PX)
            painter.setBrush(QColor(colours.sunken))
            painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
            track.setWidth(max(BAR_PX, self.width() * count / largest))
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
