"""Tables the arrows walk: the calm table itself, and one over lines of plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui import look
from ui.row_model import ROOT, Index

ROW_PX = 38
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Toned(QStyledItemDelegate):
    """A cell keeps the tone of its words when its row is the chosen one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(tone, QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, tone)


class CalmTable(QTableView):
    """Rows without grid; arrows walk them, Enter opens, letters do nothing."""

    opening = Signal(str)
    """The id of the chosen row."""

    def __init__(self, name: str, model: QAbstractItemModel, widths: Sequence[int]) -> None:
        """`widths` of the columns; the one of 0 takes what is left."""
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Toned(self))
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
        header.setMinimumSectionSize(48)
        for place, width in enumerate(widths):
            if width:
                self.setColumnWidth(place, width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _: self.open_current())

    def id_at(self, row: int) -> str:
        """What a row is about; empty where there is none."""
        raise NotImplementedError

    def count(self) -> int:
        """How many rows are shown."""
        return self.model().rowCount()

    def current(self) -> str:
        """What the chosen row is about; empty when none is chosen."""
        return self.id_at(self.currentIndex().row())

    def open_current(self) -> bool:
        """Open the chosen row; False when there is none."""
        chosen = self.current()
        if chosen:
            self.opening.emit(chosen)
        return bool(chosen)

    def walk(self, step: int) -> None:
        """Choose the next or previous row, from wherever the focus is."""
        if self.count():
            self.selectRow(min(max(self.currentIndex().row() + step, 0), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters do nothing here."""
        if event.key() in _ENTER:
            self.open_current()
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; `tones` colour single cells by their column."""

    id: str
    cells: tuple[str, ...]
    tones: Mapping[int, str] = field(default_factory=dict)


class _Lines(QAbstractTableModel):
    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        said = line.cells[column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return said
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[column]}: {said}"
        if role == Qt.ItemDataRole.ForegroundRole and (tone := line.tones.get(column)):
            return QBrush(QColor(getattr(look.colours(), tone)))
        return None


class LinesTable(CalmTable):
    """Lines of words under headings, each heading with its width; 0 takes what is left."""

    def __init__(self, name: str, columns: Sequence[tuple[str, int]]) -> None:
        self._lines = _Lines([heading for heading, _ in columns])
        super().__init__(name, self._lines, [width for _, width in columns])

    def show_lines(self, lines: Sequence[Line], chosen: str = "") -> None:
        """Replace the lines; the one named, or the first, is chosen."""
        self._lines.show_lines(lines)
        if lines:
            ids = [line.id for line in lines]
            self.selectRow(ids.index(chosen) if chosen and chosen in ids else 0)

    def id_at(self, row: int) -> str:
        """What a line is about."""
        lines = self._lines.lines
        return lines[row].id if 0 <= row < len(lines) else ""

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """All words shown."""
        return tuple(line.cells for line in self._lines.lines)
