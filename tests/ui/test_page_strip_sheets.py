"""A separator sheet that filed pages stays to be seen in the strip, and is called back by a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from desk.capture.filing import Filing
from models.codes import separator_text
from tests.ui.test_page_work import begun, ids
from ui.keys import Command
from ui.page import Notice
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.page_tile import NUMBER, SHEET


@pytest.fixture(autouse=True)
def _nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.capture.digitising.Digitising.loops", lambda _self: ())


def with_batch(seated: Rehearsal, folder: Path, count: int) -> IntakePage:
    """Pages that arrived together, as from a feeder; the strip has the focus."""
    page = begun(seated)
    path = folder / "xap.tif"
    sheets = [Image.new("RGB", (310, 438), (255, 255, 40 * one)) for one in range(count)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    page.tray.add_files([path])
    seated.wait_until(lambda: page.strip.strip.count() == count)
    page.strip.strip.setFocus()
    page.strip.strip.choose_row(0)
    return page


def filed(seated: Rehearsal, folder: Path) -> tuple[IntakePage, list[str], str]:
    """Four pages, of which the second is a separator sheet for the next paper; their ids."""
    page = with_batch(seated, folder, 4)
    before, following = ids(page), page.papers.rows[1].component
    desk = seated.counter.desk
    assert desk is not None
    Filing(page.around.seat.store, desk.events, desk.clock).prepared(
        before[1], [separator_text(following.code)]
    )
    seated.settle(100)
    return page, before, following.code


def shown(page: IntakePage) -> list[tuple[object, object]]:
    """What the tiles say: a page's number, or where a sheet led."""
    strip = page.strip.strip
    items = [strip.item(row) for row in range(strip.count())]
    return [(one.data(NUMBER), one.data(SHEET)) for one in items]


def test_a_sheet_stays_visible_where_it_lay_and_where_its_pages_went(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page, before, following = filed(seated, tmp_path)
    named = page.papers.rows[1].component.name
    assert (ids(page), ids(page, following)) == (before[:1], before[2:])
    assert shown(page) == [(1, None), (None, named)]
    assert page.papers.rows[0].pages.text() == "1 trang", "a sheet is no page"
    page.papers.focus_row(page.papers.rows[1])
    seated.settle()
    assert shown(page) == [(None, named), (1, None), (2, None)]
    page.strip.strip.setFocus()
    page.strip.strip.choose_row(1)
    seated.key("Alt+Right")
    assert ids(page, following) == [before[3], before[2]]


def test_one_key_calls_the_sheet_back_with_its_pages(seated: Rehearsal, tmp_path: Path) -> None:
    page, before, following = filed(seated, tmp_path)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    seated.key("Right")
    assert page.strip.current() == ""
    assert "K: giữ lại tờ phân cách" in page.strip.foot.said()
    seated.key("Del")
    seated.key("R")
    assert shown(page)[1][1] is not None, "what is no page is neither turned nor removed"
    seated.key("K")
    assert ids(page) == before
    assert shown(page) == [(1, None), (2, None), (3, None), (4, None)]
    assert "về chỗ cũ" in told[-1].words
    seated.press(Command.UNDO)
    assert (ids(page), ids(page, following)) == (before[:1], before[2:])
    assert shown(page)[1][1] == page.papers.rows[1].component.name
