"""Light letters on dark ground (a banner, the head of a table) made dark on light for the engines.

Tesseract reads dark on light only, and a banner that reaches the border would go as a dark edge.
"""

from __future__ import annotations

import numpy as np

from desk.capture.opencv import Picture, cv2, resized

_DARK_GROUND = 150
_LEAST_MM = (12.0, 4.0)
"""Across and down; smaller patches are letters or marks themselves."""

_LIGHTER = 70
_LEAST_SHARE, _MOST_SHARE = 0.012, 0.45
_STROKE_MM = 2.2
_STROKES = 0.7
"""Share of what is light that must be strokes: photographs are light in patches."""


def turn_dark_grounds(gray: Picture, dpi: int) -> None:
    """Turn the patches of dark ground that bear light strokes, in place."""
    step = max(1, round(dpi / 25.4))
    small = resized(gray, gray.shape[1] // step, gray.shape[0] // step)
    across, down = (round(length * dpi / 25.4 / step) for length in _LEAST_MM)
    dark = np.asarray(small < _DARK_GROUND, np.uint8)
    grounds = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    grounds = cv2.morphologyEx(grounds, cv2.MORPH_OPEN, np.ones((down, across), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grounds, connectivity=4)
    for number in range(1, count):
        left, top, width, height = (int(one) for one in stats[number, :4])
        place = np.s_[top * step : (top + height) * step, left * step : (left + width) * step]
        patch = gray[place]
        ground = np.asarray(labels[top : top + height, left : left + width] == number, np.uint8)
        inside = cv2.resize(ground, patch.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
        level = float(np.median(patch[inside]))
        if level < _DARK_GROUND and _bears_text(patch, inside, level, dpi):
            lighter = (patch.astype(np.float32) - level) * (255 / max(1.0, 235 - level))
            patch[inside] = np.clip(255 - lighter, 0, 255).astype(np.uint8)[inside]


def _bears_text(patch: Picture, inside: Picture, level: float, dpi: int) -> bool:
    light = np.asarray((patch > level + _LIGHTER) & inside, np.uint8)
    share = float(light.sum()) / max(1.0, float(inside.sum()))
    if not _LEAST_SHARE <= share <= _MOST_SHARE:
        return False
    side = max(2, round(_STROKE_MM * dpi / 25.4))
    broad = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return float(light.sum() - broad.sum()) >= _STROKES * float(light.sum())
