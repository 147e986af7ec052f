"""Certified copies in one line (2.000815, 2.000942): no card, no scan, a slip only for later days.

A visitor's request is one dossier, so that it is counted and found; each paper is one number of the
year's book.  Nothing of what stands in the papers is kept (NĐ 23/2015; rules §9).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.events import Received
from desk.reception.acceptance import Acceptance
from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe, said
from models.certified import BOOK, BookLine, CertifiedPaper, book_of
from models.citizen import Citizen
from models.dossier import Agreed, Draft, Status
from models.lifecycle import Actor, steps_to_result
from models.messages import EventType
from models.money import certified_copies_fee
from models.problems import Problem
from models.procedure import CopyKind
from models.role import Act, User, needs
from models.store import books, dossiers, drafts
from models.store.engine import Tx

PROCEDURE = "2.000815"


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """One line of the counter: what kind of paper, how many pages, how many copies."""

    kind: str
    pages: int
    copies: int


@dataclass(frozen=True, slots=True)
class Certification:
    """A request taken: its lines in the book, the fee in đồng, and whether a slip is due."""

    received: Received
    lines: tuple[BookLine, ...]
    fee_dong: int


@dataclass(frozen=True, slots=True)
class CertifiedCopies:
    """The counter's largest load, faster than a pen."""

    scribe: Scribe
    acceptance: Acceptance

    @needs(Act.CERTIFY)
    def next_number(self, user: User) -> str:
        """The number the next paper gets, to be shown."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            return f"{books.peek(tx, self._book(), now.year):02d}-{BOOK}"

    @needs(Act.CERTIFY)
    def fee(self, user: User, orders: Sequence[CopyOrder]) -> int:
        """What the orders cost in đồng, the cap per copy applied.

        Raises:
            Problem: ``money.bad_count``.
        """
        return sum(_paper(one, "").fee_dong for one in orders)

    @needs(Act.CERTIFY)
    def take(
        self,
        user: User,
        requester: str,
        orders: Sequence[CopyOrder],
        agreed: Agreed | None = None,
        procedure: str = PROCEDURE,
    ) -> Certification:
        """Take papers for certification: numbers, fee, book lines, one dossier.

        `procedure` is one the book of copies knows: of papers, or of certified transactions.

        Many pages may take up to two working days longer (NĐ 23/2015 Điều 21): `agreed`; then the
        slip with hour and day is mandatory (TT 01/2020 Điều 2).

        Raises:
            Problem: ``certified.nothing``, ``certified.no_requester``, ``money.bad_count``,
                ``intake.agreed_…``, ``certified.no_book``.
        """
        kind = book_of(procedure)
        if kind is None or kind.book != BOOK:
            raise Problem("certified.no_book", code=procedure)
        requester = said(requester, "certified.no_requester")
        if not orders:
            raise Problem("certified.nothing")
        papers = tuple(_paper(one, requester) for one in orders)
        total = sum(one.fee_dong for one in papers)
        now = self.scribe.clock()
        draft = self._draft(user, procedure, requester, total, now)
        draft = replace(draft, agreed=agreed)
        lines: list[BookLine] = []

        def enter(tx: Tx) -> None:
            for paper in papers:
                number = books.next_number(tx, self._book(), now.year)
                line = BookLine(self._book(), now.year, number, draft.id, now, paper)
                books.add_line(tx, line)
                lines.append(line)
            self.scribe.audit(
                tx, user, "copies.taken", draft.id, now, papers=len(papers), fee_dong=total
            )

        return Certification(self._receive(user, draft, enter), tuple(lines), total)

    @needs(Act.CERTIFY)
    def held(self, user: User) -> tuple[BookLine, ...]:
        """«Bản chính đang giữ – chờ ký»: originals that are still here, the longest first."""
        with self.scribe.store.reading() as tx:
            return books.held(tx)

    @needs(Act.CERTIFY)
    def signed(self, user: User, dossier_ids: Sequence[str], signer: str) -> None:
        """The copies of these requests were signed by a person entitled to it: result there.

        Raises:
            Problem: ``ending.no_signer``, ``certified.nothing_held``.
        """
        signer = said(signer, "ending.no_signer")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            for dossier_id in dict.fromkeys(dossier_ids):
                if all(line.handed_at for line in books.lines_of(tx, dossier_id)):
                    raise Problem("certified.nothing_held")
                dossier = self.scribe.dossier(tx, dossier_id)
                books.sign(tx, dossier_id, now, signer)
                targets = steps_to_result(dossier.status, immediate=True)
                steps = self.scribe.append(tx, user, dossier, targets, now, signer)
                self.scribe.tell(tx, user, dossier, EventType.RESULT_ARRIVED, now, steps, place="")
                self.scribe.audit(tx, user, "copies.signed", dossier_id, now)

    @needs(Act.CERTIFY)
    def hand_back(self, user: User, dossier_id: str) -> DossierView:
        """Copies and originals go back to the person.

        Raises:
            Problem: ``certified.nothing_held``, ``certified.not_signed``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            lines = books.lines_of(tx, dossier_id)
            if all(line.handed_at for line in lines):
                raise Problem("certified.nothing_held")
            if any(line.signed_at is None for line in lines):
                raise Problem("certified.not_signed")
            dossier = self.scribe.dossier(tx, dossier_id)
            step = self.scribe.step(
                tx, user, dossier, Status.RETURNED, Actor.RETURNER, {"receiver"}, now
            )
            books.hand_back(tx, dossier_id, now)
            to = dossier.owner.full_name
            dossiers.mark_returned(tx, dossier_id, now, to)
            self.scribe.tell(
                tx, user, dossier, EventType.RESULT_RETURNED, now, (step,),
                returned_at=now.isoformat(), returned_to=to, collector_number="",
                identified_by=dossier.owner.identified_by.value,
            )  # fmt: skip
            self.scribe.audit(tx, user, "copies.handed_back", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.CERTIFY)
    def book(self, user: User, year: int) -> tuple[BookLine, ...]:
        """This desk's volume of a year, in order: what is printed monthly and kept for ever."""
        with self.scribe.store.reading() as tx:
            return books.lines(tx, self._book(), year)

    def _book(self) -> str:
        """Each desk keeps a volume of its own: two desks without a line never share a number."""
        return f"{BOOK}-{self.scribe.settings.desk}"

    def _draft(
        self, user: User, procedure: str, requester: str, total: int, now: datetime
    ) -> Draft:
        draft = Draft(
            id=self.scribe.new_id(),
            clerk=user.login,
            started_at=now,
            owner=Citizen(full_name=requester),
            fee_dong=total,
        )
        chosen = self.acceptance.intake.choose(user, draft, procedure)
        lines = tuple(
            replace(one, presented=one.copy_kind is CopyKind.ORIGINAL) for one in chosen.components
        )
        return replace(chosen, components=lines)

    def _receive(self, user: User, draft: Draft, enter: Callable[[Tx], None]) -> Received:
        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, draft.started_at)
        try:
            return self.acceptance.receive(user, draft, enter)
        except Problem:
            with self.scribe.store.writing() as tx:
                drafts.delete(tx, draft.id)
            raise


def _paper(order: CopyOrder, requester: str) -> CertifiedPaper:
    kind = said(order.kind, "certified.nothing")
    paper = CertifiedPaper(kind, order.pages, order.copies, requester)
    certified_copies_fee(paper.pages, paper.copies)  # refuses impossible counts
    return paper
