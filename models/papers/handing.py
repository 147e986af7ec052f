"""Papers between hands: bundles, results, money, one visitor's list, blank receipts, separators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.papers.heading import Heading


class Bundle(StrEnum):
    """What a bundle holds: dossiers on their way to a department, or results on their way back."""

    DOSSIERS = "dossiers"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One dossier of a bundle."""

    code: str
    submitter: str
    procedure: str
    sheets: int
    originals: str = ""
    """Which originals go along; empty for none."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """Biên bản bàn giao, in two copies."""

    heading: Heading
    kind: Bundle
    giver: str
    """Office or department that gives."""
    giver_name: str
    receiver: str
    receiver_name: str
    """Empty: written by hand."""
    rows: tuple[BundleRow, ...]


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One result that lies ready or was handed over."""

    code: str
    owner: str
    procedure: str
    result: str
    """What is handed over, e.g. 02 bản trích lục khai sinh."""
    collector: str = ""
    """Who takes it and by which right, e.g. giấy ủy quyền; empty: written by hand."""
    collected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CollectionList:
    """Danh sách ký nhận: everybody who takes a result signs in a row."""

    heading: Heading
    about: str
    """Which results, e.g. the day or the department; one line."""
    rows: tuple[CollectionRow, ...]
    clerk: str
    audit_mark: str = ""
    """Of a day's list: how long the desk's audit is and its head, on paper a witness as well."""


@dataclass(frozen=True, slots=True)
class CashLine:
    """One fee of a cash slip; amounts in đồng."""

    name: str
    quantity: int
    unit_dong: int

    @property
    def amount_dong(self) -> int:
        """Quantity times unit."""
        return self.quantity * self.unit_dong


@dataclass(frozen=True, slots=True)
class CashSlip:
    """Phiếu thu nội bộ: money taken at the desk; the e-receipt comes from elsewhere."""

    heading: Heading
    code: str
    payer: str
    address: str
    procedure: str
    lines: tuple[CashLine, ...]
    method: str
    """In words: Tiền mặt, Chuyển khoản, Trực tuyến."""
    clerk: str
    outside_receipt: str = ""
    """Number of the e-receipt issued elsewhere."""
    reverses: str = ""
    """Number of the slip this one takes back."""
    transfer_text: str = ""
    """What a banking app scans (VietQR); empty: no symbol."""

    @property
    def total_dong(self) -> int:
        """The sum of the lines."""
        return sum(line.amount_dong for line in self.lines)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One dossier of a visit."""

    code: str
    provisional: bool
    procedure: str
    due: datetime
    due_note: str = ""
    fee: str = ""


@dataclass(frozen=True, slots=True)
class VisitList:
    """All dossiers one visitor handed in, on one list; each keeps its own receipt."""

    heading: Heading
    visitor: str
    phone: str
    rows: tuple[VisitRow, ...]
    return_place: str
    clerk: str


@dataclass(frozen=True, slots=True)
class BlankReceipts:
    """Mẫu 01 without an applicant, each with its provisional number, for power cuts."""

    heading: Heading
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Separator:
    """A sheet laid before a component's pages in the feeder."""

    component_code: str
    """Empty: a new document whose kind is said later."""
    title: str
