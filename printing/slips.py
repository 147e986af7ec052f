"""A whole paper from its template: head, title, code as bars and QR, parts, mark of a reprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reportlab.lib.units import mm

from models.papers.heading import Heading
from printing.barcodes import Bars, Qr, bars, qr
from printing.dates import written_day, written_moment
from printing.fonts import width
from printing.forms import Filling, Form, Values
from printing.heading import head, with_form_number
from printing.layout import (
    PAPERS,
    About,
    Block,
    Paper,
    height_of,
    make_pdf_of_many,
    paragraph,
)
from printing.parts import blocks_of
from printing.pen import Pen
from printing.typesetting import Run, draw_line, tidy, wrap

BAR_HEIGHT = 8.5 * mm
_SCALES = (1.0, 0.96, 0.93)
"""Type sizes tried so that the paper fits one page; below 9 pt old people cannot read it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One paper: what its head says, its code if it has one, and what fills its template."""

    heading: Heading
    filling: Filling
    code: str = ""
    provisional: bool = False
    dated: bool = True
    """False where the date is written by hand later."""
    rating: str = ""
    """Where people may rate: a second symbol, left of the title."""


def render_slip(slip: Slip, form: Form, reprinted_at: datetime | None = None) -> bytes:
    """Set one paper as PDF; the same slip, form and moment give the same bytes."""
    return render_slips([slip], form, reprinted_at)


def render_slips(slips: Sequence[Slip], form: Form, reprinted_at: datetime | None = None) -> bytes:
    """Set several papers of one kind in one file.  Raises ValueError where there is none."""
    if not slips:
        raise ValueError("nothing to print")
    first = slips[0]
    named = first.code if len(slips) == 1 else f"({len(slips)})"
    number = first.heading.number if len(slips) == 1 else ""
    mark = (
        form.reprint_mark.format(reprinted_at=written_moment(reprinted_at)) if reprinted_at else ""
    )
    about = About(
        title=" ".join(word for word in (form.name, named or number) if word),
        author=f"{tidy(first.heading.agency_upper)} - {tidy(first.heading.agency)}",
        running=f"{form.code_label} {first.code}"
        if first.code
        else f"{form.name} {number}".strip(),
        mark=mark,
    )
    paper = PAPERS[form.paper]
    for scale in _SCALES:
        tried = paper.scaled(scale)
        made = [_blocks(slip, form, tried) for slip in slips]
        if all(height_of(blocks) <= paper.depth for blocks in made):
            return make_pdf_of_many(tried, about, made)
    return make_pdf_of_many(paper, about, [_blocks(slip, form, paper) for slip in slips])


def heading_values(heading: Heading) -> dict[str, str]:
    """The names every template may use."""
    return {
        "agency": heading.agency,
        "office": heading.office or heading.agency,
        "number": heading.number,
        "place": heading.place,
        "date": written_day(heading.at),
        "hotline": heading.hotline,
    }


def _blocks(slip: Slip, form: Form, paper: Paper) -> list[Block]:
    heading, values = slip.heading, slip.filling.values
    number = form.number if heading.number else form.number_blank
    dated = form.place_and_date if slip.dated else form.place_and_date_blank
    top = head(
        paper,
        heading.agency_upper,
        heading.agency,
        number.format_map(values),
        dated.format_map(values),
    )
    basis = form.legal_basis.format(legal_basis=heading.legal_basis) if heading.legal_basis else ""
    blocks = [with_form_number(top, paper, heading.form_label, basis)]
    blocks += _titles(slip, form, paper)
    first, *rest = blocks_of(form, paper, slip.filling)
    return [*blocks, replace(first, gap=max(first.gap, paper.body * 0.5)), *rest]


def _titles(slip: Slip, form: Form, paper: Paper) -> list[Block]:
    if not slip.code:
        return _bare_title(form, paper, slip.filling.values)
    blocks = [_title(slip, form, paper, qr(slip.code))]
    made = bars(slip.code, paper.room) if form.bars else None
    if made is not None:
        blocks.append(_bar_block(made, paper))
    return blocks


def _bare_title(form: Form, paper: Paper, values: Values) -> list[Block]:
    return [
        replace(block, keep_next=True)
        for i, line in enumerate(form.title)
        for block in paragraph(
            paper,
            [Run(line.format_map(values), paper.faces.bold)],
            size=paper.title,
            gap=0.0 if i else paper.title,
            middle=True,
        )
    ]


def _title(slip: Slip, form: Form, paper: Paper, symbol: Qr) -> Block:
    """The title and the code in the middle, the QR at the right, SỐ TẠM or rating at the left."""
    faces = paper.faces
    room = paper.room - 2 * (symbol.side + symbol.quiet)
    size = paper.body * 1.05
    values = slip.filling.values
    sized = [([Run(one.format_map(values), faces.bold)], paper.title) for one in form.title]
    code_runs = [Run(form.code_label, faces.regular), Run(slip.code, faces.bold)]
    sized.append((code_runs, size))
    if slip.provisional:
        sized.append(([Run(form.provisional_note, faces.italic)], paper.small))
    lines = [(line, size) for runs, size in sized for line in wrap(runs, size, room)]
    text = sum(paper.line(size) for _, size in lines)
    height = max(symbol.side + 1.2 * mm, text)
    if slip.rating and form.rating_caption:
        height = max(height, symbol.side + paper.line(paper.small))

    def draw(pen: Pen, y: float) -> None:
        symbol.draw(pen, paper.width - paper.right - symbol.side, y - symbol.side)
        if slip.rating and form.rating_caption:
            _draw_rating(pen, slip.rating, form.rating_caption, paper, y)
        if slip.provisional:
            _draw_mark(pen, form.provisional_mark, paper, y - symbol.side / 2)
        y -= (height - text) / 2
        for line, size in lines:
            x = paper.left + (paper.room - line.width) / 2
            draw_line(pen, line, x, y - paper.ascent(size), size)
            y -= paper.line(size)

    return Block(height, draw, gap=2.5 * mm, keep_next=True)


def _draw_rating(pen: Pen, address: str, caption: str, paper: Paper, y: float) -> None:
    """The symbol that leads to the rating; its caption keeps it apart from the dossier's own."""
    symbol = qr(address)
    symbol.draw(pen, paper.left, y - symbol.side)
    size, face = paper.small, paper.faces.regular
    base = y - symbol.side - paper.ascent(size) - 0.3 * mm
    pen.centred(paper.left + symbol.side / 2, base, caption, face, size)


def _draw_mark(pen: Pen, mark: str, paper: Paper, middle: float) -> None:
    """SỐ TẠM in a frame: seen before the code is read."""
    size, face = paper.title, paper.faces.bold
    wide = width(mark, face, size) + 3 * mm
    tall = paper.line(size) + 2 * mm
    pen.frame((paper.left, middle - tall / 2, wide, tall), thickness=1.4)
    pen.centred(paper.left + wide / 2, middle - size * 0.34, mark, face, size)


def _bar_block(made: Bars, paper: Paper) -> Block:
    """The bars across the line with the code in plain letters under them."""
    size, face = paper.small, paper.faces.regular
    height = BAR_HEIGHT + paper.line(size) + 1.2 * mm

    def draw(pen: Pen, y: float) -> None:
        middle = paper.left + paper.room / 2
        made.draw(pen, middle - made.width / 2, y - BAR_HEIGHT, BAR_HEIGHT)
        base = y - BAR_HEIGHT - 0.4 * mm - paper.ascent(size)
        pen.centred(middle, base, made.code, face, size)

    return Block(height, draw, gap=1.5 * mm, keep_next=True)
