"""Hồ sơ: with whom since when, the appointment, where it is on its way; and handing over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from desk.events import SyncChanged
from models.dossier import Dossier, DossierRow
from models.lifecycle import TERMINAL
from models.problems import Problem
from models.role import Act
from ui import entry, look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings, ToConfirm
from ui.sides.choice import SideChoice
from ui.sides.contacts import ContactsSide
from ui.sides.copying import CopyingSide
from ui.sides.supplement import SupplementSide
from ui.widgets.collector import Collector
from ui.widgets.panel import Badge, OneLine, Panel, button, text
from ui.widgets.preview import Preview
from ui.widgets.signed_papers import tell_signatures
from ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from desk.capture.fields import PaperRead
    from desk.reception.lookup import DossierView
    from desk.reception.results import Collecting

COLLECTOR_PX = 340
MOST_PAGES = 20
"""More of a scan is not shown at once."""


class DossierPage(Page):
    """One dossier, all facts in one place."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._dossier: Dossier | None = None
        self._names: Mapping[str, str] = {}
        self._code = text(kind="big")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._provisional, self._status, self._sync = Badge(), Badge(), Badge()
        self._elsewhere = Badge()
        self._facts = QGridLayout()
        self._papers = QListWidget()
        self._papers.setObjectName("quiet")
        self._papers.setWordWrap(True)
        self._papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._papers.setAccessibleName(self.tr("Giấy tờ của hồ sơ"))
        self._papers.itemActivated.connect(lambda _: self._open_paper())
        self._timeline = Timeline()
        self.collector = Collector(around, headed=False)
        self.collector.handing_over.connect(self._hand_over)
        self.collector.arriving.connect(self._arrived)
        self.contacts = ContactsSide(around)
        self.supplement = SupplementSide(around)
        self.copying = CopyingSide(around)
        self.confirm = button(self.tr("Xác nhận dữ liệu (Ctrl+D)"), "small", picture="eye")
        self.confirm.clicked.connect(self._confirm)
        self.confirm.hide()
        self.sides = SideChoice(COLLECTOR_PX)
        self._where = OneLine(tone="link")
        self.preview = Preview(self)
        self._lay_out()
        around.bridge.happened.connect(self._happened)

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Hồ sơ")

    def commands(self) -> Mapping[Command, str]:
        """The keys of a dossier."""
        if self._dossier is None:
            return {}
        offered = {
            Command.PREVIEW: self.tr("Giấy hẹn"),
            Command.PRINT: self.tr("In lại"),
        }
        offered |= {
            Command.PROCEDURE: self.tr("Bổ sung"),
            Command.COMPONENTS: self.tr("Liên hệ"),
            Command.SCAN: self.tr("Chép mã"),
        }
        side = self.sides.side
        if side is not None:
            if side is self.supplement and self.supplement.tray_open():
                offered[Command.SCAN] = ""
            if act := side.act():
                offered[Command.RECEIVE] = act
        elif self._dossier.status not in TERMINAL:
            offered[Command.RECEIVE] = self.tr("Trả kết quả")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.BACK:
            return self._step_back()
        if self._dossier is None:
            return False
        if (
            command is Command.SCAN
            and self.supplement.tray_open()
            and self.sides.side is self.supplement
        ):
            self.supplement.tray.scan()
            return True
        acts: dict[Command, Callable[[], object]] = {
            Command.RECEIVE: self._proceed,
            Command.PREVIEW: self._preview_receipt,
            Command.PRINT: self._print,
            Command.PROCEDURE: lambda: self.sides.turn_to(1),
            Command.COMPONENTS: lambda: self.sides.turn_to(2),
            Command.SCAN: lambda: self.sides.turn_to(3),
            Command.ANSWERED: self.contacts.answered,
            Command.CONFIRM: self._confirm,
        }
        if command not in acts:
            return False
        acts[command]()
        return True

    def _proceed(self) -> None:
        side = self.sides.side
        if side is not None:
            side.proceed()
        else:
            self.collector.proceed()

    def _turned(self) -> None:
        if self.sides.side is None and self.collector.confirm.isVisible():
            self.collector.confirm.setFocus()
        self.commands_changed.emit()

    def _step_back(self) -> bool:
        if self.preview.put_away() or self.collector.step_back():
            return True
        if self.sides.side is None:
            return False
        self.sides.turn_to(0)
        return True

    def enter(self, subject: object) -> None:
        """A dossier by its identity, or by any code it ever had."""
        if not isinstance(subject, str) or not subject:
            return
        seat = self.around.seat
        by_code = entry.kind_of(subject) is entry.Scan.DOSSIER
        if self._dossier is not None and self._dossier.id != subject:
            self._forget()

        def work() -> tuple[DossierView, Mapping[str, str]]:
            names = seat.lookup.names(seat.user)
            if by_code:
                return seat.lookup.by_code(seat.user, subject), names
            return seat.lookup.dossier(seat.user, subject), names

        def show(answer: tuple[DossierView, Mapping[str, str]]) -> None:
            view, self._names = answer
            self._show(view)

        self._ask(work, show)

    def keepsake(self) -> object:
        """The dossier that is open."""
        return self._dossier.id if self._dossier is not None else None

    def leave(self) -> None:
        """Readings of cards are not for this page any more."""
        self.preview.put_away()
        self.collector.identification.active = False

    def scanned(self, scan: str) -> bool:
        """A card belongs to the collector; a receipt opens another dossier."""
        kind = entry.kind_of(scan)
        if kind in (entry.Scan.CARD_QR, entry.Scan.NUMBER) and self.collector.person.isVisible():
            self.collector.identification.take(scan)
            return True
        return False

    def _show(self, view: DossierView) -> None:
        dossier = self._dossier = view.dossier
        self._code.setText(dossier.code)
        self._provisional.say(words.code_kind(dossier.code_kind), "warn")
        self._status.say(words.status(dossier.status), words.status_badge(dossier.status))
        self._sync.say(words.sync(view.sync), words.sync_badge(view.sync))
        self._show_elsewhere(view)
        self._show_facts(dossier)
        self._papers.clear()
        for document in dossier.documents:
            pages = self.tr("{0} trang").format(document.pages)
            item = QListWidgetItem(f"{document.title} · {pages}")
            item.setData(Qt.ItemDataRole.UserRole, document.component_code)
            self._papers.addItem(item)
        tell_signatures(self._papers, self.around, dossier)
        if not dossier.documents:
            nothing = QListWidgetItem(self.tr("Không có bản quét."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._papers.addItem(nothing)
        self._timeline.show_steps(view.timeline, self._names)
        self.collector.show_dossier(dossier)
        self.collector.show_warnings(view.warnings)
        for side in (self.supplement, self.contacts, self.copying):
            side.show_view(view)
        self._show_where(view)
        self._show_read(view)
        self.commands_changed.emit()
        self._papers.setEnabled(bool(dossier.documents))
        if self.sides.side is not None:
            self.sides.side.focus_first()
        elif self.collector.confirm.isVisible():
            self.collector.confirm.setFocus()
        elif dossier.documents:
            self._papers.setFocus()

    def _show_elsewhere(self, view: DossierView) -> None:
        """Another counter's dossier is known by word of mouth: say how old the word is."""
        self._elsewhere.say(
            words.counter(view.sync, elsewhere=True) if view.elsewhere else "", "neutral"
        )
        if view.seen_at is not None:
            heard = self.tr("Theo tin lúc {0}").format(words.moment(view.seen_at))
            self._elsewhere.setToolTip(heard)

    def _show_facts(self, dossier: Dossier) -> None:
        while item := self._facts.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        owner = dossier.owner
        clerk = self._names.get(dossier.clerk, dossier.clerk)
        due = words.moment(dossier.due)
        if dossier.due_is_provisional:
            due += self.tr(" (dự kiến)")
        facts = [
            (self.tr("Chủ hồ sơ"), owner.full_name),
            (self.tr("Số định danh"), words.number(owner.number) or "–"),
            (self.tr("Điện thoại"), owner.phone or "–"),
            (self.tr("Thủ tục"), dossier.procedure_name),
            (self.tr("Tiếp nhận"), f"{words.moment(dossier.received_at)} · {clerk}"),
            (self.tr("Hẹn trả"), due),
            (self.tr("Lệ phí"), words.money(dossier.fee_dong)),
            (self.tr("Nhận kết quả"), words.return_method(dossier.return_method)),
        ]
        if dossier.submitter is not None:
            facts.insert(1, (self.tr("Người nộp"), dossier.submitter.full_name))
        others = [code for code in dossier.aliases if code != dossier.code]
        if others:
            facts.append((self.tr("Mã khác"), ", ".join(others)))
        if dossier.note:
            facts.append((self.tr("Ghi chú"), dossier.note))
        for line, (name, value) in enumerate(facts):
            self._facts.addWidget(text(name, tone="muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            shown = text(value, wrap=True)
            if line == 0:
                shown.setProperty("weight", "bold")
            self._facts.addWidget(shown, line, 1)
        self._facts.setColumnStretch(1, 1)

    def _confirm(self) -> None:
        dossier = self._dossier
        if dossier is not None and not self.confirm.isHidden():
            said = f"{dossier.code} · {dossier.owner.full_name}"
            self.going.emit(Go(Place.CONFIRM, ToConfirm(dossier.id, said=said, back=Place.DOSSIER)))

    def _show_read(self, view: DossierView) -> None:
        """Whether values were read on its papers, and how many wait."""
        seat, dossier = self.around.seat, view.dossier
        self.confirm.hide()
        if view.elsewhere or not seat.user.may(Act.RECEIVE):
            return

        def show(papers: tuple[PaperRead, ...]) -> None:
            left = sum(one.owed for one in papers)
            said = self.tr("Xác nhận dữ liệu (Ctrl+D)")
            self.confirm.setText(f"{said}: {left}" if left else self.tr("Dữ liệu đã xác nhận"))
            self.confirm.setVisible(bool(papers))

        self._ask(lambda: seat.fields.papers(seat.user, dossier.id), show, latest="read")

    def _show_where(self, view: DossierView) -> None:
        """With whom it is since when: read aloud on the phone."""
        seat, dossier = self.around.seat, view.dossier
        self._where.say("")
        if view.elsewhere or dossier.status in TERMINAL:
            return
        language = "en" if words.english() else "vi"
        self._ask(
            lambda: seat.life.holdings.where(seat.user, dossier.id, language),
            lambda found: self._where.say(words.with_names(found.sentence, self._names)),
            latest="where",
        )

    def _forget(self) -> None:
        self._dossier = None
        self.sides.turn_to(0)
        self._code.clear()
        for badge in (self._provisional, self._status, self._sync, self._elsewhere):
            badge.say("", "neutral")
        self._papers.clear()
        self._timeline.clear()

    def _open_paper(self) -> None:
        item, dossier = self._papers.currentItem(), self._dossier
        code = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if dossier is None or not code:
            return
        seat = self.around.seat

        def show(pdf: bytes) -> None:
            self._picture(lambda: pdf)

        self._ask(lambda: seat.lookup.document(seat.user, dossier.id, code), show)

    def _preview_receipt(self) -> None:
        dossier, seat = self._dossier, self.around.seat
        if dossier is not None:
            self._picture(lambda: seat.papers.receipt_pdf(seat.user, dossier.id))

    def _picture(self, pdf: Callable[[], bytes]) -> None:
        def work() -> tuple[QImage, ...]:
            from printing.preview import page_count, page_png  # noqa: PLC0415 - the first one pays

            paper = pdf()
            pages = range(min(page_count(paper), MOST_PAGES))
            return tuple(QImage.fromData(page_png(paper, page)) for page in pages)

        self.around.bridge.ask(
            self.around.desk.workers.images,
            work,
            self.preview.show_images,
            self._say,
            asker=self,
            latest="picture",
        )

    def _print(self) -> None:
        dossier, seat = self._dossier, self.around.seat
        if dossier is None:
            return
        self.around.bridge.ask(
            self.around.desk.workers.devices,
            lambda: seat.papers.print_receipt(seat.user, dossier.id),
            lambda _: None,
            lambda _: None,  # PrintFailed is told by the window
            asker=self,
        )

    def _hand_over(self, collecting: Collecting) -> None:
        dossier, seat = self._dossier, self.around.seat
        if dossier is None:
            return

        def done(views: tuple[DossierView, ...]) -> None:
            (view,) = views
            self._show(view)
            self.tell(
                self.tr("Đã trả kết quả"),
                self.tr("{0}, người nhận: {1}.").format(
                    view.dossier.code, collecting.person.full_name
                ),
                tone="good",
                key="returned",
            )

        def failed(problem: Problem) -> None:
            self._say(problem)
            if problem.code == "results.authority_needed":
                self.collector.ask_authority()

        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.results.hand_over_many(seat.user, (dossier.id,), collecting),
            done,
            failed,
            asker=self,
        )

    def _arrived(self, place: str) -> None:
        dossier, seat = self._dossier, self.around.seat
        if dossier is not None:
            self._ask(lambda: seat.results.arrived(seat.user, dossier.id, place), self._show)

    def _happened(self, event: object) -> None:
        if isinstance(event, SyncChanged):
            self.collector.show_line(online=event.online)
            if self.isVisible() and self._dossier is not None:
                self._refresh_sync(self._dossier)

    def _refresh_sync(self, dossier: Dossier) -> None:
        """Read only the line of the list: looking at the state of the line is no new view."""
        seat = self.around.seat

        def show(rows: tuple[DossierRow, ...]) -> None:
            for row in rows:
                if self._dossier is not None and self._dossier.id == row.id:
                    self._sync.say(words.sync(row.sync), words.sync_badge(row.sync))
                    self._code.setText(row.code)

        self._ask(lambda: seat.lookup.find(seat.user, dossier.code, 5), show, latest="sync")

    def _ask(
        self, work: Callable[[], object], done: Callable[..., None], *, latest: str = "view"
    ) -> None:
        self.around.bridge.ask(
            self.around.desk.workers.store, work, done, self._say, asker=self, latest=latest
        )

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="dossier")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._code)
        for badge in (self._provisional, self._status, self._sync, self._elsewhere):
            head.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        facts = Panel()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(5)
        facts.column.addLayout(head)
        facts.column.addWidget(self._where)
        facts.column.addLayout(self._facts)
        facts.column.addStretch(1)
        papers = Panel(self.tr("Giấy tờ"))
        papers.heading_row.addWidget(self.confirm)
        papers.column.addWidget(self._papers)
        steps = Panel(self.tr("Quá trình giải quyết"))
        steps.column.addWidget(self._timeline)
        below = QHBoxLayout()
        below.setSpacing(look.GAP_PX + 2)
        below.addWidget(papers, 1)
        below.addWidget(steps, 1)
        left = QVBoxLayout()
        left.setSpacing(look.GAP_PX + 2)
        left.addWidget(facts)
        left.addLayout(below, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addLayout(left, 1)
        row.addWidget(self.sides)
        self.sides.add(self.tr("Trả"), self.collector)
        for named, side in (
            (self.tr("Bổ sung"), self.supplement),
            (self.tr("Liên hệ"), self.contacts),
            (self.tr("Chép"), self.copying),
        ):
            self.sides.add(named, side)
            side.telling.connect(self.telling)
            side.changed.connect(self._show)
        self.sides.turned.connect(self._turned)
