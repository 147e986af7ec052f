"""Sổ theo dõi (Mẫu 07) of a year: what stands in it, numbering, printing, closing the year.

Where the hub numbers, the whole office's book is shown, printed and closed as the hub has it; while
it does not answer, an excerpt: what this counter received.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSpinBox

from models.problems import Problem
from models.role import Act
from ui import look, words
from ui.books.book import Book
from ui.keys import Command
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text

if TYPE_CHECKING:
    from desk.reception.registering import Standing
    from models.papers.register import Register

SHOWN = 200
"""So many of the last numbers are listed; printing takes any part of the book."""
SIDE_PX = 256


class RegisterBook(Book):
    """The newest numbers first on the screen; on paper in their order."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._standing: Standing | None = None
        self._office: Register | None = None
        """The whole office's book as the hub just told it; None where it is not the hub's."""
        now = around.desk.clock()
        self.year = QSpinBox()
        self.year.setRange(2000, now.year)
        self.year.setValue(now.year)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box in (self.year, self.first, self.last):
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = text(kind="lead", wrap=True)
        self._state = text(tone="muted", wrap=True)
        self.table = LinesTable(
            self.tr("Sổ theo dõi hồ sơ"),
            (
                (self.tr("Số"), 56),
                (self.tr("Mã hồ sơ"), 208),
                (self.tr("Chủ hồ sơ"), 156),
                (self.tr("Thủ tục"), 0),
                (self.tr("Nhận"), 104),
                (self.tr("Hẹn trả"), 104),
                (self.tr("Đã trả"), 104),
            ),
        )
        self.number_now = button(self.tr("Đánh số  (F9)"), "primary")
        self.primary = QCheckBox(self.tr("Quầy này đánh số vào sổ"))
        self.signer = QLineEdit()
        self.close_year = button(self.tr("Khóa sổ năm  (F5)"))
        self._lay_out()
        self.table.opening.connect(self.open_dossier)
        self.number_now.clicked.connect(self._number)
        self.close_year.clicked.connect(self._close)
        self.signer.returnPressed.connect(self._close)
        self.primary.clicked.connect(self._make_primary)
        self.year.valueChanged.connect(lambda _: self.read())

    def acts(self) -> Mapping[Command, str]:
        """Printing; numbering and closing for those who keep the book at its desk."""
        offered = {Command.PRINT: self.tr("In sổ")} if self.table.count() else {}
        if self._keeps() and self._standing is not None and self._standing.primary:
            offered[Command.RECEIVE] = self.tr("Đánh số")
        if self._may_close():
            offered[Command.COMPONENTS] = self.tr("Khóa sổ năm")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.PRINT:
            self._print()
        elif command is Command.RECEIVE and self._keeps():
            self._number()
        elif command is Command.COMPONENTS and self._may_close():
            self._close()
        else:
            return False
        return True

    def _keeps(self) -> bool:
        return self.around.seat.user.may(Act.KEEP_REGISTER)

    def _may_close(self) -> bool:
        here = self._standing is not None and self._standing.primary
        return self._keeps() and (here or self._office is not None)

    def read(self) -> None:
        """The standing and the last numbers; then the office's, where the hub has the book."""
        seat, year = self.around.seat, self.year.value()
        self._office = None

        def work() -> tuple[Standing, Register]:
            registering = seat.life.registering
            standing = registering.standing(seat.user, year)
            first = max(1, standing.last - SHOWN + 1)
            return standing, registering.paper(seat.user, year, first)

        self.ask(work, self._show, latest="book")

    def _show(self, answer: tuple[Standing, Register]) -> None:
        standing, register = answer
        self._standing = standing
        self.primary.setChecked(standing.primary)
        self.primary.setEnabled(self._keeps())
        self._fill(register, standing.last)
        if standing.at_hub:
            self._said.setText(self.tr("Số của quầy này trong sổ năm {0}.").format(register.year))
            self._ask_office(register.year)

    def _ask_office(self, year: int) -> None:
        seat = self.around.seat

        def unheard(problem: Problem) -> None:
            what, _ = words.problem(problem)
            self._state.setText(self.tr("Chưa hỏi được máy chủ cả sổ: {0}").format(what))

        self._state.setText(self.tr("Đang hỏi máy chủ sổ của cả cơ quan …"))
        self.ask_hub(
            lambda: seat.life.registering.office_newest(seat.user, year, SHOWN),
            self._show_office,
            unheard,
            latest="office book",
        )

    def _show_office(self, register: Register) -> None:
        if register.year != self.year.value():
            return  # another year was chosen meanwhile
        self._office = register
        self._fill(register, register.rows[-1].number if register.rows else 0)

    def _fill(self, register: Register, last: int) -> None:
        """Show a book that goes to number ``last``: the office's, or what this desk has of it."""
        numbered = self.tr("Sổ năm {0} đến số {1}.").format(register.year, f"{last:02d}")
        none = self.tr("Sổ năm {0} chưa có số nào.").format(register.year)
        self._said.setText(numbered if last else none)
        standing = self._standing
        if register.closing is not None:
            said = self.tr("Đã khóa ngày {0}, người ký {1}.")
            self._state.setText(
                said.format(words.day(register.closing.on), register.closing.signer)
            )
        elif standing is not None:
            waiting = self.tr("Còn {0} hồ sơ chưa vào sổ.")
            if self._office is register:
                waiting = self.tr("Sổ của cả cơ quan, theo máy chủ. Quầy này còn {0} hồ sơ chờ số.")
            self._state.setText(waiting.format(standing.waiting))
        numbers = register.closing is None and standing is not None and standing.primary
        self.number_now.setEnabled(self._keeps() and numbers)
        for widget in (self.signer, self.close_year):
            widget.setEnabled(self._may_close() and register.closing is None)
        for box in (self.first, self.last):
            box.setRange(min(1, last), last)
            box.setEnabled(last > 0)
        self.first.setValue(1)
        self.last.setValue(last)
        self.table.show_lines(
            [
                Line(
                    row.code,
                    (
                        f"{row.number:02d}", row.code, row.person, row.procedure,
                        f"{row.received_at:%d/%m/%Y}", f"{row.due:%d/%m/%Y}",
                        f"{row.returned_at:%d/%m/%Y}" if row.returned_at else "–",
                    ),
                )
                for row in reversed(register.rows)
            ],
            self.table.current(),
        )  # fmt: skip
        self.acts_changed.emit()

    def _number(self) -> None:
        seat, year = self.around.seat, self.year.value()

        def done(entries: tuple[object, ...]) -> None:
            self.tell(
                self.tr("Đã vào sổ {0} hồ sơ.").format(len(entries))
                if entries
                else self.tr("Không còn hồ sơ nào chờ vào sổ.")
            )
            self.read()

        self.ask(lambda: seat.life.registering.number(seat.user, year), done)

    def _close(self) -> None:
        seat, year, signer = self.around.seat, self.year.value(), self.signer.text()

        def done(_: object) -> None:
            self.tell(self.tr("Đã khóa sổ năm {0}.").format(year))
            self.read()

        registering = seat.life.registering
        if self._office is not None:
            self.ask_hub(lambda: registering.close_office(seat.user, year, signer), done)
            return
        self.ask(lambda: registering.close(seat.user, year, signer), done)

    def _make_primary(self, wanted: bool) -> None:
        seat = self.around.seat
        self.ask(
            lambda: seat.life.registering.make_primary(seat.user, primary=wanted),
            lambda _: self.read(),
        )

    def _print(self) -> None:
        seat, year = self.around.seat, self.year.value()
        first, last = self.first.value(), self.last.value()

        def done(register: Register) -> None:
            self.tell(self.tr("Đang in sổ theo dõi."), tone="neutral")
            print_paper(self.around, self, register)

        registering = seat.life.registering
        if self._office is not None:
            self.ask_hub(lambda: registering.office_paper(seat.user, year, first, last), done)
            return
        self.ask(lambda: registering.paper(seat.user, year, first, last), done)

    def say(self, problem: Problem) -> None:
        """A missing signature is asked for where it is written."""
        super().say(problem)
        if problem.code == "register.no_signer":
            self.signer.setFocus()

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        side = Panel()
        side.setFixedWidth(SIDE_PX)
        side.column.addLayout(labelled(self.tr("Sổ của năm"), self.year))
        side.column.addWidget(self._state)
        side.column.addWidget(self.number_now)
        side.column.addWidget(self.primary)
        side.column.addStretch(1)
        side.column.addWidget(text(self.tr("In sổ  (Ctrl+P)"), kind="lead"))
        numbers = QHBoxLayout()
        numbers.setSpacing(look.GAP_PX)
        numbers.addLayout(labelled(self.tr("Từ số"), self.first))
        numbers.addLayout(labelled(self.tr("Đến số"), self.last))
        side.column.addLayout(numbers)
        side.column.addStretch(1)
        side.column.addWidget(text(self.tr("Khóa sổ khi hết năm"), kind="lead"))
        side.column.addLayout(labelled(self.tr("Người ký"), self.signer))
        side.column.addWidget(self.close_year)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)
