"""A list of dossiers: arrows walk it, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from models.dossier import DossierRow
from ui.row_model import ALL, Column, RowModel
from ui.widgets.lines_table import CalmTable

_WIDTHS = {
    Column.CODE: 204,
    Column.OWNER: 180,
    Column.NUMBER: 128,
    Column.STATUS: 150,
    Column.RECEIVED: 112,
    Column.DUE: 112,
    Column.SYNC: 176,
    Column.PROCEDURE: 0,
}


class DossierTable(CalmTable):
    """Rows of dossiers; the procedure's column takes what is left."""

    def __init__(self, name: str, columns: Sequence[Column] = ALL) -> None:
        self._rows = RowModel(columns)
        super().__init__(name, self._rows, [_WIDTHS[column] for column in columns])

    def show_rows(self, rows: Sequence[DossierRow], now: datetime) -> None:
        """Replace the rows; the first is chosen."""
        self._rows.show_rows(rows, now)
        if rows:
            self.selectRow(0)

    def id_at(self, row: int) -> str:
        """The dossier of a row."""
        found = self._rows.row_at(row)
        return found.id if found is not None else ""
