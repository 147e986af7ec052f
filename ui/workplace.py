"""What a signed-in person sees: the rail, the strip, one page at a time, the bar of keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.page import Page, Place
from ui.screens import Screens
from ui.widgets.display_menu import DisplayMenu
from ui.widgets.key_bar import KeyBar
from ui.widgets.rail import Rail
from ui.widgets.siblings import Siblings
from ui.widgets.status_strip import StatusStrip


class _OneAtATime(QStackedWidget):
    """Asks for the room of the page in front, not of the largest one behind."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.sizeHint() if front is not None else super().sizeHint()


class Workplace(QWidget):
    """One for the person who sits here; made anew for another language or scheme."""

    page_made = Signal(object)
    """A new `Page`, before anybody sees it."""

    def __init__(
        self, screens: Rail, strip: StatusStrip, menu: DisplayMenu, pages: Screens
    ) -> None:
        super().__init__()
        self.rail, self.strip, self.menu, self.pages = screens, strip, menu, pages
        menu.setParent(self, menu.windowFlags())
        strip.display_wanted.connect(self.open_menu)
        self.siblings = Siblings(pages.families())
        strip.put_beside_title(self.siblings)
        self.bar = KeyBar()
        self.stack = _OneAtATime()
        pages.made = self._made
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(strip)
        right.addWidget(self._reachable(), 1)
        right.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(screens)
        row.addLayout(right, 1)

    def _reachable(self) -> QScrollArea:
        """On a small or much enlarged screen a page is scrolled, never larger than the screen."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(self.stack)
        return area

    def show_place(self, place: Place, title: str) -> None:
        """Name the screen in front; mark it on the rail and among those that share its line."""
        self.siblings.hide()  # the old choices and the new title never ask for room together
        self.strip.show_title(title)
        self.rail.show_place(self.siblings.show_place(place))

    def _made(self, page: Page) -> None:
        self.stack.addWidget(page)
        self.page_made.emit(page)

    def open_menu(self) -> None:
        """Language and colours."""
        self.menu.popup(self.strip.menu_corner())
