"""Papers of one dossier after its receipt: Mẫu 02 to 06 (rules §3.3–3.7) as they were issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.papers.heading import Heading, Subject
from models.procedure import CopyKind
from models.receipt import ReceiptLine
from models.vocabulary import form_02_column

HEAD_OF_AGENCY = "THỦ TRƯỞNG\nCƠ QUAN, ĐƠN VỊ"


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """One line of Mẫu 02: a paper, how many of each kind, and what is wrong with it."""

    name: str
    original: int = 0
    certified: int = 0
    photocopy: int = 0
    note: str = ""


def supplement_item(name: str, kind: CopyKind, count: int, note: str = "") -> SupplementItem:
    """The line of one missing paper, counted in the column of its kind (decision 29)."""
    counts = {form_02_column(kind): count}
    return SupplementItem(
        name,
        counts.get("original", 0),
        counts.get("certified", 0),
        counts.get("photocopy", 0),
        note,
    )


@dataclass(frozen=True, slots=True)
class SupplementNotice:
    """Mẫu 02: everything missing, said once and completely (NĐ 118/2025 Điều 17 khoản 2a)."""

    heading: Heading
    subject: Subject
    items: tuple[SupplementItem, ...]
    reason: str
    guide: str
    """Name of who gave the guidance."""
    contact: str = ""
    """Whom to ask; the office where empty."""
    contact_phone: str = ""
    until: datetime | None = None
    """The last moment to supplement, where one was set."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Mẫu 03: not received, with the reason."""

    heading: Heading
    subject: Subject
    reasons: tuple[str, ...]
    submitter: str
    clerk: str


@dataclass(frozen=True, slots=True)
class Apology:
    """Mẫu 04: late, sorry, and the one new appointment (NĐ 118/2025 Điều 19 khoản 9)."""

    heading: Heading
    subject: Subject
    received_at: datetime
    due: datetime
    """The appointment that cannot be kept."""
    new_due: datetime
    reason: str
    signer: str
    signer_role: str = HEAD_OF_AGENCY
    """May have several lines: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH."""
    recipients: tuple[str, ...] = ()
    """Further lines of «Nơi nhận»."""


@dataclass(frozen=True, slots=True)
class StopNotice:
    """Mẫu 05: processing is stopped; the layout is a proposal (rules §3.6)."""

    heading: Heading
    subject: Subject
    received_at: datetime
    ground: str
    """Why, in the words of the vocabulary group ``stop_reasons``."""
    details: str
    papers_back: tuple[ReceiptLine, ...]
    signer: str
    signer_role: str = HEAD_OF_AGENCY
    recipients: tuple[str, ...] = ()


class Outcome(StrEnum):
    """How a step stands to its due time: a column of Mẫu 06."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class HandOver:
    """One row of Mẫu 06: who gave the dossier to whom; empty names are signed by hand."""

    giver: str
    """Agency or part of it."""
    receiver: str
    at: datetime | None = None
    giver_name: str = ""
    receiver_name: str = ""
    outcome: Outcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSlip:
    """Mẫu 06: it travels with the dossier and says who had it from when to when."""

    heading: Heading
    subject: Subject
    solving_agency: str
    received_at: datetime
    due: datetime
    cooperating_agencies: str = ""
    hand_overs: tuple[HandOver, ...] = ()
