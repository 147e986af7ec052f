"""Certifying signatures, translators' signatures and contracts; printing the four books.

Who signs, signs before the clerk: the identity paper shown stands in the book (NĐ 23/2015).  Copies
from originals have a service of their own, made for speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.acceptance import Acceptance
from desk.reception.certified_copies import Certification
from desk.reception.scribe import Scribe, said
from models.certified import BookKind, BookLine, CertifiedPaper, book_kinds, book_of
from models.citizen import Citizen
from models.codes import national_code
from models.dossier import Agreed, Draft
from models.papers.certification import CertificationBook, CertificationRow
from models.problems import Problem
from models.role import Act, User, needs
from models.store import books, drafts
from models.store.engine import Tx

_COPIES = "copies"


@dataclass(frozen=True, slots=True)
class ActOrder:
    """One document to certify: what it is, how many originals of it, whose signatures."""

    kind: str
    """E.g. «Giấy ủy quyền»."""
    documents: int = 1
    parties: tuple[str, ...] = ()
    """Further people who sign, with their identity papers, as the book names them."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Certifications:
    """The three books besides copies, and all four on paper."""

    scribe: Scribe
    acceptance: Acceptance

    @needs(Act.CERTIFY)
    def kinds(self, user: User) -> tuple[BookKind, ...]:
        """The four books with their procedures and fees."""
        return book_kinds()

    @needs(Act.CERTIFY)
    def next_number(self, user: User, procedure_code: str) -> str:
        """The number the next document of a procedure gets. Raises ``certified.no_book``."""
        kind = _kind(procedure_code)
        with self.scribe.store.reading() as tx:
            number = books.peek(tx, self._book(kind), self.scribe.clock().year)
        return f"{number:02d}-{kind.book}"

    @needs(Act.CERTIFY)
    def fee(self, user: User, procedure_code: str, orders: Sequence[ActOrder]) -> int:
        """What the documents cost in đồng (TT 226/2016). Raises ``money.bad_count``."""
        return sum(one.fee_dong for one in _papers(procedure_code, orders, "", ""))

    @needs(Act.CERTIFY)
    def take(
        self,
        user: User,
        procedure_code: str,
        requester: Citizen,
        identity: str,
        orders: Sequence[ActOrder],
        agreed: Agreed | None = None,
    ) -> Certification:
        """Take documents for certification: one number each, one dossier, the fee.

        `identity` is the paper the requester showed, e.g. «CCCD 0010…». Copies go through
        `CertifiedCopies`.

        Raises:
            Problem: ``certified.no_book``, ``certified.nothing``, ``certified.no_requester``,
                ``certified.no_identity``, ``money.bad_count``, and what stops acceptance.
        """
        kind = _kind(procedure_code)
        if kind.name == _COPIES:
            raise Problem("certified.no_book", code=procedure_code)
        name = said(requester.full_name, "certified.no_requester")
        identity = said(identity, "certified.no_identity")
        if not orders:
            raise Problem("certified.nothing")
        papers = _papers(procedure_code, orders, name, identity)
        total = sum(one.fee_dong for one in papers)
        now = self.scribe.clock()
        draft = replace(self._draft(user, procedure_code, requester, now), agreed=agreed)
        draft = replace(draft, fee_dong=total)
        lines: list[BookLine] = []

        def enter(tx: Tx) -> None:
            for paper in papers:
                book = self._book(kind)
                number = books.next_number(tx, book, now.year)
                line = BookLine(book, now.year, number, draft.id, now, paper)
                books.add_line(tx, line)
                lines.append(line)
            self.scribe.audit(
                tx, user, "certification.taken", draft.id, now, papers=len(papers), book=kind.name
            )

        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, now)
        try:
            received = self.acceptance.receive(user, draft, enter)
        except Problem:
            with self.scribe.store.writing() as tx:
                drafts.delete(tx, draft.id)
            raise
        return Certification(received, tuple(lines), total)

    @needs(Act.CERTIFY)
    def book(self, user: User, kind: str, year: int, month: int) -> CertificationBook:
        """One book's lines of a month, as it is printed, stamped and kept (TT 01/2020).

        Raises:
            Problem: ``certified.no_month``.
        """
        found = next((one for one in book_kinds() if one.name == kind), None)
        if found is None or not 1 <= month <= 12:
            raise Problem("certified.no_month")
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            lines = books.lines(tx, self._book(found), year)
        return CertificationBook(
            heading=self.scribe.heading(now),
            kind=found.name,
            title=found.title,
            book=found.book,
            volume=f"{self.scribe.settings.desk}/{year}",
            year=year,
            month=month,
            rows=tuple(_row(one) for one in lines if one.at.month == month),
            keeper=user.name,
        )

    def _book(self, kind: BookKind) -> str:
        """Each desk keeps a volume of its own: two desks without a line never share a number."""
        return f"{kind.book}-{self.scribe.settings.desk}"

    def _draft(self, user: User, code: str, requester: Citizen, now: datetime) -> Draft:
        draft = Draft(id=self.scribe.new_id(), clerk=user.login, started_at=now, owner=requester)
        chosen = self.acceptance.intake.choose(user, draft, code)
        procedure = self.acceptance.intake.procedure(user, code)
        required = {one.code for one in procedure.components if one.required} if procedure else ()
        lines = tuple(replace(one, presented=one.code in required) for one in chosen.components)
        return replace(chosen, components=lines)


def _kind(procedure_code: str) -> BookKind:
    kind = book_of(procedure_code)
    if kind is None:
        raise Problem("certified.no_book", code=procedure_code)
    return kind


def _papers(
    procedure_code: str, orders: Sequence[ActOrder], requester: str, identity: str
) -> tuple[CertifiedPaper, ...]:
    dong = _kind(procedure_code).procedures[national_code(procedure_code) or ""]
    made = tuple(
        CertifiedPaper(
            kind=said(one.kind, "certified.nothing"),
            pages=1,
            copies=one.documents,
            requester=requester,
            unit_dong=dong,
            identity=identity,
            parties=one.parties,
            note=one.note.strip(),
        )
        for one in orders
    )
    for one in made:
        _ = one.fee_dong  # refuses impossible counts before anything is written
    return made


def _row(line: BookLine) -> CertificationRow:
    paper = line.paper
    first = f"{paper.requester} ({paper.identity})" if paper.identity else paper.requester
    return CertificationRow(
        number=line.number,
        day=f"{line.at:%d/%m/%Y}",
        people="; ".join((first, *paper.parties)),
        paper=paper.kind,
        signer=line.signer,
        count=paper.copies,
        fee_dong=paper.fee_dong,
        note=paper.note,
    )
