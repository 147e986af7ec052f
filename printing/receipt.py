"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01), A5, from the snapshot of what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.lib.units import mm

from models.receipt import Receipt
from printing.barcodes import Bars, Qr, bars, qr
from printing.dates import written_day, written_moment
from printing.fonts import BOLD, ITALIC, REGULAR, register, width
from printing.forms import Filling, Form, Values, blocks_of, shipped_form
from printing.layout import PAPERS, About, Block, Paper, head, height_of, make_pdf, with_form_number
from printing.pen import Pen
from printing.typesetting import ASCENT, LEADING, Run, draw_line, tidy, wrap

BAR_HEIGHT = 8.5 * mm
_SCALES = (1.0, 0.95, 0.92, 0.9)
"""Type sizes tried so that the paper fits one page; below 8 pt old people cannot read it."""


def render(receipt: Receipt, form: Form | None = None) -> bytes:
    """Set the receipt as PDF.  The same receipt and form give the same bytes."""
    register()
    form = form or shipped_form("receipt")
    paper = PAPERS[form.paper]
    about = About(
        title=f"{form.name} {receipt.code}",
        author=f"{tidy(receipt.agency_upper)} - {tidy(receipt.agency)}",
        running=f"{form.code_label} {receipt.code}",
    )
    symbols = _Symbols(receipt.code, paper)
    for scale in _SCALES:
        tried = paper.scaled(scale)
        blocks = _blocks(receipt, form, tried, symbols)
        if height_of(blocks) <= paper.depth:
            return make_pdf(tried, about, blocks)
    return make_pdf(paper, about, _blocks(receipt, form, paper, symbols))


def _blocks(receipt: Receipt, form: Form, paper: Paper, symbols: _Symbols) -> list[Block]:
    values = _values(receipt)
    basis = receipt.legal_basis
    legal_basis = form.legal_basis.format(legal_basis=basis) if basis else ""
    number = form.number if receipt.number else form.number_blank
    top = head(
        paper,
        receipt.agency_upper,
        receipt.agency,
        number.format_map(values),
        form.place_and_date.format_map(values),
    )
    blocks = [
        with_form_number(top, paper, receipt.form_label, legal_basis),
        _title(receipt, form, paper, symbols.qr),
    ]
    if symbols.bars is not None:
        blocks.append(_bar_block(symbols.bars, paper))
    return blocks + blocks_of(form, paper, Filling(values, {"papers": _papers(receipt)}))


class _Symbols:
    """The code as bars, where they fit the line, and as QR."""

    def __init__(self, code: str, paper: Paper) -> None:
        self.bars: Bars | None = bars(code, paper.room)
        self.qr: Qr = qr(code)


def _values(receipt: Receipt) -> Values:
    """Every name a template of this paper may use."""
    note = f" ({receipt.due_note})" if receipt.due_note else ""
    return {
        "agency": receipt.agency,
        "number": receipt.number,
        "place": receipt.place,
        "date": written_day(receipt.received_at),
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
        "hotline": receipt.hotline,
    }


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


def _title(receipt: Receipt, form: Form, paper: Paper, symbol: Qr) -> Block:
    """The title and the code in the middle, the QR at the right, SỐ TẠM at the left."""
    room = paper.room - 2 * (symbol.side + symbol.quiet)
    size = paper.body * 1.05
    sized = [([Run(one, BOLD)], paper.title) for one in form.title]
    sized.append(([Run(form.code_label), Run(receipt.code, BOLD)], size))
    if receipt.provisional:
        sized.append(([Run(form.provisional_note, ITALIC)], paper.small))
    lines = [(line, size) for runs, size in sized for line in wrap(runs, size, room)]
    text = sum(size * LEADING for _, size in lines)
    height = max(symbol.side + 1.2 * mm, text)

    def draw(pen: Pen, y: float) -> None:
        symbol.draw(pen, paper.width - paper.right - symbol.side, y - symbol.side)
        if receipt.provisional:
            _draw_mark(pen, form.provisional_mark, paper, y - symbol.side / 2)
        y -= (height - text) / 2
        for line, size in lines:
            x = paper.left + (paper.room - line.width) / 2
            draw_line(pen, line, x, y - size * ASCENT, size)
            y -= size * LEADING

    return Block(height, draw, gap=2.5 * mm, keep_next=True)


def _draw_mark(pen: Pen, mark: str, paper: Paper, middle: float) -> None:
    """SỐ TẠM in a frame: seen before the code is read."""
    size = paper.title
    wide = width(mark, BOLD, size) + 3 * mm
    tall = size * LEADING + 2 * mm
    pen.frame((paper.left, middle - tall / 2, wide, tall), thickness=1.4)
    pen.centred(paper.left + wide / 2, middle - size * 0.38, mark, BOLD, size)


def _bar_block(made: Bars, paper: Paper) -> Block:
    """The bars across the line with the code in plain letters under them."""
    size = paper.small
    height = BAR_HEIGHT + size * LEADING + 1.2 * mm

    def draw(pen: Pen, y: float) -> None:
        middle = paper.left + paper.room / 2
        made.draw(pen, middle - made.width / 2, y - BAR_HEIGHT, BAR_HEIGHT)
        pen.centred(middle, y - BAR_HEIGHT - 0.4 * mm - size * ASCENT, made.code, REGULAR, size)

    return Block(height, draw, gap=1.5 * mm, keep_next=True)
