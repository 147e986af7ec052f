"""Where on the pages the value of a field lies: behind its anchor, below it, in its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.capture.page_words import Hit, Reading, Row, Word, settled
from desk.capture.paper_sections import Column, Sections, labels
from models.fields import DocumentType, FieldTemplate, Section, ValueKind, Where
from models.text import fold

_NEAR_ROWS = 2.4
"""A value may stand so many heights of a row below its label."""
_FULL = 0.10
"""A row that ends this near to the right edge of the text runs on in the next one."""
_SHORT = 4
_LONGEST = {ValueKind.PLACE: 3, ValueKind.TEXT: 6}
_FAR = {ValueKind.PLACE: 5.0, ValueKind.TEXT: 5.0, ValueKind.NAME: 5.0}
_FAR_FIGURES = 2.5
"""So many heights of a line away on its row begins something else: a motto, a seal, a column."""

_CLOSING = re.compile(r"[)\]%²\"”’']+|,$")
_RUN_ON = frozenset({Where.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one line's text."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A field's place: its anchor and the pieces of text that belong to it, row by row."""

    template: FieldTemplate
    hit: Hit
    rows: tuple[tuple[Piece, ...], ...]
    whose_unclear: bool = False
    """Whether it may be another person's: the head of the part beside this one was not found."""


class Places:
    """The fields of one document type on these pages."""

    def __init__(self, document: DocumentType, reading: Reading) -> None:
        self._document = document
        self._reading = reading
        anchors = {a for one in document.every for a in one.anchors}
        hits = reading.hits(labels(document))
        self._hits = settled(hit for hit in hits if self._counts(hit, anchors))
        self._sections = Sections(document, reading, self._hits)
        self._edges = _text_edges(reading)

    def __iter__(self) -> Iterator[Found]:
        """Every place a field may have, in the order of the template, the clearest place first."""
        for template in self._document.fields:
            yield from self._in_any(template)
        for section in self._document.sections:
            for template in section.fields:
                yield from self._in_section(section, template)

    def _counts(self, hit: Hit, anchors: set[str]) -> bool:
        """Whether words that look like an anchor are one, and not a part of a value."""
        if hit.colon:
            return True
        if hit.letters <= _SHORT:
            return self._short(hit, anchors)
        if hit.starts:
            return True
        clearly = hit.anchor in anchors and not hit.slips and " " in hit.anchor
        return clearly and (self._capital(hit) or self._behind_comma(hit))

    def _short(self, hit: Hit, anchors: set[str]) -> bool:
        """«Số», «Bà» without a colon: with its marks, first on its row or after a stop in prose."""
        if hit.anchor not in anchors or self._printed(hit) != hit.anchor:
            return False
        if hit.first == 0:
            return True
        words = self._reading.rows[hit.row].words
        before, begin = words[hit.first - 1], words[hit.first]
        behind_stop = before.line != begin.line or any(
            sign in ",;.:" for sign in self._reading.between(begin.line, before.end, begin.start)
        )
        return self._document.prose and behind_stop

    def _printed(self, hit: Hit) -> str:
        words = self._reading.rows[hit.row].words[hit.first : hit.last]
        return self._reading.between(words[0].line, words[0].start, words[-1].end)

    def _capital(self, hit: Hit) -> bool:
        """In a form a label inside a line begins with a capital letter as the template does."""
        return self._document.prose or self._printed(hit)[:1] == hit.anchor[:1]

    def _behind_comma(self, hit: Hit) -> bool:
        """«Ông Lê Văn A, sinh năm 1972, CCCD số …»: the next label of one sentence."""
        begin = self._reading.rows[hit.row].words[hit.first]
        return self._reading.between(begin.line, 0, begin.start).rstrip().endswith(",")

    def _clear_first(self, template: FieldTemplate) -> list[Hit]:
        """The hits of a field's anchors: those with a colon, then those that begin a line."""
        mine = [hit for hit in self._hits if hit.anchor in template.anchors]
        return sorted(mine, key=lambda hit: (not hit.colon, not hit.starts, -hit.letters))

    def _in_any(self, template: FieldTemplate) -> Iterator[Found]:
        inner = {
            (section.name, anchor)
            for section in self._document.sections
            for one in section.fields
            for anchor in one.anchors
        }
        for hit in self._clear_first(template):
            section = self._sections.section_of(hit)
            if section is not None and (section.name, hit.anchor) in inner:
                continue
            if rows := self._behind(template, hit, self._sections.column_of(hit)):
                yield Found(template, hit, rows)

    def _in_section(self, section: Section, template: FieldTemplate) -> Iterator[Found]:
        for hit in self._clear_first(template):
            column = self._sections.own_column(section, hit)
            if column is not None:
                rows = self._in_column(hit, column)
            elif self._sections.section_of(hit) is section:
                rows = self._behind(template, hit, self._sections.column_of(hit))
            else:
                continue
            if rows:
                unclear = self._sections.whose_unclear(section, hit)
                yield Found(template, hit, rows, unclear)

    # pieces

    def _in_column(self, hit: Hit, column: Column) -> tuple[tuple[Piece, ...], ...]:
        """A table's cell: the row of its label and the rows below up to the next label."""
        rows = [self._pieces(hit.row, hit.last, column)]
        for number in self._below(hit.row):
            if self._starting_hit(number, Column(0.0, column.left)) or self._any_left_of(
                number, hit, column
            ):
                break
            rows.append(self._pieces(number, 0, column))
        return tuple(row for row in rows if row)

    def _any_left_of(self, number: int, hit: Hit, column: Column) -> bool:
        """Whether the label's column has other words there: another, unknown label."""
        words = self._reading.rows[number].words
        own = self._reading.rows[hit.row].words[hit.first]
        first = min((one.left for _, one in self._sections.columns(hit)), default=column.left)
        return any(word.left < first and abs(word.left - own.left) < 0.3 * first for word in words)

    def _behind(
        self, template: FieldTemplate, hit: Hit, column: Column
    ) -> tuple[tuple[Piece, ...], ...]:
        rows = [] if template.where is Where.BELOW else [self._pieces(hit.row, hit.last, column)]
        rows = [self._together(template, row) for row in rows if self._says(row)]
        most = _LONGEST.get(template.kind, 2) if template.where in _RUN_ON else 1
        last = hit.row
        for number in self._below(hit.row):
            if (rows and not self._runs_on(last, column, template, rows)) or (
                len(rows) >= most and rows
            ):
                break
            if self._starting_hit(number, column) or self._unknown_label(number, column, rows):
                break
            pieces = self._pieces(number, 0, column)
            if not self._says(pieces):
                break
            rows.append(pieces)
            last = number
            if self._cut_short(number, column):
                break
        return tuple(rows)

    def _pieces(self, number: int, first: int, column: Column) -> tuple[Piece, ...]:
        """The words of a row from `first` to the next anchor, within the column, line by line."""
        row = self._reading.rows[number]
        words = row.words
        ends = [h.first for h in self._hits if h.row == number and h.first >= first]
        stop = min([end for end in ends if words[end].left >= column.left], default=len(words))
        pieces: list[Piece] = []
        for word in words[first:stop]:
            if not self._inside(word, column):
                continue
            end = word.end + len(_closing(self._reading.between(word.line, word.end)))
            if pieces and pieces[-1].line == word.line:
                pieces[-1] = Piece(word.line, pieces[-1].start, end)
            else:
                pieces.append(Piece(word.line, word.start, end))
        return tuple(pieces)

    def _together(self, template: FieldTemplate, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The pieces of a row up to the first that stands far from the one before it."""
        far = _FAR.get(template.kind, _FAR_FIGURES)
        for number in range(1, len(pieces)):
            before, box = (self._reading.lines[pieces[n].line].box for n in (number - 1, number))
            height = min(before.bottom - before.top, box.bottom - box.top)
            said = self._says(pieces[:number])
            if said and box.left - before.right > far * height:
                return pieces[:number]
        return pieces

    def _inside(self, word: Word, column: Column) -> bool:
        """Whether a word belongs to the column: by its line, or alone when the line has several."""
        box = self._reading.lines[word.line].box
        if box.left >= column.left and box.right <= column.limit:
            return box.left < column.right
        slack = (column.head - column.left) / 6
        return column.head - slack <= word.left < column.limit - slack

    def _says(self, pieces: Sequence[Piece]) -> bool:
        return any(
            letter.isalnum()
            for one in pieces
            for letter in self._reading.between(one.line, one.start, one.end)
        )

    def _below(self, number: int) -> Iterator[int]:
        """The rows that follow closely on the same page."""
        rows = self._reading.rows
        for next_one in range(number + 1, len(rows)):
            before, row = rows[next_one - 1], rows[next_one]
            height = max(1, min(before.height, row.height))
            if row.page != before.page or row.top - before.bottom > (_NEAR_ROWS - 1) * height:
                return
            yield next_one

    def _starting_hit(self, number: int, column: Column) -> bool:
        """Whether the row begins, within the column, with an anchor."""
        words = self._reading.rows[number].words
        inside = [
            index for index, word in enumerate(words) if column.left <= word.left < column.right
        ]
        return any(
            hit.row == number and inside and (hit.first <= inside[0] or hit.starts)
            and column.left <= hit.left < column.right
            for hit in self._hits
        )  # fmt: skip

    def _cut_short(self, number: int, column: Column) -> bool:
        return any(
            hit.row == number and column.left <= hit.left < column.right for hit in self._hits
        )

    def _unknown_label(
        self, number: int, column: Column, rows: Sequence[tuple[Piece, ...]]
    ) -> bool:
        """Whether a row looks like a label: a colon early, or capitals below a value."""
        text = self._row_text(self._reading.rows[number], column)
        colon = text.find(":")
        return 0 < colon < 0.7 * len(text) or (bool(rows) and len(text) > 8 and text.isupper())

    def _row_text(self, row: Row, column: Column) -> str:
        return " ".join(
            self._reading.between(piece.line, piece.start, piece.end + 1)
            for piece in self._pieces(self._reading.rows.index(row), 0, column)
        )

    def _runs_on(
        self,
        last: int,
        column: Column,
        template: FieldTemplate,
        rows: Sequence[tuple[Piece, ...]],
    ) -> bool:
        """Whether the value goes on below row `last`."""
        row = self._reading.rows[last]
        width = self._reading.widths[row.page]
        edge = min(column.right, self._edges[row.page])
        reached = max((self._reading.lines[piece.line].box.right for piece in rows[-1]), default=0)
        if reached >= edge - _FULL * width:
            return True
        if template.kind is not ValueKind.PLACE:
            return False
        text = self._text(rows)
        return text.rstrip().endswith(",") or _unfinished(text)

    def _text(self, rows: Sequence[tuple[Piece, ...]]) -> str:
        return " ".join(
            self._reading.between(one.line, one.start, one.end) for row in rows for one in row
        )


def _closing(behind: str) -> str:
    """Signs that still belong to the word before them."""
    found = _CLOSING.match(behind)
    return found.group() if found else ""


def _unfinished(address: str) -> bool:
    """An address that ends in the middle of a unit's name: «…, thành phố», «…, phường Hoàn»."""
    tail = fold(address.rsplit(",", 1)[-1])
    return tail in ("tinh", "thanh pho", "huyen", "quan", "xa", "phuong", "thanh", "tp", "dac khu")


def _text_edges(reading: Reading) -> list[float]:
    """Per page, how far to the right its text goes."""
    edges = []
    for number, width in enumerate(reading.widths):
        ends = sorted(
            reading.lines[word.line].box.right
            for row in reading.rows
            if row.page == number
            for word in row.words[-1:]
        )
        edges.append(float(ends[int(len(ends) * 0.9)]) if ends else float(width))
    return edges
