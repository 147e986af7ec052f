"""Giấy đã cấp: every paper of the dossier with its number, to be shown or printed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.problems import Problem
from models.role import Act
from ui import words
from ui.page import Notice, Surroundings
from ui.paper_printing import print_paper
from ui.sides.deeds import Deed, DeedsSide
from ui.widgets.panel import button

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from desk.reception.papers import StoredPaper
    from models.papers.notices import ControlSlip


class StoredPapersSide(DeedsSide):
    """Enter shows the chosen paper, F9 prints it with «BẢN IN LẠI»."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, self.tr("Giấy đã cấp"), listed=self.tr("Giấy đã cấp của hồ sơ"))
        self.look = button(self.tr("Xem giấy đang chọn (Enter)"), "small", picture="eye")
        self.look.clicked.connect(self.show_chosen)
        self.lines.itemActivated.connect(lambda _: self.show_chosen())
        self.control = button(self.tr("In phiếu kiểm soát (Mẫu 06)"), "small", picture="printer")
        self.control.clicked.connect(self.print_control)
        place = self.column.count() - 1
        for one in (self.control, self.look):
            self.column.insertWidget(place, one)

    def offered(self, view: DossierView) -> bool:
        """Papers of our own dossiers."""
        return not view.elsewhere and self.around.seat.user.may(Act.REPRINT)

    def read(self, view: DossierView) -> None:
        """Which papers there are, and how often each came out."""
        seat = self.around.seat
        self.ask(
            lambda: (
                seat.papers.kept(seat.user, view.dossier.id),
                seat.lookup.names(seat.user),
            ),
            self._show,
        )

    def _show(self, answer: tuple[tuple[StoredPaper, ...], Mapping[str, str]]) -> None:
        papers, names = answer
        now = self.around.desk.clock()
        lines = []
        for one in papers:
            named = words.paper_name(one.form)
            head = self.tr("{0} · số {1}").format(named, one.number) if one.number else named
            printed = (
                self.tr("đã in {0} lần").format(one.printed) if one.printed else self.tr("chưa in")
            )
            by = names.get(one.by, one.by)
            lines.append((one.id, f"{head}\n{words.near_moment(one.at, now)} · {by} · {printed}"))
        self.list_lines(lines, self.tr("Chưa có giấy nào."))
        self.look.setEnabled(bool(papers))
        self.offer((Deed(self.tr("In lại"), self._print_again),) if papers else ())
        if papers and self.isVisible():
            self.lines.setFocus()

    def show_chosen(self) -> None:
        """Show the chosen paper large, without a mark."""
        seat, view, paper = self.around.seat, self.view, self.chosen_line()
        if view is not None and paper:
            self.showing.emit(lambda: seat.papers.stored_pdf(seat.user, view.dossier.id, paper))

    def print_control(self) -> None:
        """Mẫu 06, from the record as it stands."""
        seat, view = self.around.seat, self.view
        if view is None:
            return

        def done(slip: ControlSlip) -> None:
            print_paper(self.around, self, slip, dossier_id=view.dossier.id)
            self.tell(self.tr("Phiếu kiểm soát đang in."), view.dossier.code)

        self.ask(lambda: seat.papers.control_slip(seat.user, view.dossier.id), done)

    def _print_again(self, view: DossierView) -> None:
        seat, paper = self.around.seat, self.chosen_line()
        if not paper:
            return

        def done(_: str) -> None:
            self.tell(self.tr("Đã in lại."), view.dossier.code)
            self.again()

        def failed(problem: Problem) -> None:
            what, next_step = words.problem(problem)
            self.telling.emit(Notice(what, next_step, "bad", "print"))

        self.around.bridge.ask(
            self.around.desk.workers.devices,
            lambda: seat.papers.print_again(seat.user, view.dossier.id, paper),
            done,
            failed,
            asker=self,
        )
