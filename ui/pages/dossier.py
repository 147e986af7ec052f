"""Hồ sơ: with whom since when, the appointment, where it is on its way; and handing over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.events import SyncChanged
from models.dossier import Dossier, DossierRow
from models.lifecycle import TERMINAL
from models.problems import Problem
from ui import entry, look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings, ToConfirm
from ui.sides.choice import SideChoice
from ui.sides.contacts import ContactsSide
from ui.sides.copying import CopyingSide
from ui.sides.others import other_sides
from ui.sides.side import Side
from ui.sides.supplement import SupplementSide
from ui.widgets.collector import Collector
from ui.widgets.dossier_facts import DossierFacts
from ui.widgets.dossier_papers import DossierPapers
from ui.widgets.panel import Panel
from ui.widgets.paper_preview import PaperPreview
from ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from desk.reception.results import Collecting

SIDES_PX = 360


class DossierPage(Page):
    """One dossier, all facts in one place."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._dossier: Dossier | None = None
        self._names: Mapping[str, str] = {}
        self.facts = DossierFacts()
        self.papers = DossierPapers(around)
        self.papers.opening.connect(self._open_paper)
        self.papers.confirming.connect(self._confirm)
        self._timeline = Timeline()
        self.collector = Collector(around, headed=False)
        self.collector.handing_over.connect(self._hand_over)
        self.collector.arriving.connect(self._arrived)
        self.contacts = ContactsSide(around)
        self.supplement = SupplementSide(around)
        self.copying = CopyingSide(around)
        self.others = other_sides(around)
        self.sides = SideChoice(SIDES_PX)
        self.preview = PaperPreview(self, around, self._say)
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
        if self.sides.shows_others():
            offered[Command.HOLD] = self.tr("Việc khác")
        side = self.sides.side
        if side is not None:
            if side is self.supplement and self.supplement.tray_open():
                offered[Command.SCAN] = ""
            if act := side.act():
                offered[Command.RECEIVE] = act
        elif self.sides.usual and self._dossier.status not in TERMINAL:
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
            Command.HOLD: self.sides.open_list,
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
        elif self.sides.usual:
            self.collector.proceed()

    def _turned(self) -> None:
        if self.sides.side is None and self.collector.confirm.isVisible():
            self.collector.confirm.setFocus()
        self.commands_changed.emit()

    def _step_back(self) -> bool:
        if self.preview.put_away() or self.collector.step_back():
            return True
        return self.sides.step_back()

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
        self.facts.show_view(view, self._names)
        self.papers.show_dossier(dossier)
        self._timeline.show_steps(view.timeline, self._names)
        self.collector.show_dossier(dossier)
        self.collector.show_warnings(view.warnings)
        for side in self._all_sides():
            side.show_view(view)
        self.sides.refresh(view)
        self._show_where(view)
        self.papers.show_read(view, lambda work, done: self._ask(work, done, latest="read"))
        self.commands_changed.emit()
        if self.sides.side is not None:
            self.sides.side.focus_first()
        elif self.collector.confirm.isVisible():
            self.collector.confirm.setFocus()
        elif dossier.documents:
            self.papers.lines.setFocus()

    def _confirm(self) -> None:
        dossier = self._dossier
        if dossier is not None and not self.papers.confirm.isHidden():
            said = f"{dossier.code} · {dossier.owner.full_name}"
            self.going.emit(Go(Place.CONFIRM, ToConfirm(dossier.id, said=said, back=Place.DOSSIER)))

    def _show_where(self, view: DossierView) -> None:
        """With whom it is since when: read aloud on the phone."""
        seat, dossier = self.around.seat, view.dossier
        self.facts.where.say("")
        if view.elsewhere or dossier.status in TERMINAL:
            return
        self._ask(
            lambda: seat.life.holdings.where(seat.user, dossier.id),
            lambda found: self.facts.where.say(words.where(found, self._names)),
            latest="where",
        )

    def _forget(self) -> None:
        self._dossier = None
        self.sides.turn_to(0)
        self.facts.clear()
        self.papers.lines.clear()
        self._timeline.clear()

    def _open_paper(self, code: str) -> None:
        dossier, seat = self._dossier, self.around.seat
        if dossier is not None:
            self._ask(
                lambda: seat.lookup.document(seat.user, dossier.id, code),
                self.preview.show_document,
            )

    def _preview_receipt(self) -> None:
        dossier, seat = self._dossier, self.around.seat
        if dossier is not None:
            self.preview.show_paper(lambda: seat.papers.receipt_pdf(seat.user, dossier.id))

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
                    self.facts.show_sync(row.code, row.sync)

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
        steps = Panel(self.tr("Quá trình giải quyết"))
        steps.column.addWidget(self._timeline)
        below = QHBoxLayout()
        below.setSpacing(look.GAP_PX + 2)
        below.addWidget(self.papers, 1)
        below.addWidget(steps, 1)
        left = QVBoxLayout()
        left.setSpacing(look.GAP_PX + 2)
        left.addWidget(self.facts)
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
        self.sides.add_others(self.others)
        for one in self._all_sides():
            one.telling.connect(self.telling)
            one.changed.connect(self._show)
            one.acts_changed.connect(self.commands_changed)
            one.showing.connect(self.preview.show_paper)
        self.sides.turned.connect(self._turned)
        self.sides.refresh(None)

    def _all_sides(self) -> tuple[Side, ...]:
        return (self.supplement, self.contacts, self.copying, *self.others)
