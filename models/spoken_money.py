"""Amounts in words, as a slip for money must say them: «Một trăm hai mươi nghìn đồng»."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def dong_in_words(amount: int) -> str:
    """The amount of đồng in words, the first letter large; less than nothing begins with «Âm»."""
    words = _number(abs(amount))
    said = f"{'âm ' if amount < 0 else ''}{words} đồng"
    return said[0].upper() + said[1:]


def _number(number: int) -> str:
    if number >= _BILLION:
        above, below = divmod(number, _BILLION)
        rest = _below_billion(below, led=True)
        return f"{_number(above)} tỷ {rest}".strip()
    return _below_billion(number, led=False) or _DIGITS[0]


def _below_billion(number: int, *, led: bool) -> str:
    """Groups of three figures; ``led`` by a larger unit, a group says its noughts."""
    said: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            said += [_group(group, full=led or bool(said)), _SCALES[power]]
    return " ".join(word for word in said if word)


def _group(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and ones and words:
        words.append("lẻ")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    if ones:
        words.append(_ones(tens, ones))
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    if tens > 0 and ones == 5:
        return "lăm"
    if tens > 1 and ones == 1:
        return "mốt"
    if tens > 1 and ones == 4:
        return "tư"
    return _DIGITS[ones]
