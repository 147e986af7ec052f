"""The side panels of a dossier: four by their buttons, the others from one short list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
from ui.sides.deeds import DeedsSide
from ui.sides.other_list import OtherList
from ui.sides.side import Side
from ui.widgets.panel import button

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView


class SideChoice(QWidget):
    """The first panel is the usual one; Esc comes back to it.

    What is needed less often waits in the list of the last button: only what this dossier and this
    person allow, each with a digit, so that F8 and one digit bring it to the front.
    """

    turned = Signal()
    """Another panel is in front."""

    def __init__(self, width_px: int) -> None:
        super().__init__()
        self.setFixedWidth(width_px)
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        self._others: tuple[DeedsSide, ...] = ()
        self._view: DossierView | None = None
        self._row = QHBoxLayout()
        self._row.setSpacing(3)
        self._stack = QStackedWidget()
        self.list = OtherList()
        self.list.chosen.connect(self._chose)
        self._more = self._button(self.tr("Khác"))
        self._more.setToolTip(self.tr("Việc khác về hồ sơ này (F8)"))
        self._more.clicked.connect(self.open_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP_PX)
        column.addLayout(self._row)
        column.addWidget(self._stack, 1)

    def add(self, words: str, panel: QWidget) -> None:
        """One more panel under a word."""
        made = self._button(words)
        which = self._stack.addWidget(panel)
        made.setChecked(which == 0)
        made.clicked.connect(lambda: self.turn_to(which))
        self._buttons.append(made)
        self._row.addWidget(made)

    def add_others(self, sides: Sequence[DeedsSide]) -> None:
        """The panels of the list, in its order."""
        self._others = tuple(sides)
        self._row.addWidget(self._more)
        for one in (self.list, *sides):
            self._stack.addWidget(one)

    @property
    def side(self) -> Side | None:
        """The `Side` in front; None for the usual panel and the list."""
        front = self._stack.currentWidget()
        return front if isinstance(front, Side) else None

    @property
    def usual(self) -> bool:
        """Whether the usual panel is in front."""
        return self._stack.currentIndex() == 0

    def turn_to(self, which: int) -> None:
        """Bring a panel to the front and begin its job."""
        self._stack.setCurrentIndex(which)
        (self._buttons[which] if which < len(self._buttons) else self._more).setChecked(True)
        if self.side is not None:
            self.side.focus_first()
        self.turned.emit()

    def open_list(self) -> None:
        """The list of the others."""
        if self.shows_others():
            self.refresh(self._view)
            self.turn_to(self._stack.indexOf(self.list))
            self.list.begin()

    def step_back(self) -> bool:
        """One step towards the usual panel; False when it is in front."""
        if self.usual:
            return False
        if self.side in self._others:
            self.open_list()
        else:
            self.turn_to(0)
        return True

    def shows_others(self) -> bool:
        """Whether the list has anything to offer now."""
        return bool(self._offered())

    def refresh(self, view: DossierView | None) -> None:
        """Another dossier, or it stands elsewhere: what may be done is another matter."""
        self._view = view
        offered = self._offered()
        self.list.show_names([side.name for side in offered])
        self._more.setVisible(bool(offered))
        if self.side in self._others and self.side not in offered:
            self.turn_to(0)

    def _chose(self, place: int) -> None:
        offered = self._offered()
        if 0 <= place < len(offered):
            self.turn_to(self._stack.indexOf(offered[place]))

    def _offered(self) -> tuple[DeedsSide, ...]:
        view = self._view
        return tuple(one for one in self._others if view is not None and one.offered(view))

    def _button(self, words: str) -> QPushButton:
        made = button(words, "choice")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._group.addButton(made)
        return made
