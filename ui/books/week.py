"""Báo cáo tuần: Friday's page on the screen, printed by one key, saved as Word by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton

from models.weekly_lines import TotalLine, field_lines, total_lines
from ui import look
from ui.books.book import Book
from ui.keys import Command
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text

if TYPE_CHECKING:
    from models.papers.weekly import WeeklyReport

_LONGEST_AGO = 7
"""Weeks: the hub's word about other counters' closed dossiers is kept for sixty days."""


class WeekBook(Book):
    """This week or one before; Enter opens a late dossier."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._ago = 0
        self._report: WeeklyReport | None = None
        self._said = text(kind="lead", wrap=True)
        self.earlier: QPushButton = button(self.tr("← Tuần trước"))
        self.later: QPushButton = button(self.tr("Tuần sau →"))
        self.totals = text(wrap=True)
        self.fields = LinesTable(
            self.tr("Theo lĩnh vực"),
            (
                (self.tr("Lĩnh vực"), 0), (self.tr("Chuyển sang"), 116), (self.tr("Mới"), 60),
                (self.tr("Trước hạn"), 88), (self.tr("Đúng hạn"), 88),
                (self.tr("Xong quá hạn"), 122),
                (self.tr("Đang trong hạn"), 124), (self.tr("Đang quá hạn"), 122),
            ),
        )  # fmt: skip
        self.table = LinesTable(
            self.tr("Hồ sơ đang quá hạn"),
            (
                (self.tr("Mã hồ sơ quá hạn"), 210), (self.tr("Thủ tục"), 0),
                (self.tr("Hẹn trả"), 96), (self.tr("Đang ở"), 260), (self.tr("Lý do"), 220),
            ),
        )  # fmt: skip
        self.proposals = QLineEdit()
        self.proposals.setMaxLength(400)
        self._lay_out()
        self.earlier.clicked.connect(lambda: self._turn(1))
        self.later.clicked.connect(lambda: self._turn(-1))
        self.table.opening.connect(self.open_dossier)

    def acts(self) -> Mapping[Command, str]:
        """Printing, and the file."""
        return {
            Command.PRINT: self.tr("In một trang"),
            Command.RECEIVE: self.tr("Lưu tệp Word…"),
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.PRINT:
            self._print()
        elif command is Command.RECEIVE:
            self._choose_file()
        else:
            return False
        return True

    def read(self) -> None:
        """The chosen week, with what is proposed."""
        seat, ago, proposals = self.around.seat, self._ago, self.proposals.text()
        self.ask(lambda: seat.weekly.report(seat.user, ago, proposals), self._show, latest="week")

    def save(self, path: Path) -> None:
        """Write the page as Word."""
        seat, ago, proposals = self.around.seat, self._ago, self.proposals.text()

        def work() -> None:
            report = seat.weekly.report(seat.user, ago, proposals)
            path.write_bytes(seat.weekly.word(seat.user, report))

        self.ask(work, lambda _: self.tell(self.tr("Đã lưu {0}.").format(path.name)))

    def _print(self) -> None:
        seat, ago, proposals = self.around.seat, self._ago, self.proposals.text()

        def done(report: WeeklyReport) -> None:
            print_paper(self.around, self, report)
            self.tell(self.tr("Báo cáo tuần đang in."))

        self.ask(lambda: seat.weekly.report(seat.user, ago, proposals), done)

    def _choose_file(self) -> None:
        if self._report is None:
            return
        name = f"bao-cao-tuan-{self._report.week.end - timedelta(days=1):%Y-%m-%d}.docx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Lưu báo cáo tuần"), name, self.tr("Tệp Word (*.docx)")
        )
        if chosen:
            self.save(Path(chosen))

    def _turn(self, by: int) -> None:
        self._ago = min(max(self._ago + by, 0), _LONGEST_AGO)
        self.read()

    def _show(self, report: WeeklyReport) -> None:
        self._report = report
        week = report.week
        last = week.end - timedelta(days=1)
        said = self.tr("Tuần {0} – {1}").format(f"{week.start:%d/%m}", f"{last:%d/%m/%Y}")
        if report.heading.at < week.end:
            said += " · " + self.tr("số liệu đến {0}").format(f"{report.heading.at:%H:%M %d/%m}")
        self._said.setText(said)
        self.later.setEnabled(self._ago > 0)
        self.earlier.setEnabled(self._ago < _LONGEST_AGO)
        self.totals.setText("\n".join(self._total(one) for one in total_lines(week)))
        self.fields.show_lines(
            [
                Line(name, (
                    name, str(one.carried), str(one.new), str(one.early), str(one.on_time),
                    str(one.late), str(one.open_in_time), str(one.open_late),
                ), {5: "bad"} if one.late else {})
                for name, one in field_lines(week)
            ]
        )  # fmt: skip
        self.table.setVisible(bool(report.overdue))
        self.table.show_lines(
            [
                Line(one.code, (
                    one.code, one.procedure, f"{one.due:%d/%m/%Y}", one.holder, one.reason or "–",
                ), {2: "bad"})
                for one in report.overdue
            ]
        )  # fmt: skip

    def _total(self, one: TotalLine) -> str:
        """E.g. «Tiếp nhận mới: 12 (trực tiếp 5 · trực tuyến 7); tuần trước 9, +3»."""
        parts = f" ({one.parts})" if one.parts else ""
        before = self.tr("tuần trước {0}, {1}").format(one.before, one.change)
        return f"{one.name}: {one.now}{parts}; {before}"

    def _lay_out(self) -> None:
        panel = Panel()
        head = QHBoxLayout()
        head.setSpacing(look.GAP_PX)
        head.addWidget(self._said, 1)
        head.addWidget(self.earlier)
        head.addWidget(self.later)
        panel.column.addLayout(head)
        panel.column.addWidget(self.totals)
        panel.column.addWidget(self.fields, 3)
        panel.column.addWidget(self.table, 2)
        panel.column.addLayout(labelled(self.tr("Kiến nghị, đề xuất"), self.proposals))
        self.column.addWidget(panel, 1)
