"""Several pages of the strip are chosen; what is done with them is one step to take back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.ui.test_page_strip_sheets import filed, with_batch
from tests.ui.test_page_work import ids, pages_of, pressed
from ui.keys import Command
from ui.page import Notice
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal


@pytest.fixture(autouse=True)
def _nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.capture.digitising.Digitising.loops", lambda _self: ())


def click(page: IntakePage, row: int, held: Qt.KeyboardModifier) -> None:
    strip = page.strip.strip
    at = strip.visualItemRect(strip.item(row)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, held, at)


def test_chosen_pages_are_turned_and_removed_in_one_step(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_batch(seated, tmp_path, 4)
    before = ids(page)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    seated.key("Shift+Right")
    seated.key("Shift+Right")
    assert page.strip.chosen() == tuple(before[:3])
    assert page.strip.foot.said().startswith("3 trang đã chọn")
    seated.key("R")
    assert [one.rotation for one in pages_of(page)] == [90, 90, 90, 0]
    assert page.strip.chosen() == tuple(before[:3]), "they stay chosen"
    seated.press(Command.UNDO)
    assert [one.rotation for one in pages_of(page)] == [0, 0, 0, 0]
    seated.key("Del")
    assert ids(page) == before[3:]
    assert told[-1].words == "Đã xóa 3 trang. Ctrl+Z để lấy lại."
    assert page.strip.foot.said() == ""
    seated.press(Command.UNDO)
    assert ids(page) == before


def test_pages_apart_are_chosen_with_the_mouse_and_move_together(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page = with_batch(seated, tmp_path, 4)
    first, second, third, fourth = ids(page)
    click(page, 1, Qt.KeyboardModifier.NoModifier)
    click(page, 3, Qt.KeyboardModifier.ControlModifier)
    assert page.strip.chosen() == (second, fourth)
    seated.key("Alt+Left")
    assert ids(page) == [second, fourth, first, third]
    assert page.strip.chosen() == (second, fourth)
    seated.key("Alt+Left")
    seated.key("Alt+Right")
    assert ids(page) == [first, second, fourth, third]
    page.strip.strip.moved.emit(3)  # dropped on the last page
    seated.settle()
    assert ids(page) == [first, third, second, fourth]


@pytest.mark.parametrize("key", ["C", "T"])
def test_chosen_pages_alone_go_to_another_paper(
    seated: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # nothing grabs keys without a display
    page = with_batch(seated, tmp_path, 4)
    before, following = ids(page), page.papers.rows[1].component.code
    click(page, 0, Qt.KeyboardModifier.NoModifier)
    click(page, 2, Qt.KeyboardModifier.ControlModifier)
    seated.key(key)
    pressed(page.strip.findChild(QMenu), 0)
    seated.settle()
    assert ids(page) == [before[1], before[3]]
    assert ids(page, following) == [before[0], before[2]]
    seated.press(Command.UNDO)
    assert ids(page) == before


def test_all_pages_are_chosen_and_no_separator_sheet(seated: Rehearsal, tmp_path: Path) -> None:
    page, before, following = filed(seated, tmp_path)
    page.papers.focus_row(page.papers.rows[1])
    seated.settle()
    page.strip.strip.setFocus()
    seated.key("Ctrl+A")
    assert page.strip.chosen() == tuple(before[2:])
    sheet, first, _ = (page.strip.strip.item(row) for row in range(3))
    assert not sheet.isSelected()
    rect = page.strip.strip.visualItemRect
    assert rect(sheet).right() < rect(first).left(), "a wide tile covers no page"
    seated.key("Del")
    assert ids(page, following) == []
    seated.press(Command.UNDO)
    assert ids(page, following) == before[2:]
