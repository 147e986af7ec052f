"""What every way of taking paper in shares: the page's row, the order of steps, what is told.

A page's bytes are on the disk before its row, its row before anybody hears of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.capture.decoder import Decoder
from desk.capture.frames import Frame
from desk.capture.pages import PageTable
from desk.clock import Clock
from desk.events import CaptureEnded, CaptureFailed, Events, PageCaptured
from desk.identifiers import NewId
from models.attachment import Page, PageSource
from models.problems import Problem
from models.store.blobs import StoredBlob

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Where pages arrive, whether from a device or from a file."""

    pages: PageTable
    decoder: Decoder
    events: Events
    clock: Clock
    new_id: NewId

    def page(
        self, draft_id: str, component_code: str, sha256: str, source: PageSource, frame: Frame
    ) -> Page:
        """The row of a page as the worker described it, not written yet."""
        facts = frame.facts
        return Page(
            id=self.new_id(),
            draft_id=draft_id,
            component_code=component_code,
            position=0,
            sha256=sha256,
            media_type=str(facts["media_type"]),
            width=int(facts["width"]),
            height=int(facts["height"]),
            dpi=facts["dpi"],
            source=source,
            captured_at=self.clock(),
            rotation=int(facts.get("rotation", 0)),
            file_page=int(facts.get("file_page", 0)),
        )

    def add(self, found: Sequence[tuple[Page, StoredBlob]], lock: str = "") -> list[Page]:
        """Write the pages of one file and tell of each."""
        batch = self.new_id() if len(found) > 1 else ""
        added = self.pages.append(found, self.clock(), lock, batch)
        for page in added:
            self.events.publish(PageCaptured(page))
        return added

    def reported(self, draft_id: str, work: Callable[[], int]) -> int:
        """Do it and tell how it ended. Raises the problem it told of."""
        try:
            count = work()
        except Problem as problem:
            self.events.publish(CaptureFailed(draft_id, problem))
            raise
        self.events.publish(CaptureEnded(draft_id, count))
        return count

    def refuse_beside_signed(self, present: Sequence[Page]) -> None:
        """Raises Problem capture.signed_alone."""
        if self.is_signed(present):
            raise Problem("capture.signed_alone")

    def is_signed(self, pages: Sequence[Page]) -> bool:
        """Whether these are one signed document."""
        # A signed document is one row for the whole file, and alone in its component.
        if len(pages) != 1 or pages[0].media_type != PDF:
            return False
        return self.decoder.is_signed(self.pages.content(pages[0].sha256))
