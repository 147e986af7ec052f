"""How well a page was read: character errors whatever the reading order, and digits found.

Every known line, the longest first, is sought in the text that was read where it costs the fewest
insertions, deletions and substitutions, and what it matched is taken away. Dot leaders count on
neither side, nor does white space beyond single spaces. What nobody asked for (words of stamps,
noise read as text) is counted apart as ``extra``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

_LEADERS = re.compile(r"[.…·_]{3,}|(?:[.…·_] ){2,}[.…·_]?")
_DIGITS = re.compile(r"\d+")
_TAKEN = "\x00"


@dataclass(frozen=True, slots=True)
class Score:
    """Characters known, wrong, and read without being there; digit groups known and found."""

    characters: int = 0
    errors: int = 0
    bare_errors: int = 0
    """Errors when marks are taken off both sides."""
    extra: int = 0
    digits: int = 0
    digits_found: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.characters + other.characters,
            self.errors + other.errors,
            self.bare_errors + other.bare_errors,
            self.extra + other.extra,
            self.digits + other.digits,
            self.digits_found + other.digits_found,
        )

    @property
    def cer(self) -> float:
        """Character error rate in per cent."""
        return 100 * self.errors / max(1, self.characters)

    @property
    def bare_cer(self) -> float:
        """The same without marks."""
        return 100 * self.bare_errors / max(1, self.characters)

    @property
    def found(self) -> float:
        """Digit groups read exactly, in per cent."""
        return 100 * self.digits_found / max(1, self.digits)


def score(known: Iterable[str], read: str) -> Score:
    """Compare the lines of a page with what an engine made of it."""
    lines = [line for line in (tidy(one) for one in known) if line]
    errors, extra = _errors(lines, tidy(read))
    bare, _ = _errors([unmarked(line) for line in lines], unmarked(tidy(read)))
    wanted = Counter(_DIGITS.findall("\n".join(lines)))
    there = Counter(_DIGITS.findall(read))
    return Score(
        sum(len(line) for line in lines),
        errors,
        bare,
        extra,
        wanted.total(),
        (wanted & there).total(),
    )


def tidy(text: str) -> str:
    """NFC, dot leaders gone, every white space one blank."""
    text = _LEADERS.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """Without diacritics; đ becomes d."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(one for one in parts if not unicodedata.combining(one))
    return bare.replace("đ", "d").replace("Đ", "D")


def _errors(lines: list[str], read: str) -> tuple[int, int]:
    rest, total = read, 0
    for line in sorted(lines, key=len, reverse=True):
        cost, start, end = _best_place(line, rest)
        total += min(cost, len(line))
        if cost < len(line):
            rest = rest[:start] + _TAKEN + rest[end:]
    extra = sum(1 for one in rest if one not in {_TAKEN, " "})
    return total, extra


def _best_place(line: str, text: str) -> tuple[int, int, int]:
    """Least edits of `line` against any part of `text`, and that part (Sellers' algorithm)."""
    if not text:
        return len(line), 0, 0
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    width = len(letters)
    cost = np.zeros(width + 1, np.int64)
    start = np.arange(width + 1)
    places = np.arange(width + 1)
    barrier = np.concatenate(([False], letters == 0)) * 1_000
    for letter in line:
        skip = cost + 1
        match = cost[:-1] + (letters != ord(letter)) + barrier[1:]
        best, origin = skip, start.copy()
        better = match < best[1:]
        best[1:][better] = match[better]
        origin[1:][better] = start[:-1][better]
        # A letter read too many: carry the least cost to the right, one edit a place.
        lead = np.minimum.accumulate(best - places)
        carried = lead + places
        source = np.maximum.accumulate(np.where(best - places == lead, places, 0))
        cost, start = carried, origin[source]
    end = int(cost.argmin())
    return int(cost[end]), int(start[end]), end
