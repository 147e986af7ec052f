"""QR texts of both card layouts, pictures of them, and texts that scanners typed."""

from __future__ import annotations

import contextlib
import io
import unicodedata

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desk.card.qr import parse_date, parse_qr, read_picture
from desk.card.wedge import parse_typed
from models.citizen import PartialDate, Sex
from models.problems import Problem

OLD = "001099000017|012345678|Nguyễn Văn An|01011999|Nam|Thôn 1, Xã Thử, Huyện Mẫu, Hà Nội|15042021"
NEW = "079300000025||Trần Thị Bình|29022000|Nữ|Khu phố 2, Phường Thử, TP. Hồ Chí Minh|02072024||||"


def test_the_card_of_2021() -> None:
    card = parse_qr(OLD)
    assert (card.number, card.old_number) == ("001099000017", "012345678")
    assert card.full_name == "Nguyễn Văn An"
    assert card.birth_date == PartialDate(1999, 1, 1)
    assert card.sex is Sex.MALE
    assert card.issue_date == PartialDate(2021, 4, 15)


def test_the_card_of_2024_and_whatever_it_appends() -> None:
    for text in (NEW, NEW[:-4] + "|Người Thứ Ba|079300000026|x|y"):
        card = parse_qr(text)
        assert card.old_number is None
        assert card.sex is Sex.FEMALE
        assert "Ba" not in str(card.address)


def test_decomposed_text_becomes_nfc_and_odd_scanners_are_forgiven() -> None:
    assert parse_qr("\ufeff" + unicodedata.normalize("NFD", OLD) + "\r\n") == parse_qr(OLD)
    without_old = OLD.replace("|012345678", "")
    assert parse_qr(without_old).full_name == "Nguyễn Văn An"
    assert parse_qr(OLD.replace("01011999", "01/01/1999")) == parse_qr(OLD)


def test_partial_birth_dates() -> None:
    assert parse_qr(OLD.replace("01011999", "00001952")).birth_date == PartialDate(1952)
    assert parse_date("00051952") == PartialDate(1952, 5)
    assert parse_date("31021999") is None
    assert parse_date("Không thời hạn") is None


@pytest.mark.parametrize(
    "text", ["", "|" * 10, "https://example.org", "00109900001|x|y|z|a|b|c", OLD * 40, "0" * 12]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(Problem, match=r"card\.qr_unreadable"):
        parse_qr(text)


@given(st.text(max_size=200))
def test_no_text_is_a_defect_and_none_is_repeated_in_the_problem(text: str) -> None:
    for candidate in (text, "001099000017|" + text):
        with contextlib.suppress(Problem):
            assert parse_qr(candidate).number == "001099000017"
    assert Problem("card.qr_unreadable").facts == {}


def test_a_picture_of_the_qr() -> None:
    barcode = zxingcpp.create_barcode(OLD, zxingcpp.BarcodeFormat.QRCode)
    image = Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=5))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert read_picture(out.getvalue()) == parse_qr(OLD)
    for junk in (b"", b"\xff\xd8\xff", out.getvalue()[:200]):
        with pytest.raises(Problem, match=r"card\.qr_unreadable"):
            read_picture(junk)


def test_a_text_typed_whole_is_taken_whole() -> None:
    assert parse_typed(OLD) == parse_qr(OLD)
    assert parse_typed(NEW) == parse_qr(NEW)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Nguyen Van An", "Thon 1, Xa Thu"),
        ("Nguy?n V?n An", "Thôn 1, Xã Thử"),
        ("Nguye64n Va8n An", "Tho6n 1, Xa4 Thu73"),
        ("Nguy\ufffdn Văn An", "Thôn 1"),
        ("", ""),
    ],
)
def test_letters_bent_on_the_way_are_left_to_the_chip_and_the_clerk(
    name: str, address: str
) -> None:
    card = parse_typed(f"001099000017|012345678|{name}|01011999|Nam|{address}|15042021")
    assert (card.number, card.old_number) == ("001099000017", "012345678")
    assert card.birth_date == PartialDate(1999, 1, 1)
    assert card.issue_date == PartialDate(2021, 4, 15)
    assert (card.full_name, card.address, card.sex) == ("", "", None)


def test_a_text_broken_off_gives_what_it_has() -> None:
    card = parse_typed("001099000017||Nguy")
    assert (card.number, card.old_number, card.birth_date) == ("001099000017", None, None)
    for text in ("", "12|", "000.00.01.H29-261120-0001", "0010990000171|x"):
        with pytest.raises(Problem, match=r"card\.qr_unreadable"):
            parse_typed(text)


@given(st.text(max_size=80))
def test_no_typed_text_is_a_defect(text: str) -> None:
    for each in (text, f"001099000017|{text}"):
        with contextlib.suppress(Problem):
            assert len(parse_typed(each).number) == 12
