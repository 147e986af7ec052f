"""Pictures of pages being worked on: states and flaws in the strip, both sides by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from models.pages import PageState
from ui.keys import Command
from ui.page_keys import PageAct
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal

Shoot = Callable[[Rehearsal, str], None]
A4_200 = (1654, 2339)


def film_pages(window: Rehearsal, shoot: Shoot, pages: list[Path]) -> None:
    """An intake whose first paper has pages of several kinds; it is put aside at the end."""
    window.press(Command.NEXT_CITIZEN)
    page = window.page
    if not isinstance(page, IntakePage):
        raise TypeError(page)
    page.procedure.chosen.emit("1.001193")
    window.settle(300)
    page.papers.focus_first()
    blank = pages[0].with_name("trang-trang.png")
    Image.new("RGB", A4_200, "#FDFDFB").save(blank, dpi=(200, 200))
    page.tray.add_files([*pages, blank])
    window.settle(300)
    window.wait_until(lambda: all(_clean(one.state) for one in page.tray.pages))
    page.strip.strip.setFocus()
    window.window.toasts.drop_all()
    shoot(window, "pages")
    page.strip.acting.emit(PageAct.BY_HAND, "")
    window.settle(100)
    shoot(window, "pages-by-hand")
    page.strip.foot.giving_up.emit()
    window.press(Command.HOLD)


def _clean(state: PageState) -> bool:
    return state is not PageState.CAPTURED
