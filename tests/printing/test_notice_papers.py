"""Mẫu 02 to 07 say what the law wants said; labels are typed from rules §3, not the templates."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from models.forms import form_texts
from models.papers.notices import HandOver, supplement_item
from models.papers.register import Register
from models.plain import from_plain, to_plain
from models.procedure import CopyKind
from printing import samples
from printing.control import render_control
from printing.fonts import folder
from printing.forms import read_form, shipped_form
from printing.notices import render_apology, render_refusal, render_stop, render_supplement
from printing.register import render_register

IDENTITY = (
    "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công xã Thử Nghiệm",
    "NGUYỄN THỊ ÁNH TUYẾT",
    "Địa chỉ: Thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk",
    "Số điện thoại: 0900 000 007",
    "Email: anh.tuyet@vi-du.vn",
    "Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh",
    "Mã hồ sơ: H15.50.05.13-261123-0007",
)


def pages_text(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    return " ".join(pages_text(pdf))


def test_mau_02() -> None:
    text = text_of(render_supplement(samples.supplement()))
    for wanted in (
        "Mẫu số 02", "Ban hành kèm theo Thông tư số 03/2025/TT-VPCP", "Số: 04/HDHS",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", *IDENTITY,
        "Tiếp nhận hồ sơ/yêu cầu của Ông/Bà:",
        "Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:",
        "Thành phần hồ sơ", "Số lượng", "Bản chính", "Bản chứng thực", "Bản photo",
        "1 Giấy chứng sinh (bản đã nộp bị rách góc) 01", "3 Sổ hộ khẩu cũ 02", "Lý do: Giấy",
        "nếu có vướng mắc, Ông/Bà liên hệ với", "số điện thoại 1900 0000 để được hướng dẫn./.",
        "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên)",
    ):  # fmt: skip
        assert wanted in text
    assert "Đề nghị hoàn thiện" not in text


def test_mau_02_without_a_number_leaves_room_for_it_and_may_set_a_last_day() -> None:
    notice = samples.supplement()
    unnumbered = replace(notice, heading=replace(notice.heading, number=""), until=samples.DUE)
    text = text_of(render_supplement(unnumbered))
    assert "/HDHS" in text
    assert "04/HDHS" not in text
    assert "Đề nghị hoàn thiện hồ sơ trước: 17 giờ 00 phút" in text


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (CopyKind.ORIGINAL, (2, 0, 0)),
        (CopyKind.CERTIFIED_COPY, (0, 2, 0)),
        (CopyKind.COMPARED_PHOTOCOPY, (0, 0, 2)),
        (CopyKind.ELECTRONIC, (2, 0, 0)),
    ],
)
def test_a_missing_paper_is_counted_in_one_column(
    kind: CopyKind, counts: tuple[int, int, int]
) -> None:
    item = supplement_item("Giấy", kind, 2)
    assert (item.original, item.certified, item.photocopy) == counts


def test_mau_03() -> None:
    text = text_of(render_refusal(samples.refusal()))
    for wanted in (
        "Mẫu số 03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", *IDENTITY,
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "- Thủ tục không thuộc thẩm quyền", "- Hồ sơ trùng",
        "Xin thông báo cho Ông/Bà được biết và thực hiện",
        "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ):  # fmt: skip
        assert wanted in text


def test_a_refusal_at_the_desk_may_have_no_code_yet() -> None:
    refused = samples.refusal()
    text = text_of(render_refusal(replace(refused, subject=replace(refused.subject, code=""))))
    assert "Mã hồ sơ" not in text
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in text


def test_mau_04() -> None:
    text = text_of(render_apology(samples.apology()))
    for wanted in (
        "Mẫu số 04", "Số: 02/PXL", "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: NGUYỄN THỊ ÁNH TUYẾT", "Ngày 23 tháng 11 năm 2026, Trung tâm",
        "của Ông/Bà/Tổ chức; mã số: H15.50.05.13-261123-0007.",
        "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026.",
        "Tuy nhiên đến nay,", "Lý do: chưa nhận được kết quả xác minh",
        "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà/Tổ chức.",
        "xin lỗi Ông/Bà/Tổ chức", "17 giờ 00 phút, ngày 02 tháng 12 năm 2026.",
        "Mong nhận được sự thông cảm", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Nơi nhận:", "Lê Thị Mai",
    ):  # fmt: skip
        assert wanted in text


def test_mau_05_says_why_and_what_comes_back() -> None:
    text = text_of(render_stop(samples.stop_notice()))
    for wanted in (
        "Mẫu số 05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Kính gửi:", "08 giờ 05 phút",
        "Lý do: Không bổ sung hồ sơ trong thời hạn.", "Giấy tờ trả lại kèm theo",
        "- Giấy chứng sinh: 01 (Bản chính);", "- Bộ phận Tư pháp - Hộ tịch;",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
    ):  # fmt: skip
        assert wanted in text
    nothing_back = replace(samples.stop_notice(), papers_back=())
    assert "Giấy tờ trả lại" not in text_of(render_stop(nothing_back))


def test_mau_06_shows_hand_overs_and_leaves_room_for_four() -> None:
    text = text_of(render_control(samples.control_slip()))
    for wanted in (
        "Mẫu số 06", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Cơ quan (bộ phận) giải quyết hồ sơ: Bộ phận Tư pháp - Hộ tịch",
        "Cơ quan phối hợp giải quyết hồ sơ:", "TÊN CƠ QUAN", "THỜI GIAN GIAO, NHẬN HỒ SƠ",
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ (Trước hạn/ Đúng hạn/ Quá hạn)", "GHI CHÚ",
        "1. Giao: Quầy số 3", "2. Nhận: Bộ phận Tư", "11 giờ 05 phút", "Đỗ Thị Lan",
        "Trước hạn kèm kết",
    ):  # fmt: skip
        assert wanted in text
    assert text.count("Người giao Người nhận") == 4
    none_yet = replace(samples.control_slip(), hand_overs=())
    assert text_of(render_control(none_yet)).count("Người giao Người nhận") == 4
    many = replace(samples.control_slip(), hand_overs=(HandOver("A", "B"),) * 9)
    assert text_of(render_control(many)).count("Người giao Người nhận") == 9


COLUMNS = (
    "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng hồ sơ (bộ)", "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết", "Nhận và trả kết quả", "Nhận hồ sơ",
    "Hẹn trả kết quả", "Trả kết quả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
)  # fmt: skip


def test_mau_07_has_a_cover_a_head_on_every_page_and_a_closing() -> None:
    cover, *pages = pages_text(render_register(samples.register(40)))
    for wanted in (
        "Mẫu số 07", "SỔ THEO DÕI HỒ SƠ", "NĂM 2026", "Quyển số: 01", "Mở sổ ngày 02 tháng 01",
        "Khóa sổ ngày 31 tháng 12 năm 2026", "Gồm 40 hồ sơ, từ số 01 đến số 40",
    ):  # fmt: skip
        assert wanted in cover
    assert len(pages) > 2
    for page in pages:
        assert all(column in page for column in COLUMNS)
    whole = " ".join(pages)
    for number in range(1, 41):
        assert whole.count(f"{number:02d} H15.50.05.13-") == 1
    assert "Sổ này ghi 40 hồ sơ, từ số 01 đến số 40, trong đó 27 hồ sơ đã trả" in pages[-1]
    assert "Khóa sổ ngày 31 tháng 12 năm 2026." in pages[-1]
    assert "NGƯỜI GIỮ SỔ" in pages[-1]


def test_an_open_book_is_not_closed_and_an_empty_one_has_its_head() -> None:
    assert "Khóa sổ" not in text_of(render_register(samples.register(3, closed=False)))
    cover, page = pages_text(render_register(samples.register(0)))
    assert all(column in page for column in COLUMNS)
    assert "Gồm 0 hồ sơ" in cover
    assert "Sổ này ghi 0 hồ sơ, trong đó 0 hồ sơ đã trả" in page


def test_a_second_volume_goes_on_and_no_book_has_gaps() -> None:
    book = samples.register(9)
    second = replace(book, volume="02", rows=book.rows[4:])
    assert "từ số 05 đến số 09" in text_of(render_register(second))
    for rows in (book.rows[:3] + book.rows[4:], book.rows[::-1], (book.rows[0], book.rows[0])):
        with pytest.raises(ValueError, match="the book has"):
            replace(book, rows=rows)


@pytest.mark.parametrize(
    ("form", "label"),
    [
        ("receipt", "Mẫu số 01"),
        ("supplement", "Mẫu số 02"),
        ("refusal", "Mẫu số 03"),
        ("apology", "Mẫu số 04"),
        ("stop_notice", "Mẫu số 05"),
        ("control_slip", "Mẫu số 06"),
        ("register", "Mẫu số 07"),
        ("residence_receipt", "Mẫu CT04"),
        ("residence_supplement", "Mẫu CT05"),
        ("residence_refusal", "Mẫu CT06"),
    ],
)
def test_numbers_and_legal_basis_are_dated_data(form: str, label: str) -> None:
    texts = form_texts(form, date(2026, 11, 23))
    assert texts.label == label
    assert texts.unconfirmed
    assert shipped_form(form).parts
    assert texts.legal_basis in "".join(pages_text(samples.SAMPLES[form]()))


def test_before_tt_03_2025_the_control_slip_was_mau_05() -> None:
    assert form_texts("control_slip", date(2025, 7, 1)).label == "Mẫu số 05"
    assert form_texts("register", date(2025, 7, 1)).label == "Mẫu số 06"
    assert "xin lỗi và hẹn lại" in form_texts("apology", date(2025, 7, 1)).title


def test_proposed_layouts_say_so_in_the_data() -> None:
    proposed = ("apology", "stop_notice", "register", "residence_receipt")
    for form in proposed:
        assert "layout" in form_texts(form, date(2026, 11, 23)).unconfirmed


def test_what_was_printed_is_kept_as_plain_json() -> None:
    for paper in (samples.supplement(), samples.control_slip(), samples.register(3)):
        kept = json.loads(json.dumps(to_plain(paper)))
        assert from_plain(type(paper), kept) == paper


def test_a_changed_register_is_still_checked_when_it_is_read_back() -> None:
    kept = to_plain(samples.register(3))
    kept["rows"][1]["number"] = 7
    with pytest.raises(ValueError, match="the book has 7 where 2 belongs"):
        from_plain(Register, kept)


def test_an_office_can_change_any_template_and_a_wrong_name_is_found() -> None:
    source = json.loads((folder().parent / "templates" / "refusal.json").read_text())
    source["title"] = ["PHIẾU TỪ CHỐI THỬ"]
    assert "PHIẾU TỪ CHỐI THỬ" in text_of(
        render_refusal(samples.refusal(), read_form(json.dumps(source)))
    )
    source["parts"].append({"kind": "text", "text": "{nobody_knows}"})
    with pytest.raises(KeyError, match="nobody_knows"):
        render_refusal(samples.refusal(), read_form(json.dumps(source)))
