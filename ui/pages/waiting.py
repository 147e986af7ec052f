"""Chờ bổ sung: what is awaited from whom, when they were told, and how many days are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui import look, words
from ui.page import Go, Page, Place, Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, text

if TYPE_CHECKING:
    from desk.reception.supplements import Waiting


class WaitingPage(Page):
    """One list; Enter opens the dossier where its papers are taken in."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._said = text(tone="muted")
        self.table = LinesTable(
            self.tr("Hồ sơ chờ bổ sung"),
            (
                (self.tr("Mã hồ sơ"), 200),
                (self.tr("Chủ hồ sơ"), 190),
                (self.tr("Thủ tục"), 0),
                (self.tr("Đã báo lúc"), 140),
                (self.tr("Hạn bổ sung"), 120),
                (self.tr("Còn"), 130),
            ),
        )
        self.table.opening.connect(lambda one: self.going.emit(Go(Place.DOSSIER, one)))
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.MARGIN_PX,) * 4)
        column.addWidget(panel)

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Chờ bổ sung")

    def enter(self, subject: object) -> None:
        """Read the list anew."""
        del subject
        seat = self.around.seat
        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.life.supplements.waiting(seat.user),
            self._show,
            asker=self,
            latest="waiting",
        )
        self.table.setFocus()

    def _show(self, waiting: tuple[Waiting, ...]) -> None:
        now = self.around.desk.clock()
        lines = []
        for one in waiting:
            left = words.time_left(one.until, now) if one.until else "–"
            until = f"{one.until:%d/%m/%Y}" if one.until else "–"
            row = one.row
            cells = (
                row.code, row.owner_name, words.procedure(row.procedure_name),
                words.near_moment(one.asked_at, now), until, left,
            )  # fmt: skip
            lines.append(Line(row.id, cells, {5: "bad"} if one.overdue else {}))
        self.table.show_lines(lines, self.table.current())
        self._said.setText(
            self.tr("{0} hồ sơ chờ người dân bổ sung. Enter để mở.").format(len(lines))
            if lines
            else self.tr("Không có hồ sơ nào chờ bổ sung.")
        )
