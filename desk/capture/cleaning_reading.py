"""The picture the reading engines get: gray, without rules, dot leaders, seals and dark edges.

Tesseract drops lines with dot leaders and whole ruled tables (capture §3.3); this is thrown away
after reading. Its geometry is that of the view image.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from desk.capture.cleaning_inverse import turn_dark_grounds
from desk.capture.cleaning_paper import dark_edge
from desk.capture.opencv import SMALLEST, Picture, cv2, gray_of, resized, resolution_of

_INK = 176
_FAINT_INK = 208
"""Darker than these is ink once the paper is white: of letters and dots, of thin worn rules."""

_SHOWN_THROUGH = 222
"""Lighter than this is no ink of this side. Measured on bad copies: a tenth of the invented text,
where a gentle ramp instead cost letters."""

_RULE_MM, _THICK_MM = 10.0, 1.1
_BUMP_MM = 0.25
_BUMP_SHARE, _BUMP_LEVEL = 0.55, 90
"""What stands on a rule: so much higher at least, and so much more ink than the rule has alone."""

_FOOT_MM = 2.0
"""Nothing that stands on a rule touches it for longer."""

_BOX_MM = 4.6
_DOT_MM = 0.75
_FEWEST_DOTS = 5
_PITCH_MM = 2.4
_LEVEL_MM = 0.28
_LARGER = 1.3
_OFF_BEAT = 0.13
"""Share of the pitch a leader's dot may be off its beat."""
_SEAL_MM = (18.0, 60.0)
_RED_OVER = 42
"""Levels by which red leads green and blue in the ink of a seal."""


def reading_image(view: Picture, dpi: int | None) -> Picture:
    """The gray picture to read, of the view image's size."""
    if min(view.shape[:2]) < SMALLEST:
        return gray_of(view).copy()
    density = resolution_of(view, dpi)
    gray = _without_seals(view, density) if view.ndim == 3 else view.copy()
    turn_dark_grounds(gray, density)
    ink = np.asarray(gray < _INK, np.uint8)
    gone = _rules(gray, density)
    gone |= _leaders(ink & ~gone, density)
    grown = cv2.dilate(gone, np.ones((3, 3), np.uint8))
    # The soft rim goes too, but never a stroke that merely passes close by.
    gray[(gone > 0) | ((grown > 0) & (ink == 0))] = 255
    gray[gray > _SHOWN_THROUGH] = 255
    _whiten_edges(gray, density)
    return gray


def _mm(length: float, dpi: int) -> int:
    return max(1, round(length * dpi / 25.4))


def _without_seals(view: Picture, dpi: int) -> Picture:
    """Gray, but what a red seal covers seen through red, in which the seal is nearly white.

    Red text stays: a seal is a red patch about as wide as high, and large.
    """
    gray = gray_of(view)
    blue, green, red = (view[..., channel] for channel in range(3))
    lead = cv2.subtract(red, cv2.max(green, blue))
    step = max(1, round(dpi / 50))
    reds = resized(lead, view.shape[1] // step, view.shape[0] // step) > _RED_OVER // 2
    scale = dpi / step
    close = np.ones((_mm(2.5, round(scale)),) * 2, np.uint8)
    patches = cv2.morphologyEx(np.asarray(reds, np.uint8), cv2.MORPH_CLOSE, close)
    count, _, stats, _ = cv2.connectedComponentsWithStats(patches, connectivity=8)
    least, most = (length * scale / 25.4 for length in _SEAL_MM)
    for left, top, width, height, _ in stats[1:count]:
        if not (least <= width <= most and least <= height <= most):
            continue
        box = np.s_[
            top * step : (top + height) * step + step, left * step : (left + width) * step + step
        ]
        # Red ink at its brightest would still be gray; stretch what the seal leaves to white.
        through = cv2.addWeighted(red[box], 1.45, red[box], 0.0, -30.0)
        tinted = lead[box] > _RED_OVER // 3
        gray[box] = np.where(tinted, cv2.max(through, gray[box]), gray[box])
    return gray


def _rules(gray: Picture, dpi: int) -> Picture:
    """Long thin lines, level or upright, without the strokes that cross or stand on them."""
    ink = np.asarray(gray < _FAINT_INK, np.uint8)
    level = _long_lines(ink, dpi)
    upright = np.ascontiguousarray(_long_lines(np.ascontiguousarray(ink.T), dpi).T)
    upright |= _box_sides(ink, level, dpi)
    other = ink & ~(level | upright)
    thick = _mm(_THICK_MM, dpi) + 1
    kept = _crossed(other, thick, level=True) & level
    without = np.where(upright > 0, 255, gray).astype(np.uint8)
    kept |= _standing(without, level, dpi)
    kept |= _crossed(other, thick, level=False) & upright
    return np.asarray((level | upright) & ~kept, np.uint8)


def _standing(gray: Picture, level: Picture, dpi: int) -> Picture:
    """Where a rule holds more ink than elsewhere: a dot (ạ, ị) or a foot stands on it.

    What went with the rule would be missed by nobody: both engines then read the word without it.
    """
    reach = _mm(_BUMP_MM, dpi)
    high = 2 * reach + 1
    standing = np.zeros_like(level)
    for left, top, right, bottom in _patches(level):
        above = min(top, high)
        around = gray[top - above : bottom + high, left:right]
        ink = cv2.subtract(255, around)
        ink[around > _SHOWN_THROUGH] = 0
        sums = cv2.boxFilter(ink, cv2.CV_32F, (1, high), normalize=False)
        place = np.s_[top:bottom, left:right]
        here = np.s_[above : above + bottom - top]
        rule, ink, sums = level[place] > 0, ink[here], sums[here]
        usual = float(np.median(sums[rule]))
        # A rule not quite level is a row of pixels thicker here and there.
        step = 1.25 * float(np.median(ink[rule]))
        more = max(_BUMP_SHARE * usual, _BUMP_LEVEL * _BUMP_MM * dpi / 25.4, step)
        standing[place] |= rule & (sums > usual + more)
    least, most = max(2, reach), _mm(_FOOT_MM, dpi)
    standing = cv2.morphologyEx(standing, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    longer = cv2.morphologyEx(standing, cv2.MORPH_OPEN, np.ones((1, most), np.uint8))
    standing = cv2.subtract(standing, longer)
    return np.asarray(cv2.dilate(standing, np.ones((1, 3), np.uint8)) & level, np.uint8)


def _box_sides(ink: Picture, level: Picture, dpi: int) -> Picture:
    """The short upright sides of boxes that figures are written in: they end at rules."""
    sides = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_mm(_BOX_MM, dpi), 1), np.uint8))
    bars = cv2.morphologyEx(sides, cv2.MORPH_OPEN, np.ones((1, _mm(_THICK_MM, dpi)), np.uint8))
    sides = cv2.subtract(sides, bars)
    near = cv2.dilate(level, np.ones((2 * _mm(0.8, dpi) + 1, 3), np.uint8))
    chosen = np.zeros_like(sides)
    for left, top, right, bottom in _patches(sides):
        if near[top, left:right].any() and near[bottom - 1, left:right].any():
            place = np.s_[top:bottom, left:right]
            chosen[place] = sides[place]
    # A side that is not quite upright shows as steps.
    return np.asarray(cv2.dilate(chosen, np.ones((1, 3), np.uint8)) & ink, np.uint8)


def _patches(mask: Picture) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right and bottom of what hangs together; on a nearly empty mask this is quick."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        left, top, width, height = cv2.boundingRect(contour)
        yield left, top, left + width, top + height


def _long_lines(ink: Picture, dpi: int) -> Picture:
    long = cv2.getStructuringElement(cv2.MORPH_RECT, (_mm(_RULE_MM, dpi), 1))
    bridged = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    lines = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, long)
    bars = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((_mm(_THICK_MM, dpi) + 2, 1), np.uint8))
    lines = cv2.subtract(lines, bars)
    # A rule that is not quite level shows as steps; take its neighbours above and below.
    return np.asarray(cv2.dilate(lines, np.ones((3, 1), np.uint8)) & ink, np.uint8)


def _crossed(other: Picture, thick: int, *, level: bool) -> Picture:
    """Where other ink lies close on both sides: letters written across a rule."""
    shape = (thick + 1, 1) if level else (1, thick + 1)
    far = (0, thick) if level else (thick, 0)
    before = cv2.dilate(other, np.ones(shape, np.uint8), anchor=far)
    after = cv2.dilate(other, np.ones(shape, np.uint8), anchor=(0, 0))
    return np.asarray(before & after, np.uint8)


def _leaders(ink: Picture, dpi: int) -> Picture:
    """Rows of dots of the same pitch."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest = _mm(_DOT_MM, dpi)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= largest) & (stats[:, cv2.CC_STAT_HEIGHT] <= largest)
    small[0] = False
    dots = np.flatnonzero(small)
    if len(dots) < _FEWEST_DOTS:
        return np.zeros_like(ink)
    in_rows = dots[_in_rows(centres[dots], stats[dots, cv2.CC_STAT_AREA], dpi)]
    chosen = np.zeros(count, np.uint8)
    chosen[in_rows] = 1
    return np.asarray(chosen[labels], np.uint8)


def _in_rows(centres: NDArray[np.float64], areas: NDArray[np.int32], dpi: int) -> NDArray[np.bool_]:
    """Which of these points stand in rows of at least five, one pitch apart."""
    level, furthest = _LEVEL_MM * dpi / 25.4, _PITCH_MM * dpi / 25.4
    right = _right_neighbours(centres, level, furthest)
    chosen = np.zeros(len(centres), np.bool_)
    starts = set(range(len(centres))) - {int(one) for one in right if one >= 0}
    for start in sorted(starts):
        row = [start]
        while right[row[-1]] >= 0:
            row.append(int(right[row[-1]]))
        for points in _regular(np.asarray(row), centres, areas):
            chosen[points] = True
    return chosen


def _right_neighbours(
    centres: NDArray[np.float64], level: float, furthest: float
) -> NDArray[np.int64]:
    """For each point the nearest one to its right on its level, or -1."""
    order = np.argsort(centres[:, 0], kind="stable")
    x, y = centres[order, 0], centres[order, 1]
    right = np.full(len(centres), -1, np.int64)
    last = np.searchsorted(x, x + furthest, side="right")
    for here in range(len(order)):
        span = slice(here + 1, int(last[here]))
        near = np.flatnonzero((np.abs(y[span] - y[here]) <= level) & (x[span] - x[here] >= 1.0))
        if len(near):
            right[order[here]] = order[here + 1 + int(near[0])]
    return right


def _regular(
    row: NDArray[np.int64], centres: NDArray[np.float64], areas: NDArray[np.int32]
) -> list[NDArray[np.int64]]:
    """The dots of a row that keep one beat, five at least; then of what is left, and so on.

    Marks under letters (ạ, ị, ợ) lie on the level of the leaders, but off their beat, or they have
    run together with a dot of theirs: what is much larger than its row stays.
    """
    found = []
    while len(row) >= _FEWEST_DOTS:
        x, y = centres[row, 0], centres[row, 1]
        rough = float(np.median(np.diff(x)))
        pitches = rough * np.linspace(0.94, 1.06, 97)
        beat = np.exp(2j * np.pi * (x - x[0])[None, :] / pitches[:, None]).sum(axis=1)
        best = int(np.abs(beat).argmax())
        late = (x - x[0]) / pitches[best] - np.angle(beat[best]) / (2 * np.pi)
        off = np.abs(late - np.round(late)) * pitches[best]
        common = areas[row] <= _LARGER * float(np.median(areas[row])) + 1
        kept = common & (off <= max(0.9, _OFF_BEAT * rough)) & (np.abs(y - np.median(y)) <= 1.6)
        if kept.sum() < max(_FEWEST_DOTS, 0.3 * len(row)):
            break
        found.append(row[kept])
        row = row[~kept]
    return found


def _whiten_edges(gray: Picture, dpi: int) -> None:
    step = max(1, _mm(1.0, dpi))
    small = resized(gray, gray.shape[1] // step, gray.shape[0] // step)
    edge = dark_edge(small)
    if not edge.any():
        return
    wide = cv2.dilate(edge.astype(np.uint8), np.ones((3, 3), np.uint8))
    mask = cv2.resize(wide, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST)
    gray[mask > 0] = 255
