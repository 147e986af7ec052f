"""Small pictures of pages for the strip. Runs inside the limited worker only.

PDF pages are drawn with their form widgets: Vietnamese signed papers carry number, date and seal in
them, and a preview without them would show another document (capture §6.2).
"""

from __future__ import annotations

import io
import math
from typing import Any

import pypdfium2
from PIL import Image

from desk.capture.imports import MAX_PIXELS
from models.problems import Problem

# pypdfium2 has no type hints.
_Document: Any = pypdfium2.PdfDocument
_MAX_WIDTH = 4000
_UNDRAWABLE = (
    OSError,
    ValueError,
    SyntaxError,
    MemoryError,
    Image.DecompressionBombError,
    pypdfium2.PdfiumError,
)


def render(data: bytes, *, media_type: str, file_page: int, rotation: int, width_px: int) -> bytes:
    """A PNG `width_px` wide of a page, turned clockwise by `rotation`.

    Raises Problem capture.page_unreadable when the bytes cannot be drawn.
    """
    width_px = max(1, min(width_px, _MAX_WIDTH))
    try:
        if media_type == "application/pdf":
            picture = _draw_pdf(data, file_page, rotation, width_px)
        else:
            picture = _draw_image(data, rotation, width_px)
    except _UNDRAWABLE as error:
        raise Problem("capture.page_unreadable") from error
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises Problem capture.page_unreadable."""
    try:
        document = _Document(pdf)
    except _UNDRAWABLE as error:
        raise Problem("capture.page_unreadable") from error
    try:
        return len(document)
    finally:
        document.close()


def _draw_image(data: bytes, rotation: int, width_px: int) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Problem("capture.page_unreadable")
        across = image.height if rotation % 180 else image.width
        scale = width_px / across
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image.draft("RGB", (size[0] * 2, size[1] * 2))  # JPEG: decode at a fraction
        small = image.convert("RGB").resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return small.rotate(-rotation, expand=True)


def _draw_pdf(data: bytes, file_page: int, rotation: int, width_px: int) -> Image.Image:
    document = _Document(data)
    try:
        document.init_forms()
        page = document[file_page]
        width, height = page.get_size()
        if rotation % 180:
            width, height = height, width
        scale = width_px / width
        if not math.isfinite(scale) or width_px * height * scale > MAX_PIXELS:
            raise Problem("capture.page_unreadable")
        bitmap = page.render(scale=scale, rotation=rotation, may_draw_forms=True)
        picture: Image.Image = bitmap.to_pil().convert("RGB").copy()
        return picture
    finally:
        document.close()
