"""Open dossiers of the old program: a list is looked at by line, then taken in (decision 31)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from models.problems import Problem
from models.vocabulary import say
from ui import look
from ui.books.book import Book
from ui.books.procedure_items import language
from ui.keys import Command
from ui.page import Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, text

if TYPE_CHECKING:
    from desk.reception.old_system import Foreseen, ImportReport

SIDE_PX = 320
MOST_LINES = 2_000
LARGEST_FILE = 20_000_000
"""Octets; the service says the same in words."""


class OldListsBook(Book):
    """Nothing is kept before F9; lines that cannot be read say why and stay behind."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._content, self._source = b"", ""
        self._foreseen: Foreseen | None = None
        self._said = text(kind="lead", wrap=True)
        self.table = LinesTable(
            self.tr("Dòng của danh sách"),
            (
                (self.tr("Dòng"), 66),
                (self.tr("Mã hồ sơ"), 184),
                (self.tr("Chủ hồ sơ"), 160),
                (self.tr("Thủ tục"), 0),
                (self.tr("Hẹn trả"), 112),
                (self.tr("Sẽ thế nào"), 230),
            ),
        )
        self._choose = button(self.tr("Chọn tệp XLSX, CSV…  (Ctrl+O)"), "primary")
        self.take = button(self.tr("Đưa vào phần mềm  (F9)"))
        self._lay_out()
        self._choose.clicked.connect(self._choose_file)
        self.take.clicked.connect(self._bring_in)
        self._show(None)

    def acts(self) -> Mapping[Command, str]:
        """Choosing a file, taking it in."""
        offered = {Command.ADD_FILES: self.tr("Chọn tệp")}
        if self._foreseen is not None and self._foreseen.new:
            offered[Command.RECEIVE] = self.tr("Đưa vào phần mềm")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.ADD_FILES:
            self._choose_file()
        elif command is Command.RECEIVE:
            self._bring_in()
        else:
            return False
        return True

    def read(self) -> None:
        """A list that was looked at stays as it was."""

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Danh sách hồ sơ còn dở"), "", self.tr("Danh sách (*.xlsx *.csv)")
        )
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Say for every line what would come of it; nothing is written."""
        seat = self.around.seat

        def work() -> tuple[bytes, Foreseen]:
            try:
                with path.open("rb") as source:
                    content = source.read(LARGEST_FILE + 1)
            except OSError as error:
                raise Problem("import.unreadable", line=0) from error
            return content, seat.life.old_system.foresee(seat.user, content)

        def done(answer: tuple[bytes, Foreseen]) -> None:
            self._content, foreseen = answer
            self._source = path.name
            self._show(foreseen)
            self.table.setFocus()

        self._show(None)
        self.ask(work, done, latest="old list")

    def _show(self, foreseen: Foreseen | None) -> None:
        self._foreseen = foreseen
        self.take.setEnabled(foreseen is not None and foreseen.new > 0)
        if foreseen is None:
            self._said.setText(self.tr("Chọn danh sách hồ sơ còn dở của phần mềm cũ."))
            self.table.show_lines([])
            self.acts_changed.emit()
            return
        lines = [
            Line(
                str(one.line),
                (
                    str(one.line), "", "", "", "",
                    self.tr("bỏ qua: {0}").format(say("old_columns", one.why, language())),
                ),
                {5: "warn"},
            )
            for one in foreseen.bad
        ]  # fmt: skip
        for coming in foreseen.coming[:MOST_LINES]:
            one = coming.dossier
            said = self.tr("đã có") if coming.known else self.tr("nhận vào")
            cells = (
                str(coming.line), one.code, one.owner.full_name, one.procedure_name,
                f"{one.due:%d/%m/%Y}", said,
            )  # fmt: skip
            lines.append(Line(str(coming.line), cells, {} if coming.known else {5: "good"}))
        self._said.setText(
            self.tr("{0}: {1} hồ sơ mới, {2} đã có, {3} dòng không đọc được.").format(
                self._source, foreseen.new, len(foreseen.coming) - foreseen.new, len(foreseen.bad)
            )
        )
        self.table.show_lines(lines)
        self.acts_changed.emit()

    def _bring_in(self) -> None:
        if self._foreseen is None or not self._foreseen.new:
            return
        seat, content, source = self.around.seat, self._content, self._source

        def done(report: ImportReport) -> None:
            left = self.tr("{0} dòng không đọc được còn lại trong tệp.").format(len(report.bad))
            self.tell(
                self.tr("Đã nhận vào {0} hồ sơ của phần mềm cũ.").format(report.imported),
                left if report.bad else "",
            )
            self.look_again()

        self.ask(lambda: seat.life.old_system.bring_in(seat.user, content, source), done)

    def look_again(self) -> None:
        """The same list, now that its dossiers are here."""
        seat, content = self.around.seat, self._content
        self.ask(lambda: seat.life.old_system.foresee(seat.user, content), self._show)

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        side = Panel(self.tr("Cần những cột nào"))
        side.setFixedWidth(SIDE_PX)
        needed = self.tr(
            "Bắt buộc: mã hồ sơ, chủ hồ sơ, tên thủ tục, ngày tiếp nhận, ngày hẹn trả."
        )
        side.column.addWidget(text(needed, wrap=True))
        more = self.tr(
            "Nên có: mã thủ tục, trạng thái, số định danh, số điện thoại, địa chỉ, ghi chú."
        )
        side.column.addWidget(text(more, wrap=True))
        order = self.tr("Cột xếp thế nào cũng được; dòng đầu trang có thể là tên danh sách.")
        side.column.addWidget(text(order, tone="muted", wrap=True))
        kept = self.tr(
            "Hồ sơ vào đây tra cứu, trả kết quả được; không vào Sổ theo dõi của máy này."
        )
        side.column.addWidget(text(kept, tone="muted", wrap=True))
        side.column.addStretch(1)
        side.column.addWidget(self._choose)
        side.column.addWidget(self.take)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)
