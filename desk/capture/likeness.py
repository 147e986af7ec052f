"""Whether two pages are one sheet scanned twice: by their bytes, or by how alike they look."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from models.attachment import Page

WIDE, HIGH = 72, 102
"""Pixels of a likeness: a cell is about 3 mm of an A4 page, the height of a word."""
_SAME = 0.97
"""Correlation from which two pages are called alike; two filled-in forms of one kind reach 0.9."""


def alike(one: bytes, other: bytes) -> bool:
    """Whether two likenesses show the same sheet; blank pages are like nothing."""
    return bool(one) and bool(other) and _correlation(one, other) >= _SAME


def _correlation(one: bytes, other: bytes) -> float:
    if len(one) != len(other):
        return 0.0
    count = len(one)
    mean_one, mean_other = sum(one) / count, sum(other) / count
    across = along_one = along_other = 0.0
    for a, b in zip(one, other, strict=True):
        x, y = a - mean_one, b - mean_other
        across += x * y
        along_one += x * x
        along_other += y * y
    if not along_one or not along_other:
        return 0.0
    return float(across / (along_one * along_other) ** 0.5)


def twice(pages: Sequence[Page], likenesses: dict[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Pairs of pages that look like one sheet scanned twice, in the order of the pages.

    Equal bytes are enough; otherwise neighbours within a feeder's reach are compared.
    """
    return tuple(_pairs(pages, likenesses))


_REACH = 3
"""A double feed or a restarted batch repeats a page soon, not thirty pages later."""


def _pairs(pages: Sequence[Page], likenesses: dict[str, bytes]) -> Iterable[tuple[str, str]]:
    for (here, one), (there, other) in itertools.combinations(enumerate(pages), 2):
        same = (one.sha256, one.file_page) == (other.sha256, other.file_page)
        near = there - here <= _REACH
        if same or (near and alike(likenesses.get(one.id, b""), likenesses.get(other.id, b""))):
            yield one.id, other.id
