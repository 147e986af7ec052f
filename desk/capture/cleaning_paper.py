"""The paper under the ink: made even and white, the colours of stamps kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desk.capture.opencv import Picture, cv2, shrunk

_SHRUNK_MM = 1.0
"""Millimetres of the sheet to a pixel of the paper's estimate."""

_WINDOW = 9
_DARKEST_PAPER = 96.0
"""What is darker is no paper: a copier's edge, a photo. It stays as it is."""

_WHITE = 0.94
"""The share of the paper's brightness that counts as white: takes grain and faint show-through."""


def flattened(image: Picture, dpi: int) -> Picture:
    """The page divided by its own paper: no shadow, no tint, white where nothing is printed."""
    paper = _paper(image, dpi)
    height, width = image.shape[:2]
    smooth = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, smooth, scale=255.0), np.uint8)


def _paper(image: Picture, dpi: int) -> Picture:
    """The paper's colour everywhere, small: the brightest of each neighbourhood, smoothed."""
    small = shrunk(image, max(1, round(dpi * _SHRUNK_MM / 25.4)))
    window = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_WINDOW, _WINDOW))
    # Closing, so that dark edges stay where they are; the median forgets single bright spots.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, window)
    paper = cv2.medianBlur(paper, 5)
    paper[paper.min(axis=2) < _DARKEST_PAPER if paper.ndim == 3 else paper < _DARKEST_PAPER] = 255
    paper = cv2.GaussianBlur(paper, (0, 0), 2.5)
    return np.asarray(np.clip(paper * _WHITE, _DARKEST_PAPER, 255), np.uint8)


def dark_edge(gray: Picture) -> NDArray[np.bool_]:
    """Where a copier's or scanner's dark edge lies: large dark areas that reach the border.

    Of a picture shrunk to about a millimetre a pixel.
    """
    closed = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    dark = np.asarray(closed < _DARKEST_PAPER, np.uint8)
    count, labels = cv2.connectedComponents(dark, connectivity=8)
    if count <= 1:
        return np.zeros(gray.shape, np.bool_)
    rim = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    touching = np.unique(rim[rim > 0])
    return np.isin(labels, touching)
