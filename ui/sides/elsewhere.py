"""Cơ quan khác: sent to the agency that decides and confirmed there; a chain of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from models.dossier import Status
from models.facts import LegState
from models.legs import Leg
from models.lifecycle import TERMINAL
from models.procedure import Limit, Unit
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Notice, Surroundings
from ui.sides.deeds import Deed, DeedsSide, form, paragraph
from ui.widgets.panel import set_property

if TYPE_CHECKING:
    from desk.reception.agencies import Elsewhere
    from desk.reception.lookup import DossierView
    from models.facts import LegFact

_MOMENT = "%H:%M %d/%m/%Y"


@dataclass(frozen=True, slots=True)
class _Known:
    going: Elsewhere | None
    legs: tuple[LegFact, ...]


class ElsewhereSide(DeedsSide):
    """The limit runs from the day the competent agency has it; until then it is «dự kiến»."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, self.tr("Cơ quan khác"), listed=self.tr("Các cơ quan theo thứ tự"))
        self.agency, self.post_code = QLineEdit(), QLineEdit()
        self.there, self.moment = QLineEdit(), QLineEdit()
        self.chain = paragraph()
        self.chain.setPlaceholderText(self.tr("Ví dụ: Công an cấp xã; 2"))
        self._planning = form(
            (self.tr("Mỗi dòng: cơ quan; số ngày làm việc"), self.chain),
        )
        self._sending = form(
            (self.tr("Cơ quan có thẩm quyền"), self.agency),
            (self.tr("Mã bưu gửi (nếu có)"), self.post_code),
        )
        self._confirming = form(
            (self.tr("Cơ quan đã nhận"), self.there),
            (self.tr("Nhận lúc"), self.moment),
        )

    def offered(self, view: DossierView) -> bool:
        """An open dossier of ours."""
        status = view.dossier.status
        return (
            not view.elsewhere
            and self.around.seat.user.may(Act.PROCESS)
            and status not in TERMINAL
            and status != Status.FINISHED
        )

    def read(self, view: DossierView) -> None:
        """Where it went, and the chain where there is one."""
        seat, dossier_id = self.around.seat, view.dossier.id

        def work() -> _Known:
            agencies = seat.life.agencies
            gone = (one for one in agencies.elsewhere(seat.user) if one.dossier.id == dossier_id)
            return _Known(next(gone, None), agencies.legs(seat.user, dossier_id))

        self.ask(work, lambda known: self._show(view, known))

    def _show(self, view: DossierView, known: _Known) -> None:
        going, deeds = known.going, []
        self.lines.setVisible(bool(known.legs))
        self.list_lines(
            [(str(one.position), _leg(one)) for one in known.legs],
            self.tr("Một cơ quan giải quyết."),
        )
        self.say_known(self._going(going) if going else self.tr("Hồ sơ giải quyết tại đây."))
        if going is None and view.dossier.status == Status.RECEIVED:
            send = self.tr("Gửi cơ quan có thẩm quyền")
            short = self.tr("Gửi đi")
            deeds.append(Deed(send, self._send, self._sending, self.agency, short))
        elif going is not None and going.confirmed_at is None:
            self.there.setText(going.agency)
            self.moment.setText(self.around.desk.clock().strftime(_MOMENT))
            set_property(self.moment, "wrong", False)
            deeds.append(
                Deed(self.tr("Xác nhận đã về đến đây"), self._confirm_here)
                if going.coming
                else Deed(
                    self.tr("Cơ quan kia đã nhận"), self._confirm, self._confirming, self.there
                )
            )
        step = self.tr("Ghi bước")
        running = next((one for one in known.legs if one.state is LegState.RUNNING), None)
        planned = next((one for one in known.legs if one.state is LegState.PLANNED), None)
        if running is not None:
            done = self.tr("{0} đã xong").format(running.agency)
            deeds.append(
                Deed(done, lambda view: self._leg(view, running, LegState.DONE), short=step)
            )
        elif planned is not None:
            begun = self.tr("{0} bắt đầu").format(planned.agency)
            deeds.append(
                Deed(begun, lambda view: self._leg(view, planned, LegState.RUNNING), short=step)
            )
        if going is None and not known.legs:
            chain = self.tr("Lập các bước liên cơ quan")
            short = self.tr("Lập các bước")
            deeds.append(Deed(chain, self._plan, self._planning, self.chain, short))
        self.offer(deeds)

    def _going(self, going: Elsewhere) -> str:
        if going.coming:
            said = self.tr("{0} gửi về đây lúc {1}.")
        else:
            said = self.tr("Đã gửi {0} lúc {1}.")
        said = said.format(going.agency, words.moment(going.at))
        if going.post_code:
            said += " " + self.tr("Mã bưu gửi {0}.").format(going.post_code)
        if going.confirmed_at is None:
            return said + " " + self.tr("Chưa xác nhận đã nhận; hẹn trả còn là dự kiến.")
        return (
            said + " " + self.tr("Xác nhận nhận lúc {0}.").format(words.moment(going.confirmed_at))
        )

    def _send(self, view: DossierView) -> None:
        seat = self.around.seat
        agency, code = tidy(self.agency.text()), tidy(self.post_code.text())
        self.ask(
            lambda: seat.life.agencies.sent(seat.user, view.dossier.id, agency, code),
            lambda after: self._done(after, self.tr("Đã ghi gửi {0}.").format(agency)),
        )

    def _confirm(self, view: DossierView) -> None:
        seat, agency = self.around.seat, tidy(self.there.text())
        now = self.around.desk.clock()
        try:
            received = datetime.strptime(tidy(self.moment.text()), _MOMENT).replace(
                tzinfo=now.tzinfo
            )
        except ValueError:
            set_property(self.moment, "wrong", True)
            self.moment.setFocus()
            return
        self.ask(
            lambda: seat.life.agencies.confirmed_there(
                seat.user, view.dossier.id, agency, received
            ),
            lambda after: self._done(after, self._new_day(after)),
        )

    def _confirm_here(self, view: DossierView) -> None:
        seat = self.around.seat
        self.ask(
            lambda: seat.life.agencies.confirm_here(seat.user, view.dossier.id),
            lambda after: self._done(after, self._new_day(after)),
        )

    def _plan(self, view: DossierView) -> None:
        seat, legs = self.around.seat, []
        for line in self.chain.toPlainText().splitlines():
            agency, _, days = line.rpartition(";")
            if tidy(agency) and days.strip().isdigit():
                legs.append(Leg(tidy(agency), Limit(Unit.WORKING_DAY, int(days))))
            elif line.strip():
                self.telling.emit(
                    Notice(
                        self.tr("Không hiểu dòng «{0}».").format(line.strip()),
                        self.tr("Ghi cơ quan, dấu chấm phẩy, số ngày làm việc."),
                        "bad",
                        "side",
                    )
                )
                return

        def work() -> DossierView:
            seat.life.agencies.plan_legs(seat.user, view.dossier.id, legs)
            return seat.lookup.dossier(seat.user, view.dossier.id)

        def done(after: DossierView) -> None:
            self.chain.clear()
            said = self.tr("Đã lập {0} bước, hẹn trả: {1}.")
            self._done(after, said.format(len(legs), words.moment(after.dossier.due)))

        self.ask(work, done)

    def _leg(self, view: DossierView, leg: LegFact, state: LegState) -> None:
        seat = self.around.seat

        def done(_: tuple[LegFact, ...]) -> None:
            self.tell(self.tr("Đã ghi bước của {0}.").format(leg.agency), view.dossier.code)
            self.again()

        self.ask(
            lambda: seat.life.agencies.leg_moved(seat.user, view.dossier.id, leg.position, state),
            done,
        )

    def _new_day(self, after: DossierView) -> str:
        return self.tr("Thời hạn tính từ nơi nhận, hẹn trả: {0}.").format(
            words.moment(after.dossier.due)
        )

    def _done(self, after: DossierView, said: str) -> None:
        self.tell(said, after.dossier.code)
        self.print_owed(after.dossier.id)
        self.changed.emit(after)


def _leg(leg: LegFact) -> str:
    mark = {LegState.DONE: "✓", LegState.RUNNING: "▸"}.get(leg.state, "·")
    return f"{mark} {leg.position}. {leg.agency}\n{words.moment(leg.due)}"
