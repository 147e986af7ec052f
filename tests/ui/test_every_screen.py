"""What holds on every screen: it fits, it is one window, and whoever cannot see hears its names."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from tests.ui.conftest import CHIEF, CLERK
from ui.page import Go, Place
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal

NAME, NUMBER = "Nguyễn Thị Ngọc Ánh", "001190000017"
QR = f"{NUMBER}||{NAME}|14051990|Nữ|Thôn Đoài, Xã Thử|01032022"


def intake(window: Rehearsal) -> IntakePage:
    page = window.page
    assert isinstance(page, IntakePage)
    return page


@pytest.mark.parametrize("who", [CLERK, CHIEF])
def test_every_screen_fits_without_scroll_bars(window: Rehearsal, who: tuple[str, str]) -> None:
    window.sign_in(*who)
    window.window.resize(1366, 768)
    workplace = window.window.workplace
    assert workplace is not None
    for place in workplace.pages:
        window.window.go(Go(place))
        window.settle(80)
        if place is Place.INTAKE:
            intake(window).scanned(QR)
            window.settle()
            intake(window).drafting.choose("1.001193")
            window.settle(200)
        assert (window.window.width(), window.window.height()) == (1366, 768), place
        bars = [
            bar
            for area in workplace.pages[place].findChildren(QAbstractScrollArea)
            for bar in area.findChildren(QScrollBar)
            if bar.isVisible() and bar.maximum() > 0
        ]
        assert bars == [], place


@pytest.mark.parametrize("who", [CLERK, CHIEF])
def test_the_program_has_one_window(window: Rehearsal, who: tuple[str, str]) -> None:
    """A part shown before it has its place would be a window of its own and take the focus."""
    window.sign_in(*who)
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [window.window]


def test_nothing_that_takes_keys_is_without_a_name(seated: Rehearsal) -> None:
    workplace = seated.window.workplace
    assert workplace is not None
    for place in workplace.pages:
        seated.window.go(Go(place))
        seated.settle(80)
        if place is Place.INTAKE:
            intake(seated).drafting.choose("1.001193")
            seated.settle(150)
        nameless = []
        for widget in seated.window.findChildren(QWidget):
            named = isinstance(widget, (QPushButton, QLineEdit)) or widget.focusPolicy().value & 1
            if not named or not widget.isVisible() or widget.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or not interface.text(QAccessible.Text.Name):
                nameless.append(type(widget).__name__)
        assert nameless == [], place
