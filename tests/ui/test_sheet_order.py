"""A stack of fronts and a stack of backs become sheets by a key, after a look at the new order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.test_page_strip_sheets import with_batch
from tests.ui.test_page_work import ids
from ui.keys import Command
from ui.page import Notice
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.page_tile import NUMBER
from ui.widgets.sheet_order import SheetOrder


@pytest.fixture(autouse=True)
def _nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.capture.digitising.Digitising.loops", lambda _self: ())


def asked(seated: Rehearsal, page: IntakePage) -> SheetOrder:
    QTest.keyClick(page.strip.strip, Qt.Key.Key_X)  # no window is active after another closed
    seated.settle()
    form = page.strip.findChild(SheetOrder)
    assert isinstance(form, SheetOrder)
    return form


def proposed(form: SheetOrder) -> list[int]:
    return [form.preview.item(row).data(NUMBER) for row in range(form.preview.count())]


def test_the_order_is_shown_before_it_is_made_and_is_taken_back(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page = with_batch(seated, tmp_path, 6)
    before = ids(page)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    form = asked(seated, page)
    assert proposed(form) == [1, 6, 2, 5, 3, 4]
    assert form.order.accessibleName() == "Thứ tự mới: 1–6, 2–5, 3–4"
    assert ids(page) == before, "a proposal moves nothing"
    form.doing.click()
    seated.settle(100)
    assert ids(page) == [before[one - 1] for one in (1, 6, 2, 5, 3, 4)]
    assert told[-1].words == "Đã xếp thành 3 tờ hai mặt."
    seated.press(Command.UNDO)
    assert ids(page) == before


def test_backs_in_their_order_are_paired_as_they_lie(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_batch(seated, tmp_path, 4)
    before = ids(page)
    form = asked(seated, page)
    form.in_order.click()
    assert proposed(form) == [1, 3, 2, 4]
    form.reject()
    seated.settle(100)
    assert ids(page) == before
    form = asked(seated, page)
    form.in_order.click()
    form.doing.click()
    seated.settle(100)
    assert ids(page) == [before[one - 1] for one in (1, 3, 2, 4)]


def test_an_odd_count_is_refused_in_words(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_batch(seated, tmp_path, 3)
    before = ids(page)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    seated.key("X")
    assert page.strip.findChild(SheetOrder) is None
    assert told[-1].words == "Có 3 trang, số lẻ: có mặt giấy thiếu hoặc thừa."
    assert ids(page) == before
