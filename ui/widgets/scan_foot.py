"""Below the strip: what is to be known of a page, how many sheets there are, waiting for paper.

While sheets are scanned on both sides by hand, it says which side comes next.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from ui.widgets.panel import OneLine, button, set_property

MOST_SHEETS = 500
SHEETS_PX = 84
HIGH_PX = 28
"""The papers above need the room."""


class ScanFoot(QWidget):
    """One line; never in the way of typing."""

    joining = Signal()
    """The backs are there: put fronts and backs together."""
    giving_up = Signal()

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__()
        self._flaw = OneLine(kind="small", tone="warn")
        self._step = OneLine(kind="small", tone="link")
        self.in_order = QCheckBox(self.tr("Mặt sau đã đúng thứ tự"))
        self._join = button(self.tr("Ghép"), "small")
        self._give_up = button(self.tr("Thôi"), "small")
        self.wait = QCheckBox(self.tr("Chờ giấy"))
        self.wait.setToolTip(self.tr("Khay hết giấy thì chờ, có giấy là quét tiếp."))
        self.sheets = QSpinBox()
        self.sheets.setRange(0, MOST_SHEETS)
        self.sheets.setPrefix(self.tr("Số tờ: "))
        self.sheets.setSpecialValueText(self.tr("Số tờ: –"))
        self.sheets.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheets.setFixedWidth(SHEETS_PX)
        self.sheets.setAccessibleName(self.tr("Số tờ sắp quét"))
        self.sheets.setToolTip(self.tr("Số tờ sắp quét, để biết thiếu hay thừa. –: không đếm."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._flaw, 1)
        row.addWidget(self._step, 1)
        by_hand: tuple[QWidget, ...] = (self.in_order, self._join, self._give_up)
        counting: tuple[QWidget, ...] = (self.wait, self.sheets)
        for one in (*by_hand, *counting):
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            one.setProperty("low", True)
            row.addWidget(one)
        self.setFixedHeight(HIGH_PX)
        self._by_hand, self._usual = by_hand, () if narrow else counting
        for one in counting if narrow else ():
            one.hide()
        self._join.clicked.connect(self.joining)
        self._give_up.clicked.connect(self.giving_up)
        self.show_step("", joinable=False)

    def say(self, flaw: str, tone: str = "warn") -> None:
        """What is to be known of the chosen page and what to do; empty for nothing."""
        set_property(self._flaw, "tone", tone)
        self._flaw.say(flaw)

    def said(self) -> str:
        """What is said now, of both sides by hand or of the page."""
        shown = self._flaw if self._step.isHidden() else self._step
        return shown.accessibleName()

    def show_step(self, step: str, *, joinable: bool) -> None:
        """The next step of scanning both sides by hand; empty when nobody does."""
        self._step.say(step)
        self._step.setVisible(bool(step))
        self._flaw.setVisible(not step)
        self.in_order.setVisible(bool(step) and joinable)
        self._join.setVisible(bool(step) and joinable)
        self._give_up.setVisible(bool(step))
        for one in self._usual:
            one.setVisible(not step)
