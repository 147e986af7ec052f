"""How long the desk waits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.sync.backoff import LONGEST_S, SHORTEST_S, Patience, wait_s

CHANCES = st.floats(min_value=0, max_value=1, exclude_max=True)


@given(st.integers(1, 10_000), CHANCES)
def test_between_a_second_and_a_quarter_of_an_hour(failures: int, chance: float) -> None:
    assert SHORTEST_S <= wait_s(failures, lambda: chance) <= LONGEST_S


@given(st.integers(1, 50), CHANCES, st.floats(min_value=0, max_value=10_000))
def test_never_earlier_than_the_hub_asked(failures: int, chance: float, asked: float) -> None:
    assert wait_s(failures, lambda: chance, asked) >= asked


def test_it_doubles_from_two_seconds_and_starts_over_after_success() -> None:
    patience = Patience(lambda: 1.0)
    waits = [patience.failed("a") for _ in range(11)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert patience.failed("b") == 2
    patience.succeeded("a")
    assert patience.failed("a") == 2
