"""Sổ chứng thực of a month (A4 landscape), one template for each of the four books."""

from __future__ import annotations

from datetime import datetime

from models.money import dong
from models.papers.certification import CertificationBook, CertificationRow
from printing.forms import Filling, Form, Values, shipped_form
from printing.slips import Slip, heading_values, render_slip
from printing.typesetting import UNBROKEN


def render_certification_book(
    book: CertificationBook, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set one month of one book as PDF."""
    rows = book.rows
    values = {
        **heading_values(book.heading),
        "title": book.title,
        "month": str(book.month),
        "year": str(book.year),
        "volume": book.volume,
        "book": book.book,
        "count": f"{len(rows):02d}",
        "range": f", từ số {rows[0].number:02d} đến số {rows[-1].number:02d}" if rows else "",
        "total": _dong(sum(row.fee_dong for row in rows)),
        "nothing": "" if rows else "x",
        "keeper": book.keeper,
    }
    filling = Filling(values, {"lines": [_row(row) for row in rows]})
    form = form or shipped_form(f"certification_{book.kind}")
    return render_slip(Slip(book.heading, filling), form, reprinted_at)


def _row(row: CertificationRow) -> Values:
    return {
        "number": f"{row.number:02d}",
        "day": row.day,
        "people": row.people,
        "paper": row.paper,
        "signer": row.signer,
        "count": f"{row.count:02d}",
        "fee": _dong(row.fee_dong),
        "note": row.note,
    }


def _dong(amount: int) -> str:
    return dong(amount).replace(" ", UNBROKEN)
