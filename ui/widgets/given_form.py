"""Giấy đã đưa mà không có hồ sơ: Mẫu 02 and 03 of the counter, to be printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from ui import words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button
from ui.widgets.wrapped_lines import WrappedLines

if TYPE_CHECKING:
    from desk.reception.papers import CounterPaper

WIDTH_PX = 560
_LIST_PX = 320
_PLACE = Qt.ItemDataRole.UserRole


class GivenForm(FormDialog):
    """The newest first; Enter prints the chosen one again."""

    again = Signal(object)
    """The `CounterPaper` to print."""

    def __init__(self, over: QWidget, papers: tuple[CounterPaper, ...], days: int) -> None:
        super().__init__(over, self.tr("Giấy đã đưa mà không có hồ sơ"), WIDTH_PX)
        self._papers = papers
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
        none = self.tr("Không có giấy nào trong {0} ngày qua.").format(days)
        some = self.tr("Phiếu yêu cầu bổ sung và phiếu từ chối lập tại quầy, {0} ngày qua.")
        self.explain(some.format(days) if papers else none)
        self.column.addWidget(self.lines)
        self.end(self.do, self.tr("Đóng"))
        self.do.clicked.connect(self._print)
        self.lines.itemActivated.connect(lambda _: self._print())
        self.lines.setFocus()

    def _print(self) -> None:
        item = self.lines.currentItem()
        if item is not None:
            self.again.emit(self._papers[int(item.data(_PLACE))])

    def _form(self, one: CounterPaper) -> str:
        return self.tr("Mẫu 02") if one.paper.form == "02" else self.tr("Mẫu 03")
