"""The parts of a template, filled with one paper's values, become blocks on its pages."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from printing.barcodes import Qr, qr
from printing.fonts import width
from printing.forms import Field, Filling, Form, Part, Values
from printing.layout import Block, Paper, paragraph
from printing.pen import Pen
from printing.signing import signatures
from printing.tables import Column, Look, table
from printing.typesetting import Run, draw_line, tidy, wrap


def blocks_of(form: Form, paper: Paper, filling: Filling) -> list[Block]:
    """The parts of the paper, filled, from top to bottom."""
    blocks: list[Block] = []
    for part in form.parts:
        if part.only_if and not _said(part.only_if, filling):
            continue
        made = _PARTS[part.kind](part, paper, filling)
        if part.keep_next:
            made = [_kept(block) for block in made]
        blocks += made
    return blocks


def _said(name: str, filling: Filling) -> bool:
    return bool(filling.rows[name] if name in filling.rows else filling.values[name])


def _kept(block: Block) -> Block:
    return replace(block, keep_next=True)


def _fields(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    filled = [_Filled(field, filling.values, paper) for field in part.fields]
    rooms = _rooms(filled, paper.room)
    if len(filled) > 1 and rooms:
        return [_side_by_side(paper, filled, rooms)]
    return [block for one in filled for block in one.below_each_other()]


class _Filled:
    """A field with its value."""

    def __init__(self, field: Field, values: Values, paper: Paper) -> None:
        self.share = field.share
        self._paper = paper
        self._size = paper.body
        self._value = tidy(field.value.format_map(values))
        self._after = field.after
        self._label = field.label
        self._plain = paper.faces.regular
        self._face = paper.faces.bold if field.strong else self._plain

    def _runs(self) -> list[Run]:
        return [
            Run(self._label, self._plain),
            Run(self._value, self._face),
            Run(self._after, self._plain),
        ]

    def width(self) -> float:
        """Points on one line with the white behind it; a dotted line is as long as its share."""
        if not self._value:
            return self.share * self._paper.room
        lines = wrap(self._runs(), self._size, math.inf)
        return sum(line.width for line in lines) + 2 * mm

    def least_width(self) -> float:
        """Like `width`, a dotted line half its share."""
        return self.width() if self._value else self.share * self._paper.room / 2

    def below_each_other(self) -> list[Block]:
        paper, size = self._paper, self._size
        if self._value:
            return paragraph(paper, self._runs(), size=size, gap=_gap(size))

        def draw(pen: Pen, y: float) -> None:
            self.draw(pen, paper.left, y, paper.room)

        return [Block(paper.line(size), draw, gap=_gap(size))]

    def draw(self, pen: Pen, x: float, y: float, room: float) -> None:
        """On one line: label and value, or label and dots to the end of its room."""
        size, plain = self._size, self._plain
        base = y - self._paper.ascent(size)
        if self._value:
            (line,) = wrap(self._runs(), size, math.inf)
            draw_line(pen, line, x, base, size)
            return
        pen.left(x, base, self._label, plain, size)
        end = x + room
        if self._after:
            pen.right(end, base, self._after, plain, size)
            end -= width(f" {self._after}", plain, size)
        start = x + width(f"{self._label} ", plain, size)
        pen.dots(start, end, base - 0.5)


def _gap(size: float) -> float:
    return size * 0.12


def _rooms(filled: Sequence[_Filled], room: float) -> list[float]:
    """What each gets of one line: its share, else as much as it needs; nothing if they do not fit.

    A dotted line gives way, yet keeps half its share.
    """
    shares = [one.share * room for one in filled]
    wanted = [one.width() for one in filled]
    if all(want <= share + 2 * mm for want, share in zip(wanted, shares, strict=True)):
        return shares
    least = [one.least_width() for one in filled]
    spare = room + 2 * mm - sum(least)
    if spare < 0:
        return []
    return [one + spare / len(filled) for one in least]


def _side_by_side(paper: Paper, filled: Sequence[_Filled], rooms: Sequence[float]) -> Block:
    def draw(pen: Pen, y: float) -> None:
        x = paper.left
        for one, room in zip(filled, rooms, strict=True):
            last = one is filled[-1]
            one.draw(pen, x, y, paper.left + paper.room - x if last else room - 2 * mm)
            x += room

    return Block(paper.line(paper.body), draw, gap=_gap(paper.body))


def _text(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    return _set_text(part, paper, filling.values)


def _items(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    return [
        block for row in filling.rows[part.rows] for block in _set_text(part, paper, _clean(row))
    ]


def _set_text(part: Part, paper: Paper, values: Values) -> list[Block]:
    gap = paper.body * 0.35 if part.justified else _gap(paper.body)
    return paragraph(
        paper,
        _runs(part, paper, values),
        size=paper.body * part.size,
        gap=part.gap * mm or gap,
        indent=part.indent * mm,
        middle=part.middle,
        justified=part.justified,
    )


def _runs(part: Part, paper: Paper, values: Values) -> list[Run]:
    """The text in one face; a value whose name is followed by ``!b`` stands out in bold."""
    faces = paper.faces
    usual = faces.bold if part.strong else faces.italic if part.slanted else faces.regular
    made: list[Run] = []
    for said, strong in _pieces(part.text, values):
        face = faces.bold if strong else usual
        if made and made[-1].face == face:
            made[-1] = Run(made[-1].text + said, face)
        else:
            made.append(Run(said, face))
    return made


def _pieces(text: str, values: Values) -> Iterator[tuple[str, bool]]:
    """Said words and whether they are bold; a sign right behind a bold value is bold with it."""
    value, strong = "", False
    for literal, name, _, conversion in string.Formatter().parse(text):
        close = re.match(r"\S*", literal)
        attached = close[0] if close else ""
        yield value + attached, strong
        yield literal[len(attached) :], False
        value, strong = (values[name], conversion == "b") if name is not None else ("", False)
    yield value, strong


def _table(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    columns = [
        Column(one.head, one.share, one.middle, one.right, one.group, one.as_qr)
        for one in part.columns
    ]
    cells = [
        [column.value.format_map(_clean(row)) for column in part.columns]
        for row in filling.rows[part.rows]
    ]
    look = Look(part.row_height * mm, strong_last=part.sum_row and bool(cells))
    return table(paper, columns, cells, look)


def _clean(row: Values) -> Values:
    """Line feeds and tabs have a meaning in a cell: only the template may use them."""
    return {name: tidy(value) for name, value in row.items()}


def _qr(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    """A symbol in the middle or at the right, its label beside it; the quiet zone stays white."""
    symbol = qr(part.text.format_map(filling.values), part.row_height * mm)
    face, size = paper.faces.regular, paper.body

    def draw(pen: Pen, y: float) -> None:
        x = paper.left + paper.room - symbol.side
        if part.middle or part.label:
            x = paper.left + (paper.room - symbol.side) / 2
        symbol.draw(pen, x, y - symbol.quiet - symbol.side)
        if part.label:
            base = y - symbol.quiet - symbol.side / 2
            pen.right(x - symbol.quiet - size, base, part.label, face, size)

    return [Block(symbol.side + 2 * symbol.quiet, draw, keep_next=True)]


def _heading(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    """Words to be read from afar, as large as three lines of them allow."""
    runs = [Run(part.text.format_map(filling.values), paper.faces.bold)]
    for size in (paper.title * 2, paper.title * 1.5, paper.title):
        blocks = paragraph(paper, runs, size=size, gap=size, middle=True)
        if len(blocks) <= 3:
            break
    return blocks


def _signatures(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    filled = [
        replace(
            one,
            role=one.role.format_map(filling.values),
            hint=one.hint.format_map(filling.values),
            name=one.name.format_map(filling.values),
        )
        for one in part.signatures
    ]
    recipients = [
        line for note in part.notes for line in note.format_map(filling.values).split("\n") if line
    ]
    return [signatures(paper, filled, part.label, recipients)]


def _notes(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    """Small print; where its text is a symbol's content, the symbol stands at its right."""
    content = part.text.format_map(filling.values)
    if not content:
        return _small_print(part, paper, filling)
    symbol = qr(content, part.row_height * mm)
    taken = symbol.side + 2 * symbol.quiet
    narrow = replace(paper, right=paper.right + taken)
    return [_beside(symbol, part.caption, paper, _small_print(part, narrow, filling))]


def _beside(symbol: Qr, caption: str, paper: Paper, lines: Sequence[Block]) -> Block:
    """Lines with a symbol at their right and its caption under it."""
    size, face = paper.small, paper.faces.regular
    under = paper.line(size) if caption else 0.0
    height = max(sum(one.gap + one.height for one in lines), symbol.side + symbol.quiet + under)

    def draw(pen: Pen, y: float) -> None:
        left = paper.width - paper.right - symbol.side
        bottom = y - symbol.quiet - symbol.side
        symbol.draw(pen, left, bottom)
        if caption:
            middle = left + symbol.side / 2
            end = middle + width(caption, face, size) / 2
            shift = max(0.0, end - (paper.width - paper.right))
            pen.centred(middle - shift, bottom - paper.ascent(size), caption, face, size)
        for one in lines:
            y -= one.gap
            one.draw(pen, y)
            y -= one.height

    return Block(height, draw, gap=paper.small * 0.4)


def _small_print(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    size, faces = paper.small, paper.faces
    blocks: list[Block] = []
    for i, note in enumerate(part.notes):
        label = [Run(part.label, faces.bold)] if part.label and i == 0 else []
        runs = [*label, Run(note.format_map(filling.values), faces.regular)]
        blocks += paragraph(paper, runs, size=size, gap=size * 0.6 if label else 0.0)
    return [_kept(block) for block in blocks]


_PARTS = {
    "fields": _fields,
    "text": _text,
    "items": _items,
    "table": _table,
    "qr": _qr,
    "heading": _heading,
    "signatures": _signatures,
    "notes": _notes,
}
