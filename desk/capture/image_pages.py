"""Captured pictures as PDF pages, JPEG bytes untouched, their text invisible above them.

JPEG pages go in byte for byte (decision 19): ``useA85=0`` and an embedded font as the canvas's
first font; what else PDF/A asks for is done by `desk.capture.assemble`.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from PIL import Image
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desk.capture import jpeg, text_layer
from desk.capture.job import JobPage

# reportlab has no type hints; it is touched through these names only.
_Canvas: Any = Canvas
_Image: Any = pdfdoc.PDFImageXObject
_settings: Any = rl_config

_A4_SHORT, _A4_LONG = 210 / 25.4 * 72, 297 / 25.4 * 72


def write_images(pages: Sequence[JobPage], files_of_job: Sequence[bytes]) -> bytes:
    """A PDF of these image pages. Raises BrokenJpegError, OSError for bytes that are no image."""

    def draw(canvas: Any) -> None:
        for page in pages:
            _draw(canvas, page, files_of_job[page.file])

    return _written(draw)


def write_text(page: JobPage, sheet: tuple[float, float]) -> bytes:
    """A PDF of one empty sheet of so many points with the page's text on it, not turned."""

    def draw(canvas: Any) -> None:
        canvas.setPageSize(sheet)
        _draw_text(canvas, page, sheet)
        canvas.showPage()

    return _written(draw)


def _written(draw: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    before, _settings.useA85 = _settings.useA85, 0
    try:
        face = text_layer.register()
        canvas: Any = _Canvas(out, pageCompression=1, invariant=1, initialFontName=face)
        draw(canvas)
        canvas.save()
    finally:
        _settings.useA85 = before
    return out.getvalue()


def page_size(page: JobPage) -> tuple[float, float]:
    """Width and height of the sheet in points, before turning.

    True to scale where the resolution is known; otherwise the largest that lies inside A4.
    """
    if page.dpi is not None:
        return page.width / page.dpi * 72, page.height / page.dpi * 72
    short, long = sorted((page.width, page.height))
    scale = min(_A4_SHORT / short, _A4_LONG / long)
    return page.width * scale, page.height * scale


def _draw(canvas: Any, page: JobPage, data: bytes) -> None:
    width, height = page_size(page)
    turned = (height, width) if page.rotation % 180 else (width, height)
    canvas.setPageSize(turned)
    name = f"page{canvas.getPageNumber()}"
    image = _image_object(name, page, data)
    # A form-free image of our own making: reportlab's drawImage would decode the JPEG to name it.
    canvas._setXObjects(image)  # noqa: SLF001
    canvas._doc.Reference(image, canvas._doc.getXObjectName(name))  # noqa: SLF001
    canvas._doc.addForm(name, image)  # noqa: SLF001
    canvas.saveState()
    _turn(canvas, page.rotation, turned)
    canvas.saveState()
    canvas.scale(width, height)
    canvas.doForm(name)
    canvas.restoreState()
    _draw_text(canvas, page, (width, height))
    canvas.restoreState()
    canvas.showPage()


def _draw_text(canvas: Any, page: JobPage, sheet: tuple[float, float]) -> None:
    if page.lines:
        counted_in = page.lines_size or (page.width, page.height)
        text_layer.draw(canvas, page.lines, counted_in, sheet)


def _turn(canvas: Any, rotation: int, turned: tuple[float, float]) -> None:
    """Make the coming drawing lie clockwise by `rotation` on a sheet of the turned size."""
    width, height = turned
    match rotation % 360:
        case 90:
            canvas.translate(0, height)
        case 180:
            canvas.translate(width, height)
        case 270:
            canvas.translate(width, 0)
    canvas.rotate(-rotation)


def _image_object(name: str, page: JobPage, data: bytes) -> Any:
    image = _Image(name)
    if page.media_type == "image/jpeg":
        shape = jpeg.walk(data)
        image.width, image.height = shape.width, shape.height
        image.bitsPerComponent = 8
        image.colorSpace = "DeviceGray" if shape.components == 1 else "DeviceRGB"
        image.streamContent = data
        image._filters = ("DCTDecode",)  # noqa: SLF001
        return image
    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        image.width, image.height = picture.size
        image.bitsPerComponent = 1 if picture.mode == "1" else 8
        image.colorSpace = "DeviceRGB" if picture.mode == "RGB" else "DeviceGray"
        image.streamContent = zlib.compress(picture.tobytes())
        image._filters = ("FlateDecode",)  # noqa: SLF001
    return image
