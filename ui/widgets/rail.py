"""The rail of screens on the left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, look
from ui.page import Place

WIDTH = 152
HIGH_PX = 44


class _Line(QPushButton):
    """As high as a finger likes; where the screen is low, the lines draw closer together."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HIGH_PX)


class Rail(QWidget):
    """One button a screen; below, what concerns the person who sits here."""

    chosen = Signal(object)
    """The `Place`."""
    lock_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, places: tuple[tuple[Place, str, str], ...]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 10, 6, 10)
        column.setSpacing(4)
        mark = QLabel()
        mark.setPixmap(icons.picture("motcua", "#000000", 34))
        mark.setFixedSize(34, 34)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self._group = QButtonGroup(self)
        self._buttons: dict[Place, QPushButton] = {}
        for place, words, drawing in places:
            made = self._button(words, drawing)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, where=place: self.chosen.emit(where))
            self._group.addButton(made)
            self._buttons[place] = made
            column.addWidget(made)
        column.addStretch(1)
        lock = self._button(self.tr("Khóa"), "lock")
        lock.setToolTip("Ctrl+L")
        lock.clicked.connect(self.lock_wanted)
        leave = self._button(self.tr("Đổi người"), "leave")
        leave.clicked.connect(self.leave_wanted)
        column.addWidget(lock)
        column.addWidget(leave)

    def show_place(self, place: Place) -> None:
        """Mark the screen in front, if it has a line; a dossier belongs to the search."""
        place = Place.SEARCH if place is Place.DOSSIER else place
        if place in self._buttons:
            self._buttons[place].setChecked(True)
        elif chosen := self._group.checkedButton():
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)

    def _button(self, words: str, drawing: str) -> QPushButton:
        made = _Line(words)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        made.setMaximumHeight(HIGH_PX)
        made.setProperty("role", "rail")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setIcon(icons.icon(drawing, look.colours().on_rail))
        made.setIconSize(QSize(20, 20))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setAccessibleName(words)
        return made
