"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01), A5, from the snapshot of what was promised.

Police residence procedures and household businesses use the same snapshot with templates of their
own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from models.papers.handing import BlankReceipts
from models.papers.heading import Heading
from models.receipt import Receipt
from printing.dates import written_moment
from printing.forms import Filling, Form, Values, shipped_form
from printing.slips import Slip, heading_values, render_slip, render_slips

_ROWS_BY_HAND = 5
"""Papers a blank receipt has lines for."""
_BY_HAND = "…… giờ …… phút, ngày …… / …… / 20……"


def render(
    receipt: Receipt, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the receipt as PDF.  The same receipt, form and moment give the same bytes."""
    filling = Filling(_values(receipt), {"papers": _papers(receipt)})
    slip = Slip(
        _heading(receipt),
        filling,
        receipt.code,
        receipt.provisional,
        rating=receipt.rating_address,
    )
    return render_slip(slip, _form(form), reprinted_at)


def render_blank(blank: BlankReceipts, form: Form | None = None) -> bytes:
    """Set one receipt to be filled by hand for each provisional number.

    Raises ValueError where there is no number.
    """
    return render_slips([_blank(blank.heading, code) for code in blank.codes], _form(form))


def _form(form: Form | None) -> Form:
    return form or shipped_form("receipt")


def _heading(receipt: Receipt) -> Heading:
    return Heading(
        agency_upper=receipt.agency_upper,
        agency=receipt.agency,
        place=receipt.place,
        at=receipt.received_at,
        hotline=receipt.hotline,
        form_label=receipt.form_label,
        legal_basis=receipt.legal_basis,
        number=receipt.number,
    )


def _values(receipt: Receipt) -> Values:
    """Every name a template of this paper may use."""
    note = f" ({receipt.due_note})" if receipt.due_note else ""
    return {
        **heading_values(_heading(receipt)),
        "code": receipt.code,
        "external_code": receipt.external_code,
        "person": receipt.person,
        "identity_number": receipt.identity_number,
        "address": receipt.address,
        "phone": receipt.phone,
        "email": receipt.email,
        "procedure": receipt.procedure,
        "sets": f"{receipt.sets:02d}",
        "limit": receipt.limit_text,
        "received_at": written_moment(receipt.received_at),
        "due": written_moment(receipt.due) + note,
        "return_place": receipt.return_place,
        "fee": receipt.fee_text,
        "register_volume": receipt.register_volume,
        "register_number": receipt.register_number,
        "submitter": receipt.submitter_name,
        "clerk": receipt.clerk_name,
    }


_FILLED_BY_HAND = (
    "person", "identity_number", "address", "phone", "email", "procedure", "sets", "limit",
    "return_place", "fee", "external_code", "register_volume", "register_number", "submitter",
    "clerk",
)  # fmt: skip


def _blank(heading: Heading, code: str) -> Slip:
    values = {
        **heading_values(heading),
        **dict.fromkeys(_FILLED_BY_HAND, ""),
        "code": code,
        "received_at": _BY_HAND,
        "due": _BY_HAND,
    }
    rows = [
        {"position": str(position), "name": "", "copy_kind": "", "count": ""}
        for position in range(1, _ROWS_BY_HAND + 1)
    ]
    return Slip(heading, Filling(values, {"papers": rows}), code, provisional=True, dated=False)


def _papers(receipt: Receipt) -> Sequence[Mapping[str, str]]:
    return [
        {
            "position": str(position),
            "name": line.name,
            "copy_kind": line.copy_kind,
            "count": f"{line.count:02d}",
        }
        for position, line in enumerate(receipt.lines, start=1)
    ]
