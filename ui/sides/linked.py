"""Liên thông: one code, several results, each with its own day, arrival and hand-over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from models.facts_life import ResultState
from models.lifecycle import TERMINAL
from models.pause_kinds import linked_results
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.sides.deeds import Deed, DeedsSide, form
from ui.sides.people import PeopleBox

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.facts_life import LinkedResult


class LinkedSide(DeedsSide):
    """The results in their order; what can be done follows from the chosen one."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around, self.tr("Kết quả liên thông"), listed=self.tr("Các kết quả và ngày hẹn")
        )
        self._results: dict[str, LinkedResult] = {}
        self.place, self.why = QLineEdit(), QLineEdit()
        self.place.setPlaceholderText(self.tr("Ví dụ: Ngăn B-17"))
        self.who = PeopleBox()
        self._arriving = form((self.tr("Để kết quả tại"), self.place))
        self._giving = form((self.tr("Người nhận"), self.who))
        self._refusing = form((self.tr("Vì sao cơ quan đó từ chối"), self.why))
        self.lines.currentRowChanged.connect(lambda _: self._offer_for_chosen())

    def offered(self, view: DossierView) -> bool:
        """Only procedures that bring several results."""
        return (
            not view.elsewhere
            and self.around.seat.user.may(Act.RETURN_RESULT)
            and bool(linked_results(view.dossier.procedure_code))
        )

    def read(self, view: DossierView) -> None:
        """The results as they stand."""
        seat = self.around.seat
        self.who.show_people(view.dossier)
        self.ask(lambda: seat.life.linked.results(seat.user, view.dossier.id), self._show)

    def _show(self, results: tuple[LinkedResult, ...]) -> None:
        self._results = {one.key: one for one in results}
        self.list_lines(
            [(one.key, self._line(one)) for one in results],
            self.tr("Chưa bắt đầu theo dõi các kết quả."),
        )
        self._offer_for_chosen()

    def _line(self, one: LinkedResult) -> str:
        said = {
            ResultState.AWAITED: self.tr("chờ, hẹn {0}").format(words.moment(one.due)),
            ResultState.ARRIVED: self.tr("đã về, để tại {0}").format(one.note),
            ResultState.RETURNED: self.tr("đã trả {0}").format(
                one.taken_by.full_name if one.taken_by else ""
            ),
            ResultState.REFUSED: self.tr("bị từ chối: {0}").format(one.note),
        }[one.state]
        return f"{one.name}\n{one.agency} · {said}"

    def _offer_for_chosen(self) -> None:
        view = self.view
        if view is None or view.dossier.status in TERMINAL:
            self.offer(())
            return
        if not self._results:
            self.offer((Deed(self.tr("Bắt đầu theo dõi"), self._start),))
            return
        one = self._results.get(self.chosen_line())
        deeds: list[Deed] = []
        if one is not None and one.state is ResultState.AWAITED:
            here = self.tr("Kết quả đã về")
            deeds.append(Deed(here, self._arrived, self._arriving, self.place))
            if self.around.seat.user.may(Act.PROCESS):
                refused = self.tr("Cơ quan từ chối")
                deeds.append(Deed(refused, self._refused, self._refusing, self.why))
        elif one is not None and one.state is ResultState.ARRIVED:
            deeds.append(Deed(self.tr("Trả kết quả này"), self._returned, self._giving, self.who))
        held = self.lines.hasFocus()
        self.offer(deeds)
        if held:
            self.lines.setFocus()

    def _start(self, view: DossierView) -> None:
        seat = self.around.seat
        self._move(view, lambda: seat.life.linked.start(seat.user, view.dossier.id))

    def _arrived(self, view: DossierView) -> None:
        seat, key, place = self.around.seat, self.chosen_line(), tidy(self.place.text())
        self._move(view, lambda: seat.life.linked.arrived(seat.user, view.dossier.id, key, place))

    def _refused(self, view: DossierView) -> None:
        seat, key, why = self.around.seat, self.chosen_line(), tidy(self.why.text())
        self._move(view, lambda: seat.life.linked.refused(seat.user, view.dossier.id, key, why))

    def _returned(self, view: DossierView) -> None:
        seat, key, who = self.around.seat, self.chosen_line(), self.who.person()
        self._move(view, lambda: seat.life.linked.returned(seat.user, view.dossier.id, key, who))

    def _move(self, view: DossierView, act: Callable[[], tuple[LinkedResult, ...]]) -> None:
        seat = self.around.seat

        def work() -> DossierView:
            act()
            return seat.lookup.dossier(seat.user, view.dossier.id)

        def done(after: DossierView) -> None:
            self.why.clear()
            self.tell(self.tr("Đã ghi kết quả liên thông."), after.dossier.code)
            self.print_owed(after.dossier.id)
            self.changed.emit(after)

        self.ask(work, done)
