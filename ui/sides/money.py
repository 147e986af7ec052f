"""Tiền: what is owed and was paid; a fee is taken, noted beside its e-receipt, or taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from models.dossier import Status
from models.facts_money import MoneyLine, MoneyReversed, Occasion, PaymentMethod
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.sides.deeds import Deed, DeedsSide, form
from ui.widgets.panel import button, text
from ui.widgets.qr_picture import QrPicture, rows_of

if TYPE_CHECKING:
    from desk.reception.fees import Balance
    from desk.reception.lookup import DossierView
    from models.facts import Fact
    from models.facts_money import MoneyTaken, OutsideReceipt
    from models.papers.handing import CashSlip
    from models.papers.money import TransferSlip

QR_PX = 112
_OCCASIONS: Mapping[int, Occasion] = {
    Status.FINISHED: Occasion.RESULT,
    Status.RETURNED: Occasion.RESULT,
    Status.SUPPLEMENT_REQUESTED: Occasion.SUPPLEMENT,
}


@dataclass(frozen=True, slots=True)
class _Book:
    """What is read at once for the panel."""

    balance: Balance
    slips: tuple[Fact[MoneyTaken] | Fact[MoneyReversed], ...]
    outside: Mapping[str, OutsideReceipt]
    names: Mapping[str, str]


class MoneySide(DeedsSide):
    """Slips of the dossier above, one act below; nothing is ever changed, only reversed."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, self.tr("Tiền"), listed=self.tr("Phiếu thu của hồ sơ"))
        self._suggested: tuple[MoneyLine, ...] = ()
        self.amount, self.purpose = QLineEdit(), QLineEdit()
        self.amount.textEdited.connect(self._group_digits)
        self.method, self.reference = QComboBox(), QLineEdit()
        for one in PaymentMethod:
            self.method.addItem(words.payment_method(one), one)
        self.method.currentIndexChanged.connect(lambda _: self._method_chosen())
        self.outside, self.issuer, self.why = QLineEdit(), QLineEdit(), QLineEdit()
        self.qr = QrPicture(QR_PX, self.tr("Mã VietQR để chuyển khoản"))
        self.enlarge = button(self.tr("Phóng to mã cho người dân quét"), "small", picture="eye")
        self.enlarge.clicked.connect(self._show_transfer)
        self._transfer: TransferSlip | None = None
        self._remark = text(tone="warn", wrap=True)
        self._remark.hide()
        self._taking = form(
            (self.tr("Số tiền (đồng)"), self.amount),
            (self.tr("Khoản thu"), self.purpose),
            (self.tr("Cách thu"), self.method),
            (self.tr("Số giao dịch"), self.reference),
        )
        self._noting = form(
            (self.tr("Số biên lai điện tử của phiếu đang chọn"), self.outside),
            (self.tr("Hệ thống cấp (nếu cần)"), self.issuer),
        )
        self._reversing = form((self.tr("Vì sao đảo phiếu đang chọn"), self.why))
        layout = self._taking.layout()
        if layout is not None:
            for widget in (self._remark, self.qr, self.enlarge):
                layout.addWidget(widget)
        self._method_chosen()

    def offered(self, view: DossierView) -> bool:
        """The money of our own dossiers."""
        return not view.elsewhere and self.around.seat.user.may(Act.RECEIVE)

    def read(self, view: DossierView) -> None:
        """Balance, slips and e-receipts."""
        seat, dossier_id = self.around.seat, view.dossier.id

        def work() -> _Book:
            fees = seat.life.fees
            return _Book(
                fees.balance(seat.user, dossier_id),
                fees.slips(seat.user, dossier_id),
                fees.outside(seat.user, dossier_id),
                seat.lookup.names(seat.user),
            )

        self.ask(work, self._show)

    def _show(self, book: _Book) -> None:
        left = book.balance.left_dong
        self._suggested = book.balance.suggested
        self.say_known(self._balance(book.balance))
        taken_back = {
            one.body.reverses for one in book.slips if isinstance(one.body, MoneyReversed)
        }
        lines = [(one.body.number, self._slip(one, book, taken_back)) for one in book.slips]
        self.list_lines(lines[::-1], self.tr("Chưa thu khoản nào."))
        self.amount.setText(grouped(str(left)) if left and left > 0 else "")
        self.purpose.setText(self._suggested[0].name if len(self._suggested) == 1 else "")
        if len(self._suggested) > 1:
            self.purpose.setText(", ".join(one.name for one in self._suggested))
        self.reference.clear()
        deeds = []
        if left is None or left > 0:
            deeds.append(Deed(self.tr("Thu tiền"), self._take, self._taking, self.amount))
        if any(not isinstance(one.body, MoneyReversed) for one in book.slips):
            note = self.tr("Ghi số biên lai điện tử")
            deeds.append(Deed(note, self._note, self._noting, self.outside))
        if any(
            not isinstance(one.body, MoneyReversed) and one.body.number not in taken_back
            for one in book.slips
        ):
            back = self.tr("Đảo phiếu thu")
            deeds.append(Deed(back, self._reverse, self._reversing, self.why))
        self.offer(deeds)
        self._method_chosen()

    def _balance(self, balance: Balance) -> str:
        taken = _dong(balance.taken_dong)
        if balance.due_dong is None:
            return self.tr("Mức thu theo quy định riêng; đã thu {0}.").format(taken)
        if balance.left_dong == 0 and not balance.due_dong:
            return self.tr("Thủ tục này không thu tiền.")
        return self.tr("Phải thu {0} · đã thu {1} · còn {2}").format(
            _dong(balance.due_dong), taken, _dong(balance.left_dong or 0)
        )

    def _slip(
        self,
        one: Fact[MoneyTaken] | Fact[MoneyReversed],
        book: _Book,
        taken_back: set[str],
    ) -> str:
        body = one.body
        when = words.near_moment(one.at, self.around.desk.clock())
        by = book.names.get(one.by, one.by)
        if isinstance(body, MoneyReversed):
            said = self.tr("{0} · đảo phiếu {1} · −{2}").format(
                body.number, body.reverses, _dong(body.amount_dong)
            )
            return f"{said}\n{body.reason} · {when} · {by}"
        said = f"{body.number} · {_dong(body.amount_dong)} · {words.payment_method(body.method)}"
        if body.number in taken_back:
            said += self.tr(" · đã đảo")
        if noted := book.outside.get(body.number):
            said += self.tr(" · biên lai {0}").format(noted.number)
        return f"{said}\n{when} · {by}"

    # Taking

    def _take(self, view: DossierView) -> None:
        from desk.reception.fees import Taking  # noqa: PLC0415 - the window paints first

        seat, amount = self.around.seat, digits(self.amount.text())
        lines = self._suggested
        if amount != sum(one.amount_dong for one in lines):
            name = tidy(self.purpose.text()) or view.dossier.procedure_name
            lines = (MoneyLine(name, 1, amount),)
        taking = Taking(
            lines,
            _OCCASIONS.get(view.dossier.status, Occasion.RECEPTION),
            PaymentMethod(self.method.currentData()),
            tidy(self.reference.text()),
        )
        self.ask(lambda: seat.life.fees.take(seat.user, view.dossier.id, taking), self._slip_made)

    def _reverse(self, view: DossierView) -> None:
        seat, number, why = self.around.seat, self.chosen_line(), tidy(self.why.text())
        self.ask(
            lambda: seat.life.fees.reverse(seat.user, view.dossier.id, number, why),
            self._slip_made,
        )

    def _slip_made(self, slip: CashSlip) -> None:
        dossier_id = self.view.dossier.id if self.view is not None else ""
        print_paper(self.around, self, slip, dossier_id=dossier_id)
        self.tell(self.tr("Phiếu thu {0} đang in.").format(slip.heading.number), slip.code)
        self.why.clear()
        self.method.setCurrentIndex(0)
        self.again()

    def _note(self, view: DossierView) -> None:
        seat, number = self.around.seat, self.chosen_line()
        outside, issuer = tidy(self.outside.text()), tidy(self.issuer.text())

        def done(_: None) -> None:
            self.outside.clear()
            self.tell(self.tr("Đã ghi số biên lai {0}.").format(outside), number)
            self.again()

        self.ask(
            lambda: seat.life.fees.note_outside(
                seat.user, view.dossier.id, number, outside, issuer
            ),
            done,
        )

    # Transfer

    def _method_chosen(self) -> None:
        method = self.method.currentData()
        self.reference.setEnabled(method != PaymentMethod.CASH)
        self.reference.setPlaceholderText(
            "" if method == PaymentMethod.CASH else self.tr("số của ngân hàng hoặc của Cổng")
        )
        self._transfer = None
        self._show_code(())
        self._remark.hide()
        if method == PaymentMethod.TRANSFER and self.view is not None and self.isVisible():
            self._ask_transfer(self.view)

    def _ask_transfer(self, view: DossierView) -> None:
        seat, amount = self.around.seat, digits(self.amount.text())

        def work() -> tuple[TransferSlip, tuple[str, ...]]:
            slip = seat.life.fees.transfer(seat.user, view.dossier.id, amount or None)
            return slip, rows_of(slip.text)

        def done(answer: tuple[TransferSlip, tuple[str, ...]]) -> None:
            if self.method.currentData() == PaymentMethod.TRANSFER:
                self._transfer, rows = answer
                self._show_code(rows)

        store = self.around.desk.workers.store
        self.around.bridge.ask(
            store,
            work,
            done,
            lambda problem: self._say_remark(" ".join(words.problem(problem))),
            asker=self,
            latest="transfer",
        )

    def _show_code(self, rows: tuple[str, ...]) -> None:
        """The code takes the room of the list: somebody is paying now."""
        if rows:
            self.lines.hide()
        self.qr.show_rows(rows)
        self.enlarge.setVisible(bool(rows))
        if not rows:
            self.lines.show()

    def _say_remark(self, said: str) -> None:
        self._remark.setText(said)
        self._remark.show()

    def _show_transfer(self) -> None:
        seat, slip = self.around.seat, self._transfer
        if slip is not None:
            self.showing.emit(lambda: seat.papers.preview(seat.user, slip))

    def _group_digits(self, typed: str) -> None:
        self.amount.setText(grouped(typed))
        if self.method.currentData() == PaymentMethod.TRANSFER:
            self._method_chosen()


def digits(typed: str) -> int:
    """An amount as typed, with or without dots; 0 where there is none."""
    return int(re.sub(r"\D", "", typed) or 0)


def grouped(typed: str) -> str:
    """«120.000» of «120000»."""
    amount = digits(typed)
    return f"{amount:,}".replace(",", ".") if amount else ""


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đ"
