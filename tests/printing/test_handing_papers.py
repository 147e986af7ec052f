"""Bundles, results, money, visits and separator sheets on paper."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from models.codes import separated_component, separator_text
from models.papers.handing import Bundle, CashLine, Separator
from printing import samples
from printing.handing import render_bundle, render_cash, render_collection, render_visit
from printing.preview import page_png
from printing.separators import NEW_DOCUMENT, render_separators


def pages_text(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    return " ".join(pages_text(pdf))


def symbols(pdf: bytes, page: int = 0, *, turned: int = 0) -> list[str]:
    with Image.open(io.BytesIO(page_png(pdf, page, 200))) as picture:
        found = zxingcpp.read_barcodes(picture.rotate(turned, expand=True))
    return [one.text for one in found]


def test_a_bundle_is_counted_and_signed_by_both() -> None:
    (text,) = pages_text(render_bundle(samples.bundle()))
    for wanted in (
        "BIÊN BẢN BÀN GIAO HỒ SƠ", "Vào lúc 11 giờ 02 phút", "Bên giao:", "Bên nhận:",
        "STT Mã hồ sơ Người nộp Thủ tục", "Số tờ", "Bản chính kèm theo",
        "Tổng số: 08 hồ sơ, 60 tờ.", "02 bản có giá trị như nhau", "BÊN GIAO", "BÊN NHẬN",
    ):  # fmt: skip
        assert wanted in text
    assert text.count("H15.50.05.13-261123-") + text.count("H15.50.05.13- 261123-") == 8


def test_results_on_their_way_back_are_called_results() -> None:
    text = text_of(render_bundle(samples.bundle(Bundle.RESULTS)))
    assert "BÀN GIAO KẾT QUẢ GIẢI QUYẾT HỒ SƠ" in text


def test_everybody_signs_for_a_result() -> None:
    text = text_of(render_collection(samples.collection()))
    for wanted in (
        "DANH SÁCH KÝ NHẬN KẾT QUẢ", "Kết quả trả ngày 27/11/2026 tại Quầy số 3", "Ký nhận",
        "Nguyễn Văn Lâm (giấy ủy quyền)", "17:00 27/11/2026", "Danh sách gồm 08 kết quả",
    ):  # fmt: skip
        assert wanted in text


def test_a_cash_slip_adds_up_and_says_it_in_words() -> None:
    (text,) = pages_text(render_cash(samples.cash()))
    for wanted in (
        "PHIẾU THU NỘI BỘ", "Số: 31/PTNB", "12 2.000 đ 24.000 đ", "Cộng 40.000 đ",
        "Số tiền bằng chữ: Bốn mươi nghìn đồng", "Hình thức thu: Chuyển khoản",
        "không thay biên lai thu phí, lệ phí", "Quét mã để chuyển khoản",
    ):  # fmt: skip
        assert wanted in text
    assert "đảo lại" not in text
    assert sorted(symbols(render_cash(samples.cash()))) == sorted(
        [samples.SUBJECT.code, samples.cash().transfer_text]
    )


def test_a_reversing_slip_says_what_it_takes_back() -> None:
    line = CashLine("Phí chứng thực", 1, -24_000)
    slip = replace(samples.cash(), lines=(line,), reverses="31/PTNB", transfer_text="")
    text = text_of(render_cash(slip))
    assert "Phiếu này đảo lại phiếu thu số 31/PTNB." in text
    assert "Âm hai mươi tư nghìn đồng" in text
    assert "chuyển khoản" not in text


def test_money_without_a_dossier_has_no_code() -> None:
    made = render_cash(replace(samples.cash(), code="", transfer_text=""))
    assert symbols(made) == []
    assert "Mã hồ sơ" not in text_of(made)


def test_a_visit_says_when_a_date_is_not_certain() -> None:
    visit = samples.visit()
    unsure = replace(visit, rows=(replace(visit.rows[0], due_note="dự kiến"),))
    text = text_of(render_visit(unsure))
    assert "năm 2026 (dự kiến)" in text
    assert "Tổng số hồ sơ: 01" in text


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_separator_is_read_whichever_way_it_lies(turned: int) -> None:
    sheets = (Separator("KQ.G07.000122", "Giấy chứng sinh"), NEW_DOCUMENT)
    pdf = render_separators(sheets)
    assert symbols(pdf, 0, turned=turned) == ["MC-TACH:KQ.G07.000122"] * 2
    assert symbols(pdf, 1, turned=turned) == ["MC-TACH:*"] * 2
    first, second = pages_text(pdf)
    assert "Giấy chứng sinh" in first
    assert "KQ.G07.000122" in first
    assert "TÀI LIỆU MỚI" in second
    assert "không phải giấy tờ của hồ sơ" in second


def test_no_sheets_are_no_paper() -> None:
    with pytest.raises(ValueError, match="nothing to print"):
        render_separators(())


component_codes = st.text(
    st.characters(categories=("L", "N"), include_characters=".-_:"), min_size=1, max_size=64
)


@given(component_codes)
def test_a_separator_announces_the_component_it_was_made_for(code: str) -> None:
    try:
        text = separator_text(code)
    except ValueError:
        return
    found = separated_component(f"  {text}\n")
    assert found is not None
    assert separator_text(found) == text


@given(st.text(max_size=40))
def test_foreign_symbols_part_nothing(text: str) -> None:
    if not text.strip().startswith("MC-TACH:"):
        assert separated_component(text) is None


def test_what_a_separator_cannot_carry_is_refused() -> None:
    assert separated_component(separator_text()) == ""
    for text in ("MC-TACH:", "xMC-TACH:a", "mc-tach:a", "H15.50.05.13-261123-0007"):
        assert separated_component(text) is None
    for code in ("a b", "a\n", "*", "x" * 65):
        with pytest.raises(ValueError, match="not a component's code"):
            separator_text(code)


@settings(max_examples=15)
@given(
    name=st.text(st.sampled_from("ẪẬỮ gjyABcđ-."), max_size=200),
    rows=st.integers(0, 30),
    originals=st.text(st.sampled_from("Ậ g-"), max_size=80),
)
def test_bundles_keep_inside_their_margins(name: str, rows: int, originals: str) -> None:
    record = samples.bundle()
    row = replace(record.rows[0], submitter=name, originals=originals)
    pdf = render_bundle(replace(record, rows=(row,) * rows, giver_name=name))
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            letters = page.get_textpage()
            for i in range(letters.count_chars()):
                left, bottom, right, top = letters.get_charbox(i)
                assert 84 <= left <= right <= 595 - 47
                assert 50 <= bottom <= top <= 842 - 14 or bottom == top
    finally:
        document.close()
