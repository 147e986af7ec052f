"""A table over rows of dossiers: a page of rows in memory, cells worded when they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush, QColor

from models.dossier import DossierRow, Status
from ui import look, words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Column(Enum):
    """What a list of dossiers can show."""

    CODE = auto()
    OWNER = auto()
    NUMBER = auto()
    PROCEDURE = auto()
    STATUS = auto()
    RECEIVED = auto()
    DUE = auto()
    SYNC = auto()


ALL = tuple(Column)


class RowModel(QAbstractTableModel):
    """Rows come in pages of at most 500 from a worker; nothing is fetched while drawing."""

    def __init__(self, columns: Sequence[Column] = ALL) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: tuple[DossierRow, ...] = ()
        self._now: datetime | None = None

    def show_rows(self, rows: Sequence[DossierRow], now: datetime) -> None:
        """Replace what is shown; `now` decides what is late."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._now = now
        self.endResetModel()

    def row_at(self, row: int) -> DossierRow | None:
        """The dossier of a line."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Lines; none below a line."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Columns; none below a line."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The words above a column."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _heading(self._columns[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column, self._now)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _cell(row, column, None)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_heading(column)}: {_cell(row, column, None)}"
        return None

    def _colour(self, row: DossierRow, column: Column) -> QBrush | None:
        colours = look.colours()
        if column is Column.DUE and self._now is not None and _open(row):
            if row.due < self._now:
                return QBrush(QColor(colours.bad))
            if row.due.date() == self._now.date():
                return QBrush(QColor(colours.warn))
        if column is Column.SYNC:
            tone = words.sync_badge(row.sync)
            return QBrush(QColor(getattr(colours, {"neutral": "muted"}.get(tone, tone))))
        return None


def _open(row: DossierRow) -> bool:
    return row.status in (Status.RECEIVED, Status.PROCESSING)


def _heading(column: Column) -> str:
    return {
        Column.CODE: QCoreApplication.translate("rows", "Mã hồ sơ"),
        Column.OWNER: QCoreApplication.translate("rows", "Chủ hồ sơ"),
        Column.NUMBER: QCoreApplication.translate("rows", "Số định danh"),
        Column.PROCEDURE: QCoreApplication.translate("rows", "Thủ tục"),
        Column.STATUS: QCoreApplication.translate("rows", "Trạng thái"),
        Column.RECEIVED: QCoreApplication.translate("rows", "Tiếp nhận"),
        Column.DUE: QCoreApplication.translate("rows", "Hẹn trả"),
        Column.SYNC: QCoreApplication.translate("rows", "Hệ thống tỉnh"),
    }[column]


def _cell(row: DossierRow, column: Column, now: datetime | None) -> str:
    def at(when: datetime) -> str:
        return words.near_moment(when, now) if now is not None else words.moment(when)

    return {
        Column.CODE: lambda: row.code,
        Column.OWNER: lambda: row.owner_name,
        Column.NUMBER: lambda: row.number_masked,
        Column.PROCEDURE: lambda: words.procedure(row.procedure_name),
        Column.STATUS: lambda: words.status_short(row.status) if now else words.status(row.status),
        Column.RECEIVED: lambda: at(row.received_at),
        Column.DUE: lambda: at(row.due),
        Column.SYNC: lambda: words.counter(row.sync, elsewhere=row.elsewhere),
    }[column]()
