"""Two readings of a line become one text, each engine trusted for what it is good at."""

from __future__ import annotations

import pytest

from desk.capture import fusion
from desk.capture.engines import ReadLine, Word
from models.reading import Box, Reading, TextLine

BOX = Box(10, 20, 300, 50)


def line(text: str, *sure: float) -> ReadLine:
    """A line whose words are as sure as told; the last number holds for all that follow."""
    words = text.split()
    given = [*sure, *[sure[-1]] * len(words)][: len(words)]
    return ReadLine(BOX, tuple(map(Word, words, given)))


def fused(trueocr: ReadLine, tesseract: ReadLine) -> str | None:
    first = TextLine(BOX, trueocr.text, (fusion.reading("trueocr", trueocr),))
    made = fusion.fuse(first, tesseract)
    return None if made is None else made.text


@pytest.mark.parametrize(
    ("trueocr", "tesseract", "wanted"),
    [
        (line("GIÃY KHAI SINH", 0.8), line("GIẤY KHAI SINH", 0.9), "GIẤY KHAI SINH"),
        (line("thành phố", 0.9), line("thành phó", 0.9, 0.2), "thành phố"),
        (line("NGUYỄN THỊÁNH", 0.9), line("NGUYỄN THỊ ÁNH", 0.8), "NGUYỄN THỊ ÁNH"),
        (line("số 048095265027", 0.7), line("số 048095265O27", 0.95), "số 048095265027"),
        (line("khoa khu vực", 0.9), line("khoa vực", 0.9), "khoa khu vực"),
        (line("khoa vực", 0.9), line("khoa khu vực", 0.96), "khoa khu vực"),
        (line("Dân tộc: Kinh", 0.9), line("Dân tộc: Kinh |", 0.9, 0.9, 0.9, 0.3), "Dân tộc: Kinh"),
        (line("Trãn Hưng", 0.4, 0.9), line("Trân Hưng", 0.7, 0.9), "Trân Hưng"),
        (line("chữ kỹ", 0.9, 0.5), line("chữ lý", 0.9, 0.8), "chữ lý"),
        (line("chữ ký", 0.9, 0.8), line("chữ lý", 0.9, 0.5), "chữ ký"),
        (line("Sơn Trà,ngày 04", 0.9), line("Sơn Trà,ngày 04", 0.9), "Sơn Trà, ngày 04"),
        (line("1.250,5 đồng", 0.9), line("1.250,5 đồng", 0.9), "1.250,5 đồng"),
        (line("Ghi chú", 0.8), ReadLine(BOX, ()), "Ghi chú"),
        (line("xw.r", 0.35), line("“ri", 0.1), None),
        (line("thửa đất", 0.9, 0.8), line("thửa đết", 0.9, 0.95), "thửa đất"),
        (line("Đinh Công", 0.98), line("Đỉnh Công", 0.8, 0.95), "Đinh Công"),
        (line("địa bàn", 1.0), line("địa bàn.", 0.96), "địa bàn."),
        (line("tháng 6, quá", 0.98), line("tháng 6; quá", 0.97), "tháng 6; quá"),
        (line("diện tích 2654 m2", 0.9), line("diện tích 265,4 m2", 0.97), "diện tích 2654 m2"),
        (line("máy 0236 3847 15", 0.99), line("máy 0236 3847 115", 0.97), "máy 0236 3847 115"),
        (line("Nơi cư trú: Z1w", 0.4, 0.1), line("Nơi cư trú: %x", 0.4, 0.1), "Nơi cư trú: Z1w"),
        (line("..Xã.Quỳnh.Lưu,.tỉnh.Nghệ.An", 0.9), line("x", 0.1), "Xã Quỳnh Lưu, tỉnh Nghệ An"),
        (line("tại TP.HCM, v.v.", 0.9), line("tại TP.HCM, v.v.", 0.9), "tại TP.HCM, v.v."),
    ],
)  # fmt: skip
def test_of_two_readings_the_better_counts(
    trueocr: ReadLine, tesseract: ReadLine, wanted: str | None
) -> None:
    assert fused(trueocr, tesseract) == wanted


def test_both_readings_stay_with_the_line() -> None:
    first = TextLine(BOX, "GIÃY", (Reading("trueocr", "GIÃY", 0.8, (0.8,)),))
    made = fusion.fuse(first, line("GIẤY", 0.9))
    assert made is not None
    assert made.readings == (
        Reading("trueocr", "GIÃY", 0.8, (0.8,)),
        Reading("tesseract", "GIẤY", 0.9, (0.9,)),
    )
    assert (made.text, made.agreed) == ("GIẤY", False)


def test_a_line_of_an_older_reading_without_words_sure_is_fused_too() -> None:
    first = TextLine(BOX, "BIÊN LAI", (Reading("trueocr", "BIÊN LAI", 0.8),))
    made = fusion.fuse(first, line("BIÊN LẠI", 0.2))
    assert made is not None
    assert made.text == "BIÊN LAI"


def test_a_line_is_as_sure_as_its_letters() -> None:
    assert line("aaa b", 1.0, 0.0).confidence == 0.75
    assert ReadLine(BOX, ()).confidence == 0.0
