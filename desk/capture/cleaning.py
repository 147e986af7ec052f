"""A picture of a page made usable: upright, straight, even; and what is wrong with it.

Pure functions over pixels. The original is never changed; what comes out is the *view image*, which
is shown and goes into the PDF, and for the reading engines `reading_image` of it. Every coordinate
of what is read later is one of the view image. Runs inside workers only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desk.capture import cleaning_turn, page_codes
from desk.capture.cleaning_blank import emptiness
from desk.capture.cleaning_paper import flattened
from desk.capture.cleaning_quality import remarks
from desk.capture.cleaning_reading import reading_image
from desk.capture.cleaning_skew import skew_of
from desk.capture.opencv import A4_MM, SMALLEST, Picture, cv2, gray_of, resolution_of
from desk.capture.quad import find_quad, straighten
from models.problems import Problem
from models.reading import Findings, Remark

_LEAST_SKEW = 0.03
"""Degrees not worth a resampling: a third of a pixel over the width of a line."""

_BILEVEL_SHARE = 0.995
_BILEVEL_NEAR = 12
_A4_SNAP = 0.12
_A4_RATIO = A4_MM[1] / A4_MM[0]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The view image, its resolution where known, and what was seen."""

    view: Picture
    dpi: int | None
    findings: Findings


def prepare(
    image: Picture,
    dpi: int | None,
    *,
    camera: bool = False,
    turn: int | None = None,
    plain: bool = False,
) -> Prepared:
    """The view image of a page (colours blue, green, red, or gray).

    ``turn`` is a person's own: 0, 90, 180 or 270 clockwise; it overrules what is recognised.
    Black-and-white pictures have no paper to flatten; ``plain`` ones are turned and no more.
    """
    if min(image.shape[:2]) < SMALLEST:
        whole = turned(image, turn or 0)
        return Prepared(whole, dpi, Findings(turn=turn or 0, remarks=(Remark.LOW_RESOLUTION,)))
    seen: list[Remark] = []
    if camera and not plain:
        image, dpi, seen = _sheet_of(image)
    bilevel = is_bilevel(image)
    if turn is None:
        turn = cleaning_turn.turn_of(gray_of(image))
    image = turned(image, turn)
    density = resolution_of(image, dpi)
    skew = skew_of(image)
    seen += remarks(image, dpi, skew, camera=camera, bilevel=bilevel)
    level = image if plain else straightened(image, skew)
    even = level if bilevel else flattened(level, density)
    empty = emptiness(image, even, density)
    view = image if plain else even
    findings = Findings(
        turn=turn,
        skew=0.0 if plain else skew,
        ink=empty.ink,
        dark_share=empty.dark_share,
        probably_blank=empty.probably_blank,
        bilevel=bilevel,
        remarks=tuple(dict.fromkeys(seen)),
        codes=() if empty.probably_blank else page_codes.read(view),
    )
    return Prepared(view, dpi, findings)


def view_jpeg(view: Picture, quality: int = 75, dpi: int | None = None) -> bytes:
    """The view image as it goes into the document; progressive JPEG is left alone for PDF/A."""
    done, data = cv2.imencode(".jpg", view, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise Problem("capture.page_unreadable")
    coded = bytes(data)
    return coded if dpi is None else _with_density(coded, dpi)


def is_bilevel(image: Picture) -> bool:
    """Whether there is black and white only, but for what a JPEG smears."""
    gray = gray_of(image)
    counts = np.bincount(gray.ravel(), minlength=256)
    ends = counts[: _BILEVEL_NEAR + 1].sum() + counts[256 - _BILEVEL_NEAR :].sum()
    between = gray.size - ends
    return bool(ends >= _BILEVEL_SHARE * gray.size and between * 10 < counts[:128].sum())


def _sheet_of(image: Picture) -> tuple[Picture, int | None, list[Remark]]:
    """The sheet in a camera's picture, straight, with the resolution its size of A4 gives."""
    quad = find_quad(image)
    if quad is None:
        return image, None, [Remark.CUT_EDGE]
    sheet = straighten(image, quad)
    short, long = sorted(sheet.shape[:2])
    is_a4 = abs(long / short / _A4_RATIO - 1) <= _A4_SNAP
    return sheet, round(long / A4_MM[1] * 25.4) if is_a4 else None, []


def turned(image: Picture, turn: int) -> Picture:
    """The picture turned clockwise by quarters."""
    return image if turn % 360 == 0 else np.ascontiguousarray(np.rot90(image, -turn // 90))


def straightened(image: Picture, skew: float) -> Picture:
    """The page turned back by its skew, of the same size; the edges are drawn out."""
    if abs(skew) < _LEAST_SKEW:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), skew, 1.0)
    return np.asarray(
        cv2.warpAffine(
            image,
            matrix,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


def _with_density(data: bytes, dpi: int) -> bytes:
    """Set the resolution in the JFIF header that every JPEG of OpenCV begins with."""
    density = dpi.to_bytes(2, "big")
    return data[:13] + b"\x01" + density + density + data[18:]


__all__ = [
    "Prepared",
    "is_bilevel",
    "prepare",
    "reading_image",
    "straightened",
    "turned",
    "view_jpeg",
]
