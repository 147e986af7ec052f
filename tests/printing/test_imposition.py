from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from models.receipt import Receipt, ReceiptLine
from printing.layout import A4, About, make_pdf
from printing.preview import page_count, page_png
from printing.receipt import render
from printing.spool import two_up


def test_both_lien_stand_on_one_a4_at_full_size(receipt: Receipt) -> None:
    sheet = two_up(render(receipt))
    with pikepdf.open(io.BytesIO(sheet)) as document:
        (page,) = document.pages
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 842, 595]
    with Image.open(io.BytesIO(page_png(sheet, dpi=200))) as picture:
        found = [(one.format.name, one.text) for one in zxingcpp.read_barcodes(picture)]
    assert sorted(found) == [("Code128", receipt.code)] * 2 + [("QRCode", receipt.code)] * 2


def test_letters_stay_letters_and_fonts_are_there_once(receipt: Receipt) -> None:
    slip, sheet = render(receipt), two_up(render(receipt))
    document = pypdfium2.PdfDocument(sheet)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert text.count("Mã hồ sơ:") == 2
    assert len(sheet) < len(slip) * 1.2


def test_every_page_of_a_long_slip_is_doubled(receipt: Receipt) -> None:
    lines = tuple(ReceiptLine(f"Giấy tờ {i}", "Bản chính", 1) for i in range(40))
    slip = render(replace(receipt, lines=lines))
    assert page_count(slip) > 1
    assert page_count(two_up(slip)) == page_count(slip)


def test_the_sheet_is_deterministic_and_says_what_it_is(receipt: Receipt) -> None:
    sheet = two_up(render(receipt))
    assert sheet == two_up(render(receipt))
    with pikepdf.open(io.BytesIO(sheet)) as document:
        assert receipt.code in str(document.docinfo["/Title"])
        assert document.Root.ViewerPreferences.PrintScaling == "/None"


def test_only_a5_is_doubled() -> None:
    with pytest.raises(ValueError, match="not an A5 page"):
        two_up(make_pdf(A4, About("t", "a"), []))


def test_a_page_that_is_not_there_has_no_picture(receipt: Receipt) -> None:
    with pytest.raises(IndexError):
        page_png(render(receipt), 7)
