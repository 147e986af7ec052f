"""The page generator: what it says of a page must be true, and the same seed the same page."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from demo.pages import blanks
from demo.pages.damage import DAMAGES
from demo.pages.documents import DOCUMENTS, write
from demo.pages.generator import page
from demo.pages.scoring import score, tidy, unmarked
from demo.pages.sheet import HEIGHT_MM, WIDTH_MM
from models.identity_number import is_identity_number
from models.text import nfc
from tests.support.page_pictures import pixels


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize(
    ("hand", "seed"),
    [
        (False, 0),
        (True, 1),
        pytest.param(False, 1, marks=pytest.mark.soak),
        pytest.param(True, 0, marks=pytest.mark.soak),
    ],
)
def test_every_line_lies_on_the_sheet_and_every_value_in_a_line(
    document: str, hand: bool, seed: int
) -> None:
    written = write(document, seed, hand=hand)
    assert len(written.lines) >= 15
    for line in written.lines:
        assert line.text == nfc(line.text) == line.text.strip()
        assert 0 < line.left < line.right < WIDTH_MM - 4
        assert 0 < line.top < line.bottom < HEIGHT_MM - 4
    text = " ".join(line.text for line in written.lines)
    for name, value in written.fields.items():
        if not name.endswith("date"):  # of some papers, written out in a sentence
            assert all(word in text for word in value.split(" ")), (name, value)


@pytest.mark.parametrize("document", ["giay_chung_nhan_dat", "to_khai_ket_hon", "bien_lai"])
def test_ink_lies_where_the_lines_are(document: str) -> None:
    written = write(document, 3)
    ink = np.asarray(written.image.convert("L")) < 128
    for line in written.lines:
        top, bottom, left, right = (
            round(edge * 300 / 25.4) for edge in (line.top, line.bottom, line.left, line.right)
        )
        assert ink[top:bottom, left:right].mean() > 0.005, line.text


def test_personal_numbers_are_possible_ones_and_people_differ_by_seed() -> None:
    one, other = write("giay_khai_sinh", 1), write("giay_khai_sinh", 2)
    assert is_identity_number(one.fields["child.number"])
    assert one.fields["child.full_name"] != other.fields["child.full_name"]


def test_the_same_seed_gives_the_same_page_and_another_kind_the_same_text() -> None:
    scan, again = page("don_de_nghi", "scan200", 9), page("don_de_nghi", "scan200", 9)
    assert scan.data == again.data
    assert scan.text == page("don_de_nghi", "bilevel200", 9).text
    assert scan.data != page("don_de_nghi", "scan200", 10).data


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_kind_arrives_as_it_says(kind: str) -> None:
    made = page("trich_luc_khai_tu", kind)
    with Image.open(io.BytesIO(made.data)) as image:
        image.load()
        assert image.get_format_mimetype() == made.media_type
        assert image.mode == ("1" if kind == "bilevel200" else "RGB")
        stated = image.info.get("dpi")
        if made.dpi is not None:
            assert stated is not None
            assert round(stated[0]) == made.dpi
            assert image.size == (round(210 * made.dpi / 25.4), round(297 * made.dpi / 25.4))
    assert made.camera is (kind == "camera200")


def test_damage_does_what_its_kind_says() -> None:
    clean, bad = (pixels(page("hop_dong", kind)) for kind in ("clean200", "bad200"))
    assert np.median(clean) == 255
    assert 200 < np.median(bad) < 240, "gray paper"
    assert bad[:20].mean() < 90, "a dark edge"
    assert np.percentile(bad[400:1900, 300:1300], 1) > np.percentile(clean, 1) + 30, "faded ink"


def test_blank_variants_are_told_apart_by_eye_of_the_measure() -> None:
    empty, faint = (pixels(blanks.sheet(one)) for one in ("blank", "faint_stamp"))
    assert int(np.ptp(empty.astype(int).max(axis=2) - empty.min(axis=2))) < 12
    assert int(np.ptp(faint.astype(int).max(axis=2) - faint.min(axis=2))) > 20
    with pytest.raises(KeyError):
        blanks.sheet("nothing")


def test_the_score_does_not_care_about_order_or_leaders() -> None:
    known = ["Họ, chữ đệm, tên: Nguyễn Thị Nhung", "Số: 12/2026", "Nơi cư trú: xã Gia Lâm"]
    read = "Nơi cư trú: xã Gia Lâm ........\nSố: 12/2026…………\nHọ, chữ đệm, tên: Nguyễn Thị Nhung"
    perfect = score(known, read)
    assert (perfect.errors, perfect.extra, perfect.digits, perfect.digits_found) == (0, 0, 2, 2)


def test_the_score_counts_edits_marks_digits_and_what_nobody_wrote() -> None:
    known = ["Nguyễn Thị Nhung", "Số 12 ngày 03"]
    read = "Nguyên Thị Nhumg xx\nSố 12 ngày 8"
    found = score(known, read)
    assert found.characters == 16 + 13
    assert found.errors == 2 + 2
    assert found.bare_errors == 1 + 2
    assert found.extra == 2 + 1, "the eight could not stand for the 03"
    assert (found.digits, found.digits_found) == (2, 1)
    assert score(known, "").errors == 29
    total = found + found
    assert total.cer == pytest.approx(found.cer)


def test_text_is_tidied_the_same_on_both_sides() -> None:
    assert tidy("Số:  12 ..... \n a_____b") == "Số: 12 a b"
    assert unmarked("Đường Hạc Thành") == "Duong Hac Thanh"
