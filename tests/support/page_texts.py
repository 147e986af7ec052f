"""The text of a generated page as a faultless or a careless reader would give it."""

from __future__ import annotations

import random

from demo.pages.sheet import KnownLine
from models.reading import Box, PageText, Reading, TextLine

DPI = 200
WIDTH, HEIGHT = 1654, 2339
_LIKE = {"a": "o", "c": "e", "i": "l", "n": "u", "h": "b", "g": "q", "t": "f", "e": "c"}


def page_text(lines: tuple[KnownLine, ...], slips: float = 0.0, seed: int = 0) -> PageText:
    """The page; `slips` is the share of small letters that are misread. Digits are read well."""
    rng = random.Random(seed)
    return PageText(
        "fusion", WIDTH, HEIGHT, tuple(_line(one, slips, rng) for one in lines)
    )  # fmt: skip


def plain_page(*rows: str) -> PageText:
    """Rows of text from the left margin; a tab begins a second column."""
    lines = []
    for number, row in enumerate(rows):
        top = 200 + 60 * number
        for column, text in enumerate(row.split("\t")):
            if text:
                left = 200 + 620 * column
                lines.append(TextLine(Box(left, top, left + 17 * len(text), top + 40), text, ()))
    return PageText("fusion", WIDTH, HEIGHT, tuple(lines))


def read_twice(text: str, other: str, top: int = 200, sure: float = 0.95) -> TextLine:
    """A line both engines read, the first reading being the one that counts."""
    box = Box(200, top, 200 + 17 * len(text), top + 40)
    return TextLine(
        box, text, (Reading("trueocr", text, sure), Reading("tesseract", other, sure))
    )  # fmt: skip


def _line(line: KnownLine, slips: float, rng: random.Random) -> TextLine:
    text = "".join(
        _LIKE[letter] if letter in _LIKE and rng.random() < slips else letter
        for letter in line.text
    )
    edges = (line.left, line.top, line.right, line.bottom)
    left, top, right, bottom = (round(mm * DPI / 25.4) for mm in edges)
    return TextLine(Box(left, top, right, bottom), text, ())
