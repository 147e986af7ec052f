"""Papers between hands: bundles and results (A4), money and one visitor's list (A5)."""

from __future__ import annotations

from datetime import datetime

from models.money import dong
from models.papers.handing import (
    BundleRecord,
    BundleRow,
    CashSlip,
    CollectionList,
    CollectionRow,
    VisitList,
    VisitRow,
)
from models.spoken_money import dong_in_words
from models.vocabulary import say
from printing.dates import short_moment, written_moment
from printing.forms import Filling, Form, Values, shipped_form
from printing.slips import Slip, heading_values, render_slip
from printing.typesetting import UNBROKEN


def render_bundle(
    record: BundleRecord, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Biên bản bàn giao as PDF; it is printed twice."""
    what = say("bundles", record.kind.value)
    values = {
        **heading_values(record.heading),
        "what": what,
        "what_upper": what.upper(),
        "at": written_moment(record.heading.at),
        "giver": record.giver,
        "giver_name": record.giver_name,
        "receiver": record.receiver,
        "receiver_name": record.receiver_name,
        "count": f"{len(record.rows):02d}",
        "sheets": f"{sum(row.sheets for row in record.rows):02d}",
    }
    rows = [_bundle_row(position, row) for position, row in enumerate(record.rows, start=1)]
    slip = Slip(record.heading, Filling(values, {"dossiers": rows}))
    return render_slip(slip, form or shipped_form("bundle"), reprinted_at)


def _bundle_row(position: int, row: BundleRow) -> Values:
    return {
        "position": str(position),
        "code": row.code,
        "submitter": row.submitter,
        "procedure": row.procedure,
        "sheets": f"{row.sheets:02d}",
        "originals": row.originals,
        "note": row.note,
    }


def render_collection(
    listed: CollectionList, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Danh sách ký nhận as PDF."""
    values = {
        **heading_values(listed.heading),
        "about": listed.about,
        "clerk": listed.clerk,
        "count": f"{len(listed.rows):02d}",
        "audit_mark": listed.audit_mark,
    }
    rows = [_collection_row(position, row) for position, row in enumerate(listed.rows, start=1)]
    slip = Slip(listed.heading, Filling(values, {"results": rows}))
    return render_slip(slip, form or shipped_form("collection"), reprinted_at)


def _collection_row(position: int, row: CollectionRow) -> Values:
    return {
        "position": str(position),
        "code": row.code,
        "owner": row.owner,
        "procedure": row.procedure,
        "result": row.result,
        "collector": row.collector,
        "collected_at": short_moment(row.collected_at) if row.collected_at else "",
    }


def render_cash(
    slip: CashSlip, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Phiếu thu nội bộ as PDF; a reversing one says which slip it takes back."""
    values = {
        **heading_values(slip.heading),
        "code": slip.code,
        "payer": slip.payer,
        "address": slip.address,
        "procedure": slip.procedure,
        "method": slip.method,
        "total": _dong(slip.total_dong),
        "total_words": dong_in_words(slip.total_dong),
        "outside_receipt": slip.outside_receipt,
        "reverses": slip.reverses,
        "transfer": slip.transfer_text,
        "clerk": slip.clerk,
    }
    rows = [
        {
            "position": str(position),
            "name": line.name,
            "quantity": str(line.quantity),
            "unit": _dong(line.unit_dong),
            "amount": _dong(line.amount_dong),
        }
        for position, line in enumerate(slip.lines, start=1)
    ]
    rows.append(
        {
            "position": "",
            "name": "Cộng",
            "quantity": "",
            "unit": "",
            "amount": _dong(slip.total_dong),
        }
    )
    filling = Filling(values, {"lines": rows})
    made = Slip(slip.heading, filling, slip.code)
    return render_slip(made, form or shipped_form("cash"), reprinted_at)


def _dong(amount: int) -> str:
    return dong(amount).replace(" ", UNBROKEN)


def render_visit(
    visit: VisitList, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the list of one visitor's dossiers as PDF, each code as QR too."""
    values = {
        **heading_values(visit.heading),
        "visitor": visit.visitor,
        "phone": visit.phone,
        "return_place": visit.return_place,
        "clerk": visit.clerk,
        "count": f"{len(visit.rows):02d}",
    }
    rows = [_visit_row(position, row) for position, row in enumerate(visit.rows, start=1)]
    slip = Slip(visit.heading, Filling(values, {"dossiers": rows}))
    return render_slip(slip, form or shipped_form("visit"), reprinted_at)


def _visit_row(position: int, row: VisitRow) -> Values:
    note = f" ({row.due_note})" if row.due_note else ""
    return {
        "position": str(position),
        "code": row.code,
        "provisional": "(số\u00a0tạm)" if row.provisional else "",
        "procedure": row.procedure,
        "due": written_moment(row.due) + note,
        "fee": row.fee,
    }
