"""What a text engine is: it finds the lines of a page and reads lines it is shown.

Engines see the OCR-only image (gray, rules and dot leaders removed). They are slow to load and not
made for two threads; the reading worker keeps one of each. Nothing here imports an OCR library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models.reading import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

FUSION = "fusion"
TRUEOCR = "trueocr"
TESSERACT = "tesseract"

Alive = Callable[[], None]
"""Called between two steps of a long work; may raise to end it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and how sure the engine is, from 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What one engine made of one line; no words where it saw none."""

    box: Box
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """The mean over the letters, 0 for an empty line."""
        letters = sum(len(word.text) for word in self.words)
        if not letters:
            return 0.0
        return sum(word.confidence * len(word.text) for word in self.words) / letters


class Engine(Protocol):
    """One reader of text. Loading it raises Problem reading.engine_missing."""

    name: str

    def read_page(self, page: NDArray[Any], dpi: int, alive: Alive) -> tuple[ReadLine, ...]:
        """Find the lines of a page and read them, in reading order."""

    def read_lines(
        self, page: NDArray[Any], boxes: Sequence[Box], dpi: int, alive: Alive
    ) -> tuple[ReadLine, ...]:
        """Read these lines of a page, one answer for each box."""
