"""The order in which a person reads the lines of a form: row by row, columns only where they run.

Government forms are rows: label, value, label, value; a table is read across. The head of a letter
(agency on the left, motto on the right) is two blocks side by side, and is read across as well:
its two halves belong to one row each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from models.reading import Box


class Placed(Protocol):
    """Anything that lies somewhere on a page."""

    @property
    def box(self) -> Box:
        """Where."""


T = TypeVar("T", bound=Placed)

_SHARE = 0.5
"""Two lines are in one row when they share this much of the lower one's height."""


def ordered(lines: Sequence[T]) -> tuple[T, ...]:
    """The lines in reading order."""
    return tuple(line for row in rows(lines) for line in row)


def rows(lines: Sequence[T]) -> list[list[T]]:
    """Lines side by side, from left to right, and the rows from top to bottom."""
    found: list[list[T]] = []
    for line in sorted(lines, key=lambda one: one.box.top + one.box.bottom):
        row = found[-1] if found else []
        if row and any(_side_by_side(line.box, other.box) for other in row):
            row.append(line)
        else:
            found.append([line])
    for row in found:
        row.sort(key=lambda one: one.box.left)
    return found


def _side_by_side(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    apart = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return shared >= _SHARE * lower and apart <= 0.2 * narrower
