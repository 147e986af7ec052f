"""Sổ chứng thực of a month: the four books of this desk, as they are printed, stamped and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox

from models.certified import book_kinds
from ui import look
from ui.books.book import Book, dong
from ui.keys import Command
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, labelled, text

if TYPE_CHECKING:
    from models.papers.certification import CertificationBook


class CertificationBooks(Book):
    """One kind and one month at a time."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._book: CertificationBook | None = None
        now = around.desk.clock()
        self.kind, self.month, self.year = QComboBox(), QSpinBox(), QSpinBox()
        for one in book_kinds():
            self.kind.addItem(one.title.capitalize(), one.name)
        self.month.setRange(1, 12)
        self.month.setValue(now.month)
        self.year.setRange(2000, now.year)
        self.year.setValue(now.year)
        for box in (self.month, self.year):
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.setFixedWidth(96)
        self._said = text(kind="lead", wrap=True)
        self.table = LinesTable(
            self.tr("Sổ chứng thực"),
            (
                (self.tr("Số"), 72),
                (self.tr("Ngày"), 116),
                (self.tr("Người yêu cầu"), 280),
                (self.tr("Giấy tờ"), 0),
                (self.tr("Người ký"), 170),
                (self.tr("Số bản"), 76),
                (self.tr("Lệ phí"), 104),
            ),
        )
        self.kind.currentIndexChanged.connect(lambda _: self.read())
        for box in (self.month, self.year):
            box.valueChanged.connect(lambda _: self.read())
        self._lay_out()

    def acts(self) -> Mapping[Command, str]:
        """Printing the month."""
        return {Command.PRINT: self.tr("In sổ tháng")}

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is not Command.PRINT or self._book is None:
            return False
        print_paper(self.around, self, self._book)
        self.tell(self.tr("Đang in sổ chứng thực."), tone="neutral")
        return True

    def read(self) -> None:
        """The chosen book of the chosen month."""
        seat, kind = self.around.seat, str(self.kind.currentData())
        year, month = self.year.value(), self.month.value()
        self.ask(
            lambda: seat.life.certifications.book(seat.user, kind, year, month),
            self._show,
            latest="book",
        )

    def _show(self, book: CertificationBook) -> None:
        self._book = book
        fees = sum(row.fee_dong for row in book.rows)
        said = self.tr("Tháng {0}/{1}: {2} việc, lệ phí {3}.").format(
            book.month, book.year, len(book.rows), dong(fees)
        )
        none = self.tr("Tháng {0}/{1} chưa có việc nào trong sổ này.").format(book.month, book.year)
        self._said.setText(said if book.rows else none)
        lines = []
        for row in book.rows:
            cells = (
                f"{row.number:02d}", row.day, row.people, row.paper, row.signer or "–",
                str(row.count), dong(row.fee_dong),
            )  # fmt: skip
            lines.append(Line(str(row.number), cells, {} if row.signer else {4: "warn"}))
        self.table.show_lines(lines)
        self.acts_changed.emit()

    def _lay_out(self) -> None:
        panel = Panel()
        asked = QHBoxLayout()
        asked.setSpacing(look.GAP_PX)
        asked.addLayout(labelled(self.tr("Loại việc chứng thực"), self.kind), 1)
        asked.addLayout(labelled(self.tr("Tháng"), self.month))
        asked.addLayout(labelled(self.tr("Năm"), self.year))
        panel.column.addLayout(asked)
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        self.column.addWidget(panel)
