"""Trực tuyến: dossiers lodged online by the 8-hour clock; form and files seen, then answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from desk.events import OnlineChanged
from models.online import Decision
from models.problems import Problem
from models.refusal_reasons import RefusedAt
from models.text import tidy
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.online_packet import OnlinePacket
from ui.widgets.panel import Panel, button, choice, labelled, text
from ui.widgets.reason_list import ReasonList

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from desk.reception.online_inbox import Fetched, WaitingOnline
    from models.dossier import Draft
    from models.procedure import Component

SIDE_PX = 350
REASONS_PX = 150
_NOTHING_NEW = "online.no_portal"
_SOMEBODY_ELSE = frozenset({"online.held_elsewhere", "online.decided_elsewhere"})


class OnlinePage(Page):
    """The list by time left; F9 does what was chosen for the dossier in front."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._waiting: dict[str, WaitingOnline] = {}
        self._components: dict[str, tuple[Component, ...]] = {}
        self._said = text(kind="lead", wrap=True)
        self.table = LinesTable(
            self.tr("Hồ sơ trực tuyến chờ tiếp nhận"),
            (
                (self.tr("Trả lời trước"), 118),
                (self.tr("Mã hồ sơ"), 208),
                (self.tr("Người nộp"), 164),
                (self.tr("Thủ tục"), 0),
                (self.tr("Tệp"), 50),
                (self.tr("Đã trả tiền"), 100),
            ),
        )
        self.packet = OnlinePacket()
        self.reason, self.agency = QLineEdit(), QLineEdit()
        self.reasons = ReasonList(RefusedAt.ONLINE, around.desk.clock().date())
        self.reasons.setFixedHeight(REASONS_PX)
        self._judged = ""
        self.wanted = QListWidget()
        self.wanted.setWordWrap(True)
        self.wanted.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.wanted.setAccessibleName(self.tr("Giấy tờ cần bổ sung"))
        self._choices: dict[Decision, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._act = button("", "primary")
        self._lay_out()
        self._connect()
        self._choose(Decision.ACCEPTED)

    # What a page is

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Trực tuyến chờ tiếp nhận")

    def commands(self) -> Mapping[Command, str]:
        """Fetching; with a dossier in front, what may be done with it."""
        offered = {Command.HOLD: self.tr("Lấy hồ sơ mới")}
        if self._waiting:
            offered |= {
                Command.PROCEDURE: self.tr("Yêu cầu bổ sung"),
                Command.COMPONENTS: self.tr("Từ chối"),
                Command.SCAN: self.tr("Chuyển nơi khác"),
                Command.RECEIVE: self._words_of_act(),
            }
        if (one := self._chosen()) is not None and one.mine_until is not None:
            offered[Command.PREVIEW] = self.tr("Để quầy khác nhận")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        ways = {
            Command.PROCEDURE: Decision.SUPPLEMENT,
            Command.COMPONENTS: Decision.REFUSED,
            Command.SCAN: Decision.REDIRECTED,
        }
        if command is Command.HOLD:
            self._fetch()
        elif command is Command.RECEIVE:
            self._decide()
        elif command is Command.PREVIEW:
            self._leave()
        elif command in ways:
            self._choose(ways[command])
            self._focus_first()
        elif command is Command.BACK and self._decision() is not Decision.ACCEPTED:
            self._choose(Decision.ACCEPTED)
            self.table.setFocus()
        else:
            return False
        return True

    def enter(self, subject: object) -> None:
        """Read the list anew; the shortest time left is in front."""
        del subject
        self._choose(Decision.ACCEPTED)
        self._read()
        self.table.setFocus()
        self.answer()

    # The list

    def _read(self) -> None:
        seat = self.around.seat

        def work() -> tuple[tuple[WaitingOnline, ...], dict[str, tuple[Component, ...]]]:
            waiting = seat.life.online_inbox.waiting(seat.user)
            codes = {one.packet.procedure_code for one in waiting}
            found = {code: seat.intake.procedure(seat.user, code) for code in codes}
            return waiting, {code: one.components if one else () for code, one in found.items()}

        self._ask(work, self._show, latest="waiting")

    def _show(
        self, answer: tuple[tuple[WaitingOnline, ...], dict[str, tuple[Component, ...]]]
    ) -> None:
        waiting, self._components = answer
        now = self.around.desk.clock()
        self._waiting = {one.id: one for one in waiting}
        lines = []
        for one in waiting:
            packet = one.packet
            paid = words.money(packet.paid_dong) if packet.paid_dong else self.tr("chưa")
            cells = (
                words.near_moment(one.respond_by, now), packet.code,
                (packet.submitter or packet.owner).full_name, one.procedure_name,
                str(len(packet.files)), paid,
            )  # fmt: skip
            tones = {0: "bad" if one.late else "warn"}
            if one.held_by:
                tones[1] = "muted"
            lines.append(Line(one.id, cells, tones))
        self.table.show_lines(lines, self.table.current())
        self._say_count()
        self._show_chosen()
        self.commands_changed.emit()

    def _say_count(self) -> None:
        waiting = self._waiting.values()
        late = sum(one.late for one in waiting)
        self._said.setText(
            self.tr("{0} hồ sơ chờ, {1} đã quá 8 giờ làm việc.").format(len(waiting), late)
            if waiting
            else self.tr("Không có hồ sơ trực tuyến nào chờ. F8 để lấy hồ sơ mới.")
        )

    def _chosen(self) -> WaitingOnline | None:
        return self._waiting.get(self.table.current())

    def _show_chosen(self) -> None:
        one = self._chosen()
        self._act.setEnabled(one is not None)
        for made in self._choices.values():
            made.setEnabled(one is not None)
        self.wanted.clear()
        self._forget_reasons(self.table.current())
        self.packet.show_packet(one, self.around.desk.clock())
        if one is None:
            return
        for component in self._components.get(one.packet.procedure_code, ()):
            item = QListWidgetItem(component.name)
            item.setData(Qt.ItemDataRole.UserRole, component.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(component.name)
            self.wanted.addItem(item)
        if self.wanted.count():
            self.wanted.setCurrentRow(0)

    def _forget_reasons(self, shown: str) -> None:
        """What is said of one is never said of the next."""
        if self._judged != shown:
            self.reasons.untick()
            self._judged = shown

    # What is decided

    def _decision(self) -> Decision:
        return next(
            (one for one, made in self._choices.items() if made.isChecked()), Decision.ACCEPTED
        )

    def _choose(self, decision: Decision) -> None:
        self._choices[decision].setChecked(True)
        self._wanted_box.setVisible(decision is Decision.SUPPLEMENT)
        self._agency_box.setVisible(decision is Decision.REDIRECTED)
        self._reasons_box.setVisible(decision is Decision.REFUSED)
        self._reason_box.setVisible(decision is not Decision.ACCEPTED)
        self.packet.form.setVisible(decision not in (Decision.SUPPLEMENT, Decision.REFUSED))
        self._act.setText(f"{self._words_of_act()}  (F9)")
        self.commands_changed.emit()

    def _words_of_act(self) -> str:
        return {
            Decision.ACCEPTED: self.tr("Xem và tiếp nhận"),
            Decision.SUPPLEMENT: self.tr("Gửi yêu cầu bổ sung"),
            Decision.REFUSED: self.tr("Từ chối hồ sơ"),
            Decision.REDIRECTED: self.tr("Chuyển đúng cơ quan"),
        }[self._decision()]

    def _focus_first(self) -> None:
        first: dict[Decision, QWidget] = {
            Decision.ACCEPTED: self.table,
            Decision.SUPPLEMENT: self.wanted,
            Decision.REFUSED: self.reasons,
            Decision.REDIRECTED: self.agency,
        }
        first[self._decision()].setFocus()

    def _decide(self) -> None:
        one = self._chosen()
        if one is None:
            return
        {
            Decision.ACCEPTED: self._accept,
            Decision.SUPPLEMENT: self._ask_supplement,
            Decision.REFUSED: self._refuse,
            Decision.REDIRECTED: self._redirect,
        }[self._decision()](one)

    def _accept(self, one: WaitingOnline) -> None:
        """Open it as a draft, files attached; a supplement is taken in at once."""
        seat = self.around.seat
        if one.supplemented:
            self._accept_supplement(one)
            return
        self._act.setEnabled(False)
        self._said.setText(self.tr("Đang lấy hồ sơ và tệp của {0}…").format(one.packet.code))
        self._over_line(
            lambda: seat.life.online.open(seat.user, one.id),
            lambda draft: self.going.emit(Go(Place.INTAKE, draft)),
        )

    def _accept_supplement(self, one: WaitingOnline) -> None:
        seat = self.around.seat

        def work() -> DossierView:
            draft: Draft = seat.life.online.open(seat.user, one.id)
            return seat.life.online.accept_supplement(seat.user, one.id, draft)

        def done(view: DossierView) -> None:
            due = self.tr("Hẹn trả {0}.").format(words.moment(view.dossier.due))
            self._decided(self.tr("Đã nhận bổ sung của {0}.").format(one.packet.code), due)

        self._over_line(work, done)

    def _ask_supplement(self, one: WaitingOnline) -> None:
        from desk.reception.supplements import Asking  # noqa: PLC0415 - paint first
        from models.facts import Wanted  # noqa: PLC0415 - paint first

        items = [self.wanted.item(row) for row in range(self.wanted.count())]
        codes = {
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        }
        components = self._components.get(one.packet.procedure_code, ())
        asked = tuple(
            Wanted(component.code, component.copy_kinds[0])
            for component in components
            if component.code in codes
        )
        asking = Asking(asked, tidy(self.reason.text()))
        seat, code = self.around.seat, one.packet.code
        self._over_line(
            lambda: seat.life.online.ask_supplement(seat.user, one.id, asking),
            lambda answer: self._decided(
                self.tr("Đã gửi yêu cầu bổ sung cho {0}.").format(code), paper=answer[1]
            ),
        )

    def _refuse(self, one: WaitingOnline) -> None:
        seat, own = self.around.seat, tidy(self.reason.text())
        reasons = (*self.reasons.ticked(), *((own,) if own else ()))
        self._over_line(
            lambda: seat.life.online.refuse(seat.user, one.id, reasons),
            lambda answer: self._decided(
                self.tr("Đã từ chối {0}.").format(one.packet.code), paper=answer[1]
            ),
        )

    def _redirect(self, one: WaitingOnline) -> None:
        seat, reason, agency = self.around.seat, self.reason.text(), self.agency.text()
        said = self.tr("{0} được chuyển đến {1}.").format(one.packet.code, tidy(agency))
        self._over_line(
            lambda: seat.life.online.redirect(seat.user, one.id, agency, reason),
            lambda _: self._decided(said),
        )

    def _leave(self) -> None:
        """Let another desk have it; what was entered here stays."""
        one, seat = self._chosen(), self.around.seat
        if one is None or one.mine_until is None:
            return
        said = self.tr("Đã để {0} cho quầy khác.").format(one.packet.code)

        def done(_: object) -> None:
            self.tell(said, key="online")
            self._read()

        self._over_line(lambda: seat.life.online.leave(seat.user, one.id), done)

    def _decided(self, said: str, next_step: str = "", paper: object = None) -> None:
        self.tell(said, next_step, tone="good", key="online")
        if paper is not None:
            print_paper(self.around, self, paper)
        self.reason.clear()
        self.reasons.untick()
        self.agency.clear()
        self._choose(Decision.ACCEPTED)
        self._read()
        self.table.setFocus()
        self.answer()

    # The portal

    def _happened(self, event: object) -> None:
        """The line brought news of the list while it is looked at."""
        if isinstance(event, OnlineChanged) and self.isVisible():
            self._read()

    def _fetch(self) -> None:
        seat = self.around.seat

        def done(fetched: Fetched) -> None:
            said = self.tr("{0} hồ sơ mới, {1} hồ sơ nộp lại.").format(fetched.new, fetched.changed)
            bad = self.tr("{0} hồ sơ không đọc được.").format(fetched.unreadable)
            self.tell(said, bad if fetched.unreadable else "", key="online")
            self._read()

        self.around.bridge.ask(
            self.around.desk.workers.line,
            lambda: seat.life.online_inbox.fetch(seat.user),
            done,
            self._say,
            asker=self,
            latest="fetch",
        )
        self.answer()

    def answer(self) -> None:
        """Tell the portal what was decided; what it cannot take now waits for the next time."""
        seat = self.around.seat
        self.around.bridge.ask(
            self.around.desk.workers.line,
            lambda: seat.life.online_inbox.answer(seat.user),
            lambda _: None,
            lambda problem: None if problem.code == _NOTHING_NEW else self._say(problem),
            asker=self,
            latest="answer",
        )

    def _ask(
        self, work: Callable[[], object], done: Callable[..., None], *, latest: str = ""
    ) -> None:
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self._say, asker=self, latest=latest)

    def _over_line(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """An act that reserves the dossier first: the line may keep it waiting, never the desk."""
        self.around.bridge.ask(
            self.around.desk.workers.line,
            work,
            done,
            self._refused,
            asker=self,
            ended=self._show_chosen_again,
        )

    def _refused(self, problem: Problem) -> None:
        self._say(problem)
        if problem.code in _SOMEBODY_ELSE:
            self._fetch()

    def _show_chosen_again(self) -> None:
        self._act.setEnabled(self._chosen() is not None)
        self._say_count()

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="online")
        if problem.code == "agency.no_name":
            self.agency.setFocus()
        elif problem.code.endswith("no_reason"):
            self.reason.setFocus()

    # The page

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self.commands_changed.emit()
        )
        self.around.bridge.happened.connect(self._happened)
        self.table.opening.connect(lambda _: self._decide())
        self.reason.returnPressed.connect(self._decide)
        self.agency.returnPressed.connect(self.reason.setFocus)
        self._act.clicked.connect(self._decide)

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        side = Panel()
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(self.packet)
        side.column.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(4)
        said = (
            (Decision.ACCEPTED, self.tr("Tiếp nhận")),
            (Decision.SUPPLEMENT, self.tr("Bổ sung  (F4)")),
            (Decision.REFUSED, self.tr("Từ chối  (F5)")),
            (Decision.REDIRECTED, self.tr("Chuyển nơi khác  (F6)")),
        )
        for place, (decision, named) in enumerate(said):
            made = choice(named)
            made.clicked.connect(lambda _=False, one=decision: self._choose(one))
            self._group.addButton(made)
            self._choices[decision] = made
            grid.addWidget(made, place // 2, place % 2)
        side.column.addLayout(grid)
        self._wanted_box = _box(self.tr("Giấy tờ cần bổ sung (dấu cách để chọn)"), self.wanted)
        self._agency_box = _box(self.tr("Cơ quan có thẩm quyền"), self.agency)
        self._reasons_box = _box(self.tr("Lý do (dấu cách để chọn)"), self.reasons)
        self._reason_box = _box(self.tr("Lý do, nội dung"), self.reason)
        for part in (self._wanted_box, self._agency_box, self._reasons_box, self._reason_box):
            side.column.addWidget(part)
        side.column.addWidget(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)


def _box(words_above: str, field: QWidget) -> QWidget:
    box = QWidget()
    column = labelled(words_above, field)
    column.setContentsMargins(0, 0, 0, 0)
    box.setLayout(column)
    return box
