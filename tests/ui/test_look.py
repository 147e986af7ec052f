"""The look keeps its promises of contrast, and the bundled face has every letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics

from ui import look

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ₫–…·№"
)


@pytest.mark.parametrize("scheme", look.SCHEMES)
@pytest.mark.parametrize("pair", look.TEXT_PAIRS)
def test_text_can_be_read(scheme: str, pair: tuple[str, str]) -> None:
    colours = look.SCHEMES[scheme]
    least = 7.0 if scheme == "contrast" else 4.5
    assert look.contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) >= least


@pytest.mark.parametrize("scheme", look.SCHEMES)
@pytest.mark.parametrize("pair", look.LINE_PAIRS)
def test_fields_and_focus_can_be_seen(scheme: str, pair: tuple[str, str]) -> None:
    colours = look.SCHEMES[scheme]
    assert look.contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) >= 3.0


def test_contrast_of_black_and_white_is_twenty_one() -> None:
    assert look.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert look.contrast("#777777", "#777777") == pytest.approx(1)


def test_every_name_in_the_style_sheet_is_a_colour_or_a_file() -> None:
    sheet = (Path(look.__file__).parent / "look.qss").read_text(encoding="utf-8")
    known = {
        *look.Colours.__slots__,
        "tick",
        "chevron",
        "back",
        "onward",
        "above",
        "family",
        "names",
    }
    assert set(re.findall(r"@(\w+)", sheet)) <= known


def test_the_bundled_face_has_every_vietnamese_letter(qapp: object) -> None:
    look.load_fonts()
    assert look.FAMILY in QFontDatabase.families()
    metrics = QFontMetrics(look.font())
    assert [c for c in LETTERS + LETTERS.upper() if not metrics.inFontUcs4(ord(c))] == []
    assert metrics.height() < look.TARGET_PX
