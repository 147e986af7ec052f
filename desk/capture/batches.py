"""One run of a source: where its pages go – to the end, to a place between others, over another.

Separator sheets lead what follows them elsewhere (`desk.capture.filing`): a page goes where the one
before it went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Event

from desk.clock import Clock
from models.attachment import Page
from models.pages import Proposal
from models.problems import Problem
from models.store import drafts, page_findings, page_steps
from models.store.blobs import Blobs, StoredBlob
from models.store.engine import Store, Tx

RETAKEN = "retaken"
"""The act's name on the undo stack: the page before is kept until the draft is gone."""
EMPTY = "capture.feeder_empty"
_LOOK_AGAIN_S = 1.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where scanned pages go: from position ``at`` on (None: behind the last), or in place of one.

    The first page takes the place of the page ``replacing``, further ones follow it.
    """

    at: int | None = None
    replacing: str = ""


BEHIND = Place()


class Batch:
    """Takes the pages of one run, each in one transaction with its blob's row.

    ``declined`` are proposals of the clean-up nobody wants for these pages.
    """

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        clock: Clock,
        batch_id: str,
        place: Place = BEHIND,
        declined: Sequence[Proposal] = (),
    ) -> None:
        self._declined = tuple(declined)
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._id = batch_id
        self._place = place
        self._at = place.at

    def take(self, page: Page, blob: StoredBlob) -> Page:
        """Write the page's row where it belongs; the page as it lies. Raises store.no_draft."""
        with self._store.writing() as tx:
            self._blobs.record(tx, blob, self._clock())
            here = drafts.latest_of_batch(tx, self._id) or page.component_code
            taken = replace(page, component_code=here)
            present = _of(tx, page.draft_id, here)
            if self._place.replacing and self._at is None:
                self._retake(tx, page.draft_id, present)
            end = present[-1].position + 1 if present else 0
            drafts.add_page(tx, replace(taken, position=end), self._id)
            if self._declined:
                page_findings.set_undone(tx, page.id, self._declined)
            if self._at is not None and here == page.component_code:
                drafts.place(tx, page.draft_id, here, [page.id], self._at)
                self._at += 1
            placed = drafts.page(tx, page.id)
        if placed is None:
            raise Problem("store.no_page")
        return placed

    def _retake(self, tx: Tx, draft_id: str, present: tuple[Page, ...]) -> None:
        ids = [one.id for one in present]
        if self._place.replacing not in ids:
            raise Problem("store.no_page")
        page_steps.note(tx, draft_id, RETAKEN, self._clock())
        drafts.remove_page(tx, self._place.replacing, self._clock())
        self._at = ids.index(self._place.replacing)


def _of(tx: Tx, draft_id: str, component_code: str) -> tuple[Page, ...]:
    return tuple(one for one in drafts.pages(tx, draft_id) if one.component_code == component_code)


class PaperWait:
    """Looks again and again whether paper lies in the feeder, until somebody cancels."""

    def __init__(self, pause_s: float = _LOOK_AGAIN_S) -> None:
        self._cancelled = Event()
        self._pause_s = pause_s

    def cancel(self) -> None:
        """Wait no longer. From any thread."""
        self._cancelled.set()

    def scan(self, scan: Callable[[], None]) -> None:
        """Run the scan as soon as there is paper; an empty feeder is no problem until then."""
        self._cancelled.clear()
        while not self._cancelled.is_set():
            try:
                return scan()
            except Problem as problem:
                if problem.code != EMPTY or problem.facts.get("pages"):
                    raise
            self._cancelled.wait(self._pause_s)
        return None
