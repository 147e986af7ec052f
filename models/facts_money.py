"""Facts about money at the desk: taken, taken back, counted. Never changed, only reversed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PaymentMethod(StrEnum):
    """How money came; a transfer seen on a phone is not an online payment."""

    CASH = "cash"
    TRANSFER = "transfer"
    ONLINE = "online"


class Occasion(StrEnum):
    """When a fee is taken (HinhThucThu, rules §5.1)."""

    RECEPTION = "reception"
    SUPPLEMENT = "supplement"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One fee of a slip; đồng."""

    name: str
    quantity: int
    unit_dong: int

    @property
    def amount_dong(self) -> int:
        """Quantity times unit."""
        return self.quantity * self.unit_dong


@dataclass(frozen=True, slots=True)
class MoneyTaken:
    """Phiếu thu nội bộ: money for a dossier. Who paid stands on the slip alone."""

    number: str
    lines: tuple[MoneyLine, ...]
    occasion: Occasion
    method: PaymentMethod
    reference: str
    """The bank's or portal's own number; empty for cash."""

    @property
    def amount_dong(self) -> int:
        """The sum of the lines."""
        return sum(one.amount_dong for one in self.lines)


@dataclass(frozen=True, slots=True)
class MoneyReversed:
    """A slip taken back whole by a slip of its own; both stay in the book."""

    number: str
    reverses: str
    amount_dong: int
    method: PaymentMethod
    reason: str


@dataclass(frozen=True, slots=True)
class ReversalApproved:
    """A supervisor has seen a reversal, at once or later the same day."""

    number: str


@dataclass(frozen=True, slots=True)
class OutsideReceipt:
    """The e-receipt another system issued for a slip."""

    slip: str
    number: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class CashCounted:
    """Kiểm quỹ: what lay in the drawer against what the book says; đồng."""

    number: str
    notes: Mapping[str, int]
    """Denomination → how many."""
    opening_dong: int
    """What stayed in the drawer from the count before, or was put in."""
    expected_dong: int
    counted_dong: int
    left_dong: int
    """What stays in the drawer for the next shift; the rest is handed in."""
    explanation: str = ""

    @property
    def difference_dong(self) -> int:
        """Counted less expected: below zero money is missing."""
        return self.counted_dong - self.expected_dong
