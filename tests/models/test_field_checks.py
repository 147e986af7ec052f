"""Figures against words, numbers against persons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.citizen import PartialDate
from models.field_checks import (
    code_doubts,
    date_doubts,
    date_in_words,
    figures_date,
    identity_doubts,
    name_doubts,
    number_in_words,
    phone_doubts,
    words_differ,
)
from models.spoken_money import dong_in_words

TODAY = date(2026, 11, 22)


def test_numbers_in_words_are_the_inverse_of_the_words_on_a_slip() -> None:
    for amount in (0, 1, 5, 10, 15, 21, 44, 101, 305_000, 12_005, 1_000_001, 2_724_000_000):
        assert number_in_words(dong_in_words(amount)) == amount


@pytest.mark.parametrize("text", ["hai mươi bốm", "một hai", "ngày"])
def test_unclear_words_are_no_number(text: str) -> None:
    assert number_in_words(text) is None


def test_dates_in_words() -> None:
    assert date_in_words(
        "Ngày năm, tháng năm, năm một nghìn chín trăm tám mươi lăm"
    ) == PartialDate(1985, 5, 5)
    assert date_in_words("tháng hai mươi") is None
    on = date(1994, 3, 12)
    for _ in range(3):
        on += timedelta(days=1)
        assert not words_differ(f"{on:%d/%m/%Y}", "không rõ")


def test_words_contradict_figures() -> None:
    spoken = "Ngày mười hai, tháng ba, năm một nghìn chín trăm chín mươi tư"
    assert not words_differ("12/03/1994", spoken)
    assert words_differ("12/03/1991", spoken)
    assert words_differ("1250000", "Một triệu hai trăm nghìn đồng", money=True)
    assert not words_differ("1200000", "Một triệu hai trăm nghìn đồng", money=True)


def test_dates_that_cannot_be() -> None:
    assert figures_date("30/02/2020") is None
    assert date_doubts("30/02/2020", TODAY) == ("date_impossible",)
    assert date_doubts("23/11/2026", TODAY) == ("date_in_future",)
    assert date_doubts("22/11/2026", TODAY) == ()
    assert date_doubts("1960", TODAY) == ()
    assert date_doubts("01/01/1060", TODAY) == ("date_very_old",)


def test_identity_numbers_against_their_holder() -> None:
    assert identity_doubts("001094012345", "12/03/1994", "Nam") == ()
    assert identity_doubts("001094012345", "12/03/1993", "Nam") == ("number_birth_mismatch",)
    assert identity_doubts("001094012345", "1994", "Nữ") == ("number_sex_mismatch",)
    assert identity_doubts("999094012345") == ("number_place_unknown",)
    assert identity_doubts("0010940123") == ("number_length",)
    assert identity_doubts("012345678") == ("number_old",)


def test_phones_codes_and_names() -> None:
    assert phone_doubts("0912345678") == ()
    assert phone_doubts("02438123456") == ()
    assert phone_doubts("0112345678") == ("phone_unknown",)
    assert code_doubts("H26.98-251122-0001") == ()
    assert code_doubts("H26.98-25112-1") == ("code_pattern",)
    assert name_doubts(["Nguyễn", "Văn", "An"]) == ()
    assert name_doubts(["Nguyễn"]) == ("name_odd",)
    assert name_doubts(["Nguyễn", "Vă9"]) == ("name_odd",)
