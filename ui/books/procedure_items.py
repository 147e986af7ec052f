"""The shape of the editor's lists: the things on the left, the fields of the chosen one beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import look, words
from ui.books.procedure_fields import Section
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import button

T = TypeVar("T")
DETAIL_PX = 400


def language() -> str:
    """The language of the window, as the data know it."""
    return "en" if words.english() else "vi"


class Items(Section, Generic[T]):
    """A list beside the fields of the chosen line. Insert adds, Delete takes out."""

    def __init__(self, name: str, columns: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self.items: list[T] = []
        self.table = LinesTable(name, columns)
        self.detail = QWidget()
        self.form = QVBoxLayout(self.detail)
        self.form.setContentsMargins(0, 0, 6, 0)
        self.form.setSpacing(5)
        self.add = button(self.tr("Thêm  (Insert)"))
        self.remove = button(self.tr("Bỏ  (Delete)"))
        self.up, self.down = button(self.tr("Lên")), button(self.tr("Xuống"))
        self.add.clicked.connect(self.add_one)
        self.remove.clicked.connect(self.remove_one)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for sequence, act, where in (
            ("Insert", self.add_one, self),
            ("Delete", self.remove_one, self.table),
        ):
            shortcut = QShortcut(QKeySequence(sequence), where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen_changed())
        self.table.opening.connect(lambda _: self.first_field().setFocus())
        self._lay_out()

    # What each kind of item says

    def line(self, item: T) -> tuple[str, ...]:
        """The words of an item in the list."""
        raise NotImplementedError

    def fresh(self) -> T:
        """A new item."""
        raise NotImplementedError

    def show_item(self, item: T) -> None:
        """Put an item into the fields."""
        raise NotImplementedError

    def typed(self, item: T) -> T:
        """The item as it is typed."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError

    # The list

    def show_items(self, items: Sequence[T]) -> None:
        """Show these; the chosen line stays chosen."""
        row = max(self.table.currentIndex().row(), 0)
        self.items = list(items)
        self._refresh(min(row, max(len(self.items) - 1, 0)))

    def say_edited(self, *_: object) -> None:
        """Take what was typed into the chosen item."""
        row = self.table.currentIndex().row()
        if self._filling or not 0 <= row < len(self.items):
            return
        item = self.typed(self.items[row])
        if item != self.items[row]:
            self.items[row] = item
            self._refresh(row, again=False)
            self.edited.emit()

    def add_one(self) -> None:
        """A new item below the others; typing goes into it."""
        self.items.append(self.fresh())
        self._refresh(len(self.items) - 1)
        self.edited.emit()
        self.first_field().setFocus()

    def remove_one(self) -> None:
        """Take the chosen item out; it can be taken back."""
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.items):
            del self.items[row]
            self._refresh(min(row, len(self.items) - 1))
            self.edited.emit()

    def _move(self, step: int) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.items) and 0 <= row + step < len(self.items):
            self.items[row], self.items[row + step] = self.items[row + step], self.items[row]
            self._refresh(row + step)
            self.edited.emit()

    def _refresh(self, row: int, *, again: bool = True) -> None:
        """Draw the list; with `again` the fields too."""
        lines = [Line(str(place), self.line(one)) for place, one in enumerate(self.items)]
        before, self._filling = self._filling, True
        self.table.show_lines(lines, str(row))
        self._filling = before
        if again:
            self._fill_fields()
        self.detail.setEnabled(bool(self.items))
        self.remove.setEnabled(bool(self.items))

    def _chosen_changed(self) -> None:
        if not self._filling:
            self._fill_fields()

    def _fill_fields(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.items):
            before, self._filling = self._filling, True
            self.show_item(self.items[row])
            self._filling = before

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(look.GAP_PX // 2)
        for one in (self.add, self.remove, self.up, self.down):
            acts.addWidget(one)
        acts.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(5)
        left.addWidget(self.table, 1)
        left.addLayout(acts)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.detail)
        scroll.setMinimumWidth(DETAIL_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP_PX)
        row.addLayout(left, 1)
        row.addWidget(scroll)
