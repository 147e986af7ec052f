"""Values are found behind their labels, of whichever person, and never made up."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from demo.pages.documents import DOCUMENTS, write
from desk.capture import extraction
from desk.capture.extraction import extract, recognise
from models import field_checks, identity_number
from models.field_checks import figures_date
from models.fields import document_types
from models.reading import Box, FieldProposal, PageText, TextLine
from models.text import fold
from models.vocabulary import codes_of
from tests.support.page_texts import page_text, plain_page, read_twice

TODAY = date(2026, 11, 22)
PARENTS = ("Họ, chữ đệm, tên người mẹ: LÊ THỊ NA", "Họ, chữ đệm, tên người cha: LÊ VĂN SỸ")
"""Without these lines a birth certificate is torn, and whose a value is must be asked."""
SEED = 41


def found(document_type: str, *pages: PageText) -> dict[str, FieldProposal]:
    return {one.name: one for one in extract(document_type, pages, TODAY)}


@pytest.mark.parametrize("document_type", sorted(DOCUMENTS))
def test_every_generated_paper_is_recognised(document_type: str) -> None:
    page = page_text(write(document_type, SEED).lines)
    assert recognise([page]) == document_type


def test_other_papers_are_not_recognised() -> None:
    page = plain_page("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY MỜI HỌP", "Kính mời: ông An")
    assert recognise([page]) is None
    assert recognise([]) is None
    assert extract("giay_moi", [page]) == ()


@pytest.mark.parametrize("slips", [0.0, 0.02])
@pytest.mark.parametrize("document_type", sorted(DOCUMENTS))
def test_every_value_of_every_paper_is_printed_on_it(document_type: str, slips: float) -> None:
    """Letters and digits of each value stand on the page in this order: nothing is added."""
    page = page_text(write(document_type, SEED).lines, slips, seed=SEED)
    letters = "".join(c for c in fold(page.text) if c.isalnum())
    values = found(document_type, page)
    assert len(values) >= 7
    for one in values.values():
        date_like = figures_date(one.value) is not None and "/" in one.value
        pieces = one.value.split("/") if date_like else [one.value]
        for piece in pieces:
            wanted = "".join(c for c in fold(piece) if c.isalnum())
            assert wanted in letters or wanted.lstrip("0") in letters, one.name


def test_what_stands_far_away_on_a_row_is_no_part_of_a_value() -> None:
    page = plain_page(
        "Số: 37/TLKT-BS\tĐộc lập - Tự do - Hạnh phúc",
        "TRÍCH LỤC KHAI TỬ",
        "Họ, chữ đệm, tên: CAO THỊ LỆ",
        "Địa chỉ: Nghệ An\tẢnh 3 x 4",
    )
    values = found("trich_luc_khai_tu", page)
    assert values["number"].value == "37/TLKT-BS"
    assert values["deceased.address"].value == "Nghệ An"


def test_labels_inside_one_sentence_of_a_land_certificate_are_known() -> None:
    page = plain_page(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "1. Người sử dụng đất:",
        "Ông Quách Trọng Nghĩa, sinh năm 1972, CCCD số 025072006618",
        "Địa chỉ: thôn Đoài, phường. Việt Trì, tỉnh Phú Thọ",
    )
    values = found("giay_chung_nhan_dat", page)
    assert values["owner.full_name"].value == "Quách Trọng Nghĩa"
    assert values["owner.birth_date"].value == "1972"
    assert values["owner.number"].value == "025072006618"
    assert values["owner.address"].value == "thôn Đoài, phường Việt Trì, tỉnh Phú Thọ"


def test_persons_of_one_form_are_kept_apart() -> None:
    written = write("giay_khai_sinh", SEED)
    values = found("giay_khai_sinh", page_text(written.lines))
    for role in ("child", "mother", "father"):
        assert values[f"{role}.full_name"].value == written.fields[f"{role}.full_name"]
        assert values[f"{role}.ethnicity"].value == written.fields[f"{role}.ethnicity"]
    assert values["mother.birth_date"].value == written.fields["mother.birth_year"]
    assert values["child.birth_date"].value == written.fields["child.birth_date"]


def test_columns_of_a_table_are_kept_apart() -> None:
    written = write("giay_ket_hon", SEED)
    values = found("giay_ket_hon", page_text(written.lines))
    for side in ("wife", "husband"):
        assert values[f"{side}.full_name"].value == written.fields[f"{side}.full_name"]
        assert values[f"{side}.address"].value == written.fields[f"{side}.residence"]
        assert values[f"{side}.number"].value == written.fields[f"{side}.number"]


def test_two_labelled_columns_are_kept_apart() -> None:
    page = plain_page(
        "GIẤY CHỨNG NHẬN KẾT HÔN",
        "Họ, chữ đệm, tên vợ:\tHọ, chữ đệm, tên chồng:",
        "TRẦN THỊ BÌNH\tNGUYỄN VĂN AN",
        "Ngày sinh: 02/03/1995\tNgày sinh: 12/03/1994",
    )
    values = found("giay_ket_hon", page)
    assert values["wife.full_name"].value == "TRẦN THỊ BÌNH"
    assert values["husband.full_name"].value == "NGUYỄN VĂN AN"
    assert values["wife.birth_date"].value == "02/03/1995"
    assert values["husband.birth_date"].value == "12/03/1994"


def test_an_empty_line_gives_no_value() -> None:
    page = plain_page(
        "GIẤY KHAI SINH",
        "Họ, chữ đệm, tên: ..............................",
        "Số định danh cá nhân: …………………………",
        "Nơi sinh: ......................",
        "Ghi chú khác: Có",
    )
    values = found("giay_khai_sinh", page)
    assert set(values).isdisjoint({"child.full_name", "child.number", "birth_place"})


def test_values_on_the_next_line_and_behind_dots() -> None:
    page = plain_page(
        "GIẤY KHAI SINH",
        "Họ, chữ đệm, tên:......... NGUYỄN VĂN AN ........",
        "Nơi sinh:",
        "Bệnh viện Đa khoa Thử Nghiệm",
        "Quê quán: xã Củ Chi, thành phố",
        "Hồ Chí Minh",
        "Số định danh cá nhân: 001 094 012 345",
    )
    values = found("giay_khai_sinh", page)
    assert values["child.full_name"].value == "NGUYỄN VĂN AN"
    assert values["birth_place"].value == "Bệnh viện Đa khoa Thử Nghiệm"
    assert values["home_place"].value == "xã Củ Chi, thành phố Hồ Chí Minh"
    assert values["child.number"].value == "001094012345"


def test_the_box_covers_the_value_and_not_its_label() -> None:
    label, value = "Họ, chữ đệm, tên: ", "NGUYỄN VĂN AN"
    page = plain_page("GIẤY KHAI SINH", label + value)
    box = found("giay_khai_sinh", page)["child.full_name"].box
    assert box == Box(200 + 17 * len(label), 260, 200 + 17 * len(label + value), 300)


def one_line(line: TextLine, *more: TextLine) -> dict[str, FieldProposal]:
    title = TextLine(Box(200, 100, 700, 140), "GIẤY KHAI SINH", ())
    parents = plain_page("", "", "", *PARENTS).lines
    return found("giay_khai_sinh", PageText("fusion", 1654, 2339, (title, line, *more, *parents)))


def test_both_readings_stay_and_their_difference_is_a_doubt() -> None:
    values = one_line(read_twice("Họ, chữ đệm, tên: LÊ VĂN SỸ", "Họ, chữ đệm, tên: LÊ VĂN SÝ"))
    name = values["child.full_name"]
    assert [one.text for one in name.readings] == ["LÊ VĂN SỸ", "LÊ VĂN SÝ"]
    assert name.doubts == ("marks_differ",)
    same = one_line(read_twice("Họ, chữ đệm, tên: LÊ VĂN SỸ", "Họ, chữ đệm, tên: LÊ VĂN SỸ"))
    assert same["child.full_name"].doubts == ()
    other = one_line(read_twice("Họ, chữ đệm, tên: LÊ VĂN SỸ", "Ho, chữ đêm, tên: LÊ VĂN HẠ"))
    assert other["child.full_name"].doubts == ("readings_differ",)
    assert other["child.full_name"].readings[1].text == "LÊ VĂN HẠ"


def test_a_dictionary_settles_marks_and_a_form_settles_figures() -> None:
    place = one_line(read_twice("Quê quán: xã Cu Chi, TP. Hồ Chí Minh",
                                "Quê quán: xã Củ Chì, TP. Hồ Chi Minh"))  # fmt: skip
    assert place["home_place"].value == "xã Củ Chi, TP. Hồ Chí Minh"
    assert place["home_place"].doubts == ()
    number = one_line(
        read_twice("Số định danh cá nhân: 00109401234", "Số định danh cá nhân: 001094012345")
    )
    assert number["child.number"].value == "001094012345"
    assert number["child.number"].doubts == ("readings_differ",)


def test_a_weak_or_single_reading_is_doubted() -> None:
    weak = one_line(
        read_twice("Họ, chữ đệm, tên: LÊ VĂN SỸ", "Họ, chữ đệm, tên: LÊ VĂN SỸ", sure=0.4)
    )
    assert weak["child.full_name"].doubts == ("weak_reading",)
    line = read_twice("Họ, chữ đệm, tên: LÊ VĂN SỸ", "")
    single = TextLine(line.box, line.text, line.readings[:1])
    assert one_line(single)["child.full_name"].doubts == ("one_reading",)


def test_letters_taken_for_figures_are_told() -> None:
    values = found(
        "giay_khai_sinh", plain_page("GIẤY KHAI SINH", "Số định danh cá nhân: O01094O12345")
    )
    assert values["child.number"].value == "001094012345"
    assert "digit_repaired" in values["child.number"].doubts


def test_a_year_whose_day_cannot_be_read_is_doubted() -> None:
    page = plain_page(
        "GIẤY KHAI SINH", "Ngày, tháng, năm sinh: 1z~/0?/1994", "Nơi sinh: Trạm Y tế", *PARENTS
    )
    born = found("giay_khai_sinh", page)["child.birth_date"]
    assert (born.value, born.doubts) == ("1994", ("date_partial",))
    page = plain_page("GIẤY KHAI SINH", PARENTS[0], "Năm sinh: 1994", PARENTS[1])
    assert found("giay_khai_sinh", page)["mother.birth_date"].doubts == ()


def test_dots_a_value_was_written_over_are_no_part_of_it() -> None:
    page = plain_page("GIẤY KHAI SINH", "Nơi sinh: Bệnh.viện. đa khoa.Thử, TP. Hồ Chí Minh")
    assert (
        found("giay_khai_sinh", page)["birth_place"].value
        == "Bệnh viện đa khoa Thử, TP. Hồ Chí Minh"
    )


def test_a_value_that_may_be_another_persons_says_so() -> None:
    rows = (
        "TỜ KHAI ĐĂNG KÝ KHAI TỬ",
        "Họ, chữ đệm, tên người yêu cầu: NGUYỄN VĂN AN",
        "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:",
        "Họ, chữ đệm, tên: LÊ THỊ NA",
        "Giấy tờ tùy thân: 092148482555",
    )
    whole = found("to_khai_khai_tu", plain_page(*rows))
    assert "declarant.number" not in whole
    assert whole["deceased.number"].value == "092148482555"
    torn = found("to_khai_khai_tu", plain_page(rows[0], rows[1], "@#/%", "@@@", rows[4]))
    assert "person_unclear" in torn["declarant.number"].doubts


def test_every_doubt_has_words() -> None:
    source = Path(extraction.__file__).read_text() + Path(field_checks.__file__).read_text()
    source += Path(identity_number.__file__).read_text()
    known = set(codes_of("field_doubts"))
    groups = (
        "number|date|money|name|nationality|marks|readings|person|digit|weak|one|ethnic|phone|code"
    )
    used = set(re.findall(rf'"((?:{groups})_[a-z_]+)"', source))
    assert used - {"date_words", "one_line"} <= known
    assert known <= used


def test_validators_speak() -> None:
    page = plain_page(
        "GIẤY KHAI SINH",
        "Họ, chữ đệm, tên: NGUYỄN VĂN AN",
        "Ngày, tháng, năm sinh: 12/03/1994",
        "Ghi bằng chữ: Ngày mười hai, tháng ba, năm một nghìn chín trăm chín mươi lăm",
        "Giới tính: Nữ\tDân tộc: Kinhhh",
        "Số định danh cá nhân: 001094012345",
        *PARENTS,
        "Ngày, tháng, năm đăng ký: 30/02/2020",
    )
    values = found("giay_khai_sinh", page)
    assert values["child.birth_date"].doubts == ("date_words_differ",)
    assert values["child.number"].doubts == ("number_sex_mismatch",)
    assert values["child.ethnicity"].doubts == ("ethnic_unknown",)
    assert values["registered_on"].doubts == ("date_impossible",)


def test_the_serial_of_a_land_certificate_has_no_label() -> None:
    written = write("giay_chung_nhan_dat", SEED)
    values = found("giay_chung_nhan_dat", page_text(written.lines))
    assert values["serial"].value == written.fields["certificate.serial"]
    assert "serial" not in found("giay_chung_nhan_dat", plain_page("GIẤY CHỨNG NHẬN", "Số 12/BC"))


def test_values_inside_sentences() -> None:
    written = write("hop_dong", SEED)
    values = found("hop_dong", page_text(written.lines))
    assert values["party_a.full_name"].value == written.fields["seller.full_name"]
    assert values["party_b.number"].value == written.fields["buyer.number"]
    assert values["price"].value == written.fields["contract.price"].replace(".", "")


def test_pages_are_counted_from_the_first_of_the_component() -> None:
    first = plain_page("GIẤY KHAI SINH", "Họ, chữ đệm, tên: NGUYỄN VĂN AN")
    second = plain_page("Nơi đăng ký khai sinh: Ủy ban nhân dân xã Thử")
    values = found("giay_khai_sinh", first, second)
    assert (values["child.full_name"].page, values["registered_at"].page) == (0, 1)


def test_hostile_text_is_harmless() -> None:
    odd = plain_page("", "::::", "Họ, chữ đệm, tên" * 400, "x" * 5000, "\t", "Số: " + "9" * 3000)
    for document_type in document_types():
        extract(document_type, [odd, odd], TODAY)
