"""Tables of another program from XLSX, in the limited worker: one sheet as rows of plain words.

What a formula last gave is taken, formulas are never computed; a value merged over several lines
stands in each of them.  The file is judged before it is opened, and the worker's limits hold for
what lies about itself.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models.problems import Problem

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_UNPACKED = 512 << 20
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 60
MOST_MERGED = 20_000
"""Cells filled from merged ones; a list has none or a few."""
ROWS_A_TIME = 2_000
UNREADABLE = "import.no_workbook"
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MIDNIGHT = time()

Rows = list[list[str]]


def read(data: bytes, emit: Callable[[Rows], None]) -> None:
    """Hand over the first visible sheet that holds something, from its first row on.

    Raises:
        Problem: ``import.no_workbook``, ``import.old_workbook``, ``import.empty_workbook``,
            ``import.too_heavy``, ``import.too_many_rows``.
    """
    _judge(data)
    sheet = _sheet(_open(data))
    if sheet.total_height >= MOST_ROWS:  # the last row's place, counted from 0
        raise Problem("import.too_many_rows", most=MOST_ROWS)
    merged = _merged(sheet)
    pending: Rows = []
    for number, cells in enumerate(sheet.iter_rows()):
        pending.append([_words(one) for one in cells[:MOST_COLUMNS]])
        _fill(pending[-1], number, merged)
        if len(pending) == ROWS_A_TIME:
            emit(pending)
            pending = []
    if pending:
        emit(pending)


def _judge(data: bytes) -> None:
    """What can be said before anything is unpacked."""
    if data.startswith(_OLD_OFFICE):
        raise Problem("import.old_workbook")
    if not data.startswith(_ZIP):
        raise Problem(UNREADABLE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Problem(UNREADABLE) from error
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
        raise Problem("import.too_heavy")


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - worker only

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, ValueError, OSError) as error:
        raise Problem(UNREADABLE) from error


def _sheet(book: CalamineWorkbook) -> CalamineSheet:
    from python_calamine import (  # noqa: PLC0415 - worker only
        CalamineError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        for known in book.sheets_metadata:
            if known.visible != SheetVisibleEnum.Visible or known.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(known.name)
            if sheet.height:
                return sheet
    except (CalamineError, ValueError, OSError) as error:
        raise Problem(UNREADABLE) from error
    raise Problem("import.empty_workbook")


def _words(cell: object) -> str:
    """A cell as people type it; a moment as ISO, a midnight as the day it is."""
    if isinstance(cell, datetime):
        if cell.time() == _MIDNIGHT:
            return cell.date().isoformat()
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _merged(sheet: CalamineSheet) -> dict[tuple[int, int], str]:
    """(row, column) of cells below a merged one → its words; titles across are left alone."""
    filled: dict[tuple[int, int], str] = {}
    tall = [
        ((top, left), bottom)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
        if bottom > top
    ]
    if not tall or sum(bottom - top for (top, _), bottom in tall) > MOST_MERGED:
        return filled
    rows: Sequence[Sequence[object]] = sheet.to_python(skip_empty_area=False)
    for (top, left), bottom in tall:
        if top < len(rows) and left < len(rows[top]):
            said = _words(rows[top][left])
            filled.update({(row, left): said for row in range(top + 1, bottom + 1)})
    return filled


def _fill(cells: list[str], row: int, merged: dict[tuple[int, int], str]) -> None:
    if not merged:
        return
    for column, said in enumerate(cells):
        if not said:
            cells[column] = merged.get((row, column), "")
