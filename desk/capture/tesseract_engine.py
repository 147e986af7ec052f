"""Tesseract with Vietnamese: the second reader of lines, and alone the fallback for whole pages.

Strong at marks; its own search for lines misses what a form is about (dotted lines, tables), so it
is shown the lines wherever another engine can find them (capture §3.3). The language file is looked
for where MOTCUA_TESSDATA or TESSDATA_PREFIX point, beside the program, and at the system's places.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.capture import missed_lines, reading_order
from desk.capture.engines import TESSERACT, Alive, ReadLine, Word
from models.problems import Kind, Problem
from models.reading import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANGUAGE = "vie"
_VARIABLES = ("MOTCUA_TESSDATA", "TESSDATA_PREFIX")
_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
_PAPER = 255
_MARGIN = 10
"""White pixels around a line; Tesseract reads letters at the very edge badly."""

_COLUMN = 1.6
"""So many heights of a line lie between two columns, and never between two words."""

_SURE = 0.6
"""From this confidence on a line counts that the layout analysis did not take for one."""

_ABOVE, _BESIDE = 0.15, 0.3
"""What a line is given beyond its box, in its own heights."""


def language_folder() -> Path | None:
    """Where the Vietnamese language file lies; None when it is nowhere."""
    named = [Path(os.environ[name]) for name in _VARIABLES if os.environ.get(name)]
    beside = Path(sys.executable).parent / "tessdata"
    inside = Path(getattr(sys, "_MEIPASS", beside.parent)) / "tessdata"
    folders = [
        *(folder for one in named for folder in (one, one / "tessdata")),
        beside,
        inside,
        *map(Path, _SYSTEM_FOLDERS),
    ]
    for folder in folders:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    return None


class TesseractEngine:
    """One Tesseract in this process, its language loaded once."""

    name = TESSERACT

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or language_folder()
        if folder is None:
            raise Problem("reading.language_missing", Kind.DEVICE_OR_LINE, language=LANGUAGE)
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            import tesserocr  # noqa: PLC0415 - only in the reading worker

            self._library: Any = tesserocr
            self._tesseract: Any = self._library.PyTessBaseAPI(
                path=f"{folder}/", lang=LANGUAGE, oem=self._library.OEM.LSTM_ONLY
            )
        except Exception as error:  # whatever a broken library or language file raises
            raise Problem(
                "reading.engine_missing", Kind.DEVICE_OR_LINE, engine=TESSERACT
            ) from error
        self._tesseract.SetVariable("tessedit_do_invert", "0")

    def read_page(self, page: NDArray[Any], dpi: int, alive: Alive) -> tuple[ReadLine, ...]:
        """Find the lines of a page by Tesseract's layout analysis, then those it went past."""
        self._tesseract.SetPageSegMode(self._library.PSM.AUTO)
        self._show(page, dpi)
        alive()
        self._tesseract.Recognize()
        alive()
        lines = tuple(self._lines_found())
        self._tesseract.Clear()
        left = missed_lines.missed(page, [line.box for line in lines], dpi)
        more = self.read_lines(page, left, dpi, alive)
        return reading_order.ordered((*lines, *filter(_is_writing, more)))

    def read_lines(
        self, page: NDArray[Any], boxes: Sequence[Box], dpi: int, alive: Alive
    ) -> tuple[ReadLine, ...]:
        """Read these lines of a page, one answer for each box."""
        self._tesseract.SetPageSegMode(self._library.PSM.SINGLE_LINE)
        return tuple(self._line(page, box, dpi, alive) for box in boxes)

    def _line(self, page: NDArray[Any], box: Box, dpi: int, alive: Alive) -> ReadLine:
        alive()
        self._show(_cut(page, box), dpi)
        self._tesseract.Recognize()
        words = tuple(word for *_, word in self._words_found(self._library.RIL.BLOCK))
        return ReadLine(box, words)

    def _show(self, picture: NDArray[Any], dpi: int) -> None:
        height, width = picture.shape
        self._tesseract.SetImageBytes(picture.tobytes(), width, height, 1, width)
        self._tesseract.SetSourceResolution(dpi)

    def _lines_found(self) -> Iterator[ReadLine]:
        """The lines of the page; one that goes on far away is two, as cells of a table are."""
        words: list[Word] = []
        box: Box | None = None
        for begins, place, word in self._words_found(self._library.RIL.TEXTLINE):
            if box is not None and (begins or _far(box, place)):
                yield ReadLine(box, tuple(words))
                words, box = [], None
            words.append(word)
            box = place if box is None else _around(box, place)
        if box is not None:
            yield ReadLine(box, tuple(words))

    def _words_found(self, part: int) -> Iterator[tuple[bool, Box, Word]]:
        """Words in order with their places; whether one is the first of a part of the page."""
        level = self._library.RIL.WORD
        found = self._tesseract.GetIterator()
        while found is not None:
            if not found.Empty(level):
                text = unicodedata.normalize("NFC", found.GetUTF8Text(level) or "").strip()
                begins, place = found.IsAtBeginningOf(part), Box(*found.BoundingBox(level))
                sure = max(0.0, min(1.0, found.Confidence(level) / 100))
                for piece in text.split():
                    yield begins, place, Word(piece, sure)
                    begins = False
            if not found.Next(level):
                return


def _far(line: Box, word: Box) -> bool:
    """Whether a word stands so far behind a line that it belongs to another column."""
    return word.left - line.right > _COLUMN * max(1, line.bottom - line.top)


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _is_writing(line: ReadLine) -> bool:
    """Whether what stands alone outside every line found says something."""
    return line.confidence >= _SURE and any(letter.isalnum() for letter in line.text)


def _cut(page: NDArray[Any], box: Box) -> NDArray[Any]:
    import numpy as np  # noqa: PLC0415 - only in the reading worker

    high = box.bottom - box.top
    above, beside = round(high * _ABOVE), round(high * _BESIDE)
    cut = page[
        max(0, box.top - above) : box.bottom + above, max(0, box.left - beside) : box.right + beside
    ]
    return np.pad(cut, _MARGIN, constant_values=_PAPER)
