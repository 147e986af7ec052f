"""Pages: paper sizes, the flow of blocks over them, page numbers, and the head every paper has.

Blocks know their height before they are drawn, so that a signature never stands alone and a table
repeats its head.  The layout follows NĐ 30/2020 annex I; on A5 its measures for A4 are reduced by
√2, so that an A5 paper enlarged to A4 has exactly the prescribed sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from printing.fonts import BOLD, ITALIC, REGULAR, width
from printing.pen import Pen
from printing.typesetting import ASCENT, LEADING, Line, Run, draw_line, tidy, wrap, wrap_evenly


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet with its margins and type sizes, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    body: float
    small: float
    title: float
    country: float
    motto: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    def scaled(self, factor: float) -> Paper:
        """The same sheet with smaller body and notes, to save a second page."""
        return replace(self, body=self.body * factor, small=self.small * factor)


A4 = Paper(
    width=210 * mm, height=297 * mm, left=30 * mm, right=17 * mm, top=20 * mm, bottom=20 * mm,
    body=12.5, small=9.5, title=14, country=12, motto=13,
)  # fmt: skip
A5 = Paper(
    width=148 * mm, height=210 * mm, left=21.2 * mm, right=11 * mm, top=14.2 * mm, bottom=14.2 * mm,
    body=9, small=7, title=11.5, country=8.5, motto=9.2,
)  # fmt: skip
PAPERS = {"A4": A4, "A5": A5}


Draw = Callable[[Pen, float], None]
"""(pen, y of the block's upper edge)"""


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known height that is never torn apart."""

    height: float
    draw: Draw
    keep_next: bool = False
    """Never the last on its page while another block follows."""
    gap: float = 0.0
    """Free space above, dropped at the top of a page."""
    head: Block | None = None
    """Drawn again above this block when it opens a page: the head of a table."""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself; never a person's name."""

    title: str
    author: str
    running: str = ""
    """Small at the upper right from page 2 on: loose sheets must find their dossier again."""


def height_of(blocks: Sequence[Block]) -> float:
    """The height of the blocks on one endless page."""
    return sum(block.height + (block.gap if i else 0.0) for i, block in enumerate(blocks))


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not block.keep_next:
            yield group
            group = []
    if group:
        yield group


class _Pages:
    """The pen and how far down the present page is filled."""

    def __init__(self, pen: Pen, paper: Paper, about: About) -> None:
        self._pen = pen
        self._paper = paper
        self._about = about
        self._number = 1
        self._y = paper.height - paper.top
        self._fresh = True

    def put(self, group: list[Block]) -> None:
        left = self._y - self._paper.bottom
        wanted = height_of(group) + (0.0 if self._fresh else group[0].gap)
        if wanted > left + 0.01 and not self._fresh:
            self._turn()
        for block in group:
            self._place(block)

    def _place(self, block: Block) -> None:
        gap = 0.0 if self._fresh else block.gap
        # A kept group may be longer than a page; then it is torn between its blocks after all.
        if self._y - gap - block.height < self._paper.bottom - 0.01 and not self._fresh:
            self._turn()
            gap = 0.0
        if self._fresh and self._number > 1 and block.head is not None:
            block.head.draw(self._pen, self._y)
            self._y -= block.head.height
        self._y -= gap
        block.draw(self._pen, self._y)
        self._y -= block.height
        self._fresh = False

    def _turn(self) -> None:
        paper = self._paper
        self._pen.next_page()
        self._number += 1
        self._y = paper.height - paper.top
        self._fresh = True
        base = paper.height - paper.top * 0.6
        self._pen.centred(paper.width / 2, base, str(self._number), REGULAR, paper.body)
        if self._about.running:
            edge = paper.width - paper.right
            self._pen.right(edge, base, self._about.running, ITALIC, paper.small)


def make_pdf(paper: Paper, about: About, blocks: Sequence[Block]) -> bytes:
    """Set the blocks on as many pages as they need.  The same blocks give the same bytes."""
    pen = Pen(paper.width, paper.height, about.title, about.author)
    pages = _Pages(pen, paper, about)
    for group in _groups(blocks):
        pages.put(group)
    return pen.finish()


@dataclass(frozen=True, slots=True)
class _Centred:
    """A line of the head, centred in its column."""

    text: str
    face: str
    size: float


def _column(lines: Sequence[_Centred], room: float) -> list[_Centred]:
    """The lines broken to the column's width."""
    return [
        _Centred("".join(run.text for run in broken.runs), line.face, line.size)
        for line in lines
        for broken in wrap_evenly([Run(line.text, line.face)], line.size, room)
    ]


def _draw_column(pen: Pen, lines: Sequence[_Centred], middle: float, y: float) -> float:
    for line in lines:
        pen.centred(middle, y - line.size * ASCENT, line.text, line.face, line.size)
        y -= line.size * LEADING
    return y


def _rule(pen: Pen, middle: float, length: float, y: float) -> None:
    pen.rule(middle - length / 2, middle + length / 2, y)


COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def head(paper: Paper, above: str, agency: str, number: str, place_and_date: str) -> Block:
    """The head of a paper: agency and number on the left, Quốc hiệu, Tiêu ngữ, date on the right.

    The line under the motto is as long as the motto, the one under the agency's name a third to a
    half of it (NĐ 30/2020 annex I, II.1 and II.2).
    """
    right_wide = max(width(COUNTRY, BOLD, paper.country), width(MOTTO, BOLD, paper.motto))
    between = 4 * mm
    left_wide = paper.room - right_wide - between
    size = paper.country
    agency_lines = _column(
        [_Centred(tidy(above), REGULAR, size), _Centred(tidy(agency), BOLD, size)], left_wide
    )
    number_lines = _column([_Centred(number, REGULAR, paper.body)], left_wide)
    nation = [_Centred(COUNTRY, BOLD, size), _Centred(MOTTO, BOLD, paper.motto)]
    date_lines = _column([_Centred(place_and_date, ITALIC, paper.body)], right_wide)
    names = max(_deep(agency_lines), _deep(nation))
    below = size * 0.9
    height = names + below + max(_deep(number_lines), _deep(date_lines))
    agency_wide = max((width(line.text, line.face, size) for line in agency_lines), default=0.0)

    def draw(pen: Pen, y: float) -> None:
        left_middle = paper.left + left_wide / 2
        right_middle = paper.width - paper.right - right_wide / 2
        under = _draw_column(pen, agency_lines, left_middle, y)
        _rule(pen, left_middle, agency_wide * 0.4, under - size * 0.15)
        under = _draw_column(pen, nation, right_middle, y)
        _rule(pen, right_middle, width(MOTTO, BOLD, paper.motto), under - size * 0.15)
        _draw_column(pen, number_lines, left_middle, y - names - below)
        _draw_column(pen, date_lines, right_middle, y - names - below)

    return Block(height, draw)


def with_form_number(top: Block, paper: Paper, label: str, legal_basis: str) -> Block:
    """The head with the form's number and legal basis above it, in the upper margin."""
    size = paper.small
    lines = wrap([Run(label, BOLD), Run(legal_basis, ITALIC)], size, paper.room)

    def draw(pen: Pen, y: float) -> None:
        base = y + 1.5 * mm + (len(lines) - 1) * size * LEADING
        for line in lines:
            draw_line(pen, line, paper.width - paper.right - line.width, base, size)
            base -= size * LEADING
        top.draw(pen, y)

    return Block(top.height, draw)


def _deep(lines: Sequence[_Centred]) -> float:
    return sum(line.size * LEADING for line in lines)


def paragraph(
    paper: Paper,
    runs: Sequence[Run],
    *,
    size: float,
    gap: float = 0.0,
    middle: bool = False,
    indent: float = 0.0,
) -> list[Block]:
    """The runs as lines; at least two of them stay together at each end of a page."""
    lines = wrap(runs, size, paper.room - indent)
    blocks: list[Block] = []
    for i, line in enumerate(lines):

        def draw(pen: Pen, y: float, line: Line = line) -> None:
            x = paper.left + (paper.room - line.width) / 2 if middle else paper.left + indent
            draw_line(pen, line, x, y - size * ASCENT, size)

        kept = len(lines) > 1 and i in (0, len(lines) - 2)
        blocks.append(Block(size * LEADING, draw, keep_next=kept, gap=0.0 if i else gap))
    return blocks
