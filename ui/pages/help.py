"""Help: the keys, from the same table that makes them work, and what to do when something fails."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.role import User
from ui import keys, look, page_keys
from ui.keys import Command
from ui.page import Page, Surroundings
from ui.widgets.panel import OneLine, Panel, text

CAP_PX = 20
_LEFT = Qt.AlignmentFlag.AlignLeft
_OF_THE_WINDOW = (Command.HELP, Command.DISPLAY, Command.LOCK, Command.BACK)


class HelpPage(Page):
    """Three columns that fit on one screen; with larger type the arrows move them."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(*(look.MARGIN_PX,) * 4)
        row.setSpacing(look.GAP_PX)
        row.addWidget(self._keys_panel(), 32)
        row.addWidget(self._more_keys_panel(), 19)
        row.addWidget(self._ways_panel(), 9)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self._area.setAccessibleName(self.tr("Trợ giúp"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Trợ giúp")

    def enter(self, subject: object) -> None:
        """Nothing to type here; the keys of the window work."""
        del subject
        self._area.setFocus()

    def _keys_panel(self) -> Panel:
        panel = Panel(self.tr("Phím tắt"), spacing=4)
        grid = _grid()
        rows = [
            (keys.shown(k.sequences[0]), keys.label(k), keys.meaning(k))
            for k in keys.KEYS
            if not k.screen and k.command not in _OF_THE_WINDOW
        ]
        for line, (sequence, label, meaning) in enumerate(rows):
            corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            grid.addWidget(_cap(sequence), line, 0, corner)
            named = text(label, kind="small")
            named.setProperty("weight", "bold")
            grid.addWidget(named, line, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text(meaning, kind="small", tone="muted", wrap=True), line, 2)
        grid.setColumnStretch(2, 1)
        panel.column.addLayout(grid)
        panel.column.addStretch(1)
        return panel

    def _more_keys_panel(self) -> Panel:
        panel = Panel(self.tr("Chuyển màn hình"), spacing=4)
        panel.column.addLayout(_screens(self.around.seat.user))
        enter = ("Enter", self.tr("Sang ô tiếp theo. Ctrl+Enter như F9."))
        panel.column.addLayout(_lines([*_window_keys(), enter]))
        panel.column.addSpacing(4)
        panel.column.addWidget(
            text(self.tr("Khi chọn trang (Shift+→: nhiều, Ctrl+A: cả)"), kind="lead")
        )
        panel.column.addLayout(_page_acts())
        panel.column.addStretch(1)
        return panel

    def _ways_panel(self) -> QWidget:
        panel = Panel(self.tr("Khi có việc lạ"), spacing=3)
        for heading, words in (
            (
                self.tr("Không đọc được thẻ"),
                self.tr(
                    "Quét mã QR trên thẻ hoặc gõ 12 số rồi đặt lại thẻ. Chip hỏng: nhập tay, "
                    "đối chiếu VNeID bằng Ctrl+E. Không ai phải về vì con chip."
                ),
            ),
            (
                self.tr("Máy in không chạy"),
                self.tr("Hồ sơ đã tiếp nhận vẫn giữ nguyên. Sửa máy in rồi mở hồ sơ, nhấn Ctrl+P."),
            ),
            (
                self.tr("Mất mạng"),
                self.tr(
                    "Cứ làm việc. Hồ sơ chờ ở máy và tự gửi khi có mạng. Số tạm trên giấy hẹn "
                    "vẫn tra được mãi."
                ),
            ),
            (
                self.tr("Mất điện"),
                self.tr(
                    "Mở lại chương trình: phiếu đang làm nằm ở Việc hôm nay, đúng chỗ đã dừng."
                ),
            ),
            (
                self.tr("Người dân hỏi hồ sơ tới đâu"),
                self.tr("F3, gõ vài chữ của tên hoặc 4 số cuối của mã, Enter."),
            ),
        ):
            named = text(heading, wrap=True)
            named.setProperty("weight", "bold")
            panel.column.addSpacing(5)
            panel.column.addWidget(named)
            panel.column.addWidget(text(words, kind="small", tone="muted", wrap=True))
        panel.column.addStretch(1)
        return panel


def _screens(user: User) -> QGridLayout:
    """Keys that lead to a screen this person has: two beside each other, their names are short."""
    there = [one for one in keys.KEYS if one.screen and (one.may is None or user.may(one.may))]
    half = (len(there) + 1) // 2
    grid = _grid()
    grid.setHorizontalSpacing(6)
    for place, one in enumerate(there):
        line, column = place % half, place // half * 2
        grid.addWidget(_cap(keys.shown(one.sequences[0])), line, column, _LEFT)
        said = OneLine(kind="small", tone="muted")
        said.say(keys.label(one))
        said.setToolTip(keys.meaning(one))
        grid.addWidget(said, line, column + 1)
    for column in (1, 3):
        grid.setColumnStretch(column, 1)
    return grid


def _window_keys() -> list[tuple[str, str]]:
    """Keys of the window itself."""
    there = [one for one in keys.KEYS if one.command in _OF_THE_WINDOW]
    return [(keys.shown(one.sequences[0]), keys.meaning(one)) for one in there]


def _page_acts() -> QGridLayout:
    """Keys of the strip of pages; both ways of turning share a line, so that all fit."""
    told: list[tuple[str, str]] = []
    for one in page_keys.PAGE_KEYS:
        shown, meaning = page_keys.shown(one), page_keys.meaning(one)
        if one.act is page_keys.PageAct.TURN_BACK:
            sequence, before = told.pop()
            shown, meaning = sequence, f"{before}; {shown}: {meaning}"
        told.append((shown, meaning))
    return _lines(told)


def _lines(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = _grid()
    for line, (sequence, meaning) in enumerate(lines):
        grid.addWidget(_cap(sequence), line, 0, Qt.AlignmentFlag.AlignLeft)
        said = OneLine(kind="small", tone="muted")
        said.say(meaning)
        grid.addWidget(said, line, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(1)
    return grid


def _cap(sequence: str) -> QLabel:
    cap = QLabel(sequence)
    cap.setProperty("cap", True)
    cap.setFixedHeight(CAP_PX)
    return cap
