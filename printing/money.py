"""Papers about money beside the slip: transfer by VietQR (A5), the shift's cash count (A4)."""

from __future__ import annotations

from datetime import datetime

from models.money import dong
from models.papers.money import CashCount, TransferSlip
from models.spoken_money import dong_in_words
from printing.forms import Filling, Form, shipped_form
from printing.notices import subject_values
from printing.slips import Slip, heading_values, render_slip
from printing.typesetting import UNBROKEN


def render_transfer(
    slip: TransferSlip, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the transfer's particulars with their symbol as PDF."""
    values = {
        **subject_values(slip.heading, slip.subject),
        "amount": _dong(slip.amount_dong),
        "amount_words": dong_in_words(slip.amount_dong),
        "bank_bin": slip.bank_bin,
        "account": slip.account,
        "account_owner": slip.account_owner,
        "purpose": slip.purpose,
        "text": slip.text,
    }
    made = Slip(slip.heading, Filling(values, {}), slip.subject.code, slip.subject.provisional)
    return render_slip(made, form or shipped_form("transfer"), reprinted_at)


def render_cash_count(
    count: CashCount, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Biên bản kiểm quỹ as PDF."""
    values = {
        **heading_values(count.heading),
        "desk": count.desk,
        "since": count.since,
        "until": count.until,
        "opening": _dong(count.opening_dong),
        "cash": _dong(count.cash_dong),
        "transfer": _dong(count.transfer_dong),
        "online": _dong(count.online_dong),
        "expected": _dong(count.expected_dong),
        "counted": _dong(count.counted_dong),
        "difference": _dong(count.counted_dong - count.expected_dong),
        "left": _dong(count.left_dong),
        "handed_in": _dong(count.counted_dong - count.left_dong),
        "explanation": count.explanation,
        "clerk": count.clerk,
    }
    notes = [
        {"dong": _dong(one.dong), "count": str(one.count), "amount": _dong(one.dong * one.count)}
        for one in count.notes
    ]
    notes.append({"dong": "Cộng", "count": "", "amount": _dong(count.counted_dong)})
    moved = [
        {
            "position": str(position),
            "at": one.at,
            "number": one.number,
            "code": one.code,
            "method": one.method,
            "amount": _dong(one.amount_dong),
            "note": one.note,
        }
        for position, one in enumerate(count.rows, start=1)
    ]
    made = Slip(count.heading, Filling(values, {"notes": notes, "moved": moved}))
    return render_slip(made, form or shipped_form("cash_count"), reprinted_at)


def _dong(amount: int) -> str:
    return dong(amount).replace(" ", UNBROKEN)
