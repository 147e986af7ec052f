"""Editable papers: the template of a paper (JSON) with its named fields.

An office may change a paper's words, their order and the shares of a line without a new release:
the province's form changes oftener than the program.  The placeholders a template may use are the
keys of the values its paper gives; an unknown one is a defect of the template and raises KeyError.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.plain import from_plain

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
    """A line feed begins a new line, a tab parts a line into equal shares."""
    share: float
    middle: bool = False
    right: bool = False
    group: str = ""
    """Neighbouring columns of one group share a head above their own."""
    as_qr: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, what is asked of them, and the name printed below the free space.

    One without a role leaves its share of the line free.
    """

    role: str = ""
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paper: fields, text, items, table, qr, heading, signatures or notes."""

    kind: str
    fields: tuple[Field, ...] = ()
    text: str = ""
    """Of a text, heading or qr; of items, what is written for each row.  ``{name!b}`` is bold.

    Of notes, the content of a symbol at their right; none where it is empty.
    """
    caption: str = ""
    """Under the symbol of notes."""
    columns: tuple[ColumnText, ...] = ()
    rows: str = ""
    """Which list of rows fills the table or the items."""
    row_height: float = 0.0
    """Millimetres a row of the table has at least, room to sign; or the side of a qr."""
    sum_row: bool = False
    """The last row is a sum."""
    signatures: tuple[Signature, ...] = ()
    label: str = ""
    notes: tuple[str, ...] = ()
    """Of signatures: «Nơi nhận», at the left beside them."""
    indent: float = 0.0
    """Millimetres free before the first line of a text or item."""
    size: float = 1.0
    """Type sizes of a text."""
    gap: float = 0.0
    """Millimetres free above a text; 0: as usual."""
    justified: bool = False
    middle: bool = False
    strong: bool = False
    slanted: bool = False
    only_if: str = ""
    """Left out where this value, or this list of rows, is empty."""
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A paper's template."""

    name: str
    paper: str
    """One of `printing.layout.PAPERS`."""
    title: tuple[str, ...]
    parts: tuple[Part, ...]
    legal_basis: str = ""
    """How the legal basis is written, where there is one."""
    number: str = ""
    number_blank: str = ""
    place_and_date: str = ""
    place_and_date_blank: str = ""
    """Said instead on a paper that is filled by hand later."""
    code_label: str = ""
    provisional_mark: str = ""
    provisional_note: str = ""
    bars: bool = True
    """Whether the code stands there as bars too, not as QR alone."""
    rating_caption: str = ""
    """Under the symbol for rating; empty: the form has none beside its title."""
    reprint_mark: str = "BẢN IN LẠI lúc {reprinted_at}"


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
    names = (name for text in _texts(form) for _, name, _, _ in string.Formatter().parse(text))
    return frozenset(name for name in names if name)


def _texts(form: Form) -> Iterator[str]:
    yield from (form.number, form.place_and_date)
    for part in form.parts:
        if not part.rows:
            yield part.text
        yield from part.notes
        yield from (field.value for field in part.fields)
        for signature in part.signatures:
            yield from (signature.role, signature.hint, signature.name)
