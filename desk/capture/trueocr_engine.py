"""TrueOCR: finds every line of a page and reads it, about half a second a page.

Strong at letters and figures, weaker at marks (ẵ for ằ); its models lie in its package, nothing is
fetched. The recogniser's own loop is repeated here for one reason: it tells how sure it is of a
line, and fusion needs that for each word.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.capture import reading_order
from desk.capture.engines import TRUEOCR, Alive, ReadLine, Word
from models.problems import Kind, Problem
from models.reading import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_LINES = 800
"""More are no writing but noise; a page set in 6-point type has about 250."""

_BATCH = 16


class TrueOcrEngine:
    """The detector and the recogniser, one thread each."""

    name = TRUEOCR

    def __init__(self, models: Path | None = None) -> None:
        try:
            import trueocr  # noqa: PLC0415 - only in the reading worker
            from trueocr.page import PageEngine  # noqa: PLC0415
            from trueocr.recognizer import Recognizer  # noqa: PLC0415

            folder = models or Path(str(trueocr.__file__)).parent / "models"
            self._pages: Any = PageEngine(folder, threads=1)
            self._lines: Any = Recognizer(folder, threads=1)
        except Exception as error:  # whatever a broken library or model raises
            raise Problem("reading.engine_missing", Kind.DEVICE_OR_LINE, engine=TRUEOCR) from error

    def read_page(self, page: NDArray[Any], dpi: int, alive: Alive) -> tuple[ReadLine, ...]:
        """Find the lines of a page and read them, in reading order."""
        height, width = page.shape
        boxes = [
            Box(
                max(0, math.floor(left)),
                max(0, math.floor(top)),
                min(width, math.ceil(right)),
                min(height, math.ceil(bottom)),
            )
            for left, top, right, bottom, _score in self._pages.detect(page).tolist()[:MAX_LINES]
        ]
        alive()
        boxes = [box for box in boxes if box.right > box.left and box.bottom > box.top]
        return reading_order.ordered(self.read_lines(page, boxes, dpi, alive))

    def read_lines(
        self,
        page: NDArray[Any],
        boxes: Sequence[Box],
        dpi: int,  # noqa: ARG002 - lines are scaled to the model's height
        alive: Alive,
    ) -> tuple[ReadLine, ...]:
        """Read these lines of a page, one answer for each box."""
        from trueocr.preprocess import pad_batch, prepare_image, width_batches  # noqa: PLC0415

        model = self._lines
        crops = [
            prepare_image(
                page[box.top : box.bottom, box.left : box.right],
                max_width=model.max_width,
                pad_y=model.pad_y,
                pad_x=model.pad_x,
            )
            for box in boxes
        ]
        words: list[tuple[Word, ...]] = [()] * len(boxes)
        for batch in width_batches([crop.shape[1] for crop in crops], max_batch=_BATCH):
            tensor, widths = pad_batch([crops[number] for number in batch])
            steps = model.session.run(["ids", "conf", "lengths"], {"x": tensor, "widths": widths})
            for row, number in enumerate(batch):
                length = int(steps[2][row])
                words[number] = _words(
                    model.chars, steps[0][row][:length].tolist(), steps[1][row][:length].tolist()
                )
            alive()
        return tuple(ReadLine(box, found) for box, found in zip(boxes, words, strict=True))


def _words(alphabet: Sequence[str], steps: list[int], sure: list[float]) -> tuple[Word, ...]:
    """Letters out of the recogniser's steps: 0 is nothing, a repeated step is one letter (CTC)."""
    letters: list[tuple[str, float]] = []
    before = 0
    for step, confidence in zip(steps, sure, strict=True):
        if step not in {0, before}:
            letters.append((alphabet[step - 1], confidence))
        before = step
    return _gathered(letters)


def _gathered(letters: list[tuple[str, float]]) -> tuple[Word, ...]:
    words: list[Word] = []
    text, worst = "", 1.0
    for letter, confidence in [*letters, (" ", 1.0)]:
        if re.fullmatch(r"\s+", letter):
            if text:
                words.append(Word(unicodedata.normalize("NFC", text), worst))
            text, worst = "", 1.0
        else:
            text, worst = text + letter, min(worst, confidence)
    return tuple(words)
