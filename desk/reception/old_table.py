"""Lists of another program as rows under our own column names, from CSV or from a workbook.

The heading row is found among the first lines, since lists begin with titles; headings may be
Vietnamese or our short names (`models.old_columns`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from models.old_columns import NEEDED, columns_of
from models.problems import Problem
from models.vocabulary import say

ReadSpreadsheet = Callable[[bytes], Sequence[Sequence[str]]]
"""Rows of a workbook, decoded where foreign bytes may do no harm."""
Rows = list[tuple[int, dict[str, str]]]
"""(number of the line in the file, its words by column)."""
LARGEST_MB = 20
MOST_LINES = 20_000
"""What one commune has open at one time is some thousands."""
_HEADING_WITHIN = 30
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_table(content: bytes, read_spreadsheet: ReadSpreadsheet) -> Rows:
    """The lines below the heading that hold anything.

    Raises:
        Problem: ``import.unreadable``, ``import.columns_missing``, ``import.too_many_rows``,
            ``import.too_large`` and those of the reader of workbooks.
    """
    if len(content) > LARGEST_MB * 1_000_000:
        raise Problem("import.too_large", limit=LARGEST_MB)
    if content.startswith(_WORKBOOKS):
        lines = list(enumerate(read_spreadsheet(content), 1))
    else:
        lines = _csv(content)
    heading, columns = _heading(lines)
    rows = [
        (number, {name: _cell(cells, place) for name, place in columns.items()})
        for number, cells in lines
        if number > heading and any(one.strip() for one in cells)
    ]
    if len(rows) > MOST_LINES:
        raise Problem("import.too_many_rows", most=MOST_LINES)
    return rows


def _csv(content: bytes) -> list[tuple[int, Sequence[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("import.unreadable", line=1) from error
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise Problem("import.unreadable", line=reader.line_num) from error


def _heading(lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[str, int]]:
    """The first line that names every needed column; otherwise the nearest one says what lacks."""
    nearest: dict[str, int] = {}
    for number, cells in lines[:_HEADING_WITHIN]:
        columns = columns_of(cells)
        if all(one in columns for one in NEEDED):
            return number, columns
        if len(columns) > len(nearest):
            nearest = columns
    missing = [say("old_columns", one) for one in NEEDED if one not in nearest]
    raise Problem("import.columns_missing", columns=", ".join(missing))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
