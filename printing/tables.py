"""Tables with rules that flow over pages and repeat their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from printing.fonts import BOLD, REGULAR
from printing.layout import Block, Paper
from printing.pen import Pen
from printing.typesetting import ASCENT, LEADING, Line, Run, draw_line, wrap

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


Cells = Sequence[tuple[Line, ...]]


def table(paper: Paper, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Block]:
    """The table as blocks, one a row; a row longer than half a page is continued on the next."""
    size = paper.body
    head_cells = [wrap([Run(column.head, BOLD)], size, _room(paper, column)) for column in columns]
    middle_all = [Column(column.head, column.share, middle=True) for column in columns]
    head = _row(paper, middle_all, head_cells, size)
    longest = int(paper.depth / 2 / (size * LEADING))
    blocks = [Block(head.height, head.draw, keep_next=bool(rows), gap=size * 0.25)]
    for row in rows:
        cells = [
            wrap([Run(text, REGULAR)], size, _room(paper, column))
            for column, text in zip(columns, row, strict=True)
        ]
        for piece in _pieces(cells, longest):
            made = _row(paper, columns, piece, size)
            blocks.append(Block(made.height, made.draw, head=head))
    last = blocks[-1]
    blocks[-1] = replace(last, height=last.height + _BELOW)
    return blocks


def _room(paper: Paper, column: Column) -> float:
    return column.share * paper.room - 2 * _SIDE


def _pieces(cells: Cells, longest: int) -> list[Cells]:
    count = max(1, *(len(lines) for lines in cells))
    return [
        [lines[start : start + longest] for lines in cells] for start in range(0, count, longest)
    ]


def _row(paper: Paper, columns: Sequence[Column], cells: Cells, size: float) -> Block:
    count = max(1, *(len(lines) for lines in cells))
    height = count * size * LEADING + 2 * _ABOVE

    def draw(pen: Pen, y: float) -> None:
        x = paper.left
        for column, lines in zip(columns, cells, strict=True):
            wide = column.share * paper.room
            pen.frame((x, y - height, wide, height))
            _draw_cell(pen, lines, x, y - _ABOVE, wide, size, middle=column.middle)
            x += wide

    return Block(height, draw)


def _draw_cell(
    pen: Pen,
    lines: Sequence[Line],
    x: float,
    y: float,
    wide: float,
    size: float,
    *,
    middle: bool,
) -> None:
    for line in lines:
        start = x + (wide - line.width) / 2 if middle else x + _SIDE
        draw_line(pen, line, start, y - size * ASCENT, size)
        y -= size * LEADING
