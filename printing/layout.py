"""Pages: paper sizes, the flow of blocks over them, page numbers and marks.

Blocks know their height before they are drawn, so that a signature never stands alone and a table
repeats its head.  The layout follows NĐ 30/2020 annex I; on A5 its measures for A4 are reduced by
√2, so that an A5 paper enlarged to A4 has exactly the prescribed sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from printing.fonts import SANS, SERIF, Faces
from printing.pen import Pen
from printing.typesetting import Line, Run, draw_justified, draw_line, wrap, wrap_evenly


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet with its margins, letters and type sizes, in points."""

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
    cells: float
    """The size of letters in tables."""
    faces: Faces = SANS

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    def line(self, size: float) -> float:
        """The height of one line of that type size."""
        return size * self.faces.leading

    def ascent(self, size: float) -> float:
        """From the top of a line of that type size to its base line."""
        return size * self.faces.ascent

    def scaled(self, factor: float) -> Paper:
        """The same sheet with smaller body, tables and notes, to save a second page."""
        return replace(
            self,
            body=self.body * factor,
            cells=self.cells * factor,
            small=self.small * factor,
        )


A4 = Paper(
    width=210 * mm, height=297 * mm, left=30 * mm, right=17 * mm, top=20 * mm, bottom=20 * mm,
    body=12.5, small=9.5, title=14, country=12, motto=13, cells=12.5,
)  # fmt: skip
A5 = Paper(
    width=148 * mm, height=210 * mm, left=21.2 * mm, right=11 * mm, top=14.2 * mm, bottom=14.2 * mm,
    body=9, small=7, title=11.5, country=8.5, motto=9.2, cells=9,
)  # fmt: skip
_SERIF_A4 = replace(A4, body=13.5, small=11, title=14, country=12, motto=13, cells=11, faces=SERIF)
_SERIF_A5 = replace(
    A5, body=9.7, small=7.8, title=9.9, country=8.5, motto=9.2, cells=9.4, faces=SERIF
)
_SERIF_A4_LANDSCAPE = replace(
    _SERIF_A4, width=297 * mm, height=210 * mm, right=15 * mm, body=12, cells=8.8
)
PAPERS = {
    "A4": A4,
    "A5": A5,
    "A4 serif": _SERIF_A4,
    "A5 serif": _SERIF_A5,
    "A4 landscape serif": _SERIF_A4_LANDSCAPE,
}
"""The sheets a template may ask for; official papers are set in serif letters."""


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
    mark: str = ""
    """In the upper left corner of every page: that this is not the first print."""


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
        self._begin(1)

    def put(self, group: list[Block]) -> None:
        left = self._y - self._paper.bottom
        wanted = height_of(group) + (0.0 if self._fresh else group[0].gap)
        if wanted > left + 0.01 and not self._fresh:
            self._turn()
        for block in group:
            self._place(block)

    def begin_paper(self) -> None:
        """Go on with another paper: a new page without a number."""
        self._pen.next_page()
        self._begin(1)

    def _begin(self, number: int) -> None:
        self._number = number
        self._y = self._paper.height - self._paper.top
        self._fresh = True
        if self._about.mark:
            _draw_mark(self._pen, self._paper, self._about.mark)

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
        paper, faces = self._paper, self._paper.faces
        self._pen.next_page()
        self._begin(self._number + 1)
        base = paper.height - paper.top * 0.6
        self._pen.centred(paper.width / 2, base, str(self._number), faces.regular, paper.body)
        if self._about.running:
            _draw_running(self._pen, paper, self._about.running, base)


def _draw_running(pen: Pen, paper: Paper, running: str, base: float) -> None:
    """At the right of the page's number; below it where it would run into it."""
    size = paper.small
    lines = wrap([Run(running, paper.faces.italic)], size, paper.room)
    if len(lines) > 1 or lines[0].width > paper.room / 2 - 2 * paper.body:
        base = paper.height - paper.top + 0.8 * mm + (len(lines) - 1) * paper.line(size)
    for line in lines:
        draw_line(pen, line, paper.width - paper.right - line.width, base, size)
        base -= paper.line(size)


def _draw_mark(pen: Pen, paper: Paper, mark: str) -> None:
    """Above everything else, yet inside what printers reach."""
    base = paper.height - 5.2 * mm - paper.ascent(paper.small)
    pen.left(paper.left, base, mark, paper.faces.bold, paper.small)


def make_pdf(paper: Paper, about: About, blocks: Sequence[Block]) -> bytes:
    """Set the blocks on as many pages as they need.  The same blocks give the same bytes."""
    return make_pdf_of_many(paper, about, [blocks])


def make_pdf_of_many(paper: Paper, about: About, papers: Sequence[Sequence[Block]]) -> bytes:
    """Set several papers in one file; each begins on a page of its own, numbered from 1."""
    pen = Pen(paper.width, paper.height, about.title, about.author, paper.faces)
    pages = _Pages(pen, paper, about)
    for i, blocks in enumerate(papers):
        if i:
            pages.begin_paper()
        for group in _groups(blocks):
            pages.put(group)
    return pen.finish()


def paragraph(
    paper: Paper,
    runs: Sequence[Run],
    *,
    size: float,
    gap: float = 0.0,
    middle: bool = False,
    indent: float = 0.0,
    justified: bool = False,
) -> list[Block]:
    """The runs as lines; at least two of them stay together at each end of a page.

    ``indent`` points stay free before the first line.
    """
    if middle:
        lines = wrap_evenly(runs, size, paper.room)
    else:
        lines = wrap(runs, size, paper.room, first=paper.room - indent)
    blocks: list[Block] = []
    for i, line in enumerate(lines):

        def draw(pen: Pen, y: float, line: Line = line, first: bool = i == 0) -> None:
            base = y - paper.ascent(size)
            x = paper.left + (indent if first else 0.0)
            if middle:
                draw_line(pen, line, paper.left + (paper.room - line.width) / 2, base, size)
            elif justified and line is not lines[-1]:
                draw_justified(pen, line, x, base, size, paper.left + paper.room - x)
            else:
                draw_line(pen, line, x, base, size)

        kept = len(lines) > 1 and i in (0, len(lines) - 2)
        blocks.append(Block(paper.line(size), draw, keep_next=kept, gap=0.0 if i else gap))
    return blocks
