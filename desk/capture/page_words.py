"""A page's lines as rows of words, and printed words (anchors) found among them in spite of slips.

Everything is compared without marks. Places are pixels of the view image.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from models.reading import Box, PageText, TextLine
from models.text import fold, words

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BEFORE_LABEL = re.compile(r"[\W_]*(?:[0-9IVXivx]{1,4}|[a-zđA-ZĐ])?[\W_]*")
_AFTER_LABEL = re.compile(r"\s*(?:\([^)]{0,40}\))?\s*[:;]")
_SHORT = 4
"""Anchors of so few letters must be read exactly."""
_LETTERS_A_SLIP = 6
_SAME_ROW = 0.5
_SLIP_COSTS = 3
"""A longer anchor wins only when its slips do not cost more than it is longer."""
_FULL = 0.08
_LONGEST_LABEL = 90


@dataclass(frozen=True, slots=True)
class Word:
    """One word: where it stands in its line's text, and about where on the page."""

    folded: str
    line: int
    start: int
    end: int
    left: float
    right: float
    after_colon: bool


@dataclass(slots=True)
class Row:
    """What stands beside each other on a page, from left to right."""

    page: int
    top: int
    bottom: int
    words: list[Word] = field(default_factory=list)
    inner: set[int] = field(default_factory=set)
    """Lines that only carry on a sentence begun on an earlier line of the same row."""

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Hit:
    """An anchor on a row: the words from `first` up to `last`, that one not included."""

    anchor: str
    row: int
    first: int
    last: int
    letters: int
    slips: int
    starts: bool
    """Whether nothing but a numbering stands before it on its line."""
    colon: bool
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Run:
    """The words from `first` on as one string, two, three … words long: what a label may be."""

    row: int
    first: int
    reads: tuple[str, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An anchor as it is looked for: its letters without blanks, and how many may be wrong."""

    anchor: str
    joined: str
    letters: int
    tail: str
    """Its last word: what tells the mother's name from the father's must be read well."""
    allowed: int

    def may_begin(self, word: str) -> bool:
        """Whether one of the first two letters is right: the rest need not be compared else."""
        return word[0] == self.joined[0] or word[1:2] == self.joined[1:2]

    def slips(self, read: str) -> int:
        """How many letters are wrong; more than allowed means that it is not this anchor."""
        wrong = Levenshtein.distance(self.joined, read, score_cutoff=self.allowed)
        if 0 < wrong <= self.allowed:
            end = read[-len(self.tail) :]
            if Levenshtein.distance(self.tail, end) > len(self.tail) // 3:
                return self.allowed + 1
        return wrong


@lru_cache(maxsize=2048)
def _wanted(anchor: str) -> _Wanted:
    parts = words(anchor)
    joined = "".join(parts)
    allowed = 0 if len(joined) <= _SHORT else min(4, max(1, len(joined) // _LETTERS_A_SLIP))
    return _Wanted(anchor, joined, len(joined), parts[-1], allowed)


class Reading:
    """The pages of a component as rows, and their lines by number."""

    def __init__(self, pages: Sequence[PageText], *, flowing: bool = False) -> None:
        """Flowing text: the lines of a paragraph are one row."""
        self.lines: list[TextLine] = []
        self.widths = [page.width for page in pages]
        self.rows: list[Row] = []
        for number, page in enumerate(pages):
            first = len(self.lines)
            self.lines += page.lines
            rows = _rows(number, page.lines, first)
            self.rows += _flowed(rows, self.lines) if flowing else rows
        self._runs = _runs(self.rows)

    def between(self, line: int, start: int, end: int | None = None) -> str:
        """A piece of a line's text."""
        return self.lines[line].text[start:end]

    def box(self, line: int, start: int, end: int) -> Box:
        """About where a piece of a line stands."""
        whole = self.lines[line]
        left, right = _across(whole, start), _across(whole, end)
        return Box(int(left), whole.box.top, int(right + 0.999), whole.box.bottom)

    def hits(self, anchors: Iterable[str]) -> list[Hit]:
        """Every place of every anchor, overlapping ones too."""
        found = []
        for anchor in anchors:
            wanted = _wanted(anchor)
            for run in self._runs.get(wanted.joined[:1], ()):
                found += self._in_run(wanted, run)
            for run in self._runs.get("_" + wanted.joined[1:2], ()):
                if run.reads[0][0] != wanted.joined[0]:
                    found += self._in_run(wanted, run)
        return found

    def _in_run(self, wanted: _Wanted, run: _Run) -> list[Hit]:
        shortest, longest = wanted.letters - wanted.allowed, wanted.letters + wanted.allowed
        best: tuple[int, int] | None = None
        for place in range(bisect_left(run.lengths, shortest), len(run.lengths)):
            if run.lengths[place] > longest:
                break
            slips = wanted.slips(run.reads[place])
            if slips <= wanted.allowed and (best is None or slips < best[0]):
                best = (slips, run.first + place + 1)
        if best is None:
            return []
        return [self._hit(wanted, run.row, self.rows[run.row], run.first, *best)]

    def _hit(
        self, wanted: _Wanted, number: int, row: Row, first: int, slips: int, last: int
    ) -> Hit:
        begin, end = row.words[first], row.words[last - 1]
        before = self.between(begin.line, 0, begin.start)
        after = self.between(end.line, end.end)
        return Hit(
            wanted.anchor, number, first, last, wanted.letters, slips,
            begin.line not in row.inner and _BEFORE_LABEL.fullmatch(before) is not None,
            _AFTER_LABEL.match(after) is not None,
            begin.left, end.right,
        )  # fmt: skip


def clearest(pages: Sequence[PageText], anchors: Sequence[str]) -> tuple[PageText, ...]:
    """The pages with, for every line, the engine's text in which its printed labels read best.

    Only labels decide; which version of a value counts is settled later.
    """
    wanted = [_wanted(anchor) for anchor in anchors]
    return tuple(
        replace(page, lines=tuple(_clearest(line, wanted) for line in page.lines)) for page in pages
    )


def _clearest(line: TextLine, wanted: Sequence[_Wanted]) -> TextLine:
    texts = {one.text for one in line.readings if one.text} - {line.text}
    if not texts:
        return line
    best, most = line.text, _label_letters(line.text, wanted)
    for text in sorted(texts):
        letters = _label_letters(text, wanted)
        if letters > most:
            best, most = text, letters
    return line if best == line.text else replace(line, text=best)


def _label_letters(text: str, wanted: Sequence[_Wanted]) -> int:
    """How many letters of a label the text begins with; a colon behind it is worth as much."""
    label, colon, _ = text.partition(":")
    begin = [fold(word) for word in _WORD.findall(label)]
    most = 0
    for one in wanted:
        read = ""
        for word in begin if begin and one.may_begin(begin[0]) else ():
            read += word
            if abs(len(read) - one.letters) <= one.allowed:
                slips = one.slips(read)
                if slips <= one.allowed:
                    whole = bool(colon) and read == "".join(begin)
                    most = max(most, one.letters * (2 if whole else 1) - _SLIP_COSTS * slips)
    return most


def settled(hits: Iterable[Hit]) -> list[Hit]:
    """Hits of which none lies over another: the longer anchor wins, then the cleaner reading."""
    taken: dict[int, set[int]] = {}
    kept: dict[tuple[int, int, int], Hit] = {}
    for hit in sorted(hits, key=lambda one: (_SLIP_COSTS * one.slips - one.letters, one.row)):
        place = set(range(hit.first, hit.last))
        if not place & taken.setdefault(hit.row, set()):
            taken[hit.row] |= place
            kept[hit.row, hit.first, hit.last] = hit
    return sorted(kept.values(), key=lambda one: (one.row, one.first))


def _rows(page: int, lines: Sequence[TextLine], first: int) -> list[Row]:
    rows: list[Row] = []
    placed = sorted(enumerate(lines, first), key=lambda one: (one[1].box.top, one[1].box.left))
    for number, line in placed:
        row = next((one for one in reversed(rows[-4:]) if _beside(one, line.box)), None)
        if row is None:
            row = Row(page, line.box.top, line.box.bottom)
            rows.append(row)
        row.words += _words(number, line)
    for row in rows:
        row.words.sort(key=lambda word: (word.left, word.start))
    return sorted((row for row in rows if row.words), key=lambda row: row.top)


def _flowed(rows: list[Row], lines: Sequence[TextLine]) -> list[Row]:
    """Rows that end at the right edge joined with the row below."""
    edge = max((lines[row.words[-1].line].box.right for row in rows), default=0)
    margin = min((row.words[0].left for row in rows), default=0)
    done: list[Row] = []
    for row in rows:
        before = done[-1] if done else None
        if (
            before is not None
            and lines[before.words[-1].line].box.right >= edge * (1 - _FULL)
            and row.words[0].left <= margin + _FULL * edge
            and row.top - before.bottom < row.height
        ):
            before.inner |= {word.line for word in row.words}
            before.words += row.words
            before.bottom = row.bottom
        else:
            done.append(row)
    return done


def _runs(rows: Sequence[Row]) -> dict[str, list[_Run]]:
    """Every place a label may begin, by its first letter, and by _ and its second one.

    One of the two must be read well for a label to be found; no label has a colon inside.
    """
    found: dict[str, list[_Run]] = {}
    for number, row in enumerate(rows):
        for first, begin in enumerate(row.words):
            reads: list[str] = []
            for place in range(first, len(row.words)):
                word = row.words[place]
                before = reads[-1] if reads else ""
                if before and (word.after_colon or not _next_to(word, begin, row)):
                    break
                reads.append(before + word.folded)
                if len(reads[-1]) > _LONGEST_LABEL:
                    break
            run = _Run(number, first, tuple(reads), tuple(len(one) for one in reads))
            found.setdefault(begin.folded[0], []).append(run)
            found.setdefault("_" + begin.folded[1:2], []).append(run)
    return found


def _next_to(word: Word, begin: Word, row: Row) -> bool:
    return word.line == begin.line or word.line in row.inner


def _beside(row: Row, box: Box) -> bool:
    shared = min(row.bottom, box.bottom) - max(row.top, box.top)
    return shared > _SAME_ROW * min(row.height, box.bottom - box.top)


def _words(number: int, line: TextLine) -> list[Word]:
    found, before = [], 0
    for one in _WORD.finditer(line.text):
        left, right = _across(line, one.start()), _across(line, one.end())
        colon = ":" in line.text[before : one.start()]
        found.append(Word(fold(one.group()), number, one.start(), one.end(), left, right, colon))
        before = one.end()
    return found


def _across(line: TextLine, place: int) -> float:
    share = place / max(1, len(line.text))
    return line.box.left + share * (line.box.right - line.box.left)
