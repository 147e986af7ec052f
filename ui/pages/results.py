"""Trả kết quả: hand results to people – one takes ten – and take them in from the departments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
)

from desk.events import SyncChanged
from models.dossier import DossierRow, Status
from models.lifecycle import TERMINAL
from models.problems import Problem
from ui import entry, look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings
from ui.paper_printing import print_paper
from ui.scan_box import ScanBox
from ui.widgets.collector import Collector
from ui.widgets.panel import Panel, button, text
from ui.widgets.result_lines import results_table, row_line, view_line
from ui.widgets.shelf import Shelf

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from desk.reception.results import Collecting

SIDE_PX = 340
MOST_FOUND = 30


class ResultsPage(Page):
    """Two jobs behind one scan field: giving out at the window, taking in from the departments."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._basket: dict[str, DossierView] = {}
        self._found: tuple[DossierRow, ...] = ()
        self._giving = True
        self._out = button(self.tr("Trả cho người dân"), "choice")
        self._in = button(self.tr("Nhận từ phòng (F4)"), "choice")
        self.scan = ScanBox()
        self.scan.setAccessibleName(self.tr("Quét giấy hẹn, gõ mã hoặc số định danh"))
        self.scan.entered.connect(self._entered)
        self._said = text(tone="muted", wrap=True)
        self.table = results_table()
        self.table.opening.connect(self._open)
        self.table.installEventFilter(self)
        self.collector = Collector(around)
        self.collector.handing_over.connect(self._hand_over)
        self.shelf = Shelf(around)
        self.shelf.place.returnPressed.connect(self.scan.setFocus)
        self.shelf.took.connect(self._took)
        self.shelf.troubled.connect(self._say)
        self._lay_out()
        self._show_job()
        around.bridge.happened.connect(self._happened)

    # What a page is

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Trả kết quả")

    def commands(self) -> Mapping[Command, str]:
        """The keys of the job in front."""
        other = self.tr("Nhận từ phòng") if self._giving else self.tr("Trả cho người dân")
        offered = {Command.PROCEDURE: other}
        if self._giving and self._basket:
            offered[Command.COMPONENTS] = self.tr("Lấy hết của người này")
            offered[Command.RECEIVE] = self.tr("Trả kết quả")
            offered[Command.PRINT] = self.tr("In danh sách ký nhận")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        acts: dict[Command, Callable[[], object]] = {
            Command.PROCEDURE: (self._in if self._giving else self._out).click,
            Command.COMPONENTS: self._take_all,
            Command.RECEIVE: self.collector.proceed,
            Command.PRINT: self._print_list,
        }
        if command is Command.BACK:
            return self._step_back()
        if command not in acts:
            return False
        acts[command]()
        return True

    def enter(self, subject: object) -> None:
        """The scan field is ready; what was gathered stays."""
        if isinstance(subject, str) and subject:
            self._entered(subject)
        self.collector.identification.active = self.collector.person.isVisibleTo(self)
        self.scan.setFocus()

    def leave(self) -> None:
        """Readings of cards are not for this page any more."""
        self.collector.identification.active = False

    def scanned(self, scan: str) -> bool:
        """A receipt joins the others; a card is the collector's, or finds what is theirs."""
        kind = entry.kind_of(scan)
        person = kind in (entry.Scan.CARD_QR, entry.Scan.NUMBER)
        if person and self._giving and self.collector.person.isVisible():
            self.collector.identification.take(scan)
        else:
            self._entered(scan)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes a line out of the visit."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
            and self._giving
        ):
            self._basket.pop(self.table.current(), None)
            self._show_basket()
            return True
        return False

    # Finding

    def _entered(self, typed: str) -> None:
        typed = typed.split("|", 1)[0].strip()
        self.scan.clear()
        seat = self.around.seat
        if not self._giving:
            self.shelf.take_in(typed)
            return
        if entry.kind_of(typed) is entry.Scan.DOSSIER:
            self._ask(lambda: seat.lookup.by_code(seat.user, typed), self._came)
            return

        def found(rows: tuple[DossierRow, ...]) -> None:
            self._choose_among(typed, rows)

        self._ask(lambda: seat.lookup.find(seat.user, typed, MOST_FOUND), found)

    def _choose_among(self, typed: str, rows: tuple[DossierRow, ...]) -> None:
        """Those with a result first; a single one is taken at once, others are offered."""
        waiting = tuple(row for row in rows if row.status not in TERMINAL)
        ready = tuple(row for row in waiting if row.status == Status.FINISHED)
        self._found = ready or waiting
        if len(self._found) == 1:
            self._fetch(self._found[0].id)
        elif not self._found:
            self._said.setText(self.tr("Không thấy hồ sơ nào chờ trả với «{0}».").format(typed))
        else:
            self._show_found()

    def _show_found(self) -> None:
        self._said.setText(
            self.tr("{0} hồ sơ. Enter để chọn, Esc để thôi.").format(len(self._found))
        )
        self.table.show_lines([row_line(row) for row in self._found])
        self.table.setFocus()

    def _open(self, dossier_id: str) -> None:
        """Enter on a found row takes it; on a gathered one shows the dossier."""
        if any(row.id == dossier_id for row in self._found):
            self._found = ()
            self._fetch(dossier_id)
        else:
            self.going.emit(Go(Place.DOSSIER, dossier_id))

    def _fetch(self, dossier_id: str) -> None:
        seat = self.around.seat
        self._found = ()
        self._ask(lambda: seat.lookup.dossier(seat.user, dossier_id), self._came)

    def _came(self, view: DossierView) -> None:
        dossier = view.dossier
        if dossier.status in TERMINAL:
            self._say(Problem("results.already_closed", code=dossier.code))
        else:
            self._basket[dossier.id] = view
            self._show_basket()
        self.scan.setFocus()

    # Giving out

    def _show_basket(self) -> None:
        views = tuple(self._basket.values())
        self._said.setText(
            self.tr("{0} hồ sơ trong lượt này. Quét tiếp, hoặc F9 để trả.").format(len(views))
            if views
            else self.tr("Quét giấy hẹn; mất giấy hẹn: gõ tên, số định danh hoặc 4 số cuối.")
        )
        self.table.show_lines([view_line(view) for view in views])
        self.collector.show_dossiers([view.dossier for view in views])
        self.collector.show_warnings({code for view in views for code in view.warnings})
        self.commands_changed.emit()

    def _take_all(self) -> None:
        """Everything that lies ready for the person of the last dossier."""
        if not self._giving or not self._basket:
            return
        owner = next(reversed(self._basket.values())).dossier.owner
        wanted, seat = owner.number or owner.full_name, self.around.seat
        known = set(self._basket)

        def work() -> tuple[DossierView, ...]:
            rows = seat.lookup.find(seat.user, wanted, MOST_FOUND)
            ready = [r.id for r in rows if r.status == Status.FINISHED and r.id not in known]
            views = (seat.lookup.dossier(seat.user, one) for one in ready)
            return tuple(view for view in views if view.dossier.owner.number == owner.number)

        def done(views: tuple[DossierView, ...]) -> None:
            if not views:
                self.tell(self.tr("Người này không còn kết quả nào khác."), key="results")
            self._basket.update({view.dossier.id: view for view in views})
            self._show_basket()

        self._ask(work, done)

    def _print_list(self) -> None:
        """The sheet they sign: one row a result."""
        ids, seat = tuple(self._basket), self.around.seat
        if not ids or not self._giving:
            return
        about = words.day(self.around.desk.clock().date())
        self._ask(
            lambda: seat.life.collections.signing_list(seat.user, ids, about),
            lambda listed: print_paper(self.around, self, listed),
        )

    def _hand_over(self, collecting: Collecting) -> None:
        ids, seat = tuple(self._basket), self.around.seat

        def done(views: tuple[DossierView, ...]) -> None:
            self._basket.clear()
            self._show_basket()
            self.tell(
                self.tr("Đã trả {0} kết quả cho {1}").format(
                    len(views), collecting.person.full_name
                ),
                ", ".join(view.dossier.code for view in views),
                tone="good",
                key="returned",
            )
            self.scan.setFocus()

        self._ask(
            lambda: seat.results.hand_over_many(seat.user, ids, collecting), done, self._not_given
        )

    def _not_given(self, problem: Problem) -> None:
        self._say(problem)
        if problem.code == "results.authority_needed":
            self.collector.ask_authority()
        else:
            self._show_basket()

    # Taking in

    def _took(self) -> None:
        self._show_taken()
        self.scan.setFocus()

    def _show_taken(self) -> None:
        self._said.setText(self.shelf.said())
        self.table.show_lines(self.shelf.lines)

    # The page

    def _show_job(self) -> None:
        self._giving = self._out.isChecked()
        self._found = ()
        self._side.setCurrentIndex(0 if self._giving else 1)
        self.scan.setPlaceholderText(
            self.tr("Quét giấy hẹn hoặc gõ mã, tên, số định danh")
            if self._giving
            else self.tr("Quét giấy hẹn của kết quả vừa về")
        )
        if self._giving:
            self._show_basket()
        else:
            self._show_taken()
        self.commands_changed.emit()
        place = self.shelf.place
        (self.scan if self._giving or place.text() else place).setFocus()

    def _step_back(self) -> bool:
        if self._found:
            self._show_job()
            return True
        if not (self._giving and self.collector.step_back()):
            return False
        self.scan.setFocus()
        return True

    def _happened(self, event: object) -> None:
        if isinstance(event, SyncChanged):
            self.collector.show_line(online=event.online)

    def _ask(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, failed or self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="results")

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        jobs = QHBoxLayout()
        jobs.setSpacing(4)
        for made in (self._out, self._in):
            made.setCheckable(True)
            made.setMinimumWidth(200)
            group.addButton(made)
            jobs.addWidget(made)
        jobs.addStretch(1)
        self._out.setChecked(True)
        self._out.toggled.connect(lambda _: self._show_job())
        panel = Panel()
        panel.column.addLayout(jobs)
        panel.column.addWidget(self.scan)
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        self._side = QStackedWidget()
        self._side.setFixedWidth(SIDE_PX)
        for side in (self.collector, self.shelf):
            self._side.addWidget(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(self._side)
