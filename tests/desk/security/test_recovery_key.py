"""The recovery key on paper: typed back it is the same, and a slip is found where it is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.security.recovery_key import RecoveryKey
from models.problems import Problem, wording

KEYS = st.binary(min_size=20, max_size=20).map(RecoveryKey)
PLACES = st.integers(0, 39)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def mistyped(text: str) -> int:
    with pytest.raises(Problem, match="recovery_mistyped") as caught:
        RecoveryKey.typed(text)
    assert str(caught.value.facts["group"]) in wording(caught.value).message_vi
    return int(caught.value.facts["group"])


@given(KEYS)
def test_what_is_printed_can_be_typed_in_any_manner(key: RecoveryKey) -> None:
    printed = key.printed()
    assert len(printed) == 8 * 5 + 7
    untidy = printed.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert RecoveryKey.typed(printed) == RecoveryKey.typed(untidy) == key


@given(KEYS, PLACES, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_in_its_group(
    key: RecoveryKey, place: int, other: str
) -> None:
    letters = list(key.printed().replace("-", ""))
    assume(letters[place] != other)
    letters[place] = other
    assert mistyped("".join(letters)) == place // 5 + 1


@given(KEYS, PLACES)
def test_two_neighbours_exchanged_are_found(key: RecoveryKey, place: int) -> None:
    letters = list(key.printed().replace("-", ""))
    assume(place % 5 != 4 and letters[place] != letters[place + 1])
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    assert mistyped("".join(letters)) == place // 5 + 1


@given(KEYS, st.integers(0, 7), st.integers(0, 7))
def test_two_groups_exchanged_are_found(key: RecoveryKey, one: int, other: int) -> None:
    assume(one < other)
    groups = key.printed().split("-")
    groups[one], groups[other] = groups[other], groups[one]
    assert mistyped("-".join(groups)) == one + 1


@pytest.mark.parametrize("typed", ["", "7", "A" * 41, "đ" * 40])
def test_anything_else_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Problem) as caught:
        RecoveryKey.typed(typed)
    assert wording(caught.value).next_step


def test_the_secret_is_not_in_a_repr() -> None:
    assert "secret" not in repr(RecoveryKey.fresh())
