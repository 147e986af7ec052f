"""Whether anything is on a page: the measures, and what they come to. A proposal, never a verdict.

No one threshold tells a blank page from a pencilled signature (capture §2), so a page is called
probably blank only when no part of it, seen against its own paper, holds ink or colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desk.capture.cleaning_paper import dark_edge
from desk.capture.opencv import Picture, cv2, gray_of, resized, shrunk

_DPI = 100
_MARGIN = 0.02
_DARK, _INK, _FAINT = 200, 128, 222
_COLOUR = 26
"""Levels between the channels of a mark that is coloured, a faint seal's for instance."""

_CELLS = (14, 20)
"""Of about 15 mm; a mark fills some of one cell, what shows through is spread thin over all."""

_LEAST_FAINT, _LEAST_COLOURED = 0.0010, 0.0040
_HOLE_MM = (3.5, 9.0)
_HOLE_FROM_EDGE_MM = 22.0


@dataclass(frozen=True, slots=True)
class Emptiness:
    """The two measures of `models.reading.Findings`, and what was made of the page."""

    ink: float
    dark_share: float
    probably_blank: bool


def emptiness(plain: Picture, view: Picture, dpi: int) -> Emptiness:
    """Measure a page before (`plain`) and after flattening, dark edges and punch holes left out."""
    factor = max(1, round(dpi / _DPI))
    before, after = gray_of(shrunk(plain, factor)), shrunk(view, factor)
    counted = _counted(before, dpi / factor)
    darkest, coloured = after, 0.0
    if after.ndim == 3:
        darkest = _darkest(after)
        soft = cv2.blur(after, (3, 3))
        brightest = cv2.max(cv2.max(soft[..., 0], soft[..., 1]), soft[..., 2])
        coloured = _fullest((cv2.subtract(brightest, _darkest(soft)) > _COLOUR) & counted)
    faint = _fullest((darkest < _FAINT) & counted)
    area = max(1, int(counted.sum()))
    return Emptiness(
        ink=_ten_thousandths((gray_of(after) < _INK) & counted, area),
        dark_share=_ten_thousandths((before < _DARK) & counted, area),
        probably_blank=faint < _LEAST_FAINT and coloured < _LEAST_COLOURED,
    )


def _darkest(image: Picture) -> Picture:
    blue, green, red = cv2.split(image)
    return np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)


def _ten_thousandths(mask: NDArray[np.bool_], area: int) -> float:
    return round(float(mask.sum()) / area * 10_000, 2)


def _fullest(mask: NDArray[np.bool_]) -> float:
    """The share of the fullest cell."""
    shares = cv2.resize(mask.astype(np.float32), _CELLS, interpolation=cv2.INTER_AREA)
    return float(shares.max())


def _counted(gray: Picture, dpi: float) -> NDArray[np.bool_]:
    """All but margins, dark edges and punch holes."""
    height, width = gray.shape
    small = resized(gray, round(width / dpi * 25.4), round(height / dpi * 25.4))
    out = dark_edge(small)
    for hole in _holes(small):
        out[hole] = True
    wide = cv2.dilate(out.astype(np.uint8), np.ones((5, 5), np.uint8))
    counted = cv2.resize(wide, (width, height), interpolation=cv2.INTER_NEAREST) == 0
    edge_y, edge_x = max(1, round(height * _MARGIN)), max(1, round(width * _MARGIN))
    inner = np.zeros(gray.shape, np.bool_)
    inner[edge_y:-edge_y, edge_x:-edge_x] = True
    return np.asarray(counted & inner, np.bool_)


def _holes(small: Picture) -> list[tuple[slice, slice]]:
    """Round dark spots near an edge of the sheet, of a picture with a pixel a millimetre."""
    dark = np.asarray(small < 120, np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    height, width = small.shape
    found = []
    for left, top, across, down, area in stats[1:count]:
        is_round = abs(int(across) - int(down)) <= 2 and area >= 0.6 * across * down
        near = min(left, top, width - left - across, height - top - down)
        sized = _HOLE_MM[0] <= max(across, down) <= _HOLE_MM[1]
        if is_round and sized and near <= _HOLE_FROM_EDGE_MM:
            found.append((slice(top, top + down), slice(left, left + across)))
    return found
