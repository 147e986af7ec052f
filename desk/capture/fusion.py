"""One text out of two readings of the same line; both readings stay beside it."""

from __future__ import annotations

from desk.capture.engines import TESSERACT, ReadLine
from models.reading import Reading, TextLine

_TRUSTED = 0.85
"""From this confidence on Tesseract's line is taken, marks and all (capture §3.3)."""


def reading(engine: str, line: ReadLine) -> Reading:
    """What an engine made of a line, for the page's text."""
    words = tuple(round(word.confidence, 3) for word in line.words)
    return Reading(engine, line.text, round(line.confidence, 4), words)


def fuse(first: TextLine, second: ReadLine) -> TextLine:
    """A line TrueOCR read, with Tesseract's reading added and the text that counts chosen."""
    trueocr, tesseract = first.readings[0], reading(TESSERACT, second)
    trusted = tesseract.text and tesseract.confidence >= _TRUSTED
    text = tesseract.text if trusted else trueocr.text
    return TextLine(first.box, text, (trueocr, tesseract))
