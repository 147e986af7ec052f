"""Giấy đã đưa mà không có hồ sơ: Mẫu 02 and 03 of the counter, to be printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from ui import words
from ui.widgets.panel import button, text
from ui.widgets.wrapped_lines import WrappedLines

if TYPE_CHECKING:
    from desk.reception.papers import CounterPaper

WIDTH_PX = 560
_LIST_PX = 320
_PLACE = Qt.ItemDataRole.UserRole


class GivenForm(QDialog):
    """The newest first; Enter prints the chosen one again."""

    again = Signal(object)
    """The `CounterPaper` to print."""

    def __init__(self, over: QWidget, papers: tuple[CounterPaper, ...], days: int) -> None:
        super().__init__(over)
        self._papers = papers
        self.setWindowTitle(self.tr("Giấy đã đưa mà không có hồ sơ"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        self.lines = WrappedLines()
        self.lines.setAccessibleName(self.windowTitle())
        self.lines.setFixedHeight(_LIST_PX)
        for place, one in enumerate(papers):
            said = f"{self._form(one)}  {one.paper.number}  ·  {words.moment(one.paper.at)}"
            item = QListWidgetItem(f"{one.person}  –  {said}\n{one.procedure}")
            item.setData(_PLACE, place)
            self.lines.addItem(item)
        if papers:
            self.lines.setCurrentRow(0)
        self.do = button(self.tr("In lại"), "primary")
        self.do.setEnabled(bool(papers))
        closing = button(self.tr("Đóng"), "plain")
        none = self.tr("Không có giấy nào trong {0} ngày qua.").format(days)
        some = self.tr("Phiếu yêu cầu bổ sung và phiếu từ chối lập tại quầy, {0} ngày qua.")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        told = some.format(days) if papers else none
        column.addWidget(text(told, tone="muted", wrap=True))
        column.addWidget(self.lines)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(closing)
        row.addWidget(self.do)
        column.addLayout(row)
        for made in (closing, self.do):
            made.setAutoDefault(False)
        closing.clicked.connect(self.reject)
        self.do.clicked.connect(self._print)
        self.lines.itemActivated.connect(lambda _: self._print())
        self.lines.setFocus()

    def _print(self) -> None:
        item = self.lines.currentItem()
        if item is not None:
            self.again.emit(self._papers[int(item.data(_PLACE))])

    def _form(self, one: CounterPaper) -> str:
        return self.tr("Mẫu 02") if one.paper.form == "02" else self.tr("Mẫu 03")
