"""Lines come in the order a person reads a form."""

from __future__ import annotations

import random
from dataclasses import dataclass

from desk.capture.reading_order import ordered
from models.reading import Box


@dataclass(frozen=True)
class Seen:
    text: str
    box: Box


def seen(text: str, left: int, top: int, width: int = 100, height: int = 20) -> Seen:
    return Seen(text, Box(left, top, left + width, top + height))


def read(*lines: Seen) -> list[str]:
    """The texts in order, whatever order they were found in."""
    answers = set()
    for seed in range(5):
        mixed = list(lines)
        random.Random(seed).shuffle(mixed)
        answers.add(tuple(line.text for line in ordered(mixed)))
    (answer,) = answers
    return list(answer)


def test_rows_from_the_top_and_each_from_the_left() -> None:
    assert read(
        seen("Họ tên:", 10, 100), seen("Lý Thị Hai", 200, 103), seen("Sinh ngày:", 10, 140),
        seen("01/02/1990", 200, 138),
    ) == ["Họ tên:", "Lý Thị Hai", "Sinh ngày:", "01/02/1990"]  # fmt: skip


def test_a_table_is_read_across_even_when_its_rows_hang_a_little() -> None:
    cells = [
        seen(f"{row}{column}", 10 + 150 * column, 50 + 30 * row + 3 * column)
        for row in range(4)
        for column in range(4)
    ]
    assert read(*cells) == [f"{row}{column}" for row in range(4) for column in range(4)]


def test_lines_that_touch_stay_lines() -> None:
    assert read(seen("trên", 10, 100, 400, 24), seen("dưới", 10, 120, 400, 24)) == ["trên", "dưới"]


def test_a_large_title_beside_small_lines() -> None:
    assert read(
        seen("ỦY BAN", 10, 10), seen("CỘNG HÒA", 300, 10, 300), seen("Số: 12", 10, 60),
        seen("Độc lập", 330, 38, 200),
    ) == ["ỦY BAN", "CỘNG HÒA", "Độc lập", "Số: 12"]  # fmt: skip


def test_nothing_on_the_page() -> None:
    assert ordered(()) == ()
