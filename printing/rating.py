"""Phiếu đánh giá (A5): questions with boxes to mark, and the QR that leads to them online."""

from __future__ import annotations

from datetime import datetime

from models.papers.rating import RatingSlip
from printing.forms import Filling, Form, shipped_form
from printing.slips import Slip, heading_values, render_slip


def render_rating(
    paper: RatingSlip, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the slip as PDF."""
    values = {
        **heading_values(paper.heading),
        "code": paper.code,
        "procedure": paper.procedure,
        "rating": paper.address,
    }
    rows = [
        {
            "position": str(position),
            "question": one.question,
            **{f"answer{place}": words for place, words in enumerate(one.answers, start=1)},
        }
        for position, one in enumerate(paper.questions, start=1)
    ]
    made = Slip(paper.heading, Filling(values, {"questions": rows}), paper.code, paper.provisional)
    return render_slip(made, form or shipped_form("rating"), reprinted_at)
