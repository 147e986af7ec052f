"""Chứng thực nhanh: kind of paper × pages × copies in one line; acts of the other books beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.citizen import Citizen, IdentifiedBy
from models.facts_money import Occasion
from models.problems import Problem
from models.text import tidy
from ui import entry, look, words
from ui.certified_work import CertifiedWork, Requester, Settled, settle, works
from ui.keys import Command
from ui.page import Page, Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text

if TYPE_CHECKING:
    from desk.reception.certified_copies import Certification, CopyOrder
    from models.certified import BookLine

SIDE_PX = 300
KINDS = (
    "Căn cước công dân",
    "Giấy khai sinh",
    "Giấy chứng nhận kết hôn",
    "Bằng tốt nghiệp",
    "Học bạ",
    "Giấy phép lái xe",
    "Hộ chiếu",
    "Giấy chứng nhận quyền sử dụng đất",
)
"""Offered before this desk's own book says what is usual here; any other kind may be typed."""
MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows of the books."""

    works: tuple[CertifiedWork, ...]
    number: str
    held: tuple[BookLine, ...]
    book: tuple[BookLine, ...]


class CertifyPage(Page):
    """Faster than a pen: a name, then Enter through kind, pages, copies; F9 takes them."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._orders: list[CopyOrder] = []
        self._held: tuple[BookLine, ...] = ()
        self._works: tuple[CertifiedWork, ...] = ()
        self._scanned: Citizen | None = None
        self.work = QComboBox()
        self.requester, self.identity, self.parties = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.pages, self.copies = QSpinBox(), QSpinBox()
        for box in (self.pages, self.copies):
            box.setRange(1, MOST)
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.setFixedWidth(84)
        self.table = LinesTable(
            self.tr("Giấy tờ trong lượt này"),
            (
                (self.tr("Loại giấy tờ"), 0),
                (self.tr("Số trang"), 90),
                (self.tr("Số bản"), 80),
                (self.tr("Lệ phí"), 120),
            ),
        )
        self._number, self._fee = text("–", kind="big"), text("–", kind="big")
        self.cash = QCheckBox(self.tr("Thu tiền mặt luôn"))
        self.cash.setChecked(True)
        self.cash.setToolTip(self.tr("Bỏ chọn khi người dân trả tiền lúc nhận, hoặc chuyển khoản"))
        self._take = button(self.tr("Nhận chứng thực  (F9)"), "primary")
        self.held = LinesTable(
            self.tr("Bản chính đang giữ"),
            (
                (self.tr("Số"), 120),
                (self.tr("Người yêu cầu"), 240),
                (self.tr("Loại giấy tờ"), 0),
                (self.tr("Trạng thái"), 110),
            ),
        )
        self.signer = QLineEdit()
        self._signed = button(self.tr("Đã ký tất cả  (F5)"))
        self._back = button(self.tr("Trả dân  (F4)"))
        self._lay_out()
        self._connect()
        self._offer_kinds(())

    # What a page is

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Chứng thực nhanh")

    def commands(self) -> Mapping[Command, str]:
        """Taking, signing, giving back."""
        return {
            Command.PROCEDURE: self.tr("Trả dân"),
            Command.COMPONENTS: self.tr("Đã ký"),
            Command.SCAN: self.tr("Đổi việc"),
            Command.RECEIVE: self.tr("Nhận chứng thực"),
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        acts: dict[Command, Callable[[], object]] = {
            Command.PROCEDURE: self._hand_back,
            Command.COMPONENTS: self._sign,
            Command.SCAN: self._next_work,
            Command.RECEIVE: self._proceed,
        }
        if command not in acts:
            return False
        acts[command]()
        return True

    def enter(self, subject: object) -> None:
        """The next number and what is still here."""
        del subject
        self._read()
        self.requester.setFocus()

    def scanned(self, scan: str) -> bool:
        """A card names the requester and is the identity paper the books ask for."""
        if entry.kind_of(scan) is not entry.Scan.CARD_QR:
            return False
        from desk.card.wedge import parse_typed  # noqa: PLC0415 - paint first

        try:
            qr = parse_typed(scan)
        except Problem as problem:
            self._say(problem)
            return True
        if self._of_now() is not None and not self._copies():
            self._scanned = Citizen(
                qr.full_name, qr.number, qr.birth_date, qr.sex, address=qr.address,
                identified_by=IdentifiedBy.QR,
            )  # fmt: skip
            self.identity.setText(self.tr("Căn cước số {0}").format(qr.number))
        self.requester.setText(qr.full_name)
        self.kind.setFocus()
        return True

    # Which certification

    def _of_now(self) -> CertifiedWork | None:
        place = self.work.currentIndex()
        return self._works[place] if 0 <= place < len(self._works) else None

    def _copies(self) -> bool:
        now = self._of_now()
        return now is None or now.copies

    def _next_work(self) -> None:
        if self.work.count():
            self.work.setCurrentIndex((self.work.currentIndex() + 1) % self.work.count())

    def _chose_work(self) -> None:
        """Another book: what was written for the first one is not taken over."""
        self._forget()
        copies = self._copies()
        self._pages_box.setVisible(copies)
        self._act_box.setVisible(not copies)
        self._read()
        self.requester.setFocus()

    def _show_works(self, works: tuple[CertifiedWork, ...]) -> None:
        if works == self._works:
            return
        chosen = self.work.currentIndex()
        self._works = works
        self.work.blockSignals(True)
        self.work.clear()
        self.work.addItems([one.title for one in works])
        self.work.setCurrentIndex(max(chosen, 0))
        self.work.blockSignals(False)

    # Taking

    def _order(self) -> CopyOrder | None:
        from desk.reception.certified_copies import CopyOrder  # noqa: PLC0415 - paint first

        kind = tidy(self.kind.currentText())
        return CopyOrder(kind, self.pages.value(), self.copies.value()) if kind else None

    def _add(self) -> None:
        order = self._order()
        if order is not None:
            self._orders.append(order)
            self._clear_line()
            self._count()
        self.kind.setFocus()

    def _clear_line(self) -> None:
        self.kind.setCurrentText("")
        self.pages.setValue(1)
        self.copies.setValue(1)

    def _all(self) -> tuple[CopyOrder, ...]:
        """The lines, with the one that is being typed."""
        typed = self._order()
        return (*self._orders, typed) if typed is not None else tuple(self._orders)

    def _count(self) -> None:
        orders, listed, seat = self._all(), tuple(self._orders), self.around.seat

        doing = self._of_now()
        if doing is None:
            return

        def work() -> tuple[int, tuple[int, ...]]:
            return doing.fee(seat, orders), tuple(doing.fee(seat, (one,)) for one in listed)

        def show(answer: tuple[int, tuple[int, ...]]) -> None:
            total, each = answer
            self._fee.setText(words.money(total) if orders else "–")
            self.table.show_lines(
                [
                    Line(str(place), (one.kind, str(one.pages), str(one.copies), words.money(fee)))
                    for place, (one, fee) in enumerate(zip(listed, each, strict=True))
                ]
            )

        self._ask(work, show, latest="fee")

    def _proceed(self) -> None:
        orders, who, seat, doing = self._all(), self._who(), self.around.seat, self._of_now()
        cash = self.cash.isChecked()
        if doing is None:
            return

        def work() -> tuple[Certification, Settled]:
            done = doing.take(seat, who, orders)
            return done, settle(seat, done.received.dossier_id, Occasion.RECEPTION, cash=cash)

        self._ask(work, lambda answer: self._taken(*answer))

    def _who(self) -> Requester:
        name = tidy(self.requester.text())
        person = self._scanned
        if person is None or person.full_name != name:
            person = Citizen(full_name=name)
        parties = tuple(one for part in self.parties.text().split(";") if (one := tidy(part)))
        return Requester(person, tidy(self.identity.text()), parties)

    def _forget(self) -> None:
        self._orders.clear()
        self._clear_line()
        self._scanned = None
        for line in (self.requester, self.identity, self.parties):
            line.clear()
        self._count()

    def _taken(self, done: Certification, settled: Settled) -> None:
        numbers = ", ".join(line.label for line in done.lines)
        self._tell_money(self.tr("Đã nhận: số {0}").format(numbers), settled)
        if done.received.slip_required:
            self._print_receipt(done.received.dossier_id)
        self._forget()
        self._read()
        self.requester.setFocus()

    def _tell_money(self, done: str, settled: Settled) -> None:
        if settled.failed is not None:
            self.tell(done, " ".join(words.problem(settled.failed)), tone="bad", key="certify")
        elif settled.left_dong:
            left = self.tr("Còn phải thu {0}.").format(words.money(settled.left_dong))
            self.tell(done, left, tone="warn", key="certify")
        else:
            taken = self.tr("Đã thu {0} tiền mặt.").format(words.money(settled.cash_dong))
            self.tell(done, taken if settled.cash_dong else "", tone="good", key="certify")

    def _print_receipt(self, dossier_id: str) -> None:
        seat = self.around.seat
        self.around.bridge.ask(
            self.around.desk.workers.devices,
            lambda: seat.papers.print_receipt(seat.user, dossier_id),
            lambda _: None,
            lambda _: None,  # PrintFailed is told by the window
            asker=self,
        )

    # What is still here

    def _read(self) -> None:
        seat, now = self.around.seat, self.around.desk.clock()
        known, place = self._works, max(self.work.currentIndex(), 0)

        def work() -> _Read:
            copies = seat.life.certified_copies
            offered = known or works(seat)
            number = offered[place].number(seat) if offered else "–"
            return _Read(offered, number, copies.held(seat.user), copies.book(seat.user, now.year))

        def show(answer: _Read) -> None:
            self._held, book = answer.held, answer.book
            self._show_works(answer.works)
            self._number.setText(answer.number)
            self._offer_kinds(book)
            self._show_held()

        self._ask(work, show, latest="book")

    def _offer_kinds(self, book: tuple[BookLine, ...]) -> None:
        """This desk's usual kinds first."""
        usual = [kind for kind, _ in Counter(line.paper.kind for line in book).most_common()]
        typed = self.kind.currentText()
        self.kind.clear()
        self.kind.addItems(list(dict.fromkeys([*usual, *KINDS])))
        self.kind.setCurrentText(typed)

    def _show_held(self) -> None:
        lines = []
        for line in self._held:
            signed = line.signed_at is not None
            said = self.tr("đã ký") if signed else self.tr("chờ ký")
            cells = (line.label, line.paper.requester, line.paper.kind, said)
            tone = "good" if signed else "warn"
            lines.append(Line(f"{line.dossier_id}/{line.number}", cells, {3: tone}))
        self.held.show_lines(lines, self.held.current())
        for one in (self._signed, self._back):
            one.setEnabled(bool(lines))

    def _chosen(self) -> str:
        return self.held.current().split("/", 1)[0]

    def _sign(self) -> None:
        """Everything that waits goes to the signer's desk and back together."""
        seat, signer = self.around.seat, tidy(self.signer.text())
        waiting = tuple(line.dossier_id for line in self._held if line.signed_at is None)
        if not signer:
            self.signer.setFocus()
        if waiting:
            self._ask(
                lambda: seat.life.certified_copies.signed(seat.user, waiting, signer),
                lambda _: self._read(),
            )

    def _hand_back(self) -> None:
        seat, dossier_id, cash = self.around.seat, self._chosen(), self.cash.isChecked()
        if not dossier_id:
            return

        def work() -> Settled:
            seat.life.certified_copies.hand_back(seat.user, dossier_id)
            return settle(seat, dossier_id, Occasion.RESULT, cash=cash)

        def show(settled: Settled) -> None:
            self._tell_money(self.tr("Đã trả bản sao và bản chính."), settled)
            self._read()

        self._ask(work, show)

    def _ask(
        self, work: Callable[[], object], done: Callable[..., None], *, latest: str = ""
    ) -> None:
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self._say, asker=self, latest=latest)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="certify")
        if problem.code == "certified.no_requester":
            self.requester.setFocus()
        elif problem.code == "certified.no_identity":
            self.identity.setFocus()
        elif problem.code == "certified.nothing":
            self.kind.setFocus()

    # The page

    def _connect(self) -> None:
        self.requester.returnPressed.connect(self._after_requester)
        line = self.kind.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._to_pages)
        for box, go_on in ((self.pages, self._to_copies), (self.copies, self._add)):
            edit = box.lineEdit()
            edit.returnPressed.connect(go_on)
            box.valueChanged.connect(lambda _: self._count())
        self._take.clicked.connect(self._proceed)
        self._signed.clicked.connect(self._sign)
        self._back.clicked.connect(self._hand_back)
        self.signer.returnPressed.connect(self._sign)
        self.work.currentIndexChanged.connect(lambda _: self._chose_work())
        self.identity.returnPressed.connect(self.parties.setFocus)
        self.parties.returnPressed.connect(self.kind.setFocus)

    def _after_requester(self) -> None:
        after: QWidget = self.kind if self._copies() else self.identity
        after.setFocus()

    def _to_pages(self) -> None:
        if not self._copies():
            self._to_copies()
            self._count()
            return
        self.pages.setFocus()
        self.pages.selectAll()
        self._count()

    def _to_copies(self) -> None:
        self.copies.setFocus()
        self.copies.selectAll()

    def _lay_out(self) -> None:
        asked = Panel()
        asked.column.addLayout(labelled(self.tr("Việc chứng thực  (F6)"), self.work))
        asked.column.addLayout(labelled(self.tr("Người yêu cầu chứng thực"), self.requester))
        self._act_box = QWidget()
        act = QHBoxLayout(self._act_box)
        act.setContentsMargins(0, 0, 0, 0)
        act.addLayout(labelled(self.tr("Giấy tờ tùy thân đã xem"), self.identity), 1)
        act.addLayout(labelled(self.tr("Các bên khác, cách nhau dấu ;"), self.parties), 1)
        self._act_box.hide()
        asked.column.addWidget(self._act_box)
        line = QHBoxLayout()
        line.setSpacing(look.GAP_PX)
        line.addLayout(labelled(self.tr("Loại giấy tờ"), self.kind), 1)
        self._pages_box = QWidget()
        pages = labelled(self.tr("Số trang"), self.pages)
        pages.setContentsMargins(0, 0, 0, 0)
        self._pages_box.setLayout(pages)
        line.addWidget(self._pages_box)
        line.addLayout(labelled(self.tr("Số bản"), self.copies))
        asked.column.addLayout(line)
        asked.column.addWidget(
            text(self.tr("Enter ở ô số bản để ghi thêm giấy tờ khác."), kind="small", tone="muted")
        )
        asked.column.addWidget(self.table, 1)
        held = Panel(self.tr("Bản chính đang giữ – chờ ký"))
        held.column.addWidget(self.held, 1)
        left = QVBoxLayout()
        left.setSpacing(look.GAP_PX + 2)
        left.addWidget(asked, 3)
        left.addWidget(held, 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addLayout(left, 1)
        row.addWidget(self._side())

    def _side(self) -> Panel:
        """Money and acts on the right, where no notice ever covers them."""
        side = Panel()
        side.setFixedWidth(SIDE_PX)
        for named, value in (
            (self.tr("Số chứng thực tiếp theo"), self._number),
            (self.tr("Thu"), self._fee),
        ):
            side.column.addWidget(text(named, kind="small", tone="muted"))
            side.column.addWidget(value)
        side.column.addWidget(self.cash)
        side.column.addWidget(self._take)
        side.column.addStretch(1)
        side.column.addLayout(labelled(self.tr("Người ký"), self.signer))
        side.column.addWidget(self._signed)
        side.column.addWidget(self._back)
        return side
