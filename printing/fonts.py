"""The letters papers are set in, known to reportlab once: Liberation Serif and Noto Sans.

NĐ 30/2020 annex I asks for Times New Roman, which nobody may bundle.  Liberation Serif has its
widths and its look, letter by letter, and all Vietnamese letters; official papers are set in it.
Lists for reading are set in Noto Sans, which the window loads too: `font_files` says where it is.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts


@dataclass(frozen=True, slots=True)
class Faces:
    """A family of letters and the height its lines need, in type sizes."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    leading: float
    """Line height: room for the stacked marks of Ẫ above and Ậ below."""
    ascent: float
    """From the top of a line to its base line."""


REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
BOLD_ITALIC = "NotoSans-BoldItalic"
SANS = Faces(REGULAR, BOLD, ITALIC, BOLD_ITALIC, leading=1.27, ascent=0.98)
SERIF = Faces(
    "LiberationSerif",
    "LiberationSerif-Bold",
    "LiberationSerif-Italic",
    "LiberationSerif-BoldItalic",
    leading=1.17,
    ascent=0.93,
)

_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
    SERIF.regular: "LiberationSerif-Regular.ttf",
    SERIF.bold: "LiberationSerif-Bold.ttf",
    SERIF.italic: "LiberationSerif-Italic.ttf",
    SERIF.bold_italic: "LiberationSerif-BoldItalic.ttf",
}
_registering = threading.Lock()
_metrics: Any = pdfmetrics
_ttfonts: Any = ttfonts


def folder() -> Path:
    """The folder of the font files and their licences (SIL OFL 1.1)."""
    return Path(str(files("printing"))) / "fonts"


def font_files(faces: Faces = SANS) -> tuple[Path, ...]:
    """The four files of a family, regular first."""
    return tuple(folder() / _FILES[face] for face in _names(faces))


def register(faces: Faces = SANS) -> None:
    """Make a family known to reportlab; later calls cost nothing."""
    for face in _names(faces):
        _register(face)


def _names(faces: Faces) -> tuple[str, ...]:
    return (faces.regular, faces.bold, faces.italic, faces.bold_italic)


def _register(face: str) -> None:
    with _registering:
        if face not in _metrics.getRegisteredFontNames():
            _metrics.registerFont(_ttfonts.TTFont(face, str(folder() / _FILES[face])))


class _Advances(dict[str, float]):
    """Widths of a face's letters at size 1, asked of reportlab once a letter.

    Laying out a paper measures every word several times; letters, unlike names, may be kept.
    """

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, letter: str) -> float:
        _register(self._face)
        self[letter] = float(_metrics.stringWidth(letter, self._face, 1))
        return self[letter]


_advances = {face: _Advances(face) for face in _FILES}


def width(text: str, face: str, size: float) -> float:
    """The width of the text in points."""
    return sum(map(_advances[face].__getitem__, text)) * size
