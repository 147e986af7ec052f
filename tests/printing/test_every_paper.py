"""Every paper the desk prints, ordinary and as long as it gets, judged on its pages."""

from __future__ import annotations

import io
import unicodedata
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from printing import samples
from printing.fonts import REGULAR
from printing.forms import shipped_form
from printing.layout import PAPERS
from printing.pen import Pen
from printing.preview import page_png
from printing.receipt import render, render_blank
from printing.samples import SAMPLES
from printing.spool import two_up
from tests.support.long_papers import CODE, LONG

MM = 72 / 25.4
A5_SLIPS = [
    "receipt", "receipt_reprinted", "receipt_blank", "supplement", "refusal", "apology",
    "stop_notice", "control_slip", "residence_receipt", "residence_supplement",
    "residence_refusal", "household_receipt", "household_supplement", "rating", "cash",
    "visit", "transfer",
]  # fmt: skip
A4_UPRIGHT = [
    "bundle", "collection", "separators", "cash_count", "declaration_birth",
    "declaration_marriage", "declaration_death", "declaration_marital_status", "weekly",
]  # fmt: skip
ALWAYS_ONE_SHEET = {"separators", "receipt_blank", "transfer", "weekly"}
A4_ACROSS = [
    "register", "certification_copies", "certification_signature", "certification_translator",
    "certification_contract",
]  # fmt: skip
PRIVATE = ("Tuyết", "TUYẾT", "001185000007", "0900 000", "anh.tuyet", "Thôn Đoài", "Trần Văn Bình")


@cache
def ordinary(name: str) -> bytes:
    return SAMPLES[name]()


@cache
def long(name: str) -> bytes:
    return LONG[name]()


def pages_text(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """The letters' boxes, page by page: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            letters = page.get_textpage()
            found.append([letters.get_charbox(i) for i in range(letters.count_chars())])
        return found
    finally:
        document.close()


def symbols(pdf: bytes, page: int = 0, dpi: float = 200) -> list[tuple[str, str]]:
    with Image.open(io.BytesIO(page_png(pdf, page, dpi))) as picture:
        return [(one.format.name, one.text) for one in zxingcpp.read_barcodes(picture)]


def test_no_paper_is_forgotten() -> None:
    assert set(SAMPLES) == {*A5_SLIPS, *A4_UPRIGHT, *A4_ACROSS}
    assert set(LONG) == set(SAMPLES) - {"receipt_reprinted"}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sheet_is_the_one_the_law_asks_for(name: str) -> None:
    wanted = (210, 297) if name in A4_UPRIGHT else (297, 210) if name in A4_ACROSS else (148, 210)
    pdfs = [ordinary(name), *([long(name)] if name in LONG else [])]
    for pdf in pdfs:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            sizes = {tuple(round(float(e) / MM) for e in page.mediabox) for page in document.pages}
        assert sizes == {(0, 0, *wanted)}


@pytest.mark.parametrize("name", A5_SLIPS)
def test_an_ordinary_slip_is_one_page_and_goes_twice_on_an_a4(name: str) -> None:
    count = 2 if name == "receipt_blank" else 1
    assert len(pages_text(ordinary(name))) == count
    with pikepdf.open(io.BytesIO(two_up(ordinary(name)))) as document:
        assert len(document.pages) == count


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font of the file by its name without the subset's tag: is it embedded?"""
    fonts: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                name = str(thing.BaseFont).rpartition("+")[2]
                descriptor: Any = thing.get("/FontDescriptor")
                fonts[name] = descriptor is not None and "/FontFile2" in descriptor
    return fonts


@pytest.mark.parametrize("name", SAMPLES)
def test_letters_are_embedded_and_official_ones_are_of_the_width_of_times(name: str) -> None:
    fonts = fonts_of(ordinary(name))
    assert fonts
    assert all(fonts.values())
    family = "NotoSans" if name == "separators" else "LiberationSerif"
    assert all(font.startswith(family) for font in fonts)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_paper_gives_the_same_bytes_and_names_nobody_in_its_description(name: str) -> None:
    assert SAMPLES[name]() == ordinary(name)
    with pikepdf.open(io.BytesIO(ordinary(name))) as document:
        described = " ".join(str(value) for value in document.docinfo.values())
        assert "/Metadata" not in document.Root
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert str(document.Root.Lang) == "vi-VN"
    assert not any(private in described for private in PRIVATE)


@pytest.mark.parametrize("name", SAMPLES)
def test_text_comes_out_in_nfc_with_quoc_hieu_where_it_belongs(name: str) -> None:
    first = pages_text(ordinary(name))[0]
    assert unicodedata.is_normalized("NFC", first)
    assert ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first) == (name != "separators")
    assert ("Độc lập - Tự do - Hạnh phúc" in first) == (name != "separators")


def shipped_name(name: str) -> str:
    return {"receipt_blank": "receipt", "separators": "separator"}.get(name, name)


@pytest.mark.parametrize("name", LONG)
def test_nothing_leaves_the_page_however_long(name: str) -> None:
    paper = PAPERS[shipped_form(shipped_name(name)).paper]
    for letters in boxes(long(name)):
        for left, bottom, right, top in letters:
            assert paper.left - 1 <= left <= right <= paper.width - paper.right + 1
            assert paper.bottom - 3 <= bottom <= top <= paper.height - 5 * MM


def overlapping(letters: list[tuple[float, float, float, float]]) -> int:
    """How many pairs of letters lie on each other by more than 60 % of the smaller one.

    Neighbours like «ế» and «t» overlap by less; blanks have hardly any height.
    """
    lines = defaultdict(list)
    for box in letters:
        if box[2] > box[0] and box[3] > box[1] + 0.5:
            lines[round((box[1] + box[3]) / 8)].append(box)
    pairs = 0
    for row, found in lines.items():
        near = found + lines.get(row + 1, [])
        for i, one in enumerate(found):
            for other in near[i + 1 :]:
                wide = min(one[2], other[2]) - max(one[0], other[0])
                high = min(one[3], other[3]) - max(one[1], other[1])
                smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
                pairs += wide > 0 and high > 0 and wide * high > smaller * 0.6
    return pairs


def test_letters_on_letters_would_be_noticed() -> None:
    pen = Pen(200, 100, "t", "a")
    pen.right(120, 50, "H15.50.05.13.AA.BB.CC", REGULAR, 8)
    pen.centred(60, 50, "24", REGULAR, 9)
    assert overlapping(boxes(pen.finish())[0]) > 0


@pytest.mark.parametrize("name", LONG)
def test_nothing_is_written_over_something_else(name: str) -> None:
    for letters in boxes(long(name))[:2]:
        assert overlapping(letters) == 0


@pytest.mark.parametrize("name", sorted(set(LONG) - ALWAYS_ONE_SHEET))
def test_loose_sheets_find_their_paper_again(name: str) -> None:
    """From page 2 on: a number, and the code or the paper's name; table heads come again."""
    form = shipped_form(shipped_name(name))
    pages = pages_text(long(name))
    assert len(pages) > 1
    start = 3 if name == "register" else 2
    for number, page in enumerate(pages[start - 1 :], start=2):
        assert page.startswith(f"{number} ")
        marks = (CODE, samples.SUBJECT.code, form.name.replace(" ", ""))
        assert any(mark in page.replace(" ", "") for mark in marks)


@pytest.mark.parametrize(
    "name", ["supplement", "stop_notice", "receipt", "residence_receipt", "household_receipt"]
)
def test_forty_papers_are_all_there_once(name: str) -> None:
    whole = " ".join(pages_text(long(name)))
    for i in range(1, 41):
        assert whole.count(f"Giấy tờ số {i:02d} của hồ sơ") == 1


@pytest.mark.parametrize(
    "name", ["receipt", "supplement", "refusal", "apology", "stop_notice", "cash"]
)
def test_signatures_stand_with_something_above_them(name: str) -> None:
    last = pages_text(long(name))[-1]
    roles = {
        "receipt": "5. Thời gian trả kết quả",
        "supplement": "để được hướng dẫn./.",
        "refusal": "được biết và thực hiện./.",
        "apology": "Mong nhận được sự thông cảm",
        "stop_notice": "điện thoại 1900 0000./.",
        "cash": "Số biên lai điện tử",
    }
    assert roles[name] in last
    assert "(Ký" in last


BARS_AND_QR = [
    "receipt", "supplement", "refusal", "residence_receipt", "residence_supplement",
    "household_receipt", "household_supplement",
]  # fmt: skip


RATED = ["receipt", "rating"]


def rating_of(name: str, code: str) -> list[tuple[str, str]]:
    return [("QRCode", samples.RATING.replace("{code}", code))] if name in RATED else []


@pytest.mark.parametrize("name", BARS_AND_QR)
def test_slips_that_come_back_carry_bars_and_qr(name: str) -> None:
    code = samples.SUBJECT.code
    own = [("Code128", code), ("QRCode", code)]
    assert sorted(symbols(ordinary(name))) == [*own, *rating_of(name, code)]


def test_the_rating_slip_leads_to_the_same_questions_online_and_names_nobody() -> None:
    code = samples.SUBJECT.code
    assert sorted(symbols(ordinary("rating"))) == [("QRCode", code), *rating_of("rating", code)]
    (said,) = pages_text(ordinary("rating"))
    assert not any(private in said for private in PRIVATE)
    assert said.count("□") == 3 + 5 * 3


def test_a_provisional_number_leads_to_no_rating() -> None:
    code = "TAM-Q1-261123-0003"
    pdf = render(replace(samples.receipt(), code=code, provisional=True))
    assert sorted(symbols(pdf)) == [("Code128", code), ("QRCode", code)]


@pytest.mark.parametrize("name", ["apology", "stop_notice", "control_slip"])
def test_letters_and_the_control_slip_carry_the_qr_alone(name: str) -> None:
    assert symbols(ordinary(name)) == [("QRCode", samples.SUBJECT.code)]


@pytest.mark.parametrize("name", ["receipt", "supplement", "apology", "control_slip"])
def test_a_code_of_64_signs_is_read_from_its_qr(name: str) -> None:
    assert sorted(symbols(long(name))) == [("QRCode", CODE), *rating_of(name, CODE)]


def test_a_reprint_says_so_and_when_on_every_page() -> None:
    first, again = ordinary("receipt"), ordinary("receipt_reprinted")
    assert "BẢN IN LẠI" not in pages_text(first)[0]
    assert pages_text(again)[0].count("BẢN IN LẠI lúc 17 giờ 00 phút, ngày 27 tháng 11 năm") == 1
    lines = samples.receipt().lines * 14
    many = render(replace(samples.receipt(), lines=lines), reprinted_at=samples.DUE)
    pages = pages_text(many)
    assert len(pages) > 1
    assert all("BẢN IN LẠI" in page for page in pages)


def test_a_reprint_differs_in_nothing_but_its_mark() -> None:
    mark = "BẢN IN LẠI lúc 17 giờ 00 phút, ngày 27 tháng 11 năm 2026"
    (again,) = pages_text(ordinary("receipt_reprinted"))
    assert again.replace(mark, "").split() == pages_text(ordinary("receipt"))[0].split()


def test_blank_receipts_have_their_numbers_and_room_to_write() -> None:
    blank = samples.blank(3)
    pdf = render_blank(blank)
    pages = pages_text(pdf)
    assert len(pages) == 3
    for page, (text, code) in enumerate(zip(pages, blank.codes, strict=True)):
        assert sorted(symbols(pdf, page)) == [("Code128", code), ("QRCode", code)]
        assert "SỐ TẠM" in text
        assert "Tiếp nhận hồ sơ của:" in text
        assert "NGƯỜI NỘP HỒ SƠ" in text
        assert "2026" not in text.replace(blank.heading.form_label, "")
    with pytest.raises(ValueError, match="nothing to print"):
        render_blank(samples.blank(0))


def test_every_code_of_a_visit_is_on_the_list_as_qr() -> None:
    found = [text for kind, text in symbols(ordinary("visit")) if kind == "QRCode"]
    assert sorted(found) == sorted(row.code for row in samples.visit().rows)
    (text,) = pages_text(ordinary("visit"))
    assert text.count("(số tạm)") == 1
    assert "không thay Giấy tiếp nhận" in text
