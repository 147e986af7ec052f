"""The parts of a paper about one person each: where they begin, and whether they are columns.

An anchor that several persons share belongs to the section it stands in.  A section begins at one
of its heads; heads beside each other on a row are columns, and a label left of both is for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.capture.page_words import Hit, Reading
from models.fields import DocumentType, Section

_COLUMN_SLACK = 0.12
"""Share of the page by which a cell may begin left of its column's head."""


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the page; `head` is where its head begins, `limit` where the next one's does."""

    left: float
    right: float
    head: float = 0.0
    limit: float = float("inf")


class Sections:
    """The sections of one document type on these pages."""

    def __init__(self, document: DocumentType, reading: Reading, hits: Sequence[Hit]) -> None:
        self._document = document
        self._reading = reading
        self._heads = [
            (hit, section)
            for hit in hits
            for section in document.sections
            if hit.anchor in section.heads
        ]
        self._unclear = self._lost()

    def whose_unclear(self, section: Section, hit: Hit) -> bool:
        """Whether the value behind this anchor may be that of a part whose head was lost."""
        return hit.anchor in self._unclear.get(section.name, ())

    def section_of(self, hit: Hit) -> Section | None:
        """The section a label stands in; None above the first head."""
        heads = self._head_row(hit)
        if not heads:
            return None
        slack = self._slack(hit)
        fitting = [one for one in heads if one[0].left - slack / 4 <= hit.left]
        return (fitting or heads)[-1 if fitting else 0][1]

    def columns(self, hit: Hit) -> list[tuple[Section, Column]]:
        """The columns at this row: none unless different sections begin beside each other."""
        heads = self._head_row(hit)
        if len({section.name for _, section in heads}) < 2:
            return []
        width = self._reading.widths[self._reading.rows[hit.row].page]
        slack = self._slack(hit)
        begins = [head.left for head, _ in heads]
        starts = [max(0.0, begin - slack) for begin in begins]
        return [
            (section, Column(start, end, begin, limit))
            for (_, section), start, end, begin, limit in zip(
                heads, starts, [*starts[1:], float(width)], begins,
                [*begins[1:], float(width)], strict=True,
            )
        ]  # fmt: skip

    def own_column(self, section: Section, hit: Hit) -> Column | None:
        """The section's column when this label stands left of all columns."""
        columns = self.columns(hit)
        if not columns or hit.right > columns[0][1].left + self._slack(hit):
            return None
        if hit.left >= columns[0][1].left:
            return None
        return next((column for one, column in columns if one is section), None)

    def column_of(self, hit: Hit) -> Column:
        """The column a label stands in; the whole width where there are none."""
        for _, column in reversed(self.columns(hit)):
            if hit.left >= column.left:
                return column
        return Column(0.0, float(self._reading.widths[self._reading.rows[hit.row].page]))

    def _lost(self) -> dict[str, set[str]]:
        """By section, the anchors it shares with a neighbour whose head cannot be read.

        That neighbour's values then seem to stand in this section.
        """
        found = {section.name for _, section in self._heads}
        lost: dict[str, set[str]] = {}
        sections = self._document.sections
        for place, section in enumerate(sections):
            if section.name in found or not any(one.required for one in section.fields):
                continue
            before = [one for one in sections[:place] if one.name in found]
            after = [one for one in sections[place + 1 :] if one.name in found]
            for one in [*before[-1:], *after[:1]]:
                shared = {anchor for own in section.fields for anchor in own.anchors}
                lost.setdefault(one.name, set()).update(shared)
        return lost

    def _head_row(self, hit: Hit) -> list[tuple[Hit, Section]]:
        """The heads of the last row with heads at or above this one."""
        above = [one for one in self._heads if (one[0].row, one[0].first) <= (hit.row, hit.first)]
        beside = [one for one in self._heads if one[0].row == hit.row]
        if not above and not beside:
            return []
        row = max(one[0].row for one in above or beside)
        return [one for one in self._heads if one[0].row == row]

    def _slack(self, hit: Hit) -> float:
        return _COLUMN_SLACK * self._reading.widths[self._reading.rows[hit.row].page]


def labels(document: DocumentType) -> tuple[str, ...]:
    """Every printed text of the document type that is looked for."""
    anchors = [anchor for one in document.every for anchor in one.anchors]
    heads = [head for section in document.sections for head in section.heads]
    return tuple(dict.fromkeys([*anchors, *heads, *document.stops]))
