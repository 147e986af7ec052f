"""Xác nhận dữ liệu: what was read from the papers, each value beside its place on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.events import FieldsProposed
from models.fields import document_types
from models.problems import Problem
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings, ToConfirm
from ui.widgets.field_row import FieldRow
from ui.widgets.panel import Badge, OneLine, Panel, button, text

if TYPE_CHECKING:
    from desk.capture.fields import PaperRead
    from models.store.field_values import Debt


class ConfirmingPage(Page):
    """One paper at a time; Enter confirms a value and goes to the next that waits."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._job = ToConfirm()
        self._papers: tuple[PaperRead, ...] = ()
        self._paper: PaperRead | None = None
        self.rows: list[FieldRow] = []
        self._whose = OneLine(kind="lead")
        self._left = Badge()
        self.papers = QComboBox()
        self.papers.setAccessibleName(self.tr("Giấy tờ"))
        self.papers.activated.connect(self._choose_paper)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Loại giấy"))
        for one in document_types().values():
            self.kind.addItem(one.label("en" if words.english() else "vi"), one.code)
        self.kind.activated.connect(self._name_kind)
        self._kind_said = text(self.tr("Loại giấy"), tone="muted")
        self._kind_said.setBuddy(self.kind)
        self._more = button(self.tr("Hiện mọi trường"), "small")
        self._more.setCheckable(True)
        self._more.toggled.connect(lambda _: self._show_rows())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        around.bridge.happened.connect(self._happened)

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Xác nhận dữ liệu đọc từ giấy")

    def commands(self) -> Mapping[Command, str]:
        """F9 confirms what is clear, F8 leaves the rest for later."""
        if self._paper is None:
            return {}
        return {
            Command.HOLD: self.tr("Xác nhận sau"),
            Command.RECEIVE: self.tr("Xác nhận hết chỗ rõ"),
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.BACK:
            self._go_back()
            return True
        if self._paper is None or command not in (Command.HOLD, Command.RECEIVE):
            return False
        if command is Command.HOLD:
            self._put_off(self._paper)
        else:
            self._confirm_clear(self._paper)
        return True

    def enter(self, subject: object) -> None:
        """A draft's or dossier's papers; without a subject the oldest debt."""
        if isinstance(subject, ToConfirm):
            self._job = subject
        if self._job.subject:
            self._read()
        else:
            self._next_debt()

    def keepsake(self) -> object:
        """What is being confirmed."""
        return self._job

    def _read(self, then: Callable[[], None] | None = None) -> None:
        seat, subject = self.around.seat, self._job.subject

        def show(papers: tuple[PaperRead, ...]) -> None:
            self._show_papers(papers)
            if then is not None:
                then()

        self._ask(lambda: seat.fields.papers(seat.user, subject), show, latest="papers")

    def _next_debt(self) -> None:
        seat = self.around.seat

        def show(debts: tuple[Debt, ...]) -> None:
            if not debts:
                self._show_papers(())
                return
            first = debts[0]
            self._job = ToConfirm(
                first.subject, said=f"{first.code} · {first.person}", back=Place.TODAY
            )
            self._read()

        self._ask(lambda: seat.fields.debts(seat.user), show, latest="papers")

    def _show_papers(self, papers: tuple[PaperRead, ...]) -> None:
        self._papers = papers
        chosen = next((one for one in papers if one.component_code == self._job.component), None)
        if chosen is None and not self._job.component:
            chosen = next((one for one in papers if one.owed), papers[0] if papers else None)
        self.papers.clear()
        self.papers.addItems([self._named(one) for one in papers])
        self._whose.say(self._job.said)
        self._show_paper(chosen)

    def _named(self, paper: PaperRead) -> str:
        label = paper.document.label("en" if words.english() else "vi")
        waiting = self.tr(" – {0} chờ").format(paper.owed) if paper.owed else ""
        return f"{paper.component_code}. {label}{waiting}"

    def _show_paper(self, paper: PaperRead | None) -> None:
        self._paper = paper
        self.papers.setVisible(len(self._papers) > 1)
        for one in (self.kind, self._kind_said):
            one.setVisible(paper is not None or bool(self._job.component))
        self._more.setVisible(paper is not None)
        self.kind.setCurrentIndex(-1)
        if paper is not None:
            self.papers.setCurrentIndex(self._papers.index(paper))
            self.kind.setCurrentIndex(self.kind.findData(paper.document.code))
        self._show_rows()
        self.commands_changed.emit()
        self._focus_next(-1)

    def _show_rows(self) -> None:
        paper, inside = self._paper, QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = []
        if paper is None:
            said = (
                self.tr("Chưa đọc được gì từ giấy này. Chọn loại giấy để đọc lại.")
                if self._job.component
                else self.tr("Không có giá trị nào chờ xác nhận.")
            )
            column.addWidget(text(said, tone="muted", wrap=True))
        for field in paper.fields if paper is not None else ():
            known = field.proposal is not None or field.confirmed is not None
            if known or field.template.required or self._more.isChecked():
                row = FieldRow(field)
                row.confirming.connect(self._confirm)
                row.moving.connect(lambda by, row=row: self._move(row, by))
                self.rows.append(row)
                column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(inside)
        self._say_left()
        if paper is not None:
            for row in self.rows:
                self._fetch_picture(paper, row)

    def _fetch_picture(self, paper: PaperRead, row: FieldRow) -> None:
        seat, width = self.around.seat, row.wanted_width()
        if not width:
            return
        self.around.bridge.ask(
            self.around.desk.workers.images,
            lambda: seat.fields.picture(
                seat.user, paper.subject, paper.component_code, row.name, width
            ),
            row.show_picture,
            lambda _: row.show_picture(None),
            asker=row,
        )

    def _say_left(self) -> None:
        left = sum(row.owed for row in self.rows)
        if self._paper is None:
            self._left.say("", "neutral")
        elif left:
            self._left.say(self.tr("còn {0} giá trị").format(left), "warn")
        else:
            self._left.say(self.tr("đã xác nhận hết"), "good")

    # Acts

    def _confirm(self, name: str, value: str) -> None:
        paper, seat = self._paper, self.around.seat
        if paper is None:
            return
        place = next(place for place, row in enumerate(self.rows) if row.name == name)
        self._focus_next(place)
        self._ask(
            lambda: seat.fields.confirm(
                seat.user, paper.subject, paper.component_code, name, value
            ),
            lambda _: self._renew(),
            latest="",
        )

    def _confirm_clear(self, paper: PaperRead) -> None:
        """What the clerk wrote, and every value nothing speaks against."""
        seat = self.around.seat
        typed = [(row.name, row.edit.text()) for row in self.rows if row.typed]

        def work() -> int:
            for name, value in typed:
                seat.fields.confirm(seat.user, paper.subject, paper.component_code, name, value)
            return len(typed) + seat.fields.confirm_sound(
                seat.user, paper.subject, paper.component_code
            )

        self._ask(work, self._confirmed_clear, latest="")

    def _confirmed_clear(self, count: int) -> None:
        said = self.tr("Đã xác nhận {0} giá trị.").format(count)
        self.tell(said, tone="good", key="fields")
        self._renew(finish=True)

    def _put_off(self, paper: PaperRead) -> None:
        seat = self.around.seat

        def done(left: int) -> None:
            said = self.tr("Để xác nhận sau: còn {0} giá trị.").format(left)
            self.tell(said, self.tr("Danh sách ở màn hình Hôm nay."), key="fields")
            self._go_back()

        self._ask(
            lambda: seat.fields.later(seat.user, paper.subject, paper.component_code),
            done,
            latest="",
        )

    def _renew(self, *, finish: bool = False) -> None:
        """Read the values again and show them in the rows that are there."""
        seat, job = self.around.seat, self._job

        def show(papers: tuple[PaperRead, ...]) -> None:
            shown = self._paper
            self._papers = papers
            for place, one in enumerate(papers):
                self.papers.setItemText(place, self._named(one))
            self._paper = next(
                (
                    one
                    for one in papers
                    if shown is not None
                    and (one.subject, one.component_code) == (shown.subject, shown.component_code)
                ),
                None,
            )
            fields = {one.template.name: one for one in self._paper.fields} if self._paper else {}
            for row in self.rows:
                if row.name in fields:
                    row.show_field(fields[row.name])
            self._say_left()
            if not any(row.owed for row in self.rows):
                self._paper_done()
            elif finish:
                self._focus_next(-1)

        self._ask(lambda: seat.fields.papers(seat.user, job.subject), show, latest="papers")

    def _paper_done(self) -> None:
        """The next paper that waits opens by itself; after the last one it goes back."""
        following = next((one for one in self._papers if one.owed), None)
        if following is not None:
            self._show_paper(following)
        elif self._job.back is Place.TODAY:
            self._job = ToConfirm()
            self._next_debt()
        else:
            self._go_back()

    def _choose_paper(self, place: int) -> None:
        if 0 <= place < len(self._papers):
            self._show_paper(self._papers[place])

    def _name_kind(self) -> None:
        """The clerk knows what the paper is: it is read anew."""
        paper, seat, kind = self._paper, self.around.seat, str(self.kind.currentData())
        if paper is not None and kind == paper.document.code:
            return
        subject = paper.subject if paper is not None else self._job.subject
        component = paper.component_code if paper is not None else self._job.component
        self._job = replace(self._job, component=component)
        self._ask(
            lambda: seat.fields.name_kind(seat.user, subject, component, kind),
            lambda _: self._read(),
            latest="",
        )

    def _go_back(self) -> None:
        back = self._job.back
        self.going.emit(Go(back, self._job.subject if back is Place.DOSSIER else None))

    # Focus

    def _focus_next(self, place: int) -> None:
        """The next row below `place` that waits, else the first one above; else the first row."""
        waiting = [n for n, row in enumerate(self.rows) if row.owed and n != place]
        later = [n for n in waiting if n > place]
        chosen = (later or waiting or [0])[0]
        if chosen < len(self.rows):
            self._focus(self.rows[chosen])

    def _move(self, row: FieldRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self._focus(self.rows[place])

    def _focus(self, row: FieldRow) -> None:
        row.edit.setFocus()
        row.edit.selectAll()
        self._area.ensureWidgetVisible(row)

    def _happened(self, event: object) -> None:
        mine = isinstance(event, FieldsProposed) and event.draft_id == self._job.subject
        if mine and self.isVisible() and not any(row.typed for row in self.rows):
            self._read()

    def _ask(self, work: Callable[[], object], done: Callable[..., None], *, latest: str) -> None:
        self.around.bridge.ask(
            self.around.desk.workers.store, work, done, self._say, asker=self, latest=latest
        )

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="fields")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.GAP_PX)
        head.addWidget(self._whose, 1)
        head.addWidget(self._left)
        choice = QHBoxLayout()
        choice.setSpacing(look.GAP_PX)
        choice.addWidget(self.papers, 2)
        choice.addWidget(self._kind_said)
        choice.addWidget(self.kind, 1)
        choice.addStretch(1)
        choice.addWidget(self._more)
        panel = Panel()
        panel.column.addLayout(head)
        panel.column.addLayout(choice)
        panel.column.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.MARGIN_PX,) * 4)
        column.addWidget(panel, 1)
