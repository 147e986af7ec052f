"""Mẫu 01 on paper: every label, every value, whole pages, the same bytes."""

from __future__ import annotations

import io
import json
import subprocess
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC

import pikepdf
import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from models.receipt import Receipt, ReceiptLine
from printing.fonts import folder
from printing.forms import placeholders, read_form, shipped_form
from printing.receipt import render

LABELS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số:",
    "GIẤY TIẾP NHẬN HỒ SƠ",
    "VÀ HẸN TRẢ KẾT QUẢ",
    "Mã hồ sơ:",
    "Bộ phận tiếp nhận và trả kết quả:",
    "Tiếp nhận hồ sơ của:",
    "Địa chỉ:",
    "Số điện thoại:",
    "Email:",
    "Thủ tục hành chính cần giải quyết:",
    "1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:",
    "STT",
    "Tên giấy tờ",
    "Loại giấy tờ",
    "Số lượng",
    "2. Số lượng hồ sơ:",
    "(bộ)",
    "3. Thời gian giải quyết hồ sơ theo quy định là:",
    "4. Thời gian nhận hồ sơ:",
    "5. Thời gian trả kết quả giải quyết hồ sơ:",
    "6. Đăng ký nhận (trả) kết quả tại:",
    "Phí, lệ phí (nếu có):",
    "Vào Sổ theo dõi hồ sơ, Quyển số:",
    "Số thứ tự:",
    "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
    "(Ký và ghi rõ họ tên)",
    "2 liên",
    "giấy ủy quyền",
    "bưu chính",
)
"""Typed from the form itself (rules §3.2), not from the template."""


def pages_text(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    return " ".join(pages_text(pdf))


def longest(receipt: Receipt) -> Receipt:
    return replace(
        receipt,
        person="NGUYỄN PHAN HOÀNG THỊ " + "NGHIÊNG " * 12,
        address=("đường Nguyễn Thị Minh Khai, tổ dân phố Ẫu Ơ, " * 8)[:300],
        email="x" * 150 + "@vi-du.vn",
        procedure="Thủ tục " + "cấp lại, đổi, điều chỉnh giấy chứng nhận " * 6,
        lines=tuple(
            ReceiptLine(f"Giấy tờ số {i:02d} của hồ sơ " + "kèm theo " * (i % 9), "Bản chính", i)
            for i in range(1, 41)
        ),
    )


def test_every_label_and_value_stands_on_the_paper_in_nfc(receipt: Receipt) -> None:
    text = text_of(render(receipt))
    assert unicodedata.is_normalized("NFC", text)
    values = (
        receipt.code, receipt.agency, receipt.number, receipt.person, receipt.identity_number,
        receipt.address, receipt.phone, receipt.email, receipt.procedure, receipt.limit_text,
        receipt.return_place, receipt.fee_text, receipt.clerk_name, receipt.submitter_name,
        receipt.form_label, receipt.legal_basis, receipt.hotline, "Quyển số: 01", "Số thứ tự: 0345",
        *(line.name for line in receipt.lines), *(line.copy_kind for line in receipt.lines),
    )  # fmt: skip
    for wanted in (*LABELS, *values):
        assert wanted in text
    assert "ỦY BAN NHÂN DÂN" in text


def test_poppler_reads_the_labels_and_finds_every_font_embedded(receipt: Receipt) -> None:
    pdf = render(receipt)
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    text = " ".join(read.stdout.decode().split())
    assert [label for label in LABELS if label not in text] == []
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    rows = fonts.stdout.decode().splitlines()[2:]
    assert rows
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_dates_are_written_as_the_law_writes_them(receipt: Receipt) -> None:
    text = text_of(render(receipt))
    assert "nhận hồ sơ: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026" in text
    assert "16 giờ 30 phút, ngày 01 tháng 02 năm 2027" in text
    assert "Thử Nghiệm, ngày 23 tháng 11 năm 2026" in text


def test_a_moment_of_another_offset_is_printed_in_vietnamese_time(receipt: Receipt) -> None:
    moved = replace(receipt, due=receipt.due.astimezone(UTC))
    assert render(moved) == render(receipt)


def test_a_provisional_number_is_marked_and_an_official_one_is_not(receipt: Receipt) -> None:
    provisional = replace(receipt, code="TAM-Q01-261123-0003", provisional=True)
    assert "SỐ TẠM" in text_of(render(provisional))
    assert "SỐ TẠM" not in text_of(render(receipt))


def test_a_provisional_date_says_so(receipt: Receipt) -> None:
    text = text_of(render(replace(receipt, due_note="dự kiến")))
    assert "năm 2027 (dự kiến)" in text
    assert "dự kiến" not in text_of(render(receipt))


def test_dots_stand_only_where_something_is_missing(receipt: Receipt) -> None:
    def dashes(pdf: bytes) -> int:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return sum(
                str(instruction.operator) == "d" and len(instruction.operands[0]) > 0
                for page in document.pages
                for instruction in pikepdf.parse_content_stream(page)
            )

    assert dashes(render(receipt)) == 0
    empty = replace(receipt, email="", fee_text="", register_volume="", register_number="")
    assert dashes(render(empty)) == 4


def test_the_page_is_exactly_a5_upright(receipt: Receipt) -> None:
    with pikepdf.open(io.BytesIO(render(longest(receipt)))) as document:
        sizes = {tuple(round(float(edge), 3) for edge in page.mediabox) for page in document.pages}
    assert sizes == {(0, 0, round(148 / 25.4 * 72, 3), round(210 / 25.4 * 72, 3))}


def test_an_ordinary_receipt_fits_one_sheet(receipt: Receipt) -> None:
    assert len(pages_text(render(receipt))) == 1
    provisional = replace(receipt, code="TAM-Q01-261123-0003", provisional=True, due_note="dự kiến")
    assert len(pages_text(render(provisional))) == 1


def test_a_long_receipt_loses_nothing_over_its_pages(receipt: Receipt) -> None:
    long = longest(receipt)
    pages = pages_text(render(long))
    whole = " ".join(pages)
    assert long.address.strip() in whole
    assert long.person.strip() in whole
    for line in long.lines:
        assert f"Giấy tờ số {line.name[11:13]}" in whole
    # A head on every page that goes on with the table, a number from page 2, the code on each.
    for number, page in enumerate(pages[1:], start=2):
        assert page.startswith(f"{number} ")
        assert long.code in page
        assert ("Tên giấy tờ" in page) == ("Giấy tờ số" in page)
    assert not pages[0].startswith("1 ")


def test_signatures_never_stand_alone(receipt: Receipt) -> None:
    for count in range(4, 16):
        lines = tuple(ReceiptLine(f"Giấy tờ {i}", "Bản chính", 1) for i in range(count))
        last = pages_text(render(replace(receipt, lines=lines)))[-1]
        assert "NGƯỜI NỘP HỒ SƠ" in last
        assert "5. Thời gian trả kết quả" in last
        assert "Ghi chú:" in last


def _boxes(pdf: bytes) -> Sequence[tuple[float, float, float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            letters = page.get_textpage()
            found += [letters.get_charbox(i) for i in range(letters.count_chars())]
        return found
    finally:
        document.close()


words = st.text(st.sampled_from("ẪẬỮ gjyABcđ-."), min_size=0, max_size=320)


@settings(max_examples=12)
@given(person=words, address=words, name=words, count=st.integers(0, 25))
def test_nothing_is_cut_off_whatever_was_typed(
    receipt: Receipt, person: str, address: str, name: str, count: int
) -> None:
    odd = replace(
        receipt, person=person, address=address, lines=(ReceiptLine(name, "Bản chính", 1),) * count
    )
    for left, bottom, right, top in _boxes(render(odd)):
        assert 0 <= left <= right <= 148 / 25.4 * 72 - 20
        assert 20 <= bottom <= top or bottom == top


def test_decomposed_and_unprintable_text_is_set_like_clean_text(receipt: Receipt) -> None:
    dirty = replace(receipt, person=unicodedata.normalize("NFD", receipt.person) + "\u200b\r\n\t")
    assert render(dirty) == render(receipt)


def test_the_same_receipt_gives_the_same_bytes(receipt: Receipt) -> None:
    first = render(receipt)
    render(longest(receipt))
    assert render(receipt) == first


def test_the_file_describes_itself_without_the_person(receipt: Receipt) -> None:
    with pikepdf.open(io.BytesIO(render(receipt))) as document:
        described = " ".join(str(value) for value in document.docinfo.values())
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
    assert receipt.code in described
    for private in (receipt.person, receipt.identity_number, receipt.phone, receipt.email):
        assert private not in described


def test_an_office_can_change_the_template(receipt: Receipt) -> None:
    source = json.loads((folder().parent / "templates" / "receipt.json").read_text())
    source["parts"][0]["fields"][0]["label"] = "Quầy tiếp nhận:"
    source["parts"].append({"kind": "text", "text": "Thủ tục: {procedure}"})
    text = text_of(render(receipt, read_form(json.dumps(source))))
    assert "Quầy tiếp nhận: TRUNG TÂM" in text
    assert f"Thủ tục: {receipt.procedure}" in text


def test_the_shipped_template_names_what_the_form_needs() -> None:
    assert {"person", "address", "due", "received_at", "limit", "fee", "return_place"} <= (
        placeholders(shipped_form("receipt"))
    )


def test_several_threads_may_print_at_once(receipt: Receipt) -> None:
    expected = render(receipt)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: render(receipt), range(24)))
    assert all(pdf == expected for pdf in made)
