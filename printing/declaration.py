"""Tờ khai (A4) filled from data; what nobody knows stays a dotted line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from models.papers.declaration import Declaration
from printing.forms import Filling, Form, placeholders, shipped_form
from printing.slips import Slip, heading_values, render_slip


def render_declaration(
    paper: Declaration, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set a tờ khai as PDF. The citizen writes to the agency: no agency's name stands on top."""
    form = form or shipped_form(paper.heading.form)
    values = {
        **dict.fromkeys(placeholders(form), ""),
        **heading_values(paper.heading),
        **paper.values,
        "agency_to": paper.agency_to,
    }
    rows = [{"label": one.label, "wife": one.wife, "husband": one.husband} for one in paper.spouses]
    heading = replace(paper.heading, agency_upper="", agency="")
    return render_slip(Slip(heading, Filling(values, {"spouses": rows})), form, reprinted_at)
