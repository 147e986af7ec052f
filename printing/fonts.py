"""The letters every paper is set in: Noto Sans, its four files, known to reportlab once.

The window loads the same files, so that screen and paper look alike; `font_files` says where they
are.  NĐ 30/2020 asks for Times New Roman on administrative documents, a font nobody may bundle;
the choice is named in ``docs/limits.md``.
"""

from __future__ import annotations

import threading
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
BOLD_ITALIC = "NotoSans-BoldItalic"

_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
}
_registering = threading.Lock()
_metrics: Any = pdfmetrics
_ttfonts: Any = ttfonts


def folder() -> Path:
    """The folder of the font files and their licence (SIL OFL 1.1)."""
    return Path(str(files("printing"))) / "fonts"


def font_files() -> tuple[Path, ...]:
    """The four font files, regular first."""
    return tuple(folder() / name for name in _FILES.values())


def register() -> None:
    """Make the four faces known to reportlab; later calls cost nothing."""
    with _registering:
        known = _metrics.getRegisteredFontNames()
        for face, name in _FILES.items():
            if face not in known:
                _metrics.registerFont(_ttfonts.TTFont(face, str(folder() / name)))


class _Advances(dict[str, float]):
    """Widths of a face's letters at size 1, asked of reportlab once a letter.

    Laying out a paper measures every word several times; letters, unlike names, may be kept.
    """

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, letter: str) -> float:
        self[letter] = float(_metrics.stringWidth(letter, self._face, 1))
        return self[letter]


_advances = {face: _Advances(face) for face in _FILES}


def width(text: str, face: str, size: float) -> float:
    """The width of the text in points; the faces must be registered."""
    return sum(map(_advances[face].__getitem__, text)) * size
