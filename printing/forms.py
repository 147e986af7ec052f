"""Editable papers: a template of named fields (JSON) and the values of one paper become blocks.

An office may change a paper's words, their order and the shares of a line without a new release:
the province's form changes oftener than the program.  The placeholders a template may use are the
keys of the values its paper gives; an unknown one is a defect of the template and raises KeyError.
"""

from __future__ import annotations

import json
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportlab.lib.units import mm

from models.plain import from_plain
from printing.fonts import BOLD, ITALIC, REGULAR, width
from printing.layout import Block, Paper, paragraph
from printing.pen import Pen
from printing.tables import Column, table
from printing.typesetting import ASCENT, LEADING, Line, Run, draw_line, tidy, wrap

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filling:
    """What one paper writes into its template: named values, and named lists of rows."""

    values: Values
    rows: Mapping[str, Sequence[Values]]


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; without a value a dotted line to write on."""

    label: str
    value: str
    after: str = ""
    """Words behind the value, e.g. (bộ)."""
    strong: bool = False
    share: float = 1.0
    """Share of the line where several fields stand on one."""


@dataclass(frozen=True, slots=True)
class ColumnText:
    """A column of a template's table; shares of the width add up to 1."""

    head: str
    value: str
    share: float
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, what is asked of them, and the name printed below the free space."""

    role: str
    hint: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paper: fields, text, table, signatures or notes."""

    kind: str
    fields: tuple[Field, ...] = ()
    text: str = ""
    columns: tuple[ColumnText, ...] = ()
    rows: str = ""
    """Which list of rows fills the table."""
    signatures: tuple[Signature, ...] = ()
    label: str = ""
    notes: tuple[str, ...] = ()
    only_if: str = ""
    """Left out where this value is empty."""
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A paper's template."""

    name: str
    paper: str
    title: tuple[str, ...]
    parts: tuple[Part, ...]
    legal_basis: str = ""
    """How the legal basis is written, where there is one."""
    number: str = ""
    number_blank: str = ""
    place_and_date: str = ""
    code_label: str = ""
    provisional_mark: str = ""
    provisional_note: str = ""


@cache
def shipped_form(name: str) -> Form:
    """The template of this name that came with the program."""
    source = files("printing").joinpath("templates", f"{name}.json")
    return read_form(source.read_text(encoding="utf-8"))


def read_form(text: str) -> Form:
    """A template from its JSON text.  Raises ValueError, KeyError or TypeError on a misfit."""
    return from_plain(Form, json.loads(text))


def placeholders(form: Form) -> frozenset[str]:
    """Every name the fields, texts and notes of the template refer to, its tables apart."""
    texts = [form.number, form.place_and_date]
    for part in form.parts:
        texts += [part.text, *part.notes, *(field.value for field in part.fields)]
        texts += [signature.name for signature in part.signatures]
    names = (name for text in texts for _, name, _, _ in string.Formatter().parse(text))
    return frozenset(name for name in names if name)


def blocks_of(form: Form, paper: Paper, filling: Filling) -> list[Block]:
    """The parts of the paper, filled, from top to bottom."""
    blocks: list[Block] = []
    for part in form.parts:
        if part.only_if and not filling.values[part.only_if]:
            continue
        made = _PARTS[part.kind](part, paper, filling)
        if part.keep_next:
            made = [_kept(block) for block in made]
        blocks += made
    return blocks


def _kept(block: Block) -> Block:
    return Block(block.height, block.draw, keep_next=True, gap=block.gap, head=block.head)


def _fields(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    filled = [_Filled(field, filling.values, paper.body) for field in part.fields]
    if len(filled) > 1 and all(one.fits(paper.room) for one in filled):
        return [_side_by_side(paper, filled)]
    return [block for one in filled for block in one.below_each_other(paper)]


class _Filled:
    """A field with its value."""

    def __init__(self, field: Field, values: Values, size: float) -> None:
        self.share = field.share
        self.value = tidy(field.value.format_map(values))
        self.after = field.after
        self.label = field.label
        self.size = size
        self._face = BOLD if field.strong else REGULAR

    @property
    def runs(self) -> list[Run]:
        return [Run(self.label), Run(self.value, self._face), Run(self.after)]

    def fits(self, room: float) -> bool:
        """Whether it stands on its share of one line, a dotted line counted as a short word."""
        lines = wrap(self.runs, self.size, self.share * room - 2 * mm)
        return len(lines) == 1

    def below_each_other(self, paper: Paper) -> list[Block]:
        if self.value:
            return paragraph(paper, self.runs, size=self.size, gap=_gap(self.size))

        def draw(pen: Pen, y: float) -> None:
            self.draw(pen, paper.left, y, paper.room)

        return [Block(self.size * LEADING, draw, gap=_gap(self.size))]

    def draw(self, pen: Pen, x: float, y: float, room: float) -> None:
        """On one line: label and value, or label and dots to the end of its room."""
        base = y - self.size * ASCENT
        if self.value:
            (line,) = wrap(self.runs, self.size, room)
            draw_line(pen, line, x, base, self.size)
            return
        pen.left(x, base, self.label, REGULAR, self.size)
        end = x + room
        if self.after:
            pen.right(end, base, self.after, REGULAR, self.size)
            end -= width(f" {self.after}", REGULAR, self.size)
        start = x + width(f"{self.label} ", REGULAR, self.size)
        pen.dots(start, end, base - 0.5)


def _gap(size: float) -> float:
    return size * 0.12


def _side_by_side(paper: Paper, filled: Sequence[_Filled]) -> Block:
    def draw(pen: Pen, y: float) -> None:
        x = paper.left
        for i, one in enumerate(filled):
            last = i == len(filled) - 1
            one.draw(pen, x, y, one.share * paper.room - (0 if last else 2 * mm))
            x += one.share * paper.room

    return Block(paper.body * LEADING, draw, gap=_gap(paper.body))


def _text(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    runs = [Run(part.text.format_map(filling.values))]
    return paragraph(paper, runs, size=paper.body, gap=_gap(paper.body))


def _table(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    columns = [Column(column.head, column.share, column.middle) for column in part.columns]
    cells = [
        [column.value.format_map(row) for column in part.columns] for row in filling.rows[part.rows]
    ]
    return table(paper, columns, cells)


SIGNING = 12 * mm
"""Free height for a signature on A5; on A4 it grows with the type."""


def _signatures(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    size = paper.body
    share = paper.room / len(part.signatures)
    names = [
        wrap([Run(one.name.format_map(filling.values), BOLD)], size, share - 4 * mm)
        for one in part.signatures
    ]
    free = SIGNING * size / 9
    height = size * LEADING * (2 + max(len(lines) for lines in names)) + free

    def draw(pen: Pen, y: float) -> None:
        for i, (one, lines) in enumerate(zip(part.signatures, names, strict=True)):
            middle = paper.left + share * (i + 0.5)
            pen.centred(middle, y - size * ASCENT, one.role, BOLD, size)
            pen.centred(middle, y - size * (ASCENT + LEADING), one.hint, ITALIC, size * 0.94)
            _draw_name(pen, lines, middle, y - 2 * size * LEADING - free, size)

    return [Block(height, draw, keep_next=True, gap=size * 0.7)]


def _draw_name(pen: Pen, lines: Sequence[Line], middle: float, y: float, size: float) -> None:
    for line in lines:
        draw_line(pen, line, middle - line.width / 2, y - size * ASCENT, size)
        y -= size * LEADING


def _notes(part: Part, paper: Paper, filling: Filling) -> list[Block]:
    size = paper.small
    blocks: list[Block] = []
    for i, note in enumerate(part.notes):
        label = [Run(part.label, BOLD)] if part.label and i == 0 else []
        runs = [*label, Run(note.format_map(filling.values))]
        blocks += paragraph(paper, runs, size=size, gap=size * 0.6 if label else 0.0)
    return [_kept(block) for block in blocks]


_PARTS = {
    "fields": _fields,
    "text": _text,
    "table": _table,
    "signatures": _signatures,
    "notes": _notes,
}
