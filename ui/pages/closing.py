"""Chốt ngày: what is left at the end of the day, each line with whom it waits for; then home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.dossier import DossierRow, SyncState
from models.problems import Problem
from models.role import Act
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings, ToConfirm
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, labelled, text

if TYPE_CHECKING:
    from desk.reception.cash_counts import Drawer
    from desk.reception.contacts import ToTell
    from desk.reception.holding import ToForward
    from desk.reception.online_inbox import OnlineStanding
    from desk.reception.scans_owed import ScanOwed
    from desk.reception.supplements import Waiting
    from models.certified import BookLine
    from models.papers.handing import CollectionList
    from models.store.alarms import Alarm
    from models.store.bundles import Bundle
    from models.store.field_values import Debt
    from models.store.retention import Overdue

_MONEY, _ONLINE, _SIGNING, _CONFIRM = ">money", ">online", ">signing", ">confirm"
"""Lines that lead to another screen instead of a dossier."""


@dataclass(frozen=True, slots=True)
class _Day:
    """Everything that is not finished tonight, read at one moment."""

    received: int
    not_sent: tuple[DossierRow, ...]
    to_forward: tuple[ToForward, ...]
    owed: int
    held: tuple[BookLine, ...]
    unconfirmed: tuple[Bundle, ...]
    overdue: tuple[Waiting, ...]
    to_tell: tuple[ToTell, ...]
    fees_dong: int
    alarms: tuple[Alarm, ...]
    drawer: Drawer
    online: OnlineStanding
    no_scan: tuple[ScanOwed, ...]
    debts: tuple[Debt, ...]
    signatures: int
    too_long: tuple[Overdue, ...]


class ClosingPage(Page):
    """Nothing to fill in: one list, and the sheet everybody signed on."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._sum = text(kind="lead", wrap=True)
        self._money = text(tone="muted", wrap=True)
        self.table = LinesTable(
            self.tr("Việc còn lại trong ngày"),
            (
                (self.tr("Việc cần lưu ý"), 230),
                (self.tr("Mã, số"), 220),
                (self.tr("Của ai"), 220),
                (self.tr("Chi tiết"), 0),
            ),
        )
        self._alarms: dict[str, Alarm] = {}
        self.table.opening.connect(self._open)
        self.note = QLineEdit()
        self._settling = QWidget()
        settling = QVBoxLayout(self._settling)
        settling.setContentsMargins(0, 0, 0, 0)
        settling.addLayout(
            labelled(self.tr("Kết quả xác minh việc trả hai lần (lãnh đạo ghi, F9)"), self.note)
        )
        self.note.returnPressed.connect(self._settle)
        panel = Panel()
        panel.column.addWidget(self._sum)
        panel.column.addWidget(self._money)
        panel.column.addWidget(self.table, 1)
        panel.column.addWidget(self._settling)
        self._settling.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.MARGIN_PX,) * 4)
        column.addWidget(panel)

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Chốt ngày")

    def commands(self) -> Mapping[Command, str]:
        """The day's list of signatures; settling what left twice."""
        offered = {Command.PRINT: self.tr("In danh sách ký nhận")}
        if self._may_settle():
            offered[Command.RECEIVE] = self.tr("Ghi kết quả xác minh")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.RECEIVE and self._may_settle():
            self._settle()
        elif command is Command.PRINT:
            self._print_list()
        else:
            return False
        return True

    def _print_list(self) -> None:
        seat, (start, end) = self.around.seat, self._bounds()

        def done(listed: CollectionList) -> None:
            if listed.rows:
                print_paper(self.around, self, listed)
                self.tell(self.tr("Đang in danh sách ký nhận."), key="closing")
            else:
                self.tell(self.tr("Hôm nay chưa trả kết quả nào."), key="closing")

        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.life.collections.signing_list_of_day(seat.user, start, end),
            done,
            self._say,
            asker=self,
        )

    def enter(self, subject: object) -> None:
        """Read what is left."""
        del subject
        self.around.bridge.ask(
            self.around.desk.workers.store,
            self._read,
            self._show,
            self._say,
            asker=self,
            latest="day",
        )
        self.table.setFocus()

    def _open(self, line: str) -> None:
        alarm = self._alarms.get(line)
        elsewhere = {
            _MONEY: Go(Place.BOOKS, "money"),
            _ONLINE: Go(Place.ONLINE),
            _SIGNING: Go(Place.SIGNING),
            _CONFIRM: Go(Place.CONFIRM, ToConfirm()),
        }
        if line in elsewhere:
            self.going.emit(elsewhere[line])
            return
        self.going.emit(Go(Place.DOSSIER, alarm.told.dossier_id if alarm else line))

    def _may_settle(self) -> bool:
        return bool(self._alarms) and self.around.seat.user.may(Act.SETTLE_ALARM)

    def _settle(self) -> None:
        """Record what was found out about the chosen alarm, or the first."""
        chosen = self.table.current()
        alarm_id = chosen if chosen in self._alarms else next(iter(self._alarms), "")
        seat, note = self.around.seat, self.note.text().strip()
        if not note:
            self.note.setFocus()

        def done(_: None) -> None:
            self.note.clear()
            self.tell(self.tr("Đã ghi kết quả xác minh."), tone="good", key="closing")
            self.enter(None)

        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.alarms.settle(seat.user, alarm_id, note),
            done,
            self._say,
            asker=self,
        )

    def _bounds(self) -> tuple[datetime, datetime]:
        now = self.around.desk.clock()
        start = datetime.combine(now.date(), time(), now.tzinfo)
        return start, start + timedelta(days=1)

    def _read(self) -> _Day:
        """On the store's worker."""
        seat, (start, end) = self.around.seat, self._bounds()
        user, life = seat.user, seat.life
        view = seat.today.overview(user)
        book = life.certified_copies.book(user, start.year)
        held = life.certified_copies.held(user)
        here = {one.dossier_id for one in held}
        to_forward = life.holdings.to_forward(user)
        return _Day(
            received=len(view.received),
            not_sent=view.not_sent,
            to_forward=tuple(one for one in to_forward if one.row.id not in here),
            owed=len(seat.papers.owed(user)),
            held=held,
            unconfirmed=life.bundles.unconfirmed(user),
            overdue=tuple(one for one in life.supplements.waiting(user) if one.overdue),
            to_tell=life.contacts.to_tell_code(user),
            fees_dong=sum(one.paper.fee_dong for one in book if start <= one.at < end),
            alarms=seat.alarms.unsettled(user),
            drawer=life.cash_counts.drawer(user),
            online=life.online_inbox.standing(user),
            no_scan=life.scans_owed.owed(user),
            debts=seat.fields.debts(user) if user.may(Act.RECEIVE) else (),
            signatures=sum(seat.signing.counts(user).values()) if user.may(Act.SIGN) else 0,
            too_long=seat.alarms.overdue(user) if user.may(Act.SETTLE_ALARM) else (),
        )

    def _show(self, day: _Day) -> None:
        self._alarms = {one.told.alarm_id: one for one in day.alarms}
        self._settling.setVisible(self._may_settle())
        lines = [_of_alarm(self.tr("Trả kết quả hai lần"), one) for one in day.alarms]
        lines += self._lines(day)
        self._sum.setText(
            self.tr("Hôm nay nhận {0} hồ sơ. Còn {1} việc cần lưu ý.").format(
                day.received, len(lines)
            )
            if lines
            else self.tr("Hôm nay nhận {0} hồ sơ. Không còn việc nào dở dang.").format(day.received)
        )
        self._money.setText(
            self.tr("Lệ phí chứng thực theo sổ hôm nay: {0}. Trong ngăn kéo phải có {1}.").format(
                words.money(day.fees_dong), words.amount(day.drawer.expected_dong)
            )
        )
        self.table.show_lines(lines, self.table.current())
        self.commands_changed.emit()

    def _lines(self, day: _Day) -> list[Line]:
        now = self.around.desk.clock()
        lines = []
        if day.owed:
            said = self.tr("In ở Việc hôm nay, Ctrl+P.")
            cells = (self.tr("Giấy hẹn chưa in"), str(day.owed), "", said)
            lines.append(Line("", cells, {0: "bad"}))
        for one in day.to_forward:
            by = self.tr("chuyển trước {0}").format(words.near_moment(one.by, now))
            tone = "bad" if one.late else "warn"
            lines.append(_of_row(self.tr("Chưa bàn giao cho phòng"), one.row, by, tone))
        lines += self._of_the_drawer(day)
        lines += self._online(day.online)
        lines += self._papers_owed(day)
        lines += self._not_sent(day.not_sent)
        for held in day.held:
            said = self.tr("đã ký") if held.signed_at else self.tr("chờ ký")
            cells = (self.tr("Bản chính đang giữ"), held.label, held.paper.requester, said)
            lines.append(Line(held.dossier_id, cells, {0: "warn"}))
        for bundle in day.unconfirmed:
            count = self.tr("{0} hồ sơ").format(len(bundle.items))
            cells = (self.tr("Biên bản chưa xác nhận"), bundle.number, bundle.unit, count)
            first = bundle.items[0].dossier_id if bundle.items else ""
            lines.append(Line(first, cells, {0: "warn"}))
        for late in day.overdue:
            until = words.near_moment(late.until, now) if late.until else ""
            lines.append(_of_row(self.tr("Quá hạn bổ sung"), late.row, until, "bad"))
        for told in day.to_tell:
            old = ", ".join(told.old_codes)
            said = self.tr("{0}, trước là {1}").format(told.phone or "–", old)
            lines.append(_of_row(self.tr("Cần báo mã chính thức"), told.row, said, "warn"))
        return lines

    def _of_the_drawer(self, day: _Day) -> list[Line]:
        """Cash of the shift that nobody has counted against the book yet."""
        if not day.drawer.moved:
            return []
        slips = self.tr("{0} phiếu").format(len(day.drawer.moved))
        cash = self.tr("tiền mặt theo sổ {0}").format(words.amount(day.drawer.expected_dong))
        cells = (self.tr("Chưa kiểm quỹ"), slips, "", cash)
        return [Line(_MONEY, cells, {0: "warn"})]

    def _online(self, standing: OnlineStanding) -> list[Line]:
        lines = []
        if standing.waiting:
            many = self.tr("{0} hồ sơ").format(standing.waiting)
            left = words.left(standing.minutes_left)
            cells = (self.tr("Trực tuyến chưa trả lời"), many, "", left)
            lines.append(Line(_ONLINE, cells, {0: "bad" if standing.late else "warn"}))
        for dossier_id in standing.answered_twice:
            said = self.tr("Quầy khác đã trả lời trước: rút một hồ sơ.")
            cells = (self.tr("Hai quầy cùng trả lời"), "", "", said)
            lines.append(Line(dossier_id, cells, {0: "bad"}))
        return lines

    def _papers_owed(self, day: _Day) -> list[Line]:
        """Scans, signatures and confirmations, and what has been owed for too long."""
        lines = []
        for owed in day.no_scan:
            papers = ", ".join(owed.papers)
            lines.append(_of_row(self.tr("Chưa số hóa"), owed.row, papers, "warn"))
        if day.signatures:
            many = self.tr("{0} văn bản").format(day.signatures)
            cells = (self.tr("Chờ ký số"), many, "", "")
            lines.append(Line(_SIGNING, cells, {0: "warn"}))
        if day.debts:
            many = self.tr("{0} hồ sơ").format(len(day.debts))
            values = sum(one.fields for one in day.debts)
            said = self.tr("{0} giá trị để «Xác nhận sau».").format(values)
            cells = (self.tr("Chưa xác nhận dữ liệu"), many, "", said)
            lines.append(Line(_CONFIRM, cells, {0: "warn"}))
        for late in day.too_long:
            said = self.tr("{0} giá trị, {1} chữ ký còn nợ từ {2}").format(
                late.fields, late.signatures, words.moment(late.sent_at)
            )
            cells = (self.tr("Nợ quá lâu"), late.code, "", said)
            lines.append(Line(late.dossier_id, cells, {0: "bad"}))
        return lines

    def _not_sent(self, rows: tuple[DossierRow, ...]) -> list[Line]:
        """What only waits for the line is one line; what was refused needs somebody."""
        refused = [row for row in rows if row.sync is SyncState.REFUSED]
        lines = [_of_row(words.sync(row.sync), row, row.procedure_name, "bad") for row in refused]
        waiting = len(rows) - len(refused)
        if waiting:
            said = self.tr("Tự gửi khi có mạng, không cần làm gì.")
            cells = (words.sync(SyncState.WAITING), self.tr("{0} hồ sơ").format(waiting), "", said)
            lines.append(Line("", cells))
        return lines

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="closing")


def _of_row(what: str, row: DossierRow, detail: str, tone: str) -> Line:
    return Line(row.id, (what, row.code, row.owner_name, detail), {0: tone})


def _of_alarm(what: str, alarm: Alarm) -> Line:
    told = alarm.told
    both = f"{told.first.returned_to} · {told.second.returned_to}"
    when = words.moment(alarm.heard_at)
    return Line(told.alarm_id, (what, when, both, ""), {0: "bad"})
