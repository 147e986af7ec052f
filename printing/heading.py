"""The head of a paper: agency and number, Quốc hiệu, Tiêu ngữ and date, and the form's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from printing.fonts import width
from printing.layout import Block, Paper
from printing.pen import Pen
from printing.typesetting import Run, draw_line, tidy, wrap, wrap_evenly

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class _Centred:
    """A line of the head, centred in its column."""

    text: str
    face: str
    size: float


def head(paper: Paper, above: str, agency: str, number: str, place_and_date: str) -> Block:
    """The head of a paper: agency and number on the left, Quốc hiệu, Tiêu ngữ, date on the right.

    The line under the motto is as long as the motto, the one under the agency's name a third to a
    half of it (NĐ 30/2020 annex I, II.1 and II.2).
    """
    faces, size = paper.faces, paper.country
    right_wide = max(width(COUNTRY, faces.bold, size), width(MOTTO, faces.bold, paper.motto))
    left_wide = max(paper.room * 0.3, min(paper.room - right_wide - 4 * mm, paper.room * 0.42))
    agency_lines = _column(
        [_Centred(tidy(above), faces.regular, size), _Centred(tidy(agency), faces.bold, size)],
        left_wide,
    )
    number_lines = _column([_Centred(number, faces.regular, paper.body)], left_wide)
    nation = [_Centred(COUNTRY, faces.bold, size), _Centred(MOTTO, faces.bold, paper.motto)]
    date_lines = _column([_Centred(place_and_date, faces.italic, paper.body)], right_wide)
    names = max(_deep(paper, agency_lines), _deep(paper, nation))
    below = size * 0.9
    height = names + below + max(_deep(paper, number_lines), _deep(paper, date_lines))
    agency_wide = max((width(line.text, line.face, size) for line in agency_lines), default=0.0)

    def draw(pen: Pen, y: float) -> None:
        left_middle = paper.left + left_wide / 2
        right_middle = paper.width - paper.right - right_wide / 2
        under = _draw_column(pen, paper, agency_lines, left_middle, y)
        _rule(pen, left_middle, agency_wide * 0.4, under - size * 0.15)
        under = _draw_column(pen, paper, nation, right_middle, y)
        _rule(pen, right_middle, width(MOTTO, faces.bold, paper.motto), under - size * 0.15)
        _draw_column(pen, paper, number_lines, left_middle, y - names - below)
        _draw_column(pen, paper, date_lines, right_middle, y - names - below)

    return Block(height, draw)


def with_form_number(top: Block, paper: Paper, label: str, legal_basis: str) -> Block:
    """The head with the form's number and legal basis above it, in the upper margin."""
    faces, size = paper.faces, paper.small
    lines = wrap([Run(label, faces.bold), Run(legal_basis, faces.italic)], size, paper.room)

    def draw(pen: Pen, y: float) -> None:
        base = y + 1.5 * mm + (len(lines) - 1) * paper.line(size)
        for line in lines:
            draw_line(pen, line, paper.width - paper.right - line.width, base, size)
            base -= paper.line(size)
        top.draw(pen, y)

    return Block(top.height, draw)


def _column(lines: Sequence[_Centred], room: float) -> list[_Centred]:
    """The lines broken to the column's width."""
    return [
        _Centred("".join(run.text for run in broken.runs), line.face, line.size)
        for line in lines
        for broken in wrap_evenly([Run(line.text, line.face)], line.size, room)
    ]


def _draw_column(
    pen: Pen, paper: Paper, lines: Sequence[_Centred], middle: float, y: float
) -> float:
    for line in lines:
        pen.centred(middle, y - paper.ascent(line.size), line.text, line.face, line.size)
        y -= paper.line(line.size)
    return y


def _rule(pen: Pen, middle: float, length: float, y: float) -> None:
    pen.rule(middle - length / 2, middle + length / 2, y)


def _deep(paper: Paper, lines: Sequence[_Centred]) -> float:
    return sum(paper.line(line.size) for line in lines)
