"""What is wrong with a picture of a page. Thresholds were measured on generated pages."""

from __future__ import annotations

import numpy as np

from desk.capture.cleaning_paper import dark_edge
from desk.capture.opencv import A4_MM, Picture, cv2, gray_of, shrunk
from desk.capture.quad import glare, sharpness
from models.reading import Remark

_SKEWED = 3.0
"""Degrees from which corners of the text begin to leave the sheet."""

_LOWEST_DPI = 200
_LEAST_PIXELS = 0.95 * _LOWEST_DPI * A4_MM[0] / 25.4
_DARK_PAPER = 135
BLURRED_BELOW = 0.43
"""`desk.capture.quad.sharpness`: good scans have 0.7, blurred by 2.6 pixels they have 0.35."""

GLARE_ABOVE = 0.004
"""`desk.capture.quad.glare`, from which words are lost."""

_COLOUR_LEVELS = 10
_COLOURED_SHARE = 2e-5
_EDGE_MM, _STROKES_MM = 1.2, 6.0
_DARK = 110


def remarks(
    image: Picture, dpi: int | None, skew: float, *, camera: bool, bilevel: bool
) -> list[Remark]:
    """What the clerk should know, of the upright picture before it was cleaned."""
    gray = gray_of(image)
    found = []
    if abs(skew) >= _SKEWED:
        found.append(Remark.SKEWED)
    if not camera and _cut(gray, dpi):
        found.append(Remark.CUT_EDGE)
    if _too_few_pixels(image, dpi):
        found.append(Remark.LOW_RESOLUTION)
    if bilevel or not _coloured(image):
        found.append(Remark.NO_COLOUR)
    if bilevel:
        return found
    if _paper_level(gray) < _DARK_PAPER:
        found.append(Remark.DARK)
    if 0 < sharpness(image) < BLURRED_BELOW:
        found.append(Remark.BLURRED)
    if camera and glare(image) > GLARE_ABOVE:
        found.append(Remark.GLARE)
    return found


def _too_few_pixels(image: Picture, dpi: int | None) -> bool:
    if dpi is not None:
        return dpi < _LOWEST_DPI * 0.95
    return float(min(image.shape[:2])) < _LEAST_PIXELS


def _coloured(image: Picture) -> bool:
    if image.ndim == 2:
        return False
    blue, green, red = cv2.split(image)
    spread = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    share = cv2.countNonZero(cv2.compare(spread, _COLOUR_LEVELS, cv2.CMP_GT)) / spread.size
    return bool(share > _COLOURED_SHARE or cv2.mean(spread)[0] > 1.5)


def _paper_level(gray: Picture) -> int:
    """How bright the paper is: what three quarters of the picture do not reach, edges aside."""
    small = shrunk(gray, 8)
    inner = small[small.shape[0] // 10 : -small.shape[0] // 10 or None]
    return int(np.percentile(inner, 75))


def _cut(gray: Picture, dpi: int | None) -> bool:
    """Whether strokes run into the picture's edge: text was cut off there."""
    density = dpi or max(gray.shape) / A4_MM[1] * 25.4
    band, least = max(2, round(_EDGE_MM * density / 25.4)), _STROKES_MM * density / 25.4
    deep = band * 6
    for turned in range(4):
        side = np.ascontiguousarray(np.rot90(gray, turned)[:deep])
        if side.shape[1] < deep * 2:
            continue
        window = np.ones((1, band * 4 + 1), np.uint8)
        strokes = cv2.morphologyEx(side, cv2.MORPH_BLACKHAT, window)
        edge = cv2.dilate(np.asarray(dark_edge(side), np.uint8), np.ones((3, 3), np.uint8))
        inked = (strokes[1:band] > _DARK) & (edge[1:band] == 0)
        if float(inked.any(axis=0).sum()) > least:
            return True
    return False
