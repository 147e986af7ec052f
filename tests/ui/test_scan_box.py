"""Scanners type fast; people do not. Fields keep only what people typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.scan_box import FAST_MS, ScanBox, ScanWatch

PATIENCE_MS = 60_000
CODE = "H15.50.05.13-261008-0975"


class Counter(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field, self.raw = QLineEdit(), ScanBox()
        column.addWidget(self.field)
        column.addWidget(self.raw)


@pytest.fixture
def counter(qtbot: QtBot) -> tuple[Counter, ScanWatch, list[str]]:
    window = Counter()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.windowHandle() is not None, timeout=PATIENCE_MS)
    watch, scans = ScanWatch(), []
    watch.scanned.connect(scans.append)
    watch.watch(window.windowHandle())
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus, timeout=PATIENCE_MS)
    return window, watch, scans


def press(window: QWidget, key: int, text: str, at_ms: int) -> None:
    """One key as the window system delivers it, with its own time."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(window.windowHandle(), event)


def scan(window: QWidget, text: str, gap: int = 1, *, prefix: bool = False) -> None:
    now = 1_000_000
    if prefix:
        press(window, Qt.Key.Key_F12, "", now)
    for letter in text:
        now += gap
        press(window, ord(letter.upper()), letter, now)
    press(window, Qt.Key.Key_Return, "\r", now + gap)


@pytest.mark.parametrize("text", [CODE, "001190000017", "TAM-Q1-261123-0001"])
@pytest.mark.parametrize("gap", [1, 5])
def test_a_scan_is_caught_and_leaves_no_key_behind(
    counter: tuple[Counter, ScanWatch, list[str]], text: str, gap: int
) -> None:
    window, _, scans = counter
    window.field.setText("Nguyễn Thị")
    scan(window, text, gap)
    assert scans == [text]
    assert window.field.text() == "Nguyễn Thị"


def test_with_the_prefix_even_an_unknown_code_is_caught_whole(
    counter: tuple[Counter, ScanWatch, list[str]],
) -> None:
    window, _, scans = counter
    scan(window, "ABC-12345", prefix=True)
    assert scans == ["ABC-12345"]
    assert window.field.text() == ""


def test_people_type_undisturbed(counter: tuple[Counter, ScanWatch, list[str]]) -> None:
    window, _, scans = counter
    for place, letter in enumerate("001190000017"):
        press(window, ord(letter), letter, 1_000_000 + place * (FAST_MS + 25))
    assert window.field.text() == "001190000017"
    assert scans == []


def test_fast_keys_that_are_no_scan_are_given_back_in_their_order(
    qtbot: QtBot, counter: tuple[Counter, ScanWatch, list[str]]
) -> None:
    window, _, scans = counter
    entered: list[str] = []
    window.field.returnPressed.connect(lambda: entered.append(window.field.text()))
    scan(window, "nguyen van hau")
    qtbot.waitUntil(lambda: window.field.text() == "nguyen van hau", timeout=PATIENCE_MS)
    assert entered == ["nguyen van hau"]
    assert scans == []


def test_the_raw_box_takes_a_scan_itself(
    counter: tuple[Counter, ScanWatch, list[str]],
) -> None:
    window, _, scans = counter
    entered: list[str] = []
    window.raw.entered.connect(entered.append)
    window.raw.setFocus()
    scan(window, CODE)
    assert entered == [CODE]
    assert scans == []


def test_no_input_method_touches_the_raw_box(qtbot: QtBot) -> None:
    box = ScanBox()
    qtbot.addWidget(box)
    assert box.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    ordinary = QLineEdit()
    qtbot.addWidget(ordinary)
    assert ordinary.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True
