"""Columns of another program's list: which heading means which of our fields (decision 31)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from models.text import fold

NEEDED = ("code", "name", "procedure", "received", "due")


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Our names of the columns a heading row has, with their places; the first of equals counts."""
    known = _meanings()
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = known.get(_plain(heading))
        if column is not None and column not in found:
            found[column] = place
    return found


@cache
def _meanings() -> dict[str, str]:
    source = files("models.data").joinpath("words", "old_system.json")
    columns = json.loads(source.read_text(encoding="utf-8"))["old_columns"]
    return {
        _plain(word): column
        for column, entry in columns.items()
        for word in (entry["vi"], *entry["also"])
    }


def _plain(heading: str) -> str:
    """Letters and digits alone: «Ngày hẹn  trả *:» is «ngayhentra»."""
    return "".join(one for one in fold(heading) if one.isalnum())
