"""Screens that share one line of the rail: choices beside the title, which take no height."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui import look
from ui.page import Place
from ui.widgets.panel import choice


class Siblings(QWidget):
    """Shown only with a screen that has siblings."""

    chosen = Signal(object)
    """The `Place`."""

    def __init__(self, families: Sequence[Sequence[tuple[Place, str]]]) -> None:
        super().__init__()
        self._families = tuple(tuple(one) for one in families if len(one) > 1)
        self._buttons: dict[Place, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.MARGIN_PX, 0, 0, 0)
        row.setSpacing(4)
        for family in self._families:
            for place, words in family:
                made = choice(words)
                made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                made.clicked.connect(lambda _=False, where=place: self.chosen.emit(where))
                self._group.addButton(made)
                self._buttons[place] = made
                row.addWidget(made)
        self.hide()

    def show_place(self, place: Place) -> Place:
        """Show the siblings of a screen; whose line of the rail it is."""
        family = next(
            (one for one in self._families if any(place is other for other, _ in one)), ()
        )
        here = {other for other, _ in family}
        for other, made in self._buttons.items():
            made.setVisible(other in here)
        if family:
            self._buttons[place].setChecked(True)
        self.setVisible(bool(family))
        return family[0][0] if family else place
