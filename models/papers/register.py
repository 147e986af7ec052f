"""Sổ theo dõi hồ sơ, Mẫu 07: one book a year, numbered without gaps (TT 01/2018 Điều 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.papers.heading import Heading
from models.papers.notices import HEAD_OF_AGENCY


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the book."""

    number: int
    code: str
    procedure: str
    sets: int
    person: str
    address: str
    phone: str
    lead_agency: str
    received_at: datetime
    due: datetime
    returned_at: datetime | None = None
    return_method: str = ""
    collected_by: str = ""
    """Who took the result; empty: room to sign."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing of the book at the end of its year, signed by the head."""

    on: date
    signer: str
    signer_role: str = HEAD_OF_AGENCY
    keeper: str = ""
    """Who kept the book."""


@dataclass(frozen=True, slots=True)
class Register:
    """One volume, or a part of one; a second volume goes on with the first one's numbers.

    ``excerpt_of`` names the counter whose dossiers alone are in it: between them lie other
    counters' numbers, and it is never closed.  Raises ValueError where the numbers of a whole book
    have a gap, or where an excerpt is closed.
    """

    heading: Heading
    year: int
    volume: str
    opened_on: date
    rows: tuple[RegisterRow, ...]
    closing: Closing | None = None
    excerpt_of: str = ""

    def __post_init__(self) -> None:
        if self.excerpt_of:
            if self.closing is not None:
                raise ValueError("an excerpt is not closed")
            return
        first = self.rows[0].number if self.rows else 1
        for number, row in enumerate(self.rows, start=first):
            if row.number != number:
                raise ValueError(f"the book has {row.number} where {number} belongs")
