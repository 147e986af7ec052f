"""OpenCV for the workers: one thread, few pixels. Import `cv2` from here only.

The limit must stand in the environment before OpenCV is loaded: it would decode 900 million pixels
(capture §10). Bytes from outside are opened with Pillow all the same.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", "60000000")
import cv2 as _cv2

cv2: Any = _cv2
"""Its own type hints know arrays of numbers only; ours say what comes out."""

cv2.setNumThreads(1)

Picture = NDArray[np.uint8]
"""Rows, columns and three colours (blue, green, red), or gray without the third axis."""

A4_MM = (210.0, 297.0)
SMALLEST = 160
"""Pixels a side; anything smaller is an icon, not a page, and is left as it is."""


def gray_of(image: Picture) -> Picture:
    """The picture without colour."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def resized(image: Picture, width: int, height: int) -> Picture:
    """The picture at another size, each pixel the mean of what it covers."""
    size = (max(1, width), max(1, height))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def shrunk(image: Picture, factor: int) -> Picture:
    """The picture a whole number of times smaller, quickly; a rest at the edges is left out."""
    if factor <= 1:
        return image
    height, width = image.shape[0] // factor, image.shape[1] // factor
    return resized(image[: height * factor, : width * factor], width, height)


def resolution_of(image: Picture, dpi: int | None) -> int:
    """The resolution, or what it would be of an A4 sheet that fills the picture."""
    return dpi or max(1, round(max(image.shape[:2]) / A4_MM[1] * 25.4))


__all__ = ["A4_MM", "SMALLEST", "Picture", "cv2", "gray_of", "resized", "resolution_of", "shrunk"]
