"""Kiểm quỹ: what lies in the drawer at a shift's end against the book of this counter's slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.reception.fees import signed_amount
from desk.reception.scribe import Scribe
from models.facts import Fact
from models.facts_money import CashCounted, MoneyReversed, MoneyTaken, PaymentMethod
from models.papers.money import CashCount, CountedNotes, MovedMoney
from models.problems import Problem
from models.role import Act, User, needs
from models.store import facts
from models.store.engine import Tx
from models.vocabulary import say

DENOMINATIONS = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)


@dataclass(frozen=True, slots=True)
class Drawer:
    """The shift so far: what the book says must lie in the drawer."""

    since: datetime | None
    opening_dong: int
    cash_dong: int
    transfer_dong: int
    online_dong: int
    moved: tuple[Fact[MoneyTaken] | Fact[MoneyReversed], ...]

    @property
    def expected_dong(self) -> int:
        """Opening and cash."""
        return self.opening_dong + self.cash_dong


@dataclass(frozen=True, slots=True)
class CashCounts:
    """The drawer of one counter, shift after shift."""

    scribe: Scribe

    @needs(Act.SEE_TODAY)
    def drawer(self, user: User) -> Drawer:
        """This counter's shift since the count before."""
        with self.scribe.store.reading() as tx:
            return self._drawer(tx)

    @needs(Act.RECEIVE)
    def count(
        self, user: User, notes: Mapping[int, int], *, left_dong: int = 0, explanation: str = ""
    ) -> CashCount:
        """Kiểm quỹ: what lies in the drawer against the book; begins the next shift.

        `left_dong` stays in the drawer.  A difference must be explained.

        Raises:
            Problem: ``fees.bad_count``, ``fees.explain_difference``.
        """
        counted = sum(dong * many for dong, many in notes.items())
        known = all(dong in DENOMINATIONS and many >= 0 for dong, many in notes.items())
        if not known or not 0 <= left_dong <= counted:
            raise Problem("fees.bad_count")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            drawer = self._drawer(tx)
            if counted != drawer.expected_dong and not explanation.strip():
                difference = counted - drawer.expected_dong
                raise Problem("fees.explain_difference", difference=difference)
            made = CashCounted(
                self.scribe.number(tx, "cash_count", now),
                {str(dong): many for dong, many in notes.items() if many},
                drawer.opening_dong,
                drawer.expected_dong,
                counted,
                left_dong,
                explanation.strip(),
            )
            paper = self._count_paper(tx, user, drawer, made, now)
            self.scribe.fact(tx, user, self._drawer_name, made, now)
            self.scribe.issue(tx, user, self._drawer_name, "cash_count", made.number, paper, now)
            self.scribe.audit(
                tx, user, "money.counted", "", now, difference_dong=made.difference_dong
            )
        return paper

    @property
    def _drawer_name(self) -> str:
        return f"drawer:{self.scribe.settings.desk}"

    def _drawer(self, tx: Tx) -> Drawer:
        last = facts.latest(tx, self._drawer_name, CashCounted)
        after = last.id if last else ""
        own = f"-{self.scribe.settings.desk}"
        moved: list[Fact[MoneyTaken] | Fact[MoneyReversed]] = [
            *facts.recorded_after(tx, MoneyTaken, after),
            *facts.recorded_after(tx, MoneyReversed, after),
        ]
        moved = [one for one in moved if one.body.number.endswith(own)]
        sums = dict.fromkeys(PaymentMethod, 0)
        for one in moved:
            sums[one.body.method] += signed_amount(one.body)
        return Drawer(
            since=last.at if last else None,
            opening_dong=last.body.left_dong if last else 0,
            cash_dong=sums[PaymentMethod.CASH],
            transfer_dong=sums[PaymentMethod.TRANSFER],
            online_dong=sums[PaymentMethod.ONLINE],
            moved=tuple(sorted(moved, key=lambda one: one.at)),
        )

    def _count_paper(
        self, tx: Tx, user: User, drawer: Drawer, made: CashCounted, now: datetime
    ) -> CashCount:
        return CashCount(
            heading=self.scribe.heading(now, number=made.number),
            desk=self.scribe.settings.desk,
            since=f"{drawer.since:%H:%M %d/%m/%Y}" if drawer.since else "đầu kỳ",
            until=f"{now:%H:%M %d/%m/%Y}",
            notes=tuple(CountedNotes(dong, made.notes.get(str(dong), 0)) for dong in DENOMINATIONS),
            rows=tuple(self._row(tx, one) for one in drawer.moved),
            opening_dong=drawer.opening_dong,
            cash_dong=drawer.cash_dong,
            transfer_dong=drawer.transfer_dong,
            online_dong=drawer.online_dong,
            expected_dong=drawer.expected_dong,
            counted_dong=made.counted_dong,
            left_dong=made.left_dong,
            explanation=made.explanation,
            clerk=user.name,
        )

    def _row(self, tx: Tx, one: Fact[MoneyTaken] | Fact[MoneyReversed]) -> MovedMoney:
        body = one.body
        note = f"Đảo phiếu {body.reverses}" if isinstance(body, MoneyReversed) else body.reference
        return MovedMoney(
            at=f"{one.at:%H:%M %d/%m}",
            number=body.number,
            code=self.scribe.dossier(tx, one.subject).code,
            method=say("payment_methods", body.method.value),
            amount_dong=signed_amount(body),
            note=note,
        )
