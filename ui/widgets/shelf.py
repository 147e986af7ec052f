"""Nhận kết quả từ phòng: the place is written once, then each receipt is only scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit

from models.problems import Problem
from ui.page import Surroundings
from ui.widgets.lines_table import Line
from ui.widgets.panel import Panel, labelled, text
from ui.widgets.result_lines import view_line

if TYPE_CHECKING:
    from desk.reception.results import TakenIn


class Shelf(Panel):
    """Keeps what was taken in during this sitting, the newest first."""

    took = Signal()
    """Something came in, or nothing did: the lines are as they are now."""
    troubled = Signal(object)
    """A `Problem` of one result; the others came in."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(QCoreApplication.translate("Shelf", "Nhận kết quả từ phòng"))
        self._around = around
        self.lines: list[Line] = []
        self.place = QLineEdit()
        self.place.setPlaceholderText(self.tr("Ví dụ: Ngăn B-17"))
        self.column.addLayout(labelled(self.tr("Để kết quả tại"), self.place))
        self.column.addWidget(
            text(
                self.tr("Nơi để giữ nguyên cho các kết quả quét sau, đến khi ghi nơi khác."),
                tone="muted",
                wrap=True,
            )
        )
        self.column.addStretch(1)

    def take_in(self, code: str) -> None:
        """One result was scanned."""
        place, seat = self.place.text().strip(), self._around.seat

        def done(answer: TakenIn) -> None:
            for view in answer.taken:
                line = view_line(view)
                self.lines = [line, *(one for one in self.lines if one.id != line.id)]
            for _, problem in answer.refused:
                self.troubled.emit(problem)
            for _ in answer.unknown:
                self.troubled.emit(Problem("lookup.unknown_code"))
            self.took.emit()

        def failed(problem: Problem) -> None:
            self.troubled.emit(problem)
            self.place.setFocus()

        self._around.bridge.ask(
            self._around.desk.workers.store,
            lambda: seat.results.take_in(seat.user, (code,), place),
            done,
            failed,
            asker=self,
        )

    def said(self) -> str:
        """What happened so far, in one sentence."""
        if self.lines:
            return self.tr("Đã nhận {0} kết quả về quầy.").format(len(self.lines))
        return self.tr("Ghi nơi để một lần, rồi quét giấy hẹn của từng kết quả.")
