"""The bytes of a captured page become a prepared one: decoded under limits, cleaned, coded anew.

Runs inside the limited worker only. Pillow opens the bytes, since OpenCV takes bombs and halves of
pictures without a word (capture §10). What a camera wrote beside the picture (position, maker) ends
here; its orientation is honoured first.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from desk.capture import cleaning
from desk.capture.imports import BROKEN, MAX_PIXELS
from desk.capture.opencv import A4_MM, Picture
from models.problems import Problem
from models.reading import Findings

# pypdfium2 has no type hints.
_Document: Any = pypdfium2.PdfDocument
_PDF_DPI = 200
_UNREADABLE = (*BROKEN, MemoryError, Image.DecompressionBombError, pypdfium2.PdfiumError)


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """The view image as JPEG, its size in pixels, its resolution where known, and what was seen."""

    jpeg: bytes
    width: int
    height: int
    dpi: int | None
    findings: Findings


def prepare_page(
    data: bytes,
    *,
    media_type: str,
    file_page: int = 0,
    dpi: int | None = None,
    rotation: int = 0,
    camera: bool = False,
    turned: bool = False,
    plain: bool = False,
) -> PreparedPage:
    """Clean the page that lies in these bytes.

    ``rotation`` is the clockwise turn known so far, from the camera or a person; ``turned`` says
    that a person decided it, so that nothing more is recognised. ``plain``: turned only, else as it
    was captured. The turn found is that from the bytes to the view image. Raises Problem
    capture.page_unreadable.
    """
    try:
        if media_type == "application/pdf":
            picture, dpi = _drawn(data, file_page), _PDF_DPI
        else:
            picture = _decoded(data)
    except _UNREADABLE as error:
        raise Problem("capture.page_unreadable") from error
    picture = cleaning.turned(picture, rotation)
    turn = 0 if turned else None
    done = cleaning.prepare(picture, dpi, camera=camera, turn=turn, plain=plain)
    findings = replace(done.findings, turn=(rotation + done.findings.turn) % 360)
    height, width = done.view.shape[:2]
    jpeg = cleaning.view_jpeg(done.view, dpi=done.dpi)
    return PreparedPage(jpeg, width, height, done.dpi, findings)


def _decoded(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "MPO")) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Problem("capture.page_unreadable")
        image.load()
        return _pixels(ImageOps.exif_transpose(image))


def _pixels(image: Image.Image) -> Picture:
    """Blue, green, red; gray where the picture has no colour."""
    if image.mode in {"1", "L"}:
        return np.array(image.convert("L"), np.uint8)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), np.uint8)[..., ::-1])


def _drawn(data: bytes, file_page: int) -> Picture:
    """A page of a PDF with its form widgets: seals and numbers of signed papers lie in them."""
    document = _Document(data)
    try:
        document.init_forms()
        page = document[file_page]
        width, height = (side / 72 * _PDF_DPI for side in page.get_size())
        largest = A4_MM[1] / 25.4 * _PDF_DPI * 6
        if not (0 < width <= largest and 0 < height <= largest) or width * height > MAX_PIXELS:
            raise Problem("capture.page_unreadable")
        drawn = page.render(scale=_PDF_DPI / 72, may_draw_forms=True)
        return _pixels(drawn.to_pil())
    finally:
        document.close()
