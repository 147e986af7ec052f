"""Sổ theo dõi hồ sơ (Mẫu 07), A4 landscape: cover, rows under a head on every page, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from reportlab.lib.units import mm

from models.papers.register import Register, RegisterRow
from printing.dates import short_moment, written_day, written_moment
from printing.forms import Filling, Form, Values, shipped_form
from printing.heading import head, with_form_number
from printing.layout import PAPERS, About, Block, Paper, make_pdf_of_many, paragraph
from printing.parts import blocks_of
from printing.slips import heading_values
from printing.typesetting import UNBROKEN, Run, tidy


def render_register(
    register: Register, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the book as PDF: the cover on page one, then the rows and, once closed, the closing."""
    form = form or shipped_form("register")
    cover_form = shipped_form("register_cover")
    paper = PAPERS[form.paper]
    heading = register.heading
    named = f"{form.name} {register.year}"
    if register.excerpt_of:
        named = f"{named} – trích: hồ sơ của {tidy(register.excerpt_of)}"
    about = About(
        title=named,
        author=f"{tidy(heading.agency_upper)} - {tidy(heading.agency)}",
        running=f"{named}, quyển số {register.volume}",
        mark=_mark(form, reprinted_at),
    )
    filling = Filling(_values(register), {"dossiers": [_row(row) for row in register.rows]})
    pages = blocks_of(form, paper, filling)
    return make_pdf_of_many(paper, about, [_cover(register, cover_form, paper, filling), pages])


def _mark(form: Form, reprinted_at: datetime | None) -> str:
    return (
        form.reprint_mark.format(reprinted_at=written_moment(reprinted_at)) if reprinted_at else ""
    )


def _cover(register: Register, form: Form, paper: Paper, filling: Filling) -> Sequence[Block]:
    heading = register.heading
    basis = form.legal_basis.format(legal_basis=heading.legal_basis) if heading.legal_basis else ""
    top = head(paper, heading.agency_upper, heading.agency, "", "")
    title = [
        block
        for i, line in enumerate(form.title)
        for block in paragraph(
            paper,
            [Run(line.format_map(filling.values), paper.faces.bold)],
            size=paper.title * 2,
            gap=0.0 if i else 35 * mm,
            middle=True,
        )
    ]
    return [
        with_form_number(top, paper, heading.form_label, basis),
        *title,
        *blocks_of(form, paper, filling),
    ]


def _values(register: Register) -> Values:
    rows, closing = register.rows, register.closing
    return {
        **heading_values(register.heading),
        "year": str(register.year),
        "volume": register.volume,
        "opened_on": _day(register.opened_on),
        "range": _range(rows),
        "count": str(len(rows)),
        "returned": str(sum(row.returned_at is not None for row in rows)),
        "closed_on": _day(closing.on) if closing else "",
        "signer": closing.signer if closing else "",
        "signer_role": closing.signer_role if closing else "",
        "keeper": closing.keeper if closing else "",
        "excerpt_of": tidy(register.excerpt_of),
    }


def _range(rows: Sequence[RegisterRow]) -> str:
    if not rows:
        return ""
    return f", từ số {_number(rows[0].number)} đến số {_number(rows[-1].number)}"


def _number(number: int) -> str:
    """Numbers of the book begin with 01."""
    return f"{number:02d}"


def _day(day: date) -> str:
    return written_day(datetime.combine(day, time()))


def _row(row: RegisterRow) -> Values:
    return {
        "number": _number(row.number),
        "code": row.code,
        "procedure": row.procedure,
        "sets": f"{row.sets:02d}",
        "person": row.person,
        "reached_at": "; ".join(
            word for word in (row.address, row.phone.replace(" ", UNBROKEN)) if word
        ),
        "lead_agency": row.lead_agency,
        "received_at": short_moment(row.received_at),
        "due": short_moment(row.due),
        "returned_at": short_moment(row.returned_at) if row.returned_at else "",
        "return_method": row.return_method,
        "collected_by": row.collected_by,
        "note": row.note,
    }
