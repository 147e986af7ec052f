"""How far a page lies askew: the angle at which its rows of ink are sharpest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desk.capture.opencv import Picture, cv2, gray_of, resized

WIDEST = 12.0
"""Degrees searched to either side; a page turned further is laid again."""

_SIDE = 1400
_STRIPS = 176
_MARGIN = 0.025
_PAPER_WINDOW = 17
_LEAST_INK = 0.0004
"""Share of the page; with less there are no rows to go by."""

_STEPS = ((WIDEST, 0.5, 2), (0.5, 0.1, 1), (0.1, 0.02, 1))
"""Reach, step, and by how much rows are thinned, from coarse to fine."""


def skew_of(image: Picture) -> float:
    """Degrees clockwise the content is turned, 0.0 where there is too little ink to tell."""
    ink = _ink(gray_of(image))
    if float(ink.mean()) < _LEAST_INK * 255:
        return 0.0
    strips, ratio = _strips(ink)
    best = 0.0
    for reach, step, thinned in _STEPS:
        tried = np.arange(best - reach, best + reach + step / 2, step)
        rows = strips if thinned == 1 else _thinned(strips, thinned)
        scores = np.asarray([_sharpness(rows, angle, ratio / thinned) for angle in tried])
        best = _peak(tried, scores, step)
    return 0.0 if abs(best) >= WIDEST else round(float(best), 3)


def _ink(gray: Picture) -> Picture:
    """Strokes only: what is darker than its neighbourhood; dark edges and pictures drop out."""
    height, width = gray.shape
    scale = min(1.0, _SIDE / max(height, width))
    small = resized(gray, round(width * scale), round(height * scale))
    window = cv2.getStructuringElement(cv2.MORPH_RECT, (_PAPER_WINDOW, _PAPER_WINDOW))
    ink = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, window)
    _, ink = cv2.threshold(ink, max(24.0, float(ink.max()) * 0.3), 255, cv2.THRESH_BINARY)
    edge_y, edge_x = round(small.shape[0] * _MARGIN), round(small.shape[1] * _MARGIN)
    ink[:edge_y] = ink[-edge_y:] = 0
    ink[:, :edge_x] = ink[:, -edge_x:] = 0
    return np.asarray(ink, np.uint8)


def _strips(ink: Picture) -> tuple[NDArray[np.float32], float]:
    """The ink summed over narrow columns, and how many rows' heights one column is wide."""
    height, width = ink.shape
    strips = cv2.resize(ink, (_STRIPS, height), interpolation=cv2.INTER_AREA)
    return strips.astype(np.float32), width / _STRIPS


def _thinned(strips: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    size = (strips.shape[1], strips.shape[0] // by)
    return np.asarray(cv2.resize(strips, size, interpolation=cv2.INTER_AREA), np.float32)


def _sharpness(strips: NDArray[np.float32], angle: float, ratio: float) -> float:
    """How much the sums along lines of this angle differ from one row to the next."""
    slope = float(np.tan(np.radians(angle))) * ratio
    middle = strips.shape[1] / 2
    matrix = np.asarray([[1.0, 0.0, 0.0], [slope, 1.0, -slope * middle]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (strips.shape[1], strips.shape[0])
    level = cv2.warpAffine(strips, matrix, size, flags=flags)
    profile = level.sum(axis=1)
    return float(np.square(np.diff(profile)).sum())


def _peak(tried: NDArray[np.float64], scores: NDArray[np.float64], step: float) -> float:
    """The best angle, between the tried ones by a parabola through its neighbours."""
    at = int(scores.argmax())
    if not 0 < at < len(tried) - 1:
        return float(tried[at])
    before, top, after = (float(one) for one in scores[at - 1 : at + 2])
    bend = before - 2 * top + after
    return float(tried[at]) + (0.0 if bend == 0 else 0.5 * (before - after) / bend * step)
