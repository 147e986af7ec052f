"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả as it was promised: a snapshot, never recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.rating import rating_address


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One row of the table of papers; `copy_kind` already in Vietnamese words."""

    name: str
    copy_kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything Mẫu 01 says (rules §3.2), ready to print; text NFC."""

    dossier_id: str
    code: str
    provisional: bool
    """A provisional number is printed with a clear mark SỐ TẠM."""
    agency_upper: str
    """E.g. ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM."""
    agency: str
    """E.g. TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG."""
    place: str
    """Place name for the date line."""
    hotline: str
    form_label: str
    """E.g. Mẫu số 01, from data."""
    legal_basis: str
    number: str
    """Số: … – empty when the register has not numbered it yet."""
    person: str
    identity_number: str
    address: str
    phone: str
    email: str
    procedure: str
    lines: tuple[ReceiptLine, ...]
    sets: int
    limit_text: str
    """E.g. 3 ngày làm việc, or Trong ngày."""
    received_at: datetime
    due: datetime
    due_note: str
    """Empty, or «dự kiến» where the calendar of the year is not official yet."""
    return_place: str
    fee_text: str
    clerk_name: str
    submitter_name: str
    register_volume: str = ""
    register_number: str = ""
    form: str = "receipt"
    """Data name of the form; the police have their own (rules §3.9)."""
    external_code: str = ""
    """The code the procedure's own system gave; printed by forms of that system."""
    rating_url: str = ""
    """Where people may rate, with ``{code}`` for the code; empty where the office has no place."""

    @property
    def rating_address(self) -> str:
        """What the QR for rating says; empty where there is none."""
        return rating_address(self.rating_url, self.code, provisional=self.provisional)
