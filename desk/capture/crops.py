"""Parts of a page's picture for the window, and its likeness. Runs inside the limited worker only.

A likeness is a small gray picture, light and contrast evened out, one byte a pixel: two of them say
whether two pages are the same sheet scanned twice (`desk.capture.likeness`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageOps

from desk.capture.imports import MAX_PIXELS
from desk.capture.likeness import HIGH, WIDE
from models.problems import Problem

_MAX_WIDTH = 4000
_UNDRAWABLE = (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError)


def crop(picture: bytes, *, box: Sequence[int], width_px: int) -> bytes:
    """A PNG `width_px` wide of a part of the picture; the box is cut at its edges.

    Raises Problem capture.page_unreadable when the bytes cannot be drawn or nothing lies inside.
    """
    width_px = max(1, min(width_px, _MAX_WIDTH))
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as image:
            part = _part(image, box)
            high = max(1, round(part.height * width_px / part.width))
            if width_px * high > MAX_PIXELS:
                raise Problem("capture.page_unreadable")
            small = part.resize((width_px, high), Image.Resampling.LANCZOS)
    except _UNDRAWABLE as error:
        raise Problem("capture.page_unreadable") from error
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _part(image: Image.Image, box: Sequence[int]) -> Image.Image:
    left, top, right, bottom = box
    left, right = max(0, left), min(image.width, right)
    top, bottom = max(0, top), min(image.height, bottom)
    if left >= right or top >= bottom or image.width * image.height > MAX_PIXELS:
        raise Problem("capture.page_unreadable")
    return image.convert("RGB").crop((left, top, right, bottom))


def likeness(picture: bytes) -> bytes:
    """The picture's likeness. Raises Problem capture.page_unreadable."""
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as image:
            image.draft("L", (WIDE * 2, HIGH * 2))  # JPEG: decode at a fraction
            small = image.convert("L").resize((WIDE, HIGH), Image.Resampling.BOX)
    except _UNDRAWABLE as error:
        raise Problem("capture.page_unreadable") from error
    return ImageOps.autocontrast(small).tobytes()
