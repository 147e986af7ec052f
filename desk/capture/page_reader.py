"""Reads one page: the view image in, lines of text out, in pixels of that image.

TrueOCR finds and reads the lines; Tesseract reads each of them again; fusion makes one text of both
(capture §3). Where TrueOCR cannot be loaded Tesseract reads the whole page alone, where Tesseract's
language is missing TrueOCR does: ``PageText.engine`` tells what was used. Lives in the reading
worker only.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from desk.capture import fusion
from desk.capture.cleaning_reading import reading_image
from desk.capture.cleaning_skew import skew_of
from desk.capture.engines import FUSION, TESSERACT, TRUEOCR, Alive, Engine, ReadLine
from desk.capture.opencv import Picture, cv2
from desk.capture.tesseract_engine import TesseractEngine
from desk.capture.trueocr_engine import TrueOcrEngine
from models.problems import Problem
from models.reading import Box, PageText, TextLine

log = logging.getLogger(__name__)

MAX_PIXELS = 60_000_000
_A4_LONG_INCHES = 297 / 25.4
_LEAST_SKEW = 0.15
"""Degrees; less is a few pixels over the width of a line."""

_USUAL_DPI = 200
_LEAST_DPI, _MOST_DPI = 140, 320
"""Between these a page is read as it is; else it is scaled: letters of 10 pt should be 20 to 45
pixels high, more costs time and reads no better (capture §0.5)."""

Load = Callable[[], Engine]


class PageReader:
    """The engines of one process, each loaded when first needed and kept warm."""

    def __init__(self, trueocr: Load = TrueOcrEngine, tesseract: Load = TesseractEngine) -> None:
        self._loads = {TRUEOCR: trueocr, TESSERACT: tesseract}
        self._loaded: dict[str, Engine | Problem] = {}
        self._last: tuple[bytes, int | None, _Page] | None = None

    def get_ready(self, engine: str) -> PageText:
        """Load what this engine needs, before its first page is there; an empty text.

        What is missing is told with the first page.
        """
        for name in (TRUEOCR, TESSERACT) if engine == FUSION else (engine,):
            self._engine(name)
        return PageText(engine, 0, 0, ())

    def first(self, view: bytes, dpi: int | None, alive: Alive) -> PageText:
        """TrueOCR's reading at once; Tesseract's alone where there is no TrueOCR.

        Raises Problem reading.page_unreadable, reading.engine_missing.
        """
        page = self._page(view, dpi)
        alive()
        return page.text(*self._single(TRUEOCR, page, alive))

    def fused(
        self, view: bytes, dpi: int | None, first: PageText, alive: Alive, *, bilevel: bool
    ) -> PageText:
        """A first reading read again by Tesseract, line by line, and made one.

        ``bilevel`` says that the original was black and white, where Tesseract is believed less.
        Gives ``first`` back where it is Tesseract's already and where Tesseract is missing.
        """
        if first.engine != TRUEOCR:
            return first
        engine = self._engine(TESSERACT)
        if isinstance(engine, Problem):
            return first
        page = self._page(view, dpi)
        boxes = [page.seen(line.box) for line in first.lines]
        alive()
        second = engine.read_lines(page.image, boxes, page.dpi, alive)
        trust = fusion.WARY if bilevel else fusion.EASY
        lines = (fusion.fuse(*pair, trust) for pair in zip(first.lines, second, strict=True))
        kept = tuple(line for line in lines if line is not None)
        return PageText(FUSION, first.width, first.height, kept)

    def read(
        self, view: bytes, dpi: int | None, engine: str, alive: Alive, *, bilevel: bool
    ) -> PageText:
        """The reading of the engine asked for. Raises as `first` does.

        Fusion takes what is there; an engine asked for by name must be there.
        """
        if engine == FUSION:
            first = self.first(view, dpi, alive)
            return self.fused(view, dpi, first, alive, bilevel=bilevel)
        wanted = self._engine(engine)
        if isinstance(wanted, Problem):
            raise wanted
        page = self._page(view, dpi)
        return page.text(engine, wanted.read_page(page.image, page.dpi, alive))

    def _page(self, view: bytes, dpi: int | None) -> _Page:
        """The page for the engines; kept, since the second reading mostly follows the first."""
        if self._last is None or self._last[:2] != (view, dpi):
            self._last = None  # never two pages in memory
            self._last = (view, dpi, _Page(view, dpi))
        return self._last[2]

    def _single(self, name: str, page: _Page, alive: Alive) -> tuple[str, Sequence[ReadLine]]:
        engine = self._engine(name)
        if isinstance(engine, Problem):
            other = self._engine(TESSERACT)
            if isinstance(other, Problem):
                raise engine
            name, engine = TESSERACT, other
        return name, engine.read_page(page.image, page.dpi, alive)

    def _engine(self, name: str) -> Engine | Problem:
        if name not in self._loaded:
            try:
                self._loaded[name] = self._loads[name]()
            except Problem as problem:
                log.info("engine %s: %s", name, problem.code)
                self._loaded[name] = problem
        return self._loaded[name]


class _Page:
    """What the engines see of one page, and the way back to the view's pixels.

    Engines want level lines (capture §3.3), and a view is not always level: black and white is
    never straightened, nor what a person wants as it was captured.
    """

    def __init__(self, view: bytes, dpi: int | None) -> None:
        picture = _decoded(view)
        self.height, self.width = picture.shape[:2]
        dpi = dpi or round(max(self.height, self.width) / _A4_LONG_INCHES)
        self._skew = skew_of(picture)
        if abs(self._skew) < _LEAST_SKEW:
            self._skew = 0.0
        picture, self.dpi, self._scale = _level(picture, self._skew), dpi, 1.0
        if not _LEAST_DPI <= dpi <= _MOST_DPI:
            # Before anything is taken off: at 100 dpi the foot of a word is as level as a rule.
            self.dpi = _USUAL_DPI if dpi < _LEAST_DPI else _MOST_DPI
            picture = _resized(picture, self.dpi / dpi)
            self._scale = picture.shape[1] / self.width
        self.image = reading_image(picture, self.dpi)

    def seen(self, box: Box) -> Box:
        """A box of the view in the pixels the engines see."""
        return _scaled(self._about_centre(box, self._skew), self._scale)

    def text(self, engine: str, lines: Sequence[ReadLine]) -> PageText:
        """The lines that hold text, in pixels of the view."""
        return PageText(
            engine,
            self.width,
            self.height,
            tuple(
                TextLine(
                    self._shown(line.box), fusion.spaced(line.text), (fusion.reading(engine, line),)
                )
                for line in lines
                if line.words and (engine == TESSERACT or fusion.is_writing(line))
            ),
        )

    def _shown(self, box: Box) -> Box:
        return self._about_centre(_scaled(box, 1 / self._scale), -self._skew)

    def _about_centre(self, box: Box, degrees: float) -> Box:
        """The box moved with the page's turn about its centre, counter-clockwise, itself level."""
        if not degrees:
            return box
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        middle, half = (self.width - 1) / 2, (self.height - 1) / 2
        x, y = (box.left + box.right) / 2 - middle, (box.top + box.bottom) / 2 - half
        right = round(middle + cos * x + sin * y - (box.left + box.right) / 2)
        down = round(half - sin * x + cos * y - (box.top + box.bottom) / 2)
        return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _scaled(box: Box, factor: float) -> Box:
    if factor == 1.0:
        return box
    edges = (box.left, box.top, box.right, box.bottom)
    return Box(*(round(edge * factor) for edge in edges))


def _decoded(view: bytes) -> Picture:
    """The picture, blue first. Raises Problem reading.page_unreadable."""
    try:
        with Image.open(io.BytesIO(view), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MAX_PIXELS or min(image.size) < 16:
                raise Problem("reading.page_unreadable")
            red_first = np.asarray(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        raise Problem("reading.page_unreadable") from error
    return np.ascontiguousarray(red_first[:, :, ::-1])


def _level(picture: Picture, degrees: float) -> Picture:
    if not degrees:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    border = cv2.BORDER_REPLICATE
    level = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=border)
    return np.asarray(level, np.uint8)


def _resized(image: Picture, factor: float) -> Picture:
    size = (max(16, round(image.shape[1] * factor)), max(16, round(image.shape[0] * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
