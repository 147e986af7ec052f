"""A QR symbol on the screen, dark on white in every colour scheme, so that a phone reads it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Modules that stay white around it (ISO/IEC 18004)."""


def rows_of(text: str) -> tuple[str, ...]:
    """The modules of a text, from the top; 1 is dark."""
    from printing.barcodes import qr  # noqa: PLC0415 - the first one pays

    return qr(text).rows


class QrPicture(QWidget):
    """Whole pixels a module, as many as there is room for."""

    def __init__(self, side_px: int, named: str) -> None:
        super().__init__()
        self._rows: tuple[str, ...] = ()
        self._side = side_px
        self.setAccessibleName(named)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        """As large as it was ordered."""
        return QSize(self._side, self._side)

    def show_rows(self, rows: Sequence[str]) -> None:
        """Another symbol; none hides it."""
        self._rows = tuple(rows)
        self.setVisible(bool(rows))
        self.update()

    def is_shown(self) -> bool:
        """Whether there is a symbol."""
        return bool(self._rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, dark modules."""
        del event
        if not self._rows:
            return
        across = len(self._rows) + 2 * _QUIET
        unit = max(min(self.width(), self.height()) // across, 1)
        left, top = (self.width() - unit * across) // 2, (self.height() - unit * across) // 2
        painter = QPainter(self)
        painter.fillRect(QRect(left, top, unit * across, unit * across), Qt.GlobalColor.white)
        for down, row in enumerate(self._rows, start=_QUIET):
            for right, dark in enumerate(row, start=_QUIET):
                if dark == "1":
                    painter.fillRect(
                        left + right * unit, top + down * unit, unit, unit, Qt.GlobalColor.black
                    )
