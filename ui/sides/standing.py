"""Thời gian không tính: a duty to pay, niêm yết, trích đo … stop the clock; then it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from models.dossier import Status
from models.facts_money import PaymentMethod
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.sides.deeds import Deed, DeedsSide, form
from ui.sides.money import digits, grouped

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from desk.reception.pauses import Standing
    from models.facts import Fact, PaymentDemanded
    from models.pause_kinds import PauseKind

RUNNING = (Status.RECEIVED, Status.PROCESSING)
DAYS = 30
"""Offered as the time to pay; the clerk changes it."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """What stops the clock, or may."""

    demanded: Fact[PaymentDemanded] | None
    standing: Standing | None
    kinds: tuple[PauseKind, ...]
    extendable: bool


class StandingSide(DeedsSide):
    """The clock stands, or runs longer, only by record."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, self.tr("Thời gian không tính"))
        self.amount, self.what, self.reference = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount.textEdited.connect(lambda typed: self.amount.setText(grouped(typed)))
        self.days, self.expected = QSpinBox(), QSpinBox()
        for spin in (self.days, self.expected):
            spin.setRange(0, 3650)
            spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
            spin.setSuffix(self.tr(" ngày"))
        self.days.setValue(DAYS)
        self.expected.setSpecialValueText(self.tr("như thường lệ"))
        self.method, self.kind = QComboBox(), QComboBox()
        for one in PaymentMethod:
            self.method.addItem(words.payment_method(one), one)
        self.note, self.why = QLineEdit(), QLineEdit()
        self._demanding = form(
            (self.tr("Số tiền phải nộp (đồng)"), self.amount),
            (self.tr("Khoản nộp, theo thông báo nào"), self.what),
            (self.tr("Nộp trong"), self.days),
        )
        self._paying = form(
            (self.tr("Nộp bằng"), self.method),
            (self.tr("Số giao dịch, số biên lai"), self.reference),
        )
        self._pausing = form(
            (self.tr("Vì việc gì"), self.kind),
            (self.tr("Dự kiến trong"), self.expected),
            (self.tr("Ghi chú"), self.note),
        )
        self._verifying = form((self.tr("Vì sao phải xác minh"), self.why))

    def offered(self, view: DossierView) -> bool:
        """A dossier whose clock runs or stands."""
        status = view.dossier.status
        return (
            not view.elsewhere
            and self.around.seat.user.may(Act.PROCESS)
            and status in (*RUNNING, Status.PAYMENT_REQUESTED)
        )

    def read(self, view: DossierView) -> None:
        """What is awaited, what stands, what could."""
        seat, dossier = self.around.seat, view.dossier

        def work() -> _Clock:
            life = seat.life
            standing = (one for one in life.pauses.standing(seat.user) if one.row.id == dossier.id)
            procedure = seat.intake.procedure(seat.user, dossier.procedure_code)
            return _Clock(
                life.payments.awaited(seat.user, dossier.id),
                next(standing, None),
                life.pauses.kinds(seat.user, dossier.id),
                procedure is not None and procedure.extended_limit is not None,
            )

        self.ask(work, lambda clock: self._show(view, clock))

    def _show(self, view: DossierView, clock: _Clock) -> None:
        self.kind.clear()
        for one in clock.kinds:
            self.kind.addItem(one.en if words.english() else one.vi, one.code)
        deeds = []
        if clock.demanded is not None:
            owed = clock.demanded.body
            self.say_known(
                self.tr("Chờ nộp {0}: {1}. Thời hạn đang dừng từ {2}.").format(
                    words.money(owed.amount_dong), owed.what, words.moment(clock.demanded.at)
                )
            )
            deeds.append(
                Deed(
                    self.tr("Đã nộp đủ"),
                    lambda view: self._paid(view, owed.amount_dong),
                    self._paying,
                    self.method,
                )
            )
        elif clock.standing is not None:
            self.say_known(self._standing(clock.standing))
            deeds.append(Deed(self.tr("Tính tiếp thời hạn"), self._end))
        else:
            self.say_known(
                self.tr("Thời hạn đang tính; hẹn trả {0}.").format(words.moment(view.dossier.due))
            )
            deeds.append(Deed(self.tr("Tạm dừng thời hạn"), self._begin, self._pausing, self.kind))
            demand = self.tr("Thông báo nộp tiền")
            deeds.append(Deed(demand, self._demand, self._demanding, self.amount))
            if clock.extendable:
                verify = self.tr("Phải xác minh")
                deeds.append(Deed(verify, self._verify, self._verifying, self.why))
        self.offer(deeds)

    def _standing(self, standing: Standing) -> str:
        kind = standing.kind
        named = "" if kind is None else (kind.en if words.english() else kind.vi)
        said = self.tr("{0}: dừng từ {1}, dự kiến đến {2}.").format(
            named, words.moment(standing.since), words.moment(standing.expected)
        )
        return said + (self.tr(" Đã quá ngày dự kiến.") if standing.overrun else "")

    def _demand(self, view: DossierView) -> None:
        seat, amount = self.around.seat, digits(self.amount.text())
        what, until = tidy(self.what.text()), self._in(self.days.value())
        self.ask(
            lambda: seat.life.payments.demand(seat.user, view.dossier.id, amount, what, until),
            lambda after: self._done(after, self.tr("Đã ghi thông báo nộp tiền, thời hạn dừng.")),
        )

    def _paid(self, view: DossierView, amount: int) -> None:
        seat, reference = self.around.seat, tidy(self.reference.text())
        method = PaymentMethod(self.method.currentData())
        self.ask(
            lambda: seat.life.payments.paid(seat.user, view.dossier.id, amount, method, reference),
            lambda after: self._done(after, self._new_day(after)),
        )

    def _begin(self, view: DossierView) -> None:
        seat, kind, note = self.around.seat, str(self.kind.currentData()), tidy(self.note.text())
        expected = self._in(self.expected.value()) if self.expected.value() else None
        self.ask(
            lambda: seat.life.pauses.begin(seat.user, view.dossier.id, kind, expected, note),
            lambda after: self._done(after, self.tr("Thời hạn dừng từ bây giờ.")),
        )

    def _end(self, view: DossierView) -> None:
        seat = self.around.seat
        self.ask(
            lambda: seat.life.pauses.end(seat.user, view.dossier.id),
            lambda after: self._done(after, self._new_day(after)),
        )

    def _verify(self, view: DossierView) -> None:
        seat, why = self.around.seat, tidy(self.why.text())
        self.ask(
            lambda: seat.life.pauses.verify(seat.user, view.dossier.id, why),
            lambda after: self._done(after, self._new_day(after)),
        )

    def _new_day(self, after: DossierView) -> str:
        return self.tr("Thời hạn tính tiếp, hẹn trả mới: {0}.").format(
            words.moment(after.dossier.due)
        )

    def _done(self, after: DossierView, said: str) -> None:
        for field in (self.amount, self.what, self.reference, self.note, self.why):
            field.clear()
        self.tell(said, after.dossier.code)
        self.print_owed(after.dossier.id)
        self.changed.emit(after)

    def _in(self, days: int) -> datetime:
        now = self.around.desk.clock()
        return datetime.combine(now.date() + timedelta(days=days), time(23, 59), now.tzinfo)
