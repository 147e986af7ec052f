"""Lines of writing that a search for lines went past: ink that lies in none of the boxes found.

Tesseract's layout analysis drops dotted lines and cells of tables whole (capture §3.3); where it
works alone, what it left is looked for here and shown to it line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from models.reading import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

_INK = 160
_SPECK_MM = 0.45
_JOIN_MM = (3.2, 0.5)
"""Across and down: words of a line lie no further apart, lines do."""

_LINE_MM = (1.5, 11.0)
"""How high a line of writing is, its marks included."""

_LEAST_WIDE_MM = 2.0
_MOST = 200


def missed(page: NDArray[Any], found: Sequence[Box], dpi: int) -> tuple[Box, ...]:
    """Boxes of lines in a gray page (dark on light) that lie outside those found."""
    import numpy as np  # noqa: PLC0415 - only in the reading worker

    from desk.capture.opencv import cv2  # noqa: PLC0415

    def mm(length: float) -> int:
        return max(1, round(length * dpi / 25.4))

    ink = np.asarray(page < _INK, np.uint8)
    reach = mm(0.6)
    for box in found:
        ink[
            max(0, box.top - reach) : box.bottom + reach,
            max(0, box.left - reach) : box.right + reach,
        ] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= mm(_SPECK_MM)
    kept &= stats[:, cv2.CC_STAT_HEIGHT] <= mm(_LINE_MM[1])
    kept[0] = False
    if not kept.any():
        return ()
    across, down = (mm(length) for length in _JOIN_MM)
    joined = cv2.morphologyEx(
        kept.astype(np.uint8)[labels], cv2.MORPH_CLOSE, np.ones((down, across), np.uint8)
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    lines = [
        Box(int(left), int(top), int(left + width), int(top + height))
        for left, top, width, height, _ in stats[1:count]
        if mm(_LINE_MM[0]) <= height <= mm(_LINE_MM[1]) and width >= mm(_LEAST_WIDE_MM)
    ]
    return tuple(sorted(lines, key=lambda box: (box.top, box.left))[:_MOST])
