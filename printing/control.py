"""Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu 06), A5: it travels with the dossier."""

from __future__ import annotations

from datetime import datetime

from models.papers.notices import ControlSlip, HandOver
from models.vocabulary import say
from printing.dates import written_moment
from printing.forms import Filling, Form, Values, shipped_form
from printing.notices import subject_values
from printing.slips import Slip, render_slip

_HANDS = 4
"""Hand-overs a slip has room for at least; the free ones are written by hand."""
_BY_HAND = "…… giờ …… phút, ngày …… tháng …… năm 20……"


def render_control(
    slip: ControlSlip, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Mẫu 06 as PDF."""
    values = {
        **subject_values(slip.heading, slip.subject),
        "solving_agency": slip.solving_agency,
        "cooperating_agencies": slip.cooperating_agencies,
        "received_at": written_moment(slip.received_at),
        "due": written_moment(slip.due),
    }
    free = max(0, _HANDS - len(slip.hand_overs))
    hands = [*slip.hand_overs, *[HandOver("", "")] * free]
    filling = Filling(values, {"hand_overs": [_hand_over(one) for one in hands]})
    made = Slip(slip.heading, filling, slip.subject.code, slip.subject.provisional)
    return render_slip(made, form or shipped_form("control_slip"), reprinted_at)


def _hand_over(one: HandOver) -> Values:
    return {
        "giver": one.giver or "……………………",
        "receiver": one.receiver or "……………………",
        "at": written_moment(one.at) if one.at else _BY_HAND,
        "giver_name": one.giver_name,
        "receiver_name": one.receiver_name,
        "outcome": say("control_outcomes", one.outcome.value) if one.outcome else "",
        "note": one.note,
    }
