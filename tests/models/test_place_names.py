"""Marks come back only where the letters allow one name."""

from __future__ import annotations

import pytest

from models.place_names import ethnic_group, place, surname
from models.text import fold


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("xa Dong Loc, tinh Ha Tinh", "xã Đồng Lộc, tỉnh Hà Tĩnh"),
        ("Số 5, phường Hoan Kiem, TP. Hà Nội", "Số 5, phường Hoàn Kiếm, TP. Hà Nội"),
        ("XÃ KEP, TỈNH BAC NINH", "XÃ KÉP, TỈNH BẮC NINH"),
        ("thôn 2, xã Cu Chi, Thành phố Hồ Chí Minh", "thôn 2, xã Củ Chi, Thành phố Hồ Chí Minh"),
        ("tỉnh Hà Giăng", "tỉnh Hà Giang"),  # before 07/2025, on older papers
        ("Huyện Soc Son, Hà Nội", "Huyện Sóc Sơn, Hà Nội"),
    ],
)
def test_places_get_their_marks_back(read: str, written: str) -> None:
    assert place(read).text == written


@pytest.mark.parametrize(
    "read",
    [
        "xã Thử Nghiệm, tỉnh Nơi Khác",
        "xã Hòa An, tỉnh Tuyên Quang",
        "xã Hoà An, tỉnh Tuyên Quang",  # the tone mark's place is the writer's own
        "xã Van Lang, tỉnh Thái Nguyên",  # Văn Lang and Văn Lăng are both there
        "Bệnh viện Đa khoa khu vực",
    ],
)
def test_what_is_unknown_or_ambiguous_stays_as_read(read: str) -> None:
    assert place(read).text == read


def test_no_letters_are_added() -> None:
    for read in ("xa Dong Loc, tinh Ha Tinh", "phuong Hai Chau, da nang", "ap 3, Cu Chi"):
        assert fold(place(read).text) == fold(read)


def test_surnames_are_restored_only_when_one_fits() -> None:
    assert surname("Nguyên").text == "Nguyễn"
    assert surname("Nguyên").guessed, "a mark that was read gave way"
    assert not surname("Nguyen").guessed
    assert surname("TRAN").text == "TRẦN"
    assert surname("Vu").text == "Vu", "Vũ and Vừ"
    assert surname("Hạ").text == "Hạ"
    assert not surname("Xyz").known


def test_the_ethnic_groups_are_all_known() -> None:
    assert ethnic_group("kinh") == "Kinh"
    assert ethnic_group("Hmong") == "Hmông"
    assert ethnic_group("KHO ME") == "Khơ-me"
    assert ethnic_group("Kinhh") is None
