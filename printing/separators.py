"""Separator sheets for the feeder (A4): a QR says to which component the next pages belong."""

from __future__ import annotations

from collections.abc import Sequence

from models.codes import separator_text
from models.papers.handing import Separator
from printing.forms import Filling, Form, shipped_form
from printing.layout import PAPERS, About, make_pdf_of_many
from printing.parts import blocks_of

NEW_DOCUMENT = Separator("", "TÀI LIỆU MỚI")
"""The sheet for whatever has no sheet of its own."""


def render_separators(sheets: Sequence[Separator], form: Form | None = None) -> bytes:
    """Set one page for each sheet.  Raises ValueError where there is none."""
    if not sheets:
        raise ValueError("nothing to print")
    form = form or shipped_form("separator")
    paper = PAPERS[form.paper]
    pages = [blocks_of(form, paper, _filling(sheet)) for sheet in sheets]
    return make_pdf_of_many(paper, About(title=form.name, author=""), pages)


def _filling(sheet: Separator) -> Filling:
    payload = separator_text(sheet.component_code)
    return Filling({"payload": payload, "title": sheet.title, "code": sheet.component_code}, {})
