"""Certified copies in one line: kind of paper × pages × copies, and the book they stand in.

One number a paper, not a visitor; several copies of one original at one time are one number (rules
§9).  The book says what was certified, never what stands in it: no scan is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.money import certified_copies_fee

BOOK = "SCT/BS"


@dataclass(frozen=True, slots=True)
class CertifiedPaper:
    """One original of a request. `requester` is who asked, as the book names them."""

    kind: str
    pages: int
    copies: int
    requester: str

    @property
    def fee_dong(self) -> int:
        """What its copies cost; raises Problem ``money.bad_count``."""
        return certified_copies_fee(self.pages, self.copies)


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the book. `book` carries the desk whose volume it is."""

    book: str
    year: int
    number: int
    dossier_id: str
    at: datetime
    paper: CertifiedPaper
    signed_at: datetime | None = None
    signer: str = ""
    handed_at: datetime | None = None

    @property
    def label(self) -> str:
        """As written in the copy's certification clause, e.g. ``07-SCT/BS``."""
        return f"{self.number:02d}-{BOOK}"
