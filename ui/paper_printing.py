"""Papers other than receipts on their way from a page to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.problems import Problem
from ui import words
from ui.page import Notice, Page, Surroundings

if TYPE_CHECKING:
    from ui.books.book import Book
    from ui.sides.side import Side


def print_paper(
    around: Surroundings,
    asker: Page | Side | Book,
    paper: object,
    copies: int = 1,
    dossier_id: str = "",
) -> None:
    """Print the paper; what goes wrong is told, and the act it is about stands."""
    seat = around.seat

    def work() -> str:
        return seat.papers.print_paper(seat.user, paper, copies, dossier_id)

    def failed(problem: Problem) -> None:
        what, next_step = words.problem(problem)
        asker.telling.emit(Notice(what, next_step, "bad", "print"))

    around.bridge.ask(around.desk.workers.devices, work, lambda _: None, failed, asker=asker)


def render(paper: object) -> tuple[bytes, str]:
    """A paper as PDF, and the name it goes to the printer under. TypeError for no paper at all."""
    from printing.papers import set_paper  # noqa: PLC0415 - the first paper pays

    set_ = set_paper(paper)
    return set_.pdf, set_.title
