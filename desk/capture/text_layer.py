"""The text of a page, drawn invisibly over its picture so that it can be searched and copied.

Every line is stretched to its box. Official papers are set in Times; the face here has its widths,
so that the words inside a stretched line lie where they are seen. Letters the face does not have
are written by their nearest plain form: PDF/A forbids showing the missing glyph even invisibly
(ISO 19005-2 §6.2.11.8).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from models.reading import TextLine

# reportlab has no type hints; it is touched through these names only.
_Font: Any = TTFont
_metrics: Any = pdfmetrics

FACE = "LiberationSerif"
_INVISIBLE = 3
_UNKNOWN = "?"
_SMALLEST_PT = 0.5
_NARROWEST = 0.7
"""Letters narrower than this leave blanks that readers take for none; they get smaller instead."""


@cache
def register() -> str:
    """Make the face known to reportlab; its name."""
    if FACE not in _metrics.getRegisteredFontNames():
        source = files("printing").joinpath("fonts", "LiberationSerif-Regular.ttf")
        with source.open("rb") as file:
            _metrics.registerFont(_Font(FACE, file))
    return FACE


def draw(
    canvas: Any,
    lines: Iterable[TextLine],
    counted_in: tuple[int, int],
    sheet: tuple[float, float],
) -> None:
    """Draw the lines on a canvas whose origin is the lower left of a sheet of so many points.

    ``counted_in`` is the size in pixels of the picture the boxes were found on.
    """
    across, down = sheet[0] / counted_in[0], sheet[1] / counted_in[1]
    face = register()
    ascent, descent = _metrics.getAscentDescent(face, 1)
    text = canvas.beginText()
    text.setTextRenderMode(_INVISIBLE)
    drawn = False
    for line in lines:
        letters = plain(line.text)
        if not letters:
            continue
        box = line.box
        height = max((box.bottom - box.top) * down, _SMALLEST_PT)
        width = max((box.right - box.left) * across, _SMALLEST_PT)
        natural = _metrics.stringWidth(letters, face, 1)
        size = min(height / (ascent - descent), width / natural / _NARROWEST)
        below = (height - size * (ascent - descent)) / 2
        text.setFont(face, size)
        text.setHorizScale(100 * width / natural / size)
        text.setTextOrigin(box.left * across, sheet[1] - box.bottom * down + below - descent * size)
        text.textOut(letters)
        drawn = True
    if drawn:
        canvas.saveState()
        canvas.drawText(text)
        canvas.restoreState()


def plain(text: str) -> str:
    """The text as the face can write it: composed (NFC), one blank between words, no controls."""
    kept = "".join(map(_letter, unicodedata.normalize("NFC", text)))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


@cache
def _letter(letter: str) -> str:
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)
    if category in {"Cc", "Cf"}:
        return ""
    if category in {"Cs", "Co", "Cn"}:
        return _UNKNOWN
    known = _known()
    if ord(letter) in known:
        return letter
    alike = unicodedata.normalize("NFKC", letter)
    bare = "".join(one for one in unicodedata.normalize("NFKD", letter) if _is_base(one))
    for form in (alike, bare):
        if form and all(ord(one) in known for one in form):
            return form
    return _UNKNOWN


def _is_base(letter: str) -> bool:
    return not unicodedata.combining(letter)


@cache
def _known() -> frozenset[int]:
    face = _metrics.getFont(register()).face
    return frozenset(code for code, glyph in face.charToGlyph.items() if glyph)
