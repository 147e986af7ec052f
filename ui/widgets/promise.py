"""What the receipt will promise – appointment and fee – and what is still in the way of F9."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.dossier import ReturnMethod
from models.problems import Problem
from ui import look, words
from ui.widgets.panel import Badge, Panel, button, labelled, text

if TYPE_CHECKING:
    from desk.reception.intake import Prospect

SHOWN_PROBLEMS = 3
LINK_MARGINS_PX = 66


class Promise(Panel):
    """The right-hand column of an intake."""

    edited = Signal()
    receiving = Signal()
    going_to = Signal(object)
    """The `Problem` whose field the clerk wants to see."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading, spacing=8)
        self.slip_wanted = True
        self.column.addWidget(self._promise_box())
        self.column.addWidget(self._open_points())
        self.column.addStretch(1)
        self.column.addLayout(self._choices())
        self.receive = button(self.tr("Tiếp nhận và in  (F9)"), "primary")
        self.receive.clicked.connect(self.receiving)
        self.column.addWidget(self.receive)

    def show_prospect(self, prospect: Prospect | None) -> None:
        """What would be promised if F9 were pressed now."""
        due = prospect.due if prospect else None
        self._due.setText(f"{due:%H:%M}  {due:%d/%m/%Y}" if due else "–")
        self._day.setText(words.day(due).split(",", 1)[0] if due else " ")
        self._note.say(prospect.due_note if prospect else "", "warn")
        self._limit.setText(prospect.limit_text or "–" if prospect else "–")
        self._fee.setText(prospect.fee_text or "–" if prospect else "–")
        self.slip_wanted = wanted = prospect is None or prospect.slip_required
        self.receive.setText(
            self.tr("Tiếp nhận và in  (F9)") if wanted else self.tr("Tiếp nhận  (F9)")
        )
        self.show_problems(prospect.problems if prospect else ())

    def show_problems(self, problems: Sequence[Problem], *, summary: bool = False) -> None:
        """What is still in the way; as a complaint (`summary`) only after F9 was tried."""
        while item := self._points.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._box.setObjectName("summary" if summary and problems else "sunken")
        self._box.style().unpolish(self._box)
        self._box.style().polish(self._box)
        self._count.setText(
            self.tr("Còn {0} việc trước khi tiếp nhận").format(len(problems))
            if problems
            else self.tr("Đủ để tiếp nhận")
        )
        self._count.setProperty("tone", "" if problems else "good")
        self._count.style().unpolish(self._count)
        self._count.style().polish(self._count)
        for problem in problems[:SHOWN_PROBLEMS]:
            self._points.addWidget(self._link(problem))
        if len(problems) > SHOWN_PROBLEMS:
            rest = len(problems) - SHOWN_PROBLEMS
            self._points.addWidget(text(self.tr("… và {0} việc nữa").format(rest), kind="small"))

    def show_choices(self, method: ReturnMethod, sets: int, note: str) -> None:
        """The draft's own choices."""
        for field in (self.method, self.sets, self.note):
            field.blockSignals(True)
        self.method.setCurrentIndex(max(0, self.method.findData(method)))
        self.sets.setValue(sets)
        self.note.setText(note)
        for field in (self.method, self.sets, self.note):
            field.blockSignals(False)

    def show_receiving(self, *, busy: bool) -> None:
        """F9 is being done; it cannot be pressed twice."""
        self.receive.setEnabled(not busy)

    def _promise_box(self) -> QFrame:
        box = QFrame()
        box.setObjectName("promise")
        grid = QGridLayout(box)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(look.GAP_PX)
        grid.setVerticalSpacing(2)
        self._due, self._day = text("–", kind="big"), text(" ")
        self._note = Badge()
        self._limit = text("–", wrap=True)
        self._fee = text("–", wrap=True)
        grid.addWidget(text(self.tr("Hẹn trả"), kind="small", tone="muted"), 0, 0)
        grid.addWidget(self._note, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._due, 1, 0, 1, 2)
        grid.addWidget(self._day, 2, 0, 1, 2)
        grid.addWidget(text(self.tr("Thời hạn"), kind="small", tone="muted"), 3, 0, 1, 2)
        grid.addWidget(self._limit, 4, 0, 1, 2)
        grid.addWidget(text(self.tr("Lệ phí"), kind="small", tone="muted"), 5, 0, 1, 2)
        grid.addWidget(self._fee, 6, 0, 1, 2)
        return box

    def _open_points(self) -> QFrame:
        self._box = QFrame()
        self._box.setObjectName("sunken")
        column = QVBoxLayout(self._box)
        column.setContentsMargins(10, 8, 6, 8)
        column.setSpacing(0)
        self._count = text(wrap=True)
        self._count.setProperty("weight", "bold")
        column.addWidget(self._count)
        self._points = QVBoxLayout()
        self._points.setSpacing(0)
        column.addLayout(self._points)
        return self._box

    def _choices(self) -> QGridLayout:
        self.method = QComboBox()
        for one in ReturnMethod:
            self.method.addItem(words.return_method(one), one)
        self.sets = QSpinBox()
        self.sets.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sets.setRange(1, 20)
        self.note = QLineEdit()
        self.method.activated.connect(self.edited)
        self.sets.valueChanged.connect(self.edited)
        self.note.textEdited.connect(self.edited)
        self.note.returnPressed.connect(self.receive_focus)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_PX)
        grid.setVerticalSpacing(6)
        grid.addLayout(labelled(self.tr("Nhận kết quả"), self.method), 0, 0)
        grid.addLayout(labelled(self.tr("Số bộ"), self.sets), 0, 1)
        grid.addLayout(labelled(self.tr("Ghi chú"), self.note), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.sets.setFixedWidth(64)
        return grid

    def receive_focus(self) -> None:
        """Enter has gone through everything: the big button is next."""
        self.receive.setFocus(Qt.FocusReason.TabFocusReason)

    def _link(self, problem: Problem) -> QWidget:
        said, next_step = words.problem(problem)
        made = button("", "plain")
        made.ensurePolished()
        room = self.width() - LINK_MARGINS_PX
        short = words.open_point(problem)
        made.setText(made.fontMetrics().elidedText(short, Qt.TextElideMode.ElideRight, room))
        made.setToolTip(f"{said}\n{next_step}")
        made.setAccessibleName(f"{said} {next_step}")
        made.clicked.connect(lambda: self.going_to.emit(problem))
        return made
