"""Papers about money beside the slip: how to transfer it, and the count at a shift's end."""

from __future__ import annotations

from dataclasses import dataclass

from models.papers.heading import Heading, Subject


@dataclass(frozen=True, slots=True)
class TransferSlip:
    """What is to be transferred, with the symbol a banking app scans. No proof of payment."""

    heading: Heading
    subject: Subject
    amount_dong: int
    bank_bin: str
    account: str
    account_owner: str
    purpose: str
    text: str
    """VietQR (`models.vietqr`)."""


@dataclass(frozen=True, slots=True)
class CountedNotes:
    """So many notes of one denomination."""

    dong: int
    count: int


@dataclass(frozen=True, slots=True)
class MovedMoney:
    """One line of the shift's book."""

    at: str
    """HH:MM."""
    number: str
    code: str
    method: str
    amount_dong: int
    """Below zero for a reversal."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CashCount:
    """Biên bản kiểm quỹ: drawer against book, with every slip since the count before."""

    heading: Heading
    desk: str
    since: str
    until: str
    notes: tuple[CountedNotes, ...]
    rows: tuple[MovedMoney, ...]
    opening_dong: int
    cash_dong: int
    transfer_dong: int
    online_dong: int
    expected_dong: int
    counted_dong: int
    left_dong: int
    explanation: str
    clerk: str
