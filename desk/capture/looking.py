"""Pages as the window sees them: pictures and parts of them, how far each is, what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from desk.capture.likeness import Look, twice
from models.attachment import Page
from models.pages import DroppedSheet, PageState, PageStatus, PageView, Proposal, ReadingStage
from models.problems import Problem
from models.reading import Box
from models.store import drafts, page_findings, page_sheets, page_texts, page_work
from models.store.blobs import Blobs
from models.store.engine import Store, Tx

PDF = "application/pdf"


class Draws(Protocol):
    """Draws pages and parts of them (`desk.capture.decoder.Decoder`)."""

    def thumbnail(self, page: Page, data: bytes, width_px: int) -> bytes:
        """A PNG of a page."""

    def crop(self, picture: bytes, box: Box, width_px: int) -> bytes:
        """A PNG of a part of a picture."""


@dataclass(frozen=True, slots=True)
class BatchCheck:
    """What is noticeable about a component's pages; nothing of it stops anybody.

    ``sheets`` is what the clerk counted, None when nobody did; ``missing`` pages are fewer than
    that, ``surplus`` more. ``twice`` are pairs of pages that look like one sheet scanned twice.
    """

    pages: int
    sheets: int | None
    missing: int
    surplus: int
    twice: tuple[tuple[str, str], ...]
    blank: tuple[str, ...]


class Looking:
    """Reads only; blocks while a worker draws."""

    def __init__(self, store: Store, blobs: Blobs, draws: Draws) -> None:
        self._store = store
        self._blobs = blobs
        self._draws = draws

    def status(self, draft_id: str) -> tuple[PageStatus, ...]:
        """The pages of a draft or dossier by component and position, and how far each is."""
        with self._store.reading() as tx:
            views, undone = page_findings.of_draft(tx, draft_id), page_findings.undone(tx, draft_id)
            read = page_texts.stages(tx, draft_id)
            pages = drafts.pages(tx, draft_id)
            troubles = page_work.page_troubles(tx, [one.id for one in pages])
            found = []
            for page in pages:
                trouble = troubles.get(page.id)
                view = views.get(page.id)
                found.append(
                    PageStatus(
                        page,
                        _state(view, read.get(page.id, frozenset())),
                        None if view is None else view.findings,
                        undone.get(page.id, ()),
                        "" if trouble is None else trouble.code,
                    )
                )
        return tuple(found)

    def dropped_sheets(self, draft_id: str) -> tuple[DroppedSheet, ...]:
        """The separator sheets that filed the draft's pages, in the order of their arrival."""
        with self._store.reading() as tx:
            return page_sheets.dropped(tx, draft_id)

    def check(
        self, draft_id: str, component_code: str, sheets: int | None = None, *, duplex: bool = False
    ) -> BatchCheck:
        """Count a component's pages against the clerk's sheets, and look for sheets seen twice."""
        with self._store.reading() as tx:
            views = page_findings.of_draft(tx, draft_id)
            undone = page_findings.undone(tx, draft_id)
            pages = [
                one for one in drafts.pages(tx, draft_id) if one.component_code == component_code
            ]
            looks = {one.id: _look(tx, one, views.get(one.id)) for one in pages}
        blank = tuple(
            one.id
            for one in pages
            if one.id in views
            and views[one.id].findings.probably_blank
            and Proposal.BLANK not in undone.get(one.id, ())
        )
        wanted = None if sheets is None else sheets * (2 if duplex else 1)
        written = [one for one in pages if one.id not in blank]
        return BatchCheck(
            pages=len(pages),
            sheets=sheets,
            missing=0 if wanted is None else max(0, wanted - len(pages)),
            surplus=0 if wanted is None else max(0, len(pages) - wanted),
            twice=twice(written, looks),
            blank=blank,
        )

    def thumbnail(self, page_id: str, width_px: int) -> bytes:
        """A PNG of the page as it will lie in the document. Raises Problem page_unreadable."""
        page, view, turn = self._shown(page_id)
        sha256, shown = page.sha256, replace(page, rotation=turn)
        if view is not None and page.media_type != PDF:
            sha256 = view.sha256
            shown = replace(page, media_type="image/jpeg", file_page=0, rotation=0)
        return self._draws.thumbnail(shown, self._content(sha256), width_px)

    def crop(self, page_id: str, box: Box, width_px: int) -> bytes:
        """A PNG of a part of the page's clean picture, `width_px` wide.

        Raises Problem capture.page_unreadable, also while there is no such picture.
        """
        _, view, _ = self._shown(page_id)
        if view is None:
            raise Problem("capture.page_unreadable")
        return self._draws.crop(self._content(view.sha256), box, width_px)

    def _shown(self, page_id: str) -> tuple[Page, PageView | None, int]:
        with self._store.reading() as tx:
            page, view = drafts.page(tx, page_id), page_findings.get(tx, page_id)
        if page is None:
            raise Problem("store.no_page")
        return page, view, page.rotation if view is None else view.findings.turn

    def _content(self, sha256: str) -> bytes:
        with self._store.reading() as tx:
            return self._blobs.get(tx, sha256)


def _look(tx: Tx, page: Page, view: PageView | None) -> Look:
    text = page_texts.best(tx, page.id)
    likeness = b"" if view is None else view.likeness
    return Look(likeness, () if text is None else tuple(text.text.split()))


def _state(view: PageView | None, read: frozenset[ReadingStage]) -> PageState:
    if view is None:
        return PageState.CAPTURED
    if ReadingStage.FUSED in read:
        return PageState.READ
    return PageState.FIRST_READ if read else PageState.PREPARED
