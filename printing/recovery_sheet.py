"""Tờ khóa khôi phục: the office's recovery key on paper, to be sealed; no copy of it is kept."""

from __future__ import annotations

from datetime import datetime

from printing.dates import written_moment
from printing.forms import Filling, Form, shipped_form
from printing.layout import PAPERS, About, make_pdf
from printing.parts import blocks_of


def render(key: str, agency: str, issued_at: datetime, form: Form | None = None) -> bytes:
    """Set the sheet (A4). ``key`` is the printed form: eight groups of five characters."""
    form = form or shipped_form("recovery_sheet")
    paper = PAPERS[form.paper]
    groups = key.split("-")
    middle = len(groups) // 2
    values = {
        "first": " – ".join(groups[:middle]),
        "second": " – ".join(groups[middle:]),
        "agency": agency,
        "issued": written_moment(issued_at),
    }
    blocks = blocks_of(form, paper, Filling(values, {}))
    return make_pdf(paper, About(title=form.name, author=agency), blocks)
