"""A list of dossiers: arrows walk it, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from models.dossier import DossierRow
from ui.row_model import ALL, Column, RowModel

ROW_PX = 38
_WIDTHS = {
    Column.CODE: 204,
    Column.OWNER: 180,
    Column.NUMBER: 128,
    Column.STATUS: 150,
    Column.RECEIVED: 112,
    Column.DUE: 112,
    Column.SYNC: 176,
}


class DossierTable(QTableView):
    """Rows of dossiers; the procedure's column takes what is left."""

    opening = Signal(str)
    """The id of a dossier."""

    def __init__(self, name: str, columns: Sequence[Column] = ALL) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows = RowModel(columns)
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(60)
        for place, column in enumerate(self._columns):
            if column is Column.PROCEDURE:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(place, _WIDTHS[column])
        self.doubleClicked.connect(lambda _: self.open_current())

    def show_rows(self, rows: Sequence[DossierRow], now: datetime) -> None:
        """Replace the rows; the first is chosen."""
        self._rows.show_rows(rows, now)
        if rows:
            self.selectRow(0)

    def count(self) -> int:
        """How many rows are shown."""
        return self._rows.rowCount()

    def open_current(self) -> bool:
        """Open the chosen row; False when there is none."""
        row = self._rows.row_at(self.currentIndex().row())
        if row is None:
            return False
        self.opening.emit(row.id)
        return True

    def walk(self, step: int) -> None:
        """Choose the next or previous row, from wherever the focus is."""
        if self.count():
            self.selectRow(min(max(self.currentIndex().row() + step, 0), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters do nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()
