"""Certification: the four books, what one line of them says, and what an act costs.

One number a paper, not a visitor; several copies of one original at one time are one number (rules
§9).  A book says what was certified, never what stands in it: of copies nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from models.codes import national_code
from models.money import certified_copies_fee
from models.plain import from_plain
from models.problems import Problem

BOOK = "SCT/BS"
_MOST_DOCUMENTS = 1_000


@dataclass(frozen=True, slots=True)
class BookKind:
    """One of the four books (NĐ 23/2015, TT 01/2020/TT-BTP)."""

    name: str
    book: str
    title: str
    kept_years: int
    """How long what was certified is kept; 0: nothing is. The book itself stays for ever."""
    procedures: Mapping[str, int]
    """Procedure → đồng for one case; 0: by pages and copies."""


@dataclass(frozen=True, slots=True)
class CertifiedPaper:
    """One paper of a request. `requester` is who asked, as the book names them."""

    kind: str
    pages: int
    copies: int
    """Copies of one original; of other acts, how many documents."""
    requester: str
    unit_dong: int = 0
    """What one document costs; 0: copies, by pages."""
    identity: str = ""
    """The identity paper of who signed, as the book asks for it; not asked for copies."""
    parties: tuple[str, ...] = ()
    """Further people of a contract."""
    note: str = ""

    @property
    def fee_dong(self) -> int:
        """What it costs; raises Problem ``money.bad_count``."""
        if not self.unit_dong:
            return certified_copies_fee(self.pages, self.copies)
        if not 1 <= self.copies <= _MOST_DOCUMENTS:
            raise Problem("money.bad_count")
        return self.unit_dong * self.copies


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
        """As written in the certification clause, e.g. ``07-SCT/BS``."""
        return f"{self.number:02d}-{self.book.rpartition('-')[0] or self.book}"


@cache
def book_kinds() -> tuple[BookKind, ...]:
    """The four books."""
    source = files("models.data").joinpath("certification.json")
    kinds = json.loads(source.read_text(encoding="utf-8"))["kinds"]
    return tuple(from_plain(BookKind, one) for one in kinds)


def book_of(procedure_code: str) -> BookKind | None:
    """The book a procedure is written in; None where it is no certification."""
    code = national_code(procedure_code)
    return next((one for one in book_kinds() if code in one.procedures), None)
