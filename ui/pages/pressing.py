"""Sắp hạn, quá hạn: who holds it, how long is left, who was reminded, and the one apology."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from models.problems import Problem
from models.procedure import Limit, Unit
from models.text import tidy
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings
from ui.paper_printing import print_paper, render
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.open_complaints import OpenComplaints
from ui.widgets.panel import Panel, button, labelled, text
from ui.widgets.preview import Preview

if TYPE_CHECKING:
    from desk.reception.lateness import Pressing
    from desk.reception.lookup import DossierView
    from models.papers.notices import Apology

SIDE_PX = 300


class PressingPage(Page):
    """The most urgent first; the side is about the chosen one."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._pressing: dict[str, Pressing] = {}
        self._names: Mapping[str, str] = {}
        self._said = text(tone="muted")
        self.table = LinesTable(
            self.tr("Hồ sơ sắp hạn và quá hạn"),
            (
                (self.tr("Mã hồ sơ"), 192),
                (self.tr("Chủ hồ sơ"), 170),
                (self.tr("Thủ tục"), 0),
                (self.tr("Hẹn trả"), 112),
                (self.tr("Còn"), 110),
                (self.tr("Đã nhắc"), 76),
                (self.tr("Xin lỗi"), 76),
            ),
        )
        self._holder = text(kind="lead", wrap=True)
        self._procedure = text(tone="muted", wrap=True)
        self.whom, self.reason, self.signer = QLineEdit(), QLineEdit(), QLineEdit()
        self._remind = button(self.tr("Ghi đã nhắc  (F9)"), "primary")
        self._until = text(tone="muted", wrap=True)
        self.more = QSpinBox()
        self.more.setRange(1, 60)
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more.setSuffix(self.tr(" ngày làm việc"))
        self._look = button(self.tr("Xem dự thảo Mẫu 04  (F7)"))
        self._extend = button(self.tr("Hẹn lại và in"))
        self.complaints = OpenComplaints()
        self.preview = Preview(self)
        self._lay_out()

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Sắp hạn, quá hạn")

    def commands(self) -> Mapping[Command, str]:
        """Reminding and the draft, while a dossier is chosen."""
        if not self._pressing:
            return {}
        return {
            Command.PREVIEW: self.tr("Dự thảo xin lỗi"),
            Command.RECEIVE: self.tr("Ghi đã nhắc"),
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.BACK:
            return self.preview.put_away()
        if command is Command.RECEIVE:
            self._record_reminder()
        elif command is Command.PREVIEW:
            self._draft()
        else:
            return False
        return True

    def enter(self, subject: object) -> None:
        """Read the list anew."""
        del subject
        self._read()
        self.table.setFocus()

    def leave(self) -> None:
        """Nothing is open any more."""
        self.preview.put_away()

    def _read(self) -> None:
        seat = self.around.seat
        self._ask(
            lambda: (seat.life.lateness.pressing(seat.user), seat.lookup.names(seat.user)),
            self._show,
        )
        self._ask(
            lambda: seat.life.after_result.open_complaints(seat.user),
            lambda found: self.complaints.show_open(found, self.around.desk.clock()),
        )

    def _show(self, answer: tuple[tuple[Pressing, ...], Mapping[str, str]]) -> None:
        pressing, self._names = answer
        now = self.around.desk.clock()
        chosen = self.table.current()
        self._pressing = {one.row.id: one for one in pressing}
        lines = []
        for one in pressing:
            row = one.row
            cells = (
                row.code, row.owner_name, words.procedure(row.procedure_name),
                words.near_moment(row.due, now),
                words.time_left(row.due, now), str(one.reminded or "–"),
                self.tr("đã gửi") if one.apologised else "–",
            )  # fmt: skip
            lines.append(Line(row.id, cells, {4: "bad" if row.due < now else "warn"}))
        self.table.show_lines(lines, chosen)
        late = sum(one.row.due < now for one in pressing)
        self._said.setText(
            self.tr("{0} quá hạn · {1} sắp đến hạn. Enter để mở hồ sơ.").format(
                late, len(pressing) - late
            )
            if pressing
            else self.tr("Không có hồ sơ nào sắp hạn hay quá hạn.")
        )
        self._show_chosen()
        self.commands_changed.emit()

    def _chosen(self) -> Pressing | None:
        return self._pressing.get(self.table.current())

    def _show_chosen(self) -> None:
        one = self._chosen()
        running = one is not None and not one.apologised
        self._remind.setEnabled(one is not None)
        self.whom.setEnabled(one is not None)
        parts: tuple[QWidget, ...] = (
            self._look, self._extend, self.reason, self.signer, self.more
        )  # fmt: skip
        for part in parts:
            part.setEnabled(running)
        self._holder.setText(words.where(one.holder, self._names) if one else "")
        self._procedure.setText(one.row.procedure_name if one else "")
        holder = one.holder.person if one else ""
        self.whom.setText(self._names.get(holder, holder))
        self.reason.clear()
        if one is None:
            self._until.clear()
        elif one.apologised:
            self._until.setText(self.tr("Đã xin lỗi và hẹn lại; chỉ được một lần."))
        else:
            by = words.moment(one.apologise_by)
            self._until.setText(self.tr("Gửi phiếu xin lỗi chậm nhất {0}.").format(by))

    def _record_reminder(self) -> None:
        one, seat, whom = self._chosen(), self.around.seat, tidy(self.whom.text())
        if one is None:
            return

        def done(_: None) -> None:
            self.tell(self.tr("Đã ghi: nhắc {0}.").format(whom), one.row.code, tone="good")
            self._read()

        self._ask(lambda: seat.life.lateness.remind(seat.user, one.row.id, whom), done)

    def _limit(self) -> Limit:
        return Limit(Unit.WORKING_DAY, self.more.value())

    def _draft(self) -> None:
        one, seat, more = self._chosen(), self.around.seat, self._limit()
        reason, signer = tidy(self.reason.text()), tidy(self.signer.text())
        if one is None:
            return

        def work() -> QImage:
            from printing.preview import page_png  # noqa: PLC0415 - the first paper pays

            apology = seat.life.lateness.draft_apology(seat.user, one.row.id, reason, more, signer)
            return QImage.fromData(page_png(render(apology)[0], 0))

        self._ask(work, lambda image: self.preview.show_images((image,)))

    def _promise_again(self) -> None:
        one, seat, more = self._chosen(), self.around.seat, self._limit()
        reason, signer = tidy(self.reason.text()), tidy(self.signer.text())
        if one is None:
            return
        late = self.around.desk.clock() > one.apologise_by

        def done(answer: tuple[DossierView, Apology]) -> None:
            view, apology = answer
            due = self.tr("Hẹn lại: {0}.").format(words.moment(view.dossier.due))
            self.tell(self.tr("Đã hẹn lại, phiếu xin lỗi đang in."), due, tone="good")
            print_paper(self.around, self, apology)
            self._read()

        self._ask(
            lambda: seat.life.lateness.extend(
                seat.user, one.row.id, reason, more, signer, sent_late=late
            ),
            done,
        )

    def _ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="pressing")
        missing = {
            "late.no_name": self.whom,
            "late.no_reason": self.reason,
            "late.no_signer": self.signer,
        }
        if problem.code in missing:
            missing[problem.code].setFocus()

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        side = Panel(self.tr("Đang ở ai"))
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(self._holder)
        side.column.addWidget(self._procedure)
        side.column.addLayout(labelled(self.tr("Đã nhắc ai"), self.whom))
        side.column.addWidget(self._remind)
        side.column.addStretch(1)
        side.column.addWidget(text(self.tr("Xin lỗi và hẹn lại"), kind="lead"))
        side.column.addWidget(self._until)
        side.column.addLayout(labelled(self.tr("Lý do chậm"), self.reason))
        side.column.addLayout(labelled(self.tr("Cần thêm"), self.more))
        side.column.addLayout(labelled(self.tr("Người ký"), self.signer))
        side.column.addWidget(self._look)
        side.column.addWidget(self._extend)
        left = QVBoxLayout()
        left.setSpacing(look.GAP_PX + 2)
        left.addWidget(panel, 1)
        left.addWidget(self.complaints)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addLayout(left, 1)
        row.addWidget(side)
        for shown in (self.table, self.complaints):
            shown.opening.connect(lambda one: self.going.emit(Go(Place.DOSSIER, one)))
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(lambda *_: self._show_chosen())
        self.whom.returnPressed.connect(self._record_reminder)
        self._remind.clicked.connect(self._record_reminder)
        self._look.clicked.connect(self._draft)
        self._extend.clicked.connect(self._promise_again)
