"""Money at the desk: slips numbered a year and a counter, reversals, transfers.

A slip is Phiếu thu nội bộ: the e-receipt comes from elsewhere and is only noted.  Nothing is ever
changed: what was wrong is reversed by a slip of its own.  Each counter numbers its own slips and
names itself in them, so that two counters without a line never share a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.reception.scribe import Scribe, said, subject_of
from models.catalogue import Catalogue
from models.dossier import Dossier
from models.facts import Fact, IssuedPaper
from models.facts_money import (
    MoneyLine,
    MoneyReversed,
    MoneyTaken,
    Occasion,
    OutsideReceipt,
    PaymentMethod,
    ReversalApproved,
)
from models.messages import EventType
from models.papers.handing import CashLine, CashSlip
from models.papers.money import TransferSlip
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import facts
from models.store.engine import Tx
from models.vietqr import BankAccount, plain_purpose, transfer_text
from models.vocabulary import say

_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Balance:
    """What a dossier owes and paid; `due_dong` is None where nobody knows the amount."""

    due_dong: int | None
    taken_dong: int
    suggested: tuple[MoneyLine, ...]
    """Lines for what is still due, as published."""

    @property
    def left_dong(self) -> int | None:
        """What is still to be paid; None where nobody knows."""
        return None if self.due_dong is None else self.due_dong - self.taken_dong


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken: fees, when, how, with whose number."""

    lines: tuple[MoneyLine, ...]
    occasion: Occasion = Occasion.RECEPTION
    method: PaymentMethod = PaymentMethod.CASH
    reference: str = ""
    payer: str = ""
    """Who pays; the submitter where empty."""


@dataclass(frozen=True, slots=True)
class Fees:
    """Taking fees at reception, supplement or result (NĐ 61/2018 Điều 22)."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.LOOK_UP)
    def balance(self, user: User, dossier_id: str) -> Balance:
        """What is due, what was taken, and lines for the rest."""
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            return self._balance(tx, dossier)

    @needs(Act.LOOK_UP)
    def slips(
        self, user: User, dossier_id: str
    ) -> tuple[Fact[MoneyTaken] | Fact[MoneyReversed], ...]:
        """Every slip of a dossier, reversals among them, oldest first."""
        with self.scribe.store.reading() as tx:
            return _moved(tx, dossier_id)

    @needs(Act.RECEIVE)
    def take(self, user: User, dossier_id: str, taking: Taking) -> CashSlip:
        """Take money; the numbered slip is kept and can be printed.

        Raises:
            Problem: ``fees.nothing``, ``fees.reference_needed``, ``fees.more_than_due``.
        """
        amount = sum(one.amount_dong for one in taking.lines)
        if any(one.quantity < 1 or one.unit_dong < 1 for one in taking.lines) or amount <= 0:
            raise Problem("fees.nothing")
        if taking.method is not PaymentMethod.CASH and not taking.reference.strip():
            raise Problem("fees.reference_needed")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            left = self._balance(tx, dossier).left_dong
            if left is not None and amount > left:
                raise Problem("fees.more_than_due", left=left)
            taken = MoneyTaken(
                number=self.scribe.number(tx, "cash", now),
                lines=taking.lines,
                occasion=taking.occasion,
                method=taking.method,
                reference=taking.reference.strip(),
            )
            payer = taking.payer.strip() or (dossier.submitter or dossier.owner).full_name
            self.scribe.fact(tx, user, dossier_id, taken, now)
            slip = self._slip(dossier, taken, payer, user, now)
            self.scribe.issue(tx, user, dossier_id, "cash", taken.number, slip, now)
            self.scribe.tell(tx, user, dossier, EventType.MONEY_MOVED, now, taken=to_plain(taken))
            self.scribe.audit(
                tx, user, "money.taken", dossier_id, now,
                amount_dong=amount, method=taken.method.value,
            )  # fmt: skip
            return slip

    @needs(Act.RECEIVE)
    def collect_rest(self, user: User, dossier_id: str, occasion: Occasion) -> CashSlip | None:
        """Take all that is still due in cash; None where nothing is, or nobody knows how much."""
        suggested = self.balance(user, dossier_id).suggested
        return self.take(user, dossier_id, Taking(suggested, occasion)) if suggested else None

    @needs(Act.RECEIVE)
    def reverse(self, user: User, dossier_id: str, number: str, reason: str) -> CashSlip:
        """Take a whole slip back by one of its own; a supervisor sees it in the list to approve.

        Raises:
            Problem: ``fees.no_reason``, ``fees.unknown_slip``, ``fees.reversed_already``.
        """
        reason = said(reason, "fees.no_reason")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            taken = _taken(tx, dossier_id, number)
            if any(one.body.reverses == number for one in facts.of(tx, dossier_id, MoneyReversed)):
                raise Problem("fees.reversed_already", number=number)
            back = MoneyReversed(
                self.scribe.number(tx, "cash", now), number, taken.amount_dong, taken.method, reason
            )
            self.scribe.fact(tx, user, dossier_id, back, now)
            payer = _payer(tx, dossier, number)
            slip = self._slip(dossier, taken, payer, user, now, back)
            self.scribe.issue(tx, user, dossier_id, "cash", back.number, slip, now)
            self.scribe.tell(tx, user, dossier, EventType.MONEY_MOVED, now, reversed=to_plain(back))
            self.scribe.audit(
                tx, user, "money.reversed", dossier_id, now, amount_dong=taken.amount_dong
            )
            return slip

    @needs(Act.CORRECT)
    def approve(self, user: User, dossier_id: str, number: str) -> None:
        """A supervisor has seen a reversal. Raises Problem ``fees.unknown_slip``."""
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            if all(one.body.number != number for one in facts.of(tx, dossier_id, MoneyReversed)):
                raise Problem("fees.unknown_slip", number=number)
            self.scribe.fact(tx, user, dossier_id, ReversalApproved(number), now)
            self.scribe.audit(tx, user, "money.approved", dossier_id, now)

    @needs(Act.SEE_TODAY)
    def to_approve(
        self, user: User, start: datetime, end: datetime
    ) -> tuple[Fact[MoneyReversed], ...]:
        """Reversals of [start, end) no supervisor has seen yet, newest first."""
        with self.scribe.store.reading() as tx:
            until = self.scribe.clock() + timedelta(microseconds=1)
            approved = facts.between(tx, ReversalApproved, start, until, _MANY)
            seen = {one.body.number for one in approved}
            found = facts.between(tx, MoneyReversed, start, end, _MANY)
        return tuple(one for one in found if one.body.number not in seen)

    @needs(Act.RECEIVE)
    def note_outside(
        self, user: User, dossier_id: str, number: str, outside: str, issuer: str = ""
    ) -> None:
        """Note the number of the e-receipt another system issued for a slip.

        Raises:
            Problem: ``fees.unknown_slip``, ``fees.no_number``.
        """
        outside = said(outside, "fees.no_number")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            _taken(tx, dossier_id, number)
            noted = OutsideReceipt(number, outside, issuer.strip())
            self.scribe.fact(tx, user, dossier_id, noted, now)
            self.scribe.audit(tx, user, "money.receipt_noted", dossier_id, now)

    @needs(Act.LOOK_UP)
    def outside(self, user: User, dossier_id: str) -> Mapping[str, OutsideReceipt]:
        """Slip number → the e-receipt noted last."""
        with self.scribe.store.reading() as tx:
            noted = facts.of(tx, dossier_id, OutsideReceipt)
        return {one.body.slip: one.body for one in noted}

    @needs(Act.RECEIVE)
    def transfer(self, user: User, dossier_id: str, amount_dong: int | None = None) -> TransferSlip:
        """The VietQR of what is still due (or of an amount), for the screen and for paper.

        Raises:
            Problem: ``fees.no_account``, ``fees.nothing``.
        """
        office = self.scribe.settings.office
        if not (office.bank_bin and office.bank_account):
            raise Problem("fees.no_account")
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            amount = self._balance(tx, dossier).left_dong if amount_dong is None else amount_dong
        if not amount or amount < 0:
            raise Problem("fees.nothing")
        account = BankAccount(office.bank_bin, office.bank_account, office.bank_owner)
        purpose = plain_purpose(dossier.code)
        return TransferSlip(
            heading=self.scribe.heading(now),
            subject=subject_of(dossier),
            amount_dong=amount,
            bank_bin=account.bank_bin,
            account=account.number,
            account_owner=account.owner,
            purpose=purpose,
            text=transfer_text(account, amount, purpose),
        )

    def _balance(self, tx: Tx, dossier: Dossier) -> Balance:
        taken = sum(signed_amount(one.body) for one in _moved(tx, dossier.id))
        return Balance(dossier.fee_dong, taken, self._suggested(dossier, taken))

    def _suggested(self, dossier: Dossier, taken: int) -> tuple[MoneyLine, ...]:
        due = dossier.fee_dong
        if due is None or due - taken <= 0:
            return ()
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        usual = [one for one in version.fees if not one.when] if version else []
        plain = tuple(
            MoneyLine(one.name, 1, one.amount_dong)
            for one in usual
            if one.amount_dong and not one.tariff
        )
        if not taken and sum(one.amount_dong for one in plain) == due:
            return plain
        return (MoneyLine(usual[0].name if usual else dossier.procedure_name, 1, due - taken),)

    def _slip(
        self,
        dossier: Dossier,
        taken: MoneyTaken,
        payer: str,
        user: User,
        now: datetime,
        back: MoneyReversed | None = None,
    ) -> CashSlip:
        sign = 1 if back is None else -1
        return CashSlip(
            heading=self.scribe.heading(now, number=(back or taken).number),
            code=dossier.code,
            payer=payer,
            address=dossier.owner.address,
            procedure=dossier.procedure_name,
            lines=tuple(
                CashLine(one.name, one.quantity, sign * one.unit_dong) for one in taken.lines
            ),
            method=_method(taken.method, taken.reference),
            clerk=user.name,
            reverses=back.reverses if back else "",
        )


def signed_amount(body: MoneyTaken | MoneyReversed) -> int:
    """Đồng that came in; below zero for what went back."""
    return -body.amount_dong if isinstance(body, MoneyReversed) else body.amount_dong


def _moved(tx: Tx, dossier_id: str) -> tuple[Fact[MoneyTaken] | Fact[MoneyReversed], ...]:
    both: Sequence[Fact[MoneyTaken] | Fact[MoneyReversed]] = (
        *facts.of(tx, dossier_id, MoneyTaken),
        *facts.of(tx, dossier_id, MoneyReversed),
    )
    return tuple(sorted(both, key=lambda one: one.at))


def _taken(tx: Tx, dossier_id: str, number: str) -> MoneyTaken:
    for one in facts.of(tx, dossier_id, MoneyTaken):
        if one.body.number == number:
            return one.body
    raise Problem("fees.unknown_slip", number=number)


def _payer(tx: Tx, dossier: Dossier, number: str) -> str:
    """Who paid, as the slip said; the submitter where the slip was erased."""
    for one in facts.of(tx, dossier.id, IssuedPaper):
        if one.body.form == "cash" and one.body.number == number:
            return str(one.body.body["payer"])
    return (dossier.submitter or dossier.owner).full_name


def _method(method: PaymentMethod, reference: str) -> str:
    words = say("payment_methods", method.value)
    return f"{words} (số giao dịch {reference})" if reference else words
