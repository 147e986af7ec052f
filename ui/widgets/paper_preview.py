"""A paper shown large: drawn by a worker, laid over the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from models.problems import Problem
from ui.page import Surroundings
from ui.widgets.preview import Preview

MOST_PAGES = 20
"""More of a paper is not shown at once."""


class PaperPreview(Preview):
    """The newest question wins: nobody waits for a paper that is not wanted any more."""

    def __init__(
        self, over: QWidget, around: Surroundings, failed: Callable[[Problem], None]
    ) -> None:
        super().__init__(over)
        self._around = around
        self._failed = failed

    def show_paper(self, pdf: Callable[[], bytes]) -> None:
        """A paper of our own making."""

        def pages() -> tuple[bytes, ...]:
            from printing.preview import page_count, page_png  # noqa: PLC0415 - the first one pays

            paper = pdf()
            return tuple(page_png(paper, one) for one in range(min(page_count(paper), MOST_PAGES)))

        self.show_pages(pages)

    def show_document(self, pdf: bytes) -> None:
        """A scanned document: its pages are drawn where foreign files are."""
        seat = self._around.seat
        self.show_pages(lambda: seat.capture.pictures(pdf, MOST_PAGES))

    def show_pages(self, pages: Callable[[], tuple[bytes, ...]]) -> None:
        """Pictures of pages, however they come."""
        self._around.bridge.ask(
            self._around.desk.workers.images,
            lambda: tuple(QImage.fromData(one) for one in pages()),
            self.show_images,
            self._failed,
            asker=self,
            latest="picture",
        )
