"""Which certification the counter is doing: copies by the page, or an act before the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.citizen import Citizen
from models.facts_money import Occasion
from models.problems import Problem

if TYPE_CHECKING:
    from desk.reception.certified_copies import Certification, CopyOrder
    from desk.seat import Seat

_COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks; what the books besides copies also say of them."""

    person: Citizen
    identity: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CertifiedWork:
    """One procedure of the four books, asked in the same words whatever its book."""

    procedure: str
    title: str
    copies: bool
    """By pages and copies; else by documents, with identity paper and further parties."""

    def number(self, seat: Seat) -> str:
        """The next number of its book."""
        if self.copies:
            return seat.life.certified_copies.next_number(seat.user)
        return seat.life.certifications.next_number(seat.user, self.procedure)

    def fee(self, seat: Seat, orders: Sequence[CopyOrder]) -> int:
        """What the orders cost in đồng."""
        from desk.reception.certifications import ActOrder  # noqa: PLC0415 - paint first

        if self.copies:
            return seat.life.certified_copies.fee(seat.user, orders)
        acts = [ActOrder(one.kind, one.copies) for one in orders]
        return seat.life.certifications.fee(seat.user, self.procedure, acts)

    def take(self, seat: Seat, who: Requester, orders: Sequence[CopyOrder]) -> Certification:
        """Numbers, book lines, fee and one dossier."""
        from desk.reception.certifications import ActOrder  # noqa: PLC0415 - paint first

        if self.copies:
            name = who.person.full_name
            return seat.life.certified_copies.take(
                seat.user, name, orders, procedure=self.procedure
            )
        acts = [ActOrder(one.kind, one.copies, who.parties) for one in orders]
        return seat.life.certifications.take(
            seat.user, self.procedure, who.person, who.identity, acts
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """An act of certification and its money: taken now, or still to be paid."""

    cash_dong: int
    left_dong: int
    failed: Problem | None = None
    """Why the cash is not in the book although the act was done."""


def settle(seat: Seat, dossier_id: str, occasion: Occasion, *, cash: bool) -> Settled:
    """After the act: put the cash that was handed over into the book, or say what is still due."""
    fees, taken, failed = seat.life.fees, 0, None
    try:
        slip = fees.collect_rest(seat.user, dossier_id, occasion) if cash else None
        taken = slip.total_dong if slip else 0
    except Problem as problem:  # the act itself is done and must not be repeated
        failed = problem
    return Settled(taken, fees.balance(seat.user, dossier_id).left_dong or 0, failed)


def works(seat: Seat) -> tuple[CertifiedWork, ...]:
    """Everything the four books know and the catalogue names, copies of papers first."""
    found = []
    for kind in seat.life.certifications.kinds(seat.user):
        for code in kind.procedures:
            procedure = seat.intake.procedure(seat.user, code)
            if procedure is not None:
                found.append(CertifiedWork(code, procedure.title, kind.name == _COPIES))
    return tuple(found)
