"""The side panels of a dossier and the row of buttons that chooses among them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import look
from ui.sides.side import Side
from ui.widgets.panel import button


class SideChoice(QWidget):
    """The first panel is the usual one; Esc comes back to it."""

    turned = Signal()
    """Another panel is in front."""

    def __init__(self, width_px: int) -> None:
        super().__init__()
        self.setFixedWidth(width_px)
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(3)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP_PX)
        column.addLayout(self._row)
        column.addWidget(self._stack, 1)

    def add(self, words: str, panel: QWidget) -> None:
        """One more panel under a word."""
        made = button(words, "choice")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        which = self._stack.addWidget(panel)
        made.setChecked(which == 0)
        made.clicked.connect(lambda: self.turn_to(which))
        self._group.addButton(made)
        self._buttons.append(made)
        self._row.addWidget(made)

    @property
    def side(self) -> Side | None:
        """The `Side` in front; None for the usual panel."""
        front = self._stack.currentWidget()
        return front if isinstance(front, Side) else None

    def turn_to(self, which: int) -> None:
        """Bring a panel to the front and begin its job."""
        self._stack.setCurrentIndex(which)
        self._buttons[which].setChecked(True)
        if self.side is not None:
            self.side.focus_first()
        self.turned.emit()
