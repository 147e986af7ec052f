from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from printing.fonts import BOLD, REGULAR, folder, font_files, register, width
from printing.typesetting import Run, tidy, wrap, wrap_evenly


def test_the_licence_lies_with_the_fonts() -> None:
    assert all(path.stat().st_size > 100_000 for path in font_files())
    assert "SIL Open Font License" in (folder() / "OFL.txt").read_text(encoding="utf-8")


@given(st.text(max_size=60), st.sampled_from([REGULAR, BOLD]), st.floats(4, 20))
def test_widths_are_reportlabs(text: str, face: str, size: float) -> None:
    register()
    expected = pdfmetrics.stringWidth(text, face, size)
    assert width(text, face, size) == pytest.approx(expected, abs=1e-6)


texts = st.text(st.sampled_from("aẪỳ .-/W"), max_size=200)


@given(st.lists(st.tuples(texts, st.sampled_from([REGULAR, BOLD])), max_size=4), st.floats(20, 300))
def test_lines_fit_and_lose_no_letter(parts: list[tuple[str, str]], room: float) -> None:
    register()
    runs = [Run(text, face) for text, face in parts]
    for lines in (wrap(runs, 9, room), wrap_evenly(runs, 9, room)):
        assert all(line.width <= room + 0.001 for line in lines)
        for line in lines:
            measured = sum(width(run.text, run.face, 9) for run in line.runs)
            assert measured == pytest.approx(line.width, abs=0.001)
        drawn = "".join(run.text for line in lines for run in line.runs)
        assert drawn.replace(" ", "") == tidy("".join(t for t, _ in parts)).replace(" ", "")
    assert len(wrap(runs, 9, room)) == len(wrap_evenly(runs, 9, room))


def test_lines_of_a_title_are_about_equally_long() -> None:
    register()
    lines = wrap_evenly([Run("ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", BOLD)], 8.5, 140)
    assert ["".join(run.text for run in line.runs) for line in lines] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ THỬ NGHIỆM",
    ]
