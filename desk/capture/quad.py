"""The sheet under a document camera: its four corners, the view from straight above, live tests.

`find_quad`, `sharpness` and `glare` are quick enough for every frame of a live picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desk.capture.opencv import A4_MM, Picture, cv2, gray_of, resized

_LIVE_SIDE = 800
_LEAST_AREA = 0.18
"""Share of the frame; a smaller sheet is too far away to be read."""

_MOST_AREA = 0.97
"""A patch that fills the frame is no sheet on a desk."""

_LEAST_FILL = 0.90
_COSINE = 0.42
"""Corners between about 65 and 115 degrees."""

_A4_SNAP = 0.12
_A4_RATIO = A4_MM[1] / A4_MM[0]
_LONGEST = 6000
_BLOWN = 251
_FINE, _COARSE = 1.0, 2.5
_LEAST_SLOPE = 8.0

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners in pixels of the frame: top left, top right, bottom right, bottom left."""

    corners: tuple[tuple[float, float], ...]

    @property
    def points(self) -> Points:
        """The corners as four rows."""
        return np.asarray(self.corners, np.float32)

    def moved_from(self, other: Quad) -> float:
        """The furthest any corner moved, in shares of the sheet's diagonal."""
        far = float(np.linalg.norm(self.points - other.points, axis=1).max())
        return far / max(1.0, float(np.linalg.norm(self.points[2] - self.points[0])))


def find_quad(frame: Picture) -> Quad | None:
    """The sheet in the picture, or None where no bright quadrilateral fills enough of it."""
    height, width = frame.shape[:2]
    scale = min(1.0, _LIVE_SIDE / max(height, width))
    small = resized(frame, round(width * scale), round(height * scale))
    best: tuple[float, Points] | None = None
    for mask in _masks(small):
        found = _quad_of(mask)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return None
    corners = (best[1] + 0.5) / scale - 0.5
    return Quad(tuple((float(x), float(y)) for x, y in corners))


def straighten(frame: Picture, quad: Quad) -> Picture:
    """The sheet seen from straight above; within 12 % of A4's shape it is made A4."""
    corners = quad.points
    across = _longer(corners, (0, 1), (3, 2))
    down = _longer(corners, (0, 3), (1, 2))
    if abs(down / across / _A4_RATIO - 1) <= _A4_SNAP:
        down = across * _A4_RATIO
    elif abs(across / down / _A4_RATIO - 1) <= _A4_SNAP:
        across = down * _A4_RATIO
    shrink = min(1.0, _LONGEST / max(across, down))
    width, height = max(1, round(across * shrink)), max(1, round(down * shrink))
    target = np.asarray(
        [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float32
    )
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(
        frame, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def sharpness(frame: Picture) -> float:
    """How crisp the edges of strokes are, whatever the light; 0.0 where there are none.

    What the steepest edges lose when the picture is softened: crisp ones about half of their
    slope, soft ones little. Grain is softened away on both sides of the comparison.
    """
    gray = gray_of(frame)
    height, width = gray.shape
    gray = gray[height // 5 : height - height // 5, width // 5 : width - width // 5]
    before, after = _slopes(gray, _FINE), _slopes(gray, _COARSE)
    steepest = float(np.percentile(before[::4, ::4], 99.5))
    if steepest < _LEAST_SLOPE:
        return 0.0
    edges = before > 0.5 * steepest
    return float(1.0 - np.median(after[edges] / before[edges]))


def _slopes(gray: Picture, softened: float) -> NDArray[np.float32]:
    soft = cv2.GaussianBlur(gray, (0, 0), softened)
    across = cv2.Sobel(soft, cv2.CV_16S, 1, 0, ksize=3)
    down = cv2.Sobel(soft, cv2.CV_16S, 0, 1, ksize=3)
    steps = cv2.add(cv2.convertScaleAbs(across, alpha=0.25), cv2.convertScaleAbs(down, alpha=0.25))
    return np.asarray(steps, np.float32)


def glare(frame: Picture) -> float:
    """The share of the picture lost in blown-out patches, from 0 to 1; even white is no glare."""
    scale = min(1.0, _LIVE_SIDE / max(frame.shape[:2]))
    small = resized(frame, round(frame.shape[1] * scale), round(frame.shape[0] * scale))
    gray = gray_of(small)
    if float(np.median(gray)) >= _BLOWN - 8:
        return 0.0
    darkest = small if small.ndim == 2 else small.min(axis=2)
    blown = np.asarray(darkest >= _BLOWN, np.uint8)
    patches = cv2.morphologyEx(blown, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    return float(patches.mean())


def _masks(small: Picture) -> Iterator[Picture]:
    """Where the sheet may be: by brightness, by lack of colour, by its outline."""
    soft = cv2.medianBlur(small, 7)
    gray = gray_of(np.asarray(soft, np.uint8))
    yield _bright(gray)
    if soft.ndim == 3:
        yield _bright(np.asarray(soft.min(axis=2), np.uint8))
    outline = cv2.dilate(cv2.Canny(gray, 40, 120), np.ones((5, 5), np.uint8))
    filled = np.zeros_like(outline)
    contours, _ = cv2.findContours(outline, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(filled, contours, -1, 255, cv2.FILLED)
    yield np.asarray(cv2.erode(filled, np.ones((5, 5), np.uint8)), np.uint8)


def _bright(gray: Picture) -> Picture:
    _, mask = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(
        cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), np.uint8
    )


def _quad_of(mask: Picture) -> tuple[float, Points] | None:
    """The largest four-cornered patch and how good it is."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    area = cv2.contourArea(largest)
    if not _LEAST_AREA * mask.size <= area <= _MOST_AREA * mask.size:
        return None
    rough = _four_corners(cv2.convexHull(largest))
    if rough is None:
        return None
    corners = _ordered(_refined(rough, largest[:, 0, :].astype(np.float32)))
    fill = area / max(1.0, abs(cv2.contourArea(corners)))
    if not _LEAST_FILL <= fill <= 1 / _LEAST_FILL or not _square_enough(corners):
        return None
    return area * min(fill, 1 / fill) ** 4, corners


def _four_corners(hull: NDArray[np.int32]) -> Points | None:
    length = cv2.arcLength(hull, closed=True)
    for share in (0.01, 0.02, 0.03, 0.05, 0.08):
        found = cv2.approxPolyDP(hull, share * length, closed=True)
        if len(found) == 4:
            return np.asarray(found[:, 0, :], np.float32)
        if len(found) < 4:
            return None
    return None


def _refined(corners: Points, outline: Points) -> Points:
    """Where lines through the outline's sides cross: rounded or creased corners do not matter."""
    lines = []
    for number in range(4):
        start, end = corners[number], corners[(number + 1) % 4]
        along = (end - start) / max(1.0, float(np.linalg.norm(end - start)))
        relative = outline - start
        place = relative @ along
        aside = np.abs(relative @ np.asarray([-along[1], along[0]], np.float32))
        length = float(np.linalg.norm(end - start))
        near = (aside < 0.02 * length + 2) & (place > 0.08 * length) & (place < 0.92 * length)
        if int(near.sum()) < 20:
            return corners
        fitted = cv2.fitLine(outline[near], cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
        lines.append((fitted[:2], fitted[2:]))
    crossings = [_crossing(lines[number - 1], lines[number]) for number in range(4)]
    if any(one is None for one in crossings):
        return corners
    return np.asarray(crossings, np.float32)


def _crossing(one: Sequence[Points], other: Sequence[Points]) -> Points | None:
    matrix = np.stack([one[0], -other[0]], axis=1).astype(np.float64)
    if abs(float(np.linalg.det(matrix))) < 1e-3:
        return None
    along = np.linalg.solve(matrix, (other[1] - one[1]).astype(np.float64))
    return np.asarray(one[1] + one[0] * along[0], np.float32)


def _ordered(corners: Points) -> Points:
    """Clockwise from the top left."""
    middle = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    first = int(turned.sum(axis=1).argmin())
    return np.roll(turned, -first, axis=0)


def _square_enough(corners: Points) -> bool:
    for number in range(4):
        before = corners[number - 1] - corners[number]
        after = corners[(number + 1) % 4] - corners[number]
        norms = float(np.linalg.norm(before) * np.linalg.norm(after))
        if norms == 0 or abs(float(before @ after)) / norms > _COSINE:
            return False
    return True


def _longer(corners: Points, one: tuple[int, int], other: tuple[int, int]) -> float:
    return max(
        1.0,
        *(float(np.linalg.norm(corners[end] - corners[start])) for start, end in (one, other)),
    )
