"""QR texts of both card layouts, pictures of them, and scanners that type."""

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
from desk.card.wedge import Keys, Wedge
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


def typed(text: str, gap: float, start: float = 10.0) -> tuple[str, list[Keys]]:
    wedge = Wedge()
    steps = [wedge.key(c, start + gap * n) for n, c in enumerate(text)]
    steps.append(wedge.pause(start + gap * len(text) + 1))
    assert not wedge.holding
    return "".join(s.released for s in steps), [s for s in steps if s.scan]


def test_a_typing_scanner_is_swallowed_whole() -> None:
    released, scans = typed(OLD + "\r", 0.004)
    assert released == ""
    assert scans[0].scan is not None
    assert scans[0].scan.number == "001099000017"
    assert scans[0].scan.birth_date == PartialDate(1999, 1, 1)
    assert scans[0].scan.issue_date == PartialDate(2021, 4, 15)
    assert scans[0].scan.full_name == ""


def test_letters_bent_by_an_input_method_do_no_harm() -> None:
    bent = OLD.replace("Nguyễn Văn An", "Ngưỹen Văn Ân").replace("Xã Thử", "XẪ")
    _, scans = typed(bent + "\t", 0.004)
    assert scans[0].scan is not None
    assert scans[0].scan.number == "001099000017"


def test_a_person_typing_loses_no_key() -> None:
    for text in ("001099000017\r", "12 Nguyễn Trãi", "0901234567\t", "2026"):
        released, scans = typed(text, 0.12)
        assert released == text
        assert not scans


def test_other_barcodes_reach_the_field() -> None:
    released, scans = typed("000.00.01.H29-261120-0001\r", 0.004)
    assert released == "000.00.01.H29-261120-0001\r"
    assert not scans


def test_a_scan_broken_off_in_the_middle_leaves_nothing_behind() -> None:
    released, scans = typed(OLD[:40], 0.004)
    assert released == ""
    assert not scans
