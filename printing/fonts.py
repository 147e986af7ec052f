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


def width(text: str, face: str, size: float) -> float:
    """The width of the text in points."""
    return float(_metrics.stringWidth(text, face, size))
