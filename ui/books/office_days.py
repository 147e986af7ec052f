"""The office's own days: closures, days off, make-up days and Saturdays, each with its document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit

from models.calendar import Part
from models.calendar_local import LocalDay, LocalKind
from models.problems import Problem
from models.text import tidy
from ui import look, words
from ui.books.book import Book
from ui.keys import Command
from ui.page import Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text

if TYPE_CHECKING:
    from desk.reception.appointments import Foreseen, Proposal

SIDE_PX = 330
MOST_DAYS = 60
"""Days one word may set, so that a wrong year is no thousand days."""


class OfficeDaysBook(Book):
    """Days above; below the promises the present calendar would count to another day."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._days: dict[str, LocalDay] = {}
        self._seen: tuple[LocalDay, ...] | None = None
        """The days whose effect on printed promises is shown, to be written by the next key."""
        self.table = LinesTable(
            self.tr("Ngày riêng của cơ quan"),
            (
                (self.tr("Ngày"), 190),
                (self.tr("Loại"), 150),
                (self.tr("Buổi"), 110),
                (self.tr("Nội dung"), 0),
                (self.tr("Văn bản"), 220),
            ),
        )
        self._said = text(kind="lead", wrap=True)
        self.promises = LinesTable(
            self.tr("Hẹn trả sẽ khác theo lịch này"),
            (
                (self.tr("Mã hồ sơ"), 192),
                (self.tr("Chủ hồ sơ"), 0),
                (self.tr("Đã hẹn"), 200),
                (self.tr("Lịch này tính"), 200),
            ),
        )
        self.day = QDateEdit()
        self.day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.day.setDisplayFormat("dd/MM/yyyy")
        today = around.desk.clock().date()
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.until = QDateEdit()
        self.until.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.until.setDisplayFormat("dd/MM/yyyy")
        self.until.setDate(self.day.date())
        self.repeat = QComboBox()
        for said, step in (
            (self.tr("một ngày"), 0),
            (self.tr("mỗi ngày"), 1),
            (self.tr("mỗi tuần"), 7),
        ):
            self.repeat.addItem(said, step)
        self.until.setEnabled(False)
        self.kind, self.part = QComboBox(), QComboBox()
        self._kinds = {
            LocalKind.CLOSURE: self.tr("Đóng cửa (bão, bầu cử…)"),
            LocalKind.OFF: self.tr("Nghỉ"),
            LocalKind.MAKEUP: self.tr("Làm bù, làm thứ bảy"),
        }
        self._parts = {
            Part.FULL: self.tr("cả ngày"),
            Part.MORNING: self.tr("buổi sáng"),
            Part.AFTERNOON: self.tr("buổi chiều"),
        }
        for kind, said in self._kinds.items():
            self.kind.addItem(said, kind.value)
        for part, said in self._parts.items():
            self.part.addItem(said, part.value)
        self.name, self.document = QLineEdit(), QLineEdit()
        self._set = button(self.tr("Ghi ngày  (F9)"), "primary")
        self._remove = button(self.tr("Bỏ ngày đang chọn  (F5)"))
        self._lay_out()
        self._set.clicked.connect(self._keep)
        self._remove.clicked.connect(self._take_back)
        self.document.returnPressed.connect(self._keep)
        self.promises.opening.connect(self.open_dossier)
        self.repeat.currentIndexChanged.connect(
            lambda _: self.until.setEnabled(self.repeat.currentData() > 0)
        )
        for changed in (
            self.day.dateChanged, self.until.dateChanged, self.repeat.currentIndexChanged,
            self.kind.currentIndexChanged, self.part.currentIndexChanged,
        ):  # fmt: skip
            changed.connect(lambda _: self._forget())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._forget())

    def acts(self) -> Mapping[Command, str]:
        """Writing a day, taking one back."""
        offered = {Command.RECEIVE: self.tr("Ghi ngày")}
        if self._days:
            offered[Command.COMPONENTS] = self.tr("Bỏ ngày")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.RECEIVE:
            self._keep()
        elif command is Command.COMPONENTS:
            self._take_back()
        else:
            return False
        return True

    def read(self) -> None:
        """The days, and what they would change."""
        seat = self.around.seat

        def work() -> tuple[tuple[LocalDay, ...], tuple[Proposal, ...]]:
            days = seat.life.calendar_editing.local_days(seat.user)
            return days, seat.life.appointments.proposals(seat.user)

        self.ask(work, self._show, latest="days")

    def _show(self, answer: tuple[tuple[LocalDay, ...], tuple[Proposal, ...]]) -> None:
        days, proposals = answer
        self._days = {one.day.isoformat(): one for one in days}
        self.table.show_lines(
            [
                Line(
                    name,
                    (
                        words.day(one.day), self._kinds[one.kind], self._parts[one.part],
                        one.name, one.document,
                    ),
                )
                for name, one in sorted(self._days.items(), reverse=True)
            ],
            self.table.current(),
        )  # fmt: skip
        self._show_promises(proposals)
        self._said.setText(
            self.tr("{0} hẹn trả sẽ khác theo lịch này. Giấy đã in không tự đổi; Enter để mở.")
            .format(len(proposals))
            if proposals
            else self.tr("Không hẹn trả nào khác theo lịch này.")
        )  # fmt: skip
        self._remove.setEnabled(bool(days))
        self.acts_changed.emit()

    def _show_promises(self, proposals: tuple[Proposal, ...]) -> None:
        now = self.around.desk.clock()
        self.promises.show_lines(
            [
                Line(
                    one.row.id,
                    (
                        one.row.code, one.row.owner_name, words.near_moment(one.promised, now),
                        words.near_moment(one.counted, now),
                    ),
                )
                for one in proposals
            ]
        )  # fmt: skip

    # Setting and taking back: printed promises are shown before anything is written

    def chosen_days(self) -> tuple[LocalDay, ...]:
        """The days the fields say: one, every day or the same weekday up to the last one."""
        first, step = _day(self.day.date()), self.repeat.currentData()
        last = _day(self.until.date()) if step else first
        count = min((last - first).days // step + 1 if step else 1, MOST_DAYS)
        one = LocalDay(
            first,
            LocalKind(self.kind.currentData()),
            tidy(self.name.text()) or self.kind.currentText(),
            tidy(self.document.text()),
            Part(self.part.currentData()),
        )
        return tuple(replace(one, day=first + timedelta(days=step * n)) for n in range(count))

    def _keep(self) -> None:
        days = self.chosen_days()
        if not days:
            self.until.setFocus()
            return
        if not days[0].document:
            self.say(Problem("calendar.no_document"))
            return
        planned = self._days | {one.day.isoformat(): one for one in days}
        self._look_first(tuple(planned.values()), lambda: self._write(days))

    def _write(self, days: tuple[LocalDay, ...]) -> None:
        seat = self.around.seat

        def done(_: None) -> None:
            more = self.tr(" và {0} ngày nữa").format(len(days) - 1) if len(days) > 1 else ""
            self.tell(self.tr("Đã ghi {0}.").format(words.day(days[0].day) + more))
            self.name.clear()
            self.document.clear()
            self.read()

        self.ask(lambda: seat.life.calendar_editing.set_days(seat.user, days), done)

    def _take_back(self) -> None:
        one, seat = self._days.get(self.table.current()), self.around.seat
        if one is None:
            return

        def done(_: None) -> None:
            self.tell(self.tr("{0} lại theo lịch chung.").format(words.day(one.day)))
            self.read()

        def write() -> None:
            self.ask(lambda: seat.life.calendar_editing.remove_day(seat.user, one.day), done)

        left = tuple(known for known in self._days.values() if known.day != one.day)
        self._look_first(left, write)

    def _look_first(self, planned: tuple[LocalDay, ...], write: Callable[[], None]) -> None:
        """Show which printed promises would differ; the same key again writes.

        Where no promise is touched it is written at once.
        """
        if self._seen == planned:
            self._forget()
            write()
            return
        seat = self.around.seat

        def shown(foreseen: Foreseen) -> None:
            if not foreseen.touched:
                write()
                return
            self._show_promises(foreseen.proposals)
            self._said.setText(
                self.tr(
                    "Nếu ghi: {0} hẹn trả đã in bị ảnh hưởng. Nhấn phím ấy lần nữa để ghi; "
                    "giấy đã in không tự đổi."
                ).format(foreseen.touched)
            )
            self._seen = planned

        self.ask(
            lambda: seat.life.appointments.foresee(seat.user, planned), shown, latest="foresee"
        )

    def _forget(self) -> None:
        """What was shown is about other days than the fields say now."""
        self._seen = None

    def say(self, problem: Problem) -> None:
        """A day without a document is asked for it."""
        super().say(problem)
        if problem.code == "calendar.no_document":
            self.document.setFocus()

    def _lay_out(self) -> None:
        panel = Panel(self.tr("Ngày riêng của cơ quan"))
        panel.column.addWidget(self.table, 3)
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.promises, 2)
        side = Panel(self.tr("Thêm hoặc sửa một ngày"))
        side.setFixedWidth(SIDE_PX)
        side.column.addLayout(labelled(self.tr("Ngày"), self.day))
        often = QHBoxLayout()
        often.setSpacing(look.GAP_PX)
        often.addLayout(labelled(self.tr("Lặp lại"), self.repeat), 1)
        often.addLayout(labelled(self.tr("Đến hết"), self.until), 1)
        side.column.addLayout(often)
        side.column.addLayout(labelled(self.tr("Loại"), self.kind))
        side.column.addLayout(labelled(self.tr("Buổi"), self.part))
        side.column.addLayout(labelled(self.tr("Nội dung"), self.name))
        side.column.addLayout(labelled(self.tr("Số văn bản"), self.document))
        side.column.addWidget(self._set)
        side.column.addStretch(1)
        side.column.addWidget(self._remove)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)


def _day(chosen: QDate) -> date:
    return date(chosen.year(), chosen.month(), chosen.day())
