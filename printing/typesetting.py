"""Breaking Vietnamese text into lines: words of mixed faces, a width, and nothing ever cut off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from printing.fonts import width
from printing.pen import Pen


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face."""

    text: str
    face: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs from left to right, with the blanks between them, and its width."""

    runs: tuple[Run, ...]
    width: float


_WIDEST_BLANK = 0.6
"""By how many type sizes a blank may grow in a justified line."""
UNBROKEN = "\u00a0"
"""Holds two words on one line; drawn as an ordinary blank."""


def tidy(text: str) -> str:
    """NFC, control characters and repeated blanks gone: what may stand on one line."""
    composed = unicodedata.normalize("NFC", text)
    clean = "".join(c if c.isprintable() or c == UNBROKEN else " " for c in composed)
    return " ".join(word for word in clean.split(" ") if word)


def _pieces(word: str, face: str, size: float, room: float) -> Iterator[str]:
    """A word in pieces no wider than the room, broken after a sign where there is one near.

    Codes and addresses of the net have no blanks.
    """
    piece = ""
    for letter in word:
        if piece and width(piece + letter, face, size) > room:
            sign = max(piece.rfind(sign) for sign in "-./@_") + 1
            end = sign if sign > len(piece) // 2 else len(piece)
            yield piece[:end]
            piece = piece[end:]
        piece += letter
    yield piece


class _Lines:
    """Collects words into lines."""

    def __init__(self, size: float, room: float, first: float) -> None:
        self.done: list[Line] = []
        self._size = size
        self._others = room
        self._first = first
        self._runs: list[Run] = []
        self._width = 0.0

    @property
    def _room(self) -> float:
        return self._others if self.done else self._first

    def add(self, word: str, face: str) -> None:
        blank = width(" ", face, self._size) if self._runs else 0.0
        wide = width(word, face, self._size)
        if self._width + blank + wide <= self._room:
            self._put(word, face, blank + wide)
            return
        self.end()
        if wide <= self._room:
            self._put(word, face, wide)
            return
        for piece in _pieces(word, face, self._size, self._room):
            self.end()
            self._put(piece, face, width(piece, face, self._size))

    def _put(self, word: str, face: str, wide: float) -> None:
        word = word.replace(UNBROKEN, " ")
        if self._runs and self._runs[-1].face == face:
            self._runs[-1] = Run(f"{self._runs[-1].text} {word}", face)
        else:
            self._runs.append(Run(f" {word}" if self._runs else word, face))
        self._width += wide

    def end(self) -> None:
        if self._runs:
            self.done.append(Line(tuple(self._runs), self._width))
        self._runs, self._width = [], 0.0


def wrap(
    runs: Sequence[Run], size: float, room: float, *, first: float | None = None
) -> tuple[Line, ...]:
    """Break the runs into lines at most ``room`` points wide; a too long word is broken too.

    ``first`` is the room of the first line where it is another.
    """
    lines = _Lines(size, room, room if first is None else first)
    for run in runs:
        for word in tidy(run.text).split(" "):
            if word:
                lines.add(word, run.face)
    lines.end()
    return tuple(lines.done)


def wrap_evenly(runs: Sequence[Run], size: float, room: float) -> tuple[Line, ...]:
    """Like `wrap`, the lines about equally long: for names and titles in the middle of a column."""
    lines = wrap(runs, size, room)
    widest = max(
        (width(word, run.face, size) for run in runs for word in tidy(run.text).split(" ")),
        default=0.0,
    )
    # Never so narrow that a word which fits must be broken.
    narrow, wide = min(widest, room), room
    for _ in range(6 if len(lines) > 1 else 0):
        tried = (narrow + wide) / 2
        evener = wrap(runs, size, tried)
        if len(evener) == len(lines):
            lines, wide = evener, tried
        else:
            narrow = tried
    return lines


def draw_line(pen: Pen, line: Line, x: float, base: float, size: float) -> None:
    """Draw the line from ``x`` on the base line ``base`` (points from the page's lower left)."""
    pen.runs(x, base, size, ((run.text, run.face) for run in line.runs))


def draw_justified(pen: Pen, line: Line, x: float, base: float, size: float, room: float) -> None:
    """Draw the line stretched to ``room`` by wider blanks, unless they would become holes.

    Each word keeps the blank behind it, so that copied text stays text.
    """
    blanks = sum(run.text.count(" ") for run in line.runs)
    more = (room - line.width) / blanks if blanks else 0.0
    if more > size * _WIDEST_BLANK:
        more = 0.0
    for run in line.runs:
        for word in re.findall(r" |[^ ]+ ?", run.text):
            pen.left(x, base, word, run.face, size)
            x += width(word, run.face, size) + (more if word.endswith(" ") else 0.0)
