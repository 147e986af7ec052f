"""Papers other than receipts on their way from a page to the printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from models.problems import Problem
from ui import words
from ui.page import Notice, Page, Surroundings

if TYPE_CHECKING:
    from ui.sides.side import Side


def print_paper(around: Surroundings, asker: Page | Side, paper: object, copies: int = 1) -> None:
    """Set the paper and print it; what goes wrong is told, and the act it is about stands."""

    def work() -> str:
        pdf, title = render(paper)
        desk = around.desk
        return desk.spool().send(pdf, title, printer=desk.settings.printer, copies=copies)

    def failed(problem: Problem) -> None:
        what, next_step = words.problem(problem)
        asker.telling.emit(Notice(what, next_step, "bad", "print"))

    around.bridge.ask(around.desk.workers.devices, work, lambda _: None, failed, asker=asker)


def render(paper: object) -> tuple[bytes, str]:
    """A paper as PDF, and the name it goes to the printer under. TypeError for no paper at all."""
    from models.papers import handing as between  # noqa: PLC0415 - the first paper pays
    from models.papers import notices as notes  # noqa: PLC0415
    from printing import handing, notices  # noqa: PLC0415

    renderers: dict[type, tuple[Callable[[Any], bytes], str]] = {
        between.BundleRecord: (handing.render_bundle, "bien-ban-ban-giao"),
        between.CollectionList: (handing.render_collection, "danh-sach-ky-nhan"),
        notes.SupplementNotice: (notices.render_supplement, "yeu-cau-bo-sung"),
        notes.Apology: (notices.render_apology, "xin-loi-hen-lai"),
    }
    found = renderers.get(type(paper))
    if found is None:
        raise TypeError(type(paper).__name__)
    renderer, title = found
    return renderer(paper), title
