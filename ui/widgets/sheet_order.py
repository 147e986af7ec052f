"""Fronts, then backs, as they would become sheets: shown before anything is moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QListView, QListWidget, QListWidgetItem, QWidget

from desk.capture.arranging import as_sheets
from models.pages import PageStatus
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page_tile import NUMBER, PICTURE, STATUS, THUMB, PageTile
from ui.widgets.panel import OneLine, button

WIDTH_PX = 680
_ROWS_PX = 2 * (THUMB.height() + 28)


class SheetOrder(FormDialog):
    """The pages of one paper in the proposed order, each with the number it has now.

    `ordered` tells whether the backs come last sheet first; giving up leaves the pages as they lie.
    """

    ordered = Signal(bool)

    def __init__(
        self, over: QWidget, pages: Sequence[PageStatus], pictures: Mapping[str, QPixmap]
    ) -> None:
        super().__init__(over, self.tr("Xếp thành tờ hai mặt"), WIDTH_PX)
        self._pages, self._pictures = tuple(pages), pictures
        half = len(self._pages) // 2
        said = self.tr("Trang 1–{0} là mặt trước, trang {1}–{2} là mặt sau. Số dưới ảnh: số cũ.")
        self.explain(
            said.format(half, half + 1, 2 * half),
            self.tr("{0} trang thành {1} tờ hai mặt").format(2 * half, half),
        )
        self.order = OneLine(kind="small")
        self.column.addWidget(self.order)
        self.preview = _preview()
        self.column.addWidget(self.preview)
        self.in_order = QCheckBox(self.tr("Mặt sau đã đúng thứ tự (không lật cả xấp)"))
        self.in_order.toggled.connect(lambda _: self._show())
        self.column.addWidget(self.in_order)
        self.doing = button(self.tr("Xếp lại (Enter)"), "primary")
        self.doing.clicked.connect(self._do)
        self.end(self.doing, enter_does=True)
        self.doing.setFocus()
        self._show()

    def _show(self) -> None:
        numbers = as_sheets(
            range(1, len(self._pages) + 1), backs_reversed=not self.in_order.isChecked()
        )
        sheets = zip(numbers[::2], numbers[1::2], strict=True)
        shown = ", ".join(f"{front}–{back}" for front, back in sheets)
        self.order.say(self.tr("Thứ tự mới: {0}").format(shown))
        self.preview.clear()
        for number in numbers:
            status = self._pages[number - 1]
            item = QListWidgetItem()
            item.setData(STATUS, status)
            item.setData(NUMBER, number)
            item.setData(PICTURE, self._pictures.get(status.page.id))
            self.preview.addItem(item)

    def _do(self) -> None:
        self.accept()
        self.ordered.emit(not self.in_order.isChecked())


def _preview() -> QListWidget:
    made = QListWidget()
    made.setObjectName("bare")
    made.setItemDelegate(PageTile(made))
    made.setViewMode(QListView.ViewMode.IconMode)
    made.setMovement(QListView.Movement.Static)
    made.setSelectionMode(QListWidget.SelectionMode.NoSelection)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setFixedHeight(_ROWS_PX)
    return made
