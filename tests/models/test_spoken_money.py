from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.spoken_money import dong_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (105, "Một trăm lẻ năm đồng"),
        (110, "Một trăm mười đồng"),
        (1_000, "Một nghìn đồng"),
        (2_005, "Hai nghìn không trăm lẻ năm đồng"),
        (8_000, "Tám nghìn đồng"),
        (200_000, "Hai trăm nghìn đồng"),
        (1_234_567, "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"),
        (1_000_005, "Một triệu không trăm lẻ năm đồng"),
        (1_010_000, "Một triệu không trăm mười nghìn đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (2_000_000_001, "Hai tỷ không trăm lẻ một đồng"),
        (3_000_000_000_000, "Ba nghìn tỷ đồng"),
        (-24_000, "Âm hai mươi tư nghìn đồng"),
    ],
)
def test_amounts_are_said_as_accountants_say_them(amount: int, words: str) -> None:
    assert dong_in_words(amount) == words


DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def heard(words: str) -> int:
    """What a listener writes down: written apart from the product."""
    total = million = group = digit = 0
    for word in words.lower().removesuffix(" đồng").split():
        if word in DIGITS:
            digit = DIGITS[word]
            group += digit
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group += digit * 9
        elif word == "trăm":
            group += digit * 99
        elif word in ("nghìn", "triệu"):
            million += group * (1_000 if word == "nghìn" else 1_000_000)
            group = 0
        elif word == "tỷ":
            total = (total + million + group) * 1_000_000_000
            million = group = 0
    return total + million + group


@given(st.integers(0, 10**15))
def test_the_words_mean_the_amount(amount: int) -> None:
    assert heard(dong_in_words(amount)) == amount
