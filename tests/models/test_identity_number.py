import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.citizen import PartialDate, Sex
from models.identity_number import is_identity_number, mask, place_name, take_apart, warnings


@pytest.mark.parametrize(
    ("number", "place", "sex", "year"),
    [
        ("001099000017", "Hà Nội", Sex.MALE, 1999),
        ("079300000025", "Thành phố Hồ Chí Minh", Sex.FEMALE, 2000),
        ("015212345678", "Yên Bái", Sex.MALE, 2012),
        ("024900000001", "Bắc Giang", Sex.FEMALE, 2300),
    ],
)
def test_the_digits_tell_place_sex_and_year(number, place, sex, year):
    parts = take_apart(number)
    assert (parts.place_code, parts.sex, parts.birth_year) == (number[:3], sex, year)
    assert place_name(number) == place


def test_other_numbers_have_no_parts():
    for text in ("012345678", "00109900001", "0010990000170", "٠٠١٠٩٩٠٠٠٠١٧", "C1234567", ""):
        assert take_apart(text) is None
        assert not is_identity_number(text)


def test_a_mask_shows_four_and_two():
    assert mask("001099000017") == "0010******17"
    assert mask("012345678") == "0123***78"
    assert mask("1234567") == "*******"
    assert mask(None) == ""


@given(st.text(min_size=1, max_size=30))
def test_a_mask_keeps_the_length_and_hides_at_least_two(number):
    masked = mask(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= min(2, len(number))


def test_nothing_is_warned_of_when_everything_fits():
    assert warnings("001099000017", PartialDate(1999, 1, 1), Sex.MALE) == ()
    assert warnings("001099000017", PartialDate(1999), None) == ()


def test_mismatches_are_warnings():
    assert warnings("001099000017", PartialDate(2001), Sex.FEMALE) == (
        "number_birth_mismatch",
        "number_sex_mismatch",
    )
    assert warnings("101099000017", None, None) == ("number_place_unknown",)
    assert warnings("012345678", None, None) == ("number_pattern_unknown",)
