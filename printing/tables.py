"""Tables with rules that flow over pages and repeat their head."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from printing.barcodes import Qr, qr
from printing.layout import Block, Paper
from printing.pen import Pen
from printing.typesetting import Line, Run, draw_line, wrap, wrap_evenly

_SIDE = 1.2 * mm
"""White between a cell's text and its rules."""
_ABOVE = 0.35 * mm
_BELOW = 0.8 * mm
"""White under the last rule."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; the shares of all add up to 1."""

    head: str
    share: float
    middle: bool = False
    right: bool = False
    """Amounts stand at the right."""
    group: str = ""
    """Neighbouring columns of one group share a head above their own."""
    as_qr: bool = False
    """The text is drawn as a QR symbol."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a table adds to its rows."""

    least_height: float = 0.0
    """Points; room to sign in."""
    strong_last: bool = False
    """The last row is a sum."""


Cell = tuple[tuple[Line, ...], ...] | Qr
"""Lines from the top; a line of several parts shares the cell's width evenly among them."""
Cells = Sequence[Cell]
_EMPTY = Line((), 0.0)


def table(
    paper: Paper,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    look: Look | None = None,
) -> list[Block]:
    """The table as blocks, one a row; a row longer than half a page is continued on the next.

    A line feed in a cell begins a new line, a tab parts a line into equal shares.
    """
    look = look or Look()
    head = _head(paper, columns)
    longest = int(paper.depth / 2 / paper.line(paper.cells))
    blocks = [Block(head.height, head.draw, keep_next=bool(rows), gap=paper.cells * 0.25)]
    for i, row in enumerate(rows):
        strong = look.strong_last and i == len(rows) - 1
        face = paper.faces.bold if strong else paper.faces.regular
        cells = [
            _cell(paper, column, text, face) for column, text in zip(columns, row, strict=True)
        ]
        for piece in _pieces(cells, longest):
            made = _row(paper, columns, piece, look.least_height)
            blocks.append(Block(made.height, made.draw, head=head))
    last = blocks[-1]
    blocks[-1] = replace(last, height=last.height + _BELOW)
    return blocks


def _cell(paper: Paper, column: Column, text: str, face: str) -> Cell:
    if column.as_qr:
        return qr(text) if text else ()
    room = column.share * paper.room - 2 * _SIDE
    return tuple(
        line for words in text.split("\n") for line in _cell_lines(words, face, paper.cells, room)
    )


def _cell_lines(words: str, face: str, size: float, room: float) -> list[tuple[Line, ...]]:
    parts = words.split("\t")
    broken = [wrap([Run(part, face)], size, room / len(parts)) or (_EMPTY,) for part in parts]
    return list(itertools.zip_longest(*broken, fillvalue=_EMPTY))


def _head(paper: Paper, columns: Sequence[Column]) -> Block:
    """The names of the columns; where some belong together, their common name above them."""
    tops, all_members = [], []
    for name, found in itertools.groupby(columns, key=lambda column: column.group):
        members = [Column(one.head, one.share, middle=True) for one in found]
        if name:
            tops.append(Column(name, sum(one.share for one in members), middle=True))
            all_members.append(members)
        else:
            tops += members
            all_members += [[] for _ in members]
    upper = _named(paper, tops)
    lower = [_named(paper, members) for members in all_members]
    below = max((_deepest(paper, cells) for cells in lower), default=0.0)
    height = max(
        _deep(paper, cell) + (below if cells else 0.0)
        for cell, cells in zip(upper, lower, strict=True)
    )

    def draw(pen: Pen, y: float) -> None:
        x = paper.left
        for top, cell, members, cells in zip(tops, upper, all_members, lower, strict=True):
            deep = height - below if members else height
            _draw_cell(pen, paper, top, cell, (x, y, deep), in_head=True)
            inner = x
            for member, one in zip(members, cells, strict=True):
                _draw_cell(pen, paper, member, one, (inner, y - deep, below), in_head=True)
                inner += member.share * paper.room
            x += top.share * paper.room

    return Block(height, draw)


def _named(paper: Paper, columns: Sequence[Column]) -> list[Cell]:
    return [
        tuple(
            (line,)
            for line in wrap_evenly(
                [Run(column.head, paper.faces.bold)],
                paper.cells,
                column.share * paper.room - 2 * _SIDE,
            )
        )
        for column in columns
    ]


def _pieces(cells: Cells, longest: int) -> list[Cells]:
    """The row in pieces of so many lines; a symbol stands in the first."""
    count = max(1, *(1 if isinstance(cell, Qr) else len(cell) for cell in cells))
    starts = range(0, count, longest)
    return [[_part(cell, start, longest) for cell in cells] for start in starts]


def _part(cell: Cell, start: int, longest: int) -> Cell:
    if isinstance(cell, Qr):
        return cell if start == 0 else ()
    return cell[start : start + longest]


def _deep(paper: Paper, cell: Cell) -> float:
    """How high the row of this cell must be at least."""
    if isinstance(cell, Qr):
        return cell.side + 2 * cell.quiet
    return max(1, len(cell)) * paper.line(paper.cells) + 2 * _ABOVE


def _deepest(paper: Paper, cells: Cells) -> float:
    return max((_deep(paper, cell) for cell in cells), default=0.0)


def _row(paper: Paper, columns: Sequence[Column], cells: Cells, least: float) -> Block:
    height = max(least, _deepest(paper, cells))

    def draw(pen: Pen, y: float) -> None:
        x = paper.left
        for column, cell in zip(columns, cells, strict=True):
            _draw_cell(pen, paper, column, cell, (x, y, height))
            x += column.share * paper.room

    return Block(height, draw)


def _draw_cell(
    pen: Pen,
    paper: Paper,
    column: Column,
    cell: Cell,
    place: tuple[float, float, float],
    *,
    in_head: bool = False,
) -> None:
    """Draw the cell; its place is the left and upper edge and its height."""
    x, y, height = place
    wide = column.share * paper.room
    pen.frame((x, y - height, wide, height))
    if isinstance(cell, Qr):
        cell.draw(pen, x + (wide - cell.side) / 2, y - (height + cell.side) / 2)
        return
    size = paper.cells
    y -= (height - len(cell) * paper.line(size)) / 2 if in_head else _ABOVE
    for parts in cell:
        share = (wide - 2 * _SIDE) / len(parts)
        for i, line in enumerate(parts):
            start = x + _SIDE + i * share
            if column.middle or len(parts) > 1:
                start += (share - line.width) / 2
            elif column.right:
                start += share - line.width
            draw_line(pen, line, start, y - paper.ascent(size), size)
        y -= paper.line(size)
