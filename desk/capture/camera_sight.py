"""What the camera's pictures show: the sheet, and whether a shot of it would be good.

The release is pickier than the remarks of the clean-up: another picture comes in a moment.
"""

from __future__ import annotations

import numpy as np

from desk.capture.opencv import Picture
from desk.capture.quad import Points, find_quad, glare, sharpness
from desk.capture.stillness import Corners

CRISP = 0.35
"""The release by itself waits for a picture clearly in focus (0.4 and more, blurred 0.1 to 0.3)."""

_GLARE = 0.004
_WHOLE = 0.96
"""Share of the picture from which an outline is the picture's own edge: an empty table."""


class PageSight:
    """Sheets on the table. Measures are those of the clean-up."""

    def __init__(self) -> None:
        self._corners: Corners | None = None

    def corners(self, small: Picture) -> Corners | None:
        """The sheet's corners in fractions of the picture, clockwise from the top left."""
        quad = find_quad(small)
        height, width = small.shape[:2]
        self._corners = None
        if quad is not None and _area(quad.points) < _WHOLE * height * width:
            self._corners = tuple((x / width, y / height) for x, y in quad.corners)
        return self._corners

    def flaw(self, picture: Picture) -> str:
        """``glare`` or ``blurred`` when the sheet last found would not be readable."""
        sheet = self._sheet(picture)
        if glare(sheet) > _GLARE:
            return "glare"
        return "blurred" if sharpness(sheet) < CRISP else ""

    def _sheet(self, picture: Picture) -> Picture:
        if self._corners is None:
            return picture
        height, width = picture.shape[:2]
        across = sorted(round(min(max(x, 0.0), 1.0) * width) for x, _ in self._corners)
        down = sorted(round(min(max(y, 0.0), 1.0) * height) for _, y in self._corners)
        return np.ascontiguousarray(picture[down[0] : down[-1], across[0] : across[-1]])


def _area(points: Points) -> float:
    x, y = points[:, 0], points[:, 1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
