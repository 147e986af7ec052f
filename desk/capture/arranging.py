"""What a clerk does with captured pages: turn, move, split, merge, order the sides, take back.

Every act is one transaction that first notes how the pages lay, gives its step of the undo stack,
and is undone by `undo`; nothing is lost until the draft is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from desk.clock import Clock
from models.attachment import Page
from models.pages import Proposal
from models.problems import Problem
from models.store import drafts, page_findings, page_sheets, page_steps
from models.store.engine import Store, Tx
from models.store.page_steps import Step

TURNED, MOVED, DELETED, RESTORED = "turned", "moved", "deleted", "restored"
SPLIT, MERGED, ORDERED, TAKEN_BACK = "split", "merged", "ordered", "taken_back"
_SHOWN = (Proposal.TURN, Proposal.CLEAN)
"""Proposals that change the picture: without them the page is made ready anew."""


_Page = TypeVar("_Page")


def as_sheets(pages: Sequence[_Page], *, backs_reversed: bool) -> list[_Page]:
    """Fronts, then as many backs, in the order of the sheets; ``backs_reversed``: last one first.

    An odd count is a ValueError.
    """
    half = len(pages) // 2
    fronts, backs = pages[:half], pages[half:]
    backs = backs[::-1] if backs_reversed else backs
    return [one for pair in zip(fronts, backs, strict=True) for one in pair]


class Arranging:
    """Acts on the pages of drafts. Positions count from 0 in each component."""

    def __init__(self, store: Store, clock: Clock, changed: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._changed = changed
        """Called after an act that makes background work."""

    def turn(self, page_id: str, degrees: int) -> Page:
        """Turn a page clockwise by a multiple of 90 degrees, as it is shown now."""
        if degrees % 90:
            raise ValueError("pages turn by quarters")
        with self._store.writing() as tx:
            turned = _turned(tx, self._noted(tx, page_id, TURNED), degrees)
        self._changed()
        return turned

    def turn_all(self, page_ids: Sequence[str], degrees: int) -> Step:
        """Turn pages of one draft, in one step; as `turn`."""
        if degrees % 90:
            raise ValueError("pages turn by quarters")
        with self._store.writing() as tx:
            pages, step = self._noted_all(tx, page_ids, TURNED)
            for page in pages:
                _turned(tx, page, degrees)
        self._changed()
        return step

    def take_back(self, page_id: str, proposal: Proposal) -> Step:
        """Do without what the machine proposed for a page; the sheet it calls a separator stays."""
        with self._store.writing() as tx:
            page = _page(tx, page_id)
            step = page_steps.note(tx, _alive(tx, page.draft_id), TAKEN_BACK, self._clock())
            undone = page_findings.undone_of(tx, page_id)
            page_findings.set_undone(tx, page_id, (*undone, proposal))
            if proposal in _SHOWN:
                page_findings.forget(tx, page_id)
        self._changed()
        return step

    def keep_sheet(self, draft_id: str, page_id: str) -> Step:
        """A separator sheet that was taken out is a page after all: back with those it led."""
        with self._store.writing() as tx:
            dropped = page_sheets.dropped(tx, _alive(tx, draft_id))
            sheet = next((one for one in dropped if one.page_id == page_id), None)
            if sheet is None:
                raise Problem("store.no_page")
            step = page_steps.note(tx, draft_id, TAKEN_BACK, self._clock())
            undone = page_findings.undone_of(tx, page_id)
            page_findings.set_undone(tx, page_id, (*undone, Proposal.SEPARATOR))
            page_sheets.bring_back(tx, page_id)
            ids = [page_id, *sheet.led]
            drafts.place(tx, draft_id, sheet.component_code, ids, sheet.position)
        self._changed()
        return step

    def delete(self, page_id: str) -> Page:
        """Take a page out; its bytes stay as long as the draft."""
        with self._store.writing() as tx:
            page = self._noted(tx, page_id, DELETED)
            drafts.remove_page(tx, page_id, self._clock())
        return page

    def delete_all(self, page_ids: Sequence[str]) -> Step:
        """Take pages of one draft out, in one step."""
        with self._store.writing() as tx:
            pages, step = self._noted_all(tx, page_ids, DELETED)
            for page in pages:
                drafts.remove_page(tx, page.id, self._clock())
            return step

    def delete_blank(self, draft_id: str, component_code: str) -> Step | None:
        """Take out the pages that are probably blank, in one step; None when there is none."""
        with self._store.writing() as tx:
            views, undone = page_findings.of_draft(tx, draft_id), page_findings.undone(tx, draft_id)
            blank = [
                one
                for one in _of(tx, draft_id, component_code)
                if (view := views.get(one.id)) is not None
                and view.findings.probably_blank
                and Proposal.BLANK not in undone.get(one.id, ())
            ]
            if not blank:
                return None
            step = page_steps.note(tx, _alive(tx, draft_id), DELETED, self._clock())
            for one in blank:
                drafts.remove_page(tx, one.id, self._clock())
            return step

    def restore(self, page: Page) -> None:
        """Put a page that was taken out back before the pages that followed it."""
        with self._store.writing() as tx:
            page_steps.note(tx, _alive(tx, page.draft_id), RESTORED, self._clock())
            present = _of(tx, page.draft_id, page.component_code)
            order = [one.id for one in present]
            order.insert(sum(one.position < page.position for one in present), page.id)
            drafts.put_back(tx, page)
            drafts.reorder(tx, page.draft_id, page.component_code, order)
        self._changed()

    def move(self, page_id: str, position: int) -> None:
        """Move a page to a position in its component; beyond the end means the end."""
        with self._store.writing() as tx:
            page = self._noted(tx, page_id, MOVED)
            drafts.place(tx, page.draft_id, page.component_code, [page_id], position)

    def move_all(self, page_ids: Sequence[str], position: int) -> Step:
        """Move pages of one component, in this order, behind so many of its others."""
        with self._store.writing() as tx:
            pages, step = self._noted_all(tx, page_ids, MOVED)
            (component_code,) = {one.component_code for one in pages}
            drafts.place(tx, step.draft_id, component_code, page_ids, position)
            return step

    def move_to(
        self, page_ids: Sequence[str], component_code: str, position: int | None = None
    ) -> Step:
        """Put pages of one draft into a component, in this order; None: behind its last page."""
        with self._store.writing() as tx:
            _, step = self._noted_all(tx, page_ids, MOVED)
            drafts.place(tx, step.draft_id, component_code, page_ids, position)
            return step

    def split(self, page_id: str, component_code: str) -> Step:
        """From this page on, the pages belong to another component."""
        with self._store.writing() as tx:
            page = _page(tx, page_id)
            step = page_steps.note(tx, _alive(tx, page.draft_id), SPLIT, self._clock())
            present = _of(tx, page.draft_id, page.component_code)
            behind = [one.id for one in present if one.position >= page.position]
            drafts.place(tx, page.draft_id, component_code, behind)
            return step

    def merge(self, draft_id: str, component_code: str, into: str) -> Step:
        """All pages of a component go behind those of another."""
        with self._store.writing() as tx:
            step = page_steps.note(tx, _alive(tx, draft_id), MERGED, self._clock())
            drafts.place(tx, draft_id, into, [one.id for one in _of(tx, draft_id, component_code)])
            return step

    def reverse(self, draft_id: str, component_code: str) -> Step:
        """The last page first."""
        return self._ordered(draft_id, component_code, lambda ids: ids[::-1])

    def interleave(
        self, draft_id: str, component_code: str, *, fronts: int, backs_reversed: bool = True
    ) -> Step:
        """Fronts, then backs, become sheets: what the wizard for duplex by hand ends with.

        ``fronts`` counts the pages of the first run; turned over as one stack, the backs come last
        sheet first. Raises Problem capture.sides_differ when a side is missing.
        """

        def sheets(ids: list[str]) -> list[str]:
            backs = ids[fronts:]
            if len(backs) != fronts:
                raise Problem("capture.sides_differ", fronts=fronts, backs=len(backs))
            return as_sheets(ids, backs_reversed=backs_reversed)

        return self._ordered(draft_id, component_code, sheets)

    def deinterleave(self, draft_id: str, component_code: str) -> Step:
        """Sheets become all fronts, then all backs."""
        return self._ordered(draft_id, component_code, lambda ids: ids[::2] + ids[1::2])

    def undo(self, draft_id: str) -> Step | None:
        """Take the last act back; None when there is none left."""
        with self._store.writing() as tx:
            step = page_steps.take_back(tx, _alive(tx, draft_id))
        self._changed()
        return step

    def steps(self, draft_id: str) -> tuple[Step, ...]:
        """What can be undone, the last act first."""
        with self._store.reading() as tx:
            return page_steps.steps(tx, draft_id)

    def _ordered(
        self, draft_id: str, component_code: str, order: Callable[[list[str]], list[str]]
    ) -> Step:
        with self._store.writing() as tx:
            step = page_steps.note(tx, _alive(tx, draft_id), ORDERED, self._clock())
            ids = [one.id for one in _of(tx, draft_id, component_code)]
            drafts.reorder(tx, draft_id, component_code, order(ids))
            return step

    def _noted(self, tx: Tx, page_id: str, act: str) -> Page:
        page = _page(tx, page_id)
        page_steps.note(tx, _alive(tx, page.draft_id), act, self._clock())
        return page

    def _noted_all(self, tx: Tx, page_ids: Sequence[str], act: str) -> tuple[list[Page], Step]:
        pages = [_page(tx, one) for one in page_ids]
        (draft_id,) = {one.draft_id for one in pages}
        return pages, page_steps.note(tx, _alive(tx, draft_id), act, self._clock())


def _turned(tx: Tx, page: Page, degrees: int) -> Page:
    undone, view = page_findings.undone_of(tx, page.id), page_findings.get(tx, page.id)
    shown = page.rotation if view is None else view.findings.turn
    turned = replace(page, rotation=(shown + degrees) % 360)
    drafts.update_page(tx, turned)
    page_findings.set_undone(tx, page.id, (*undone, Proposal.TURN))
    page_findings.forget(tx, page.id)
    return turned


def _of(tx: Tx, draft_id: str, component_code: str) -> tuple[Page, ...]:
    return tuple(one for one in drafts.pages(tx, draft_id) if one.component_code == component_code)


def _page(tx: Tx, page_id: str) -> Page:
    page = drafts.page(tx, page_id)
    if page is None:
        raise Problem("store.no_page")
    return page


def _alive(tx: Tx, draft_id: str) -> str:
    """The draft, which is not yet a dossier: its pages are behind a promise then."""
    if drafts.get(tx, draft_id) is None:
        raise Problem("store.no_draft")
    return draft_id
