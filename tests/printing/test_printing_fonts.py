from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from printing.fonts import BOLD, REGULAR, SANS, SERIF, folder, font_files, register, width
from printing.layout import PAPERS
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


VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def test_official_letters_hold_every_vietnamese_letter() -> None:
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    letters |= {"đ", *(chr(code) for code in range(32, 127)), *"…–“”‘’«»\u00a0"}
    letters |= {letter.upper() for letter in letters}
    assert len({letter for letter in letters if ord(letter) > 127 and letter.isalpha()}) == 134
    for faces in (SANS, SERIF):
        register(faces)
        for face in (faces.regular, faces.bold, faces.italic, faces.bold_italic):
            glyphs = pdfmetrics.getFont(face).face.charToGlyph
            assert [letter for letter in sorted(letters) if ord(letter) not in glyphs] == []


@pytest.mark.parametrize(
    ("face", "times"),
    [
        (SERIF.regular, "Times-Roman"),
        (SERIF.bold, "Times-Bold"),
        (SERIF.italic, "Times-Italic"),
        (SERIF.bold_italic, "Times-BoldItalic"),
    ],
)
def test_official_letters_are_as_wide_as_those_of_times(face: str, times: str) -> None:
    for letter in map(chr, range(32, 127)):
        expected = pdfmetrics.stringWidth(letter, times, 1)
        assert width(letter, face, 1) == pytest.approx(expected, abs=0.001), letter


def test_the_licence_of_the_official_letters_lies_with_them() -> None:
    licence = (folder() / "OFL-LiberationSerif.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Liberation" in licence
    assert all(path.stat().st_size > 100_000 for path in font_files(SERIF))


@pytest.mark.parametrize(
    ("name", "reduced"), [("A4 serif", 1.0), ("A5 serif", 2**0.5), ("A4 landscape serif", 1.0)]
)
def test_sizes_and_margins_are_those_of_nd_30(name: str, reduced: float) -> None:
    """Annex I; on A5 everything is smaller by √2.  Points and millimetres, rounded to a tenth."""
    paper = PAPERS[name]

    def within(value: float, least: float, most: float) -> bool:
        return least - 0.1 <= round(value * reduced, 2) <= most + 0.1

    assert within(paper.country, 12, 13)
    assert within(paper.motto, 13, 14)
    assert within(paper.title, 13, 14)
    mm = 72 / 25.4
    assert within(paper.top / mm, 20, 25)
    assert within(paper.bottom / mm, 20, 25)
    assert within(paper.left / mm, 30, 35)
    assert within(paper.right / mm, 15, 20)
    if "landscape" not in name:
        assert within(paper.body, 13, 14)
