"""What a signature shows on the page: a small PDF, drawn here and carried in whole (decision 19).

Text is upright, black, 10 pt, in Times's widths, no image (NĐ 30/2020 annex I); the alternative is
the red seal at true size (TT 01/2019/TT-BNV). A page that is shown turned gets a turned stamp.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from models.problems import Problem
from printing import fonts

SIZE = 10.0
WIDTH = 200.0
_LEADING = SIZE * 1.25
_FACE = fonts.SERIF.regular
_canvas: Any = Canvas
_image: Any = ImageReader
_width: Any = stringWidth


@dataclass(frozen=True, slots=True)
class Stamp:
    """A one-page PDF and its size in points as it is seen."""

    pdf: bytes
    width: float
    height: float


def moment(at: datetime) -> str:
    """``dd/mm/yyyy; hh:mm:ss +07:00`` of an aware time."""
    zone = at.strftime("%z")
    return f"{at:%d/%m/%Y; %H:%M:%S} {zone[:3]}:{zone[3:5]}"


def text_stamp(lines: Sequence[str], turned: int = 0) -> Stamp:
    """Lines of text, wrapped to the width; ``turned`` as the page's own /Rotate."""
    fonts.register(fonts.SERIF)
    wrapped = [part for line in lines for part in _wrapped(line)]
    height = _LEADING * len(wrapped) + SIZE * 0.35

    def draw(canvas: Any) -> None:
        canvas.setFont(_FACE, SIZE)
        canvas.setFillColorRGB(0, 0, 0)
        for number, line in enumerate(wrapped):
            canvas.drawString(0, height - SIZE * fonts.SERIF.ascent - number * _LEADING, line)

    return _drawn(draw, WIDTH, height, turned)


def seal_stamp(png: bytes, width_mm: float, turned: int = 0) -> Stamp:
    """The seal's picture at its true width. Raises Problem sign.seal_unreadable."""
    try:
        image = _image(io.BytesIO(png))
        across, down = image.getSize()
    except (OSError, ValueError) as error:
        raise Problem("sign.seal_unreadable") from error
    width = width_mm * mm
    height = width * down / across
    return _drawn(
        lambda canvas: canvas.drawImage(image, 0, 0, width, height, mask="auto"),
        width,
        height,
        turned,
    )


def _drawn(draw: Callable[[Any], object], width: float, height: float, turned: int) -> Stamp:
    out = io.BytesIO()
    seen = (width, height) if turned % 180 == 0 else (height, width)
    canvas = _canvas(
        out, pagesize=seen, pageCompression=1, invariant=1, initialFontName=_registered()
    )
    # The page will be shown turned clockwise: what is drawn is turned the other way first.
    if turned == 90:
        canvas.translate(height, 0)
        canvas.rotate(90)
    elif turned == 180:
        canvas.translate(width, height)
        canvas.rotate(180)
    elif turned == 270:
        canvas.translate(0, width)
        canvas.rotate(270)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return Stamp(out.getvalue(), *seen)


def _registered() -> str:
    fonts.register(fonts.SERIF)
    return _FACE


def _wrapped(line: str) -> list[str]:
    lines: list[str] = []
    for word in line.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, _FACE, SIZE) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
