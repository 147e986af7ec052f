"""The foot of a paper: who signs, room to sign, and «Nơi nhận» beside it (NĐ 30/2020 annex I)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from printing.forms import Signature
from printing.layout import Block, Paper
from printing.pen import Pen
from printing.typesetting import Line, Run, draw_line, wrap, wrap_evenly

SIGNING = 12 * mm
"""Free height for a signature on A5; on A4 it grows with the type."""
_BODY_OF_A5 = 9.0


def signatures(
    paper: Paper, signing: Sequence[Signature], label: str, recipients: Sequence[str]
) -> Block:
    """The signatures side by side, each in an equal share; a name never stands without its role."""
    share = paper.room / len(signing)
    columns = [_Column(paper, one, share - 4 * mm) for one in signing]
    free = SIGNING * paper.body / _BODY_OF_A5
    roles = max(len(column.roles) for column in columns)
    above = paper.line(paper.body) * (roles + 1)
    names = max(len(column.names) for column in columns) * paper.line(paper.body)
    left = _recipients(paper, label, recipients, share - 4 * mm)
    height = max(above + free + names, len(left) * paper.line(paper.small))

    def draw(pen: Pen, y: float) -> None:
        for i, column in enumerate(columns):
            middle = paper.left + share * (i + 0.5)
            under = _draw_centred(pen, paper, column.roles, middle, y)
            _draw_centred(pen, paper, column.hints, middle, under)
            _draw_centred(pen, paper, column.names, middle, y - above - free)
        line_y = y
        for line in left:
            base = line_y - paper.ascent(paper.small)
            draw_line(pen, line, paper.left, base, paper.small)
            line_y -= paper.line(paper.small)

    return Block(height, draw, keep_next=True, gap=paper.body * 0.7)


class _Column:
    """The lines of one signature."""

    def __init__(self, paper: Paper, one: Signature, room: float) -> None:
        size, faces = paper.body, paper.faces
        self.roles = [
            line
            for role in one.role.split("\n")
            for line in wrap_evenly([Run(role, faces.bold)], size, room)
        ]
        self.hints = wrap([Run(one.hint, faces.italic)], size, room)
        self.names = wrap_evenly([Run(one.name, faces.bold)], size, room)


def _recipients(
    paper: Paper, label: str, recipients: Sequence[str], room: float
) -> tuple[Line, ...]:
    if not recipients:
        return ()
    faces, size = paper.faces, paper.small
    return (
        *wrap([Run(label, faces.bold_italic)], size, room),
        *(
            line
            for recipient in recipients
            for line in wrap([Run(recipient, faces.regular)], size, room)
        ),
    )


def _draw_centred(pen: Pen, paper: Paper, lines: Sequence[Line], middle: float, y: float) -> float:
    size = paper.body
    for line in lines:
        draw_line(pen, line, middle - line.width / 2, y - paper.ascent(size), size)
        y -= paper.line(size)
    return y
