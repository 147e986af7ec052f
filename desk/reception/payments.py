"""Financial duty: the department names an amount, the clock stands, the payment lets it go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.reception.appointments import Promising
from desk.reception.lookup import DossierView, view_of
from desk.reception.pauses import paused_now
from desk.reception.scribe import Scribe, said
from models.dossier import Dossier, Status
from models.facts import Appointment, Cause, Fact, PaymentDemanded, PaymentMade
from models.facts_money import PaymentMethod
from models.lifecycle import Actor
from models.messages import EventType
from models.pause import Left, left_at, resumed
from models.plain import to_plain
from models.problems import Problem
from models.procedure import Unit
from models.role import Act, User, needs
from models.store import facts
from models.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Payments:
    """Demand and payment of what a dossier owes the state."""

    scribe: Scribe
    promising: Promising

    @needs(Act.PROCESS)
    def demand(
        self,
        user: User,
        dossier_id: str,
        amount_dong: int,
        what: str,
        until: datetime | None = None,
    ) -> DossierView:
        """Record the notice of an amount in đồng; the clock is paused (rules §5.2).

        Raises:
            Problem: ``payment.bad_amount``, ``payment.no_purpose``, ``life.…``.
        """
        if amount_dong <= 0:
            raise Problem("payment.bad_amount")
        what = said(what, "payment.no_purpose")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if paused_now(tx, dossier_id) is not None:
                raise Problem("pause.already", code=dossier.code)
            step = self.scribe.step(
                tx, user, dossier, Status.PAYMENT_REQUESTED, Actor.UNIT, {"amount"}, now, what
            )
            demanded = PaymentDemanded(amount_dong, what, until)
            self.scribe.fact(tx, user, dossier_id, demanded, now)
            self.scribe.tell(
                tx, user, dossier, EventType.STATUS_CHANGED, now, (step,), demand=to_plain(demanded)
            )
            self.scribe.audit(
                tx, user, "payment.demanded", dossier_id, now, amount_dong=amount_dong
            )
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def paid(
        self,
        user: User,
        dossier_id: str,
        amount_dong: int,
        method: PaymentMethod,
        reference: str = "",
    ) -> DossierView:
        """Record the payment of the whole demand; what was left of the limit goes on.

        Raises:
            Problem: ``payment.not_awaited``, ``payment.other_amount``, ``life.…``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            demanded = self._demanded(tx, dossier)
            if amount_dong != demanded.body.amount_dong:
                raise Problem("payment.other_amount", amount=demanded.body.amount_dong)
            step = self.scribe.step(
                tx, user, dossier, Status.PROCESSING, Actor.CLERK, {"paid"}, now
            )
            made = PaymentMade(amount_dong, method, reference.strip())
            self.scribe.fact(tx, user, dossier_id, made, now)
            self._resume(tx, user, dossier, demanded.at, now)
            view = view_of(tx, dossier_id)
            self.scribe.tell(
                tx, user, dossier, EventType.STATUS_CHANGED, now, (step,),
                payment=to_plain(made), due=view.dossier.due.isoformat(),
            )  # fmt: skip
            self.scribe.audit(tx, user, "payment.made", dossier_id, now, amount_dong=amount_dong)
            return view

    @needs(Act.LOOK_UP)
    def awaited(self, user: User, dossier_id: str) -> Fact[PaymentDemanded] | None:
        """What has to be paid now; None where nothing is awaited."""
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status != Status.PAYMENT_REQUESTED:
                return None
            return facts.latest(tx, dossier_id, PaymentDemanded)

    def _demanded(self, tx: Tx, dossier: Dossier) -> Fact[PaymentDemanded]:
        found = facts.latest(tx, dossier.id, PaymentDemanded)
        if dossier.status != Status.PAYMENT_REQUESTED or found is None:
            raise Problem("payment.not_awaited", code=dossier.code)
        return found

    def _resume(
        self, tx: Tx, user: User, dossier: Dossier, paused: datetime, now: datetime
    ) -> None:
        limit = self.promising.limit_of(dossier)
        unit = limit.unit if limit is not None else Unit.WORKING_DAY
        office = self.promising.days.office
        left: Left = left_at(paused, dossier.due, unit, office)
        due, exact = resumed(left, dossier.due, now, office)
        standing = office.calendar.standing_between(now.date(), due.date())
        provisional = dossier.due_is_provisional or standing.value != "official"
        self.promising.promise(
            tx, user, dossier, Appointment(Cause.PAYMENT, now, due, exact, provisional)
        )
