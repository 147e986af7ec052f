"""A captured page as the window shows it: how far it is, what was proposed, what was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.attachment import Page
from models.reading import Findings, Remark


class Proposal(StrEnum):
    """What the clean-up proposes for a page; each can be taken back by itself."""

    TURN = "turn"
    CLEAN = "clean"
    """Deskewing, cropping and flattening: taken back, the page shows as it was captured."""
    BLANK = "blank"
    """That the page is empty: taken back, the strip shows it like any other."""
    SEPARATOR = "separator"
    """That the page is a separator sheet and no part of a document."""


class PageState(StrEnum):
    """How far the work behind a page is."""

    CAPTURED = "captured"
    PREPARED = "prepared"
    """Its picture is upright and clean."""
    FIRST_READ = "first_read"
    READ = "read"


class ReadingStage(StrEnum):
    """Which reading of a page: the quick one, or the one both engines made together."""

    FIRST = "first"
    FUSED = "fused"


@dataclass(frozen=True, slots=True)
class PageView:
    """The picture of a page that is shown and lies in the document; its blob is ``sha256``.

    Sizes in pixels. ``likeness`` is a small gray picture to tell pages scanned twice, one byte a
    pixel; empty when nobody made one.
    """

    page_id: str
    sha256: str
    size: int
    width: int
    height: int
    dpi: int | None
    findings: Findings
    likeness: bytes = b""


@dataclass(frozen=True, slots=True)
class PageStatus:
    """One page for the window. ``trouble`` is the code of what stopped the work behind it."""

    page: Page
    state: PageState
    findings: Findings | None = None
    undone: tuple[Proposal, ...] = ()
    trouble: str = ""

    @property
    def collapsed(self) -> bool:
        """Whether the strip shows it small: probably blank, and nobody said otherwise."""
        blank = self.findings is not None and self.findings.probably_blank
        return blank and Proposal.BLANK not in self.undone


@dataclass(frozen=True, slots=True)
class DroppedSheet:
    """A separator sheet that was taken out: where it lay, and where it led the pages behind it.

    ``into`` is empty when the pages stayed; ``led`` are those that still lie there.
    """

    page_id: str
    component_code: str
    position: int
    into: str
    led: tuple[str, ...]

    def place_among(self, component_code: str, page_ids: Sequence[str]) -> int | None:
        """Before which page of a paper it is shown, counting from 0; None: not with this paper.

        It is seen where it lay, and where its pages went.
        """
        if component_code == self.into:
            led = (place for place, one in enumerate(page_ids) if one in self.led)
            return next(led, len(page_ids))
        if component_code == self.component_code:
            return min(self.position, len(page_ids))
        return None


class DocumentState(StrEnum):
    """What a document of a dossier is worth by now."""

    WORKING_COPY = "working_copy"
    """Pictures only: no text, no signature."""
    TEXT = "text"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document of a dossier for the window.

    ``working`` tells that its text is still being read, ``trouble`` is the code of what stopped it.
    ``remarks`` are what the pages behind it look like, as long as they are kept.
    """

    component_code: str
    title: str
    sha256: str
    pages: int
    state: DocumentState
    pdfa: str
    working: bool
    sent: bool
    trouble: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """One version of a document; the first one has the reason ``received``."""

    component_code: str
    sha256: str
    reason: str
    made_at: datetime
