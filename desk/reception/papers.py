"""Every paper on its way out: printed, counted, kept with its number, printed again with a mark.

A receipt is owed from the moment of acceptance until it came out.  A dead printer never touches
the dossier: what was owed stays owed, what was numbered keeps its number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desk.events import Events, Printed, PrintFailed
from desk.reception.scribe import Scribe, subject_of
from models.catalogue import Catalogue
from models.dossier import Dossier
from models.facts import Fact, Holding, IssuedPaper, PaperPrinted
from models.papers.kinds import NAMES, Printable, code_of, number_of, read_paper
from models.papers.notices import ControlSlip, HandOver, Outcome, Refusal, SupplementNotice
from models.problems import Problem
from models.receipt import Receipt
from models.role import Act, User, needs
from models.store import dossiers, facts, prints
from models.store.engine import Tx

Render = Callable[[object, datetime | None], Printable]
"""(paper, moment of the reprint or None) → PDF."""
Send = Callable[[bytes, str, int], str]
"""(PDF, title, copies) → where it went; raises Problem when it did not come out."""

RECEIPT = "receipt"
"""Stands for the present receipt among the kept papers of a dossier."""
_NUMBERED_WHEN_PRINTED = ("collection", "visit")
"""Lists of several dossiers: they get a number when they are first printed."""
_GIVEN_AT_COUNTER = ("02", "03")


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A paper that can be printed again; `id` is `RECEIPT` for the present receipt."""

    id: str
    form: str
    number: str
    at: datetime
    by: str
    printed: int
    """How often it came out so far."""


@dataclass(frozen=True, slots=True)
class CounterPaper:
    """Mẫu 02 or 03 given to somebody of whom no dossier came."""

    subject: str
    """What `Papers.print_again` takes in place of a dossier."""
    paper: StoredPaper
    person: str
    procedure: str


@dataclass(frozen=True, slots=True)
class Papers:
    """Prints what was promised and what is kept; each way out is recorded."""

    scribe: Scribe
    catalogue: Catalogue
    render: Render
    send: Send
    events: Events

    @needs(Act.REPRINT)
    def receipt_pdf(self, user: User, dossier_id: str) -> bytes:
        """Mẫu 01 as an A5 PDF, to be shown: without a mark.

        Raises:
            Problem: ``lookup.unknown_dossier``.
        """
        with self.scribe.store.reading() as tx:
            return self.render(_receipt(tx, dossier_id), None).pdf

    @needs(Act.REPRINT)
    def print_receipt(self, user: User, dossier_id: str) -> str:
        """Send the receipt to the printer or the folder and settle what was owed.

        One that came out before and is not owed again carries «BẢN IN LẠI».

        Raises:
            Problem: the printer's; `PrintFailed` is published too and the debt stays.
        """
        with self.scribe.store.reading() as tx:
            receipt = _receipt(tx, dossier_id)
            owed = dossier_id in prints.owed(tx)
        return self._out(user, receipt, 1, dossier_id, owed=owed)

    @needs(Act.REPRINT)
    def print_paper(self, user: User, paper: object, copies: int = 1, dossier_id: str = "") -> str:
        """Print any paper of the desk; where it went.

        A numbered paper that came out before carries the mark of a reprint.

        Raises:
            Problem: the printer's; a number that was given stays the paper's.
        """
        return self._out(user, self._numbered(user, paper), copies, dossier_id)

    @needs(Act.REPRINT)
    def preview(self, user: User, paper: object) -> bytes:
        """Any paper as PDF, to be shown; nothing is recorded."""
        return self.render(paper, None).pdf

    @needs(Act.REPRINT)
    def kept(self, user: User, dossier_id: str) -> tuple[StoredPaper, ...]:
        """Papers of a dossier that can be printed again: the receipt, then the newest first."""
        with self.scribe.store.reading() as tx:
            stored = []
            receipt = dossiers.receipt(tx, dossier_id)
            if receipt is not None:
                times = _times(tx, _key(receipt, dossier_id))
                at, by = receipt.received_at, receipt.clerk_name
                stored.append(StoredPaper(RECEIPT, "01", receipt.number, at, by, times))
            for fact in reversed(facts.of(tx, dossier_id, IssuedPaper)):
                paper = read_paper(fact.body.form, fact.body.body)
                times = _times(tx, _key(paper, dossier_id))
                form, number = fact.body.form, fact.body.number
                stored.append(StoredPaper(fact.id, form, number, fact.at, fact.by, times))
        return tuple(stored)

    @needs(Act.REPRINT)
    def without_dossier(
        self, user: User, start: datetime, end: datetime
    ) -> tuple[CounterPaper, ...]:
        """Papers given at the counter in [start, end) to whom nothing was received; newest first.

        What is explained or refused is kept, even though no dossier results (NĐ 61/2018 Điều 15).
        """
        with self.scribe.store.reading() as tx:
            issued = [
                one
                for one in facts.between(tx, IssuedPaper, start, end)
                if one.body.form in _GIVEN_AT_COUNTER
            ]
            received = dossiers.known(tx, [one.subject for one in issued])
            return tuple(_at_counter(tx, one) for one in issued if one.subject not in received)

    @needs(Act.REPRINT)
    def print_again(self, user: User, dossier_id: str, paper_id: str) -> str:
        """Print a kept paper word for word.

        Raises:
            Problem: ``papers.unknown``; the printer's.
        """
        with self.scribe.store.reading() as tx:
            paper = _stored(tx, dossier_id, paper_id)
        return self._out(user, paper, 1, dossier_id)

    @needs(Act.REPRINT)
    def stored_pdf(self, user: User, dossier_id: str, paper_id: str) -> bytes:
        """A kept paper to be shown, without a mark. Raises Problem ``papers.unknown``."""
        with self.scribe.store.reading() as tx:
            return self.render(_stored(tx, dossier_id, paper_id), None).pdf

    @needs(Act.REPRINT)
    def control_slip(self, user: User, dossier_id: str) -> ControlSlip:
        """Mẫu 06: every hand the dossier went through, from the record (rules §3.7)."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            hands = facts.of(tx, dossier_id, Holding)
        agency = self.scribe.settings.office.agency
        return ControlSlip(
            heading=self.scribe.heading(now, "control_slip"),
            subject=subject_of(dossier),
            solving_agency=hands[-1].body.unit if hands else agency,
            received_at=dossier.received_at,
            due=dossier.due,
            hand_overs=_hand_overs(dossier, hands, agency, user.name),
        )

    @needs(Act.REPRINT)
    def pdf_of(self, user: User, dossier_id: str, name: str) -> bytes:
        """The newest paper of a kind; marked as a reprint where it came out before.

        `name` is one of `models.papers.kinds.NAMES`.

        Raises:
            Problem: ``papers.unknown_form``, ``papers.not_issued``, ``lookup.unknown_dossier``.
        """
        if name not in NAMES:
            raise Problem("papers.unknown_form", form=name, known=", ".join(NAMES))
        code = NAMES[name]
        if code == "06":
            return self.render(self.control_slip(user, dossier_id), None).pdf
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if code == "01":
                paper: object = _receipt(tx, dossier_id)
            else:
                issued = facts.of(tx, dossier_id, IssuedPaper)
                found = [one for one in issued if one.body.form == code]
                if not found:
                    raise Problem("papers.not_issued", code=dossier.code)
                paper = read_paper(code, found[-1].body.body)
            again = _times(tx, _key(paper, dossier_id)) > 0
            self.scribe.audit(tx, user, "paper.exported", dossier_id, now, form=code)
        return self.render(paper, now if again else None).pdf

    @needs(Act.REPRINT)
    def owed(self, user: User) -> tuple[str, ...]:
        """Dossiers whose receipt never came out – after a crash or with a dead printer."""
        with self.scribe.store.reading() as tx:
            return prints.owed(tx)

    def _numbered(self, user: User, paper: Any) -> object:
        code = code_of(paper)
        if code not in _NUMBERED_WHEN_PRINTED or number_of(paper):
            return paper
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            number = self.scribe.number(tx, code, now)
            self.scribe.audit(tx, user, "paper.numbered", "", now, form=code)
        return replace(paper, heading=replace(paper.heading, number=number))

    def _out(
        self, user: User, paper: object, copies: int, dossier_id: str, *, owed: bool = False
    ) -> str:
        code, key, now = code_of(paper), _key(paper, dossier_id), self.scribe.clock()
        with self.scribe.store.reading() as tx:
            again = bool(key) and not owed and _times(tx, key) > 0
        printable = self.render(paper, now if again else None)
        try:
            destination = self.send(printable.pdf, printable.title, copies)
        except Problem as problem:
            if code == "01":
                self.events.publish(PrintFailed(dossier_id, problem))
            raise
        with self.scribe.store.writing() as tx:
            if code == "01":
                prints.settle(tx, dossier_id)
            if key:
                printed = PaperPrinted(dossier_id, code, number_of(paper), copies, again)
                self.scribe.fact(tx, user, key, printed, now)
            act = "receipt.printed" if code == "01" else "paper.printed"
            self.scribe.audit(tx, user, act, dossier_id, now, form=code, again=int(again))
        if dossier_id:
            self.events.publish(Printed(dossier_id, destination))
        return destination


def _receipt(tx: Tx, dossier_id: str) -> Receipt:
    receipt = dossiers.receipt(tx, dossier_id)
    if receipt is None:
        raise Problem("lookup.unknown_dossier")
    return receipt


def _at_counter(tx: Tx, fact: Fact[IssuedPaper]) -> CounterPaper:
    paper = read_paper(fact.body.form, fact.body.body)
    times = _times(tx, _key(paper, fact.subject))
    stored = StoredPaper(fact.id, fact.body.form, fact.body.number, fact.at, fact.by, times)
    about = paper.subject if isinstance(paper, (SupplementNotice, Refusal)) else None
    person, procedure = (about.person, about.procedure) if about is not None else ("", "")
    return CounterPaper(fact.subject, stored, person, procedure)


def _stored(tx: Tx, dossier_id: str, paper_id: str) -> object:
    if paper_id == RECEIPT:
        return _receipt(tx, dossier_id)
    for fact in facts.of(tx, dossier_id, IssuedPaper):
        if fact.id == paper_id:
            return read_paper(fact.body.form, fact.body.body)
    raise Problem("papers.unknown")


def _key(paper: Any, dossier_id: str) -> str:
    """What makes two prints the same paper; empty for one that is made anew each time.

    Numbers begin anew each year; a receipt with another promise or outside code is another paper.
    """
    code = code_of(paper)
    if isinstance(paper, Receipt):
        outside = f":{paper.external_code}" if paper.external_code else ""
        return f"print:01:{dossier_id}:{paper.code}:{paper.due.isoformat()}{outside}"
    number = number_of(paper)
    return f"print:{code}:{paper.heading.at.year}:{number}" if number else ""


def _times(tx: Tx, key: str) -> int:
    return len(facts.of(tx, key, PaperPrinted)) if key else 0


def _hand_overs(
    dossier: Dossier, hands: tuple[Fact[Holding], ...], agency: str, clerk: str
) -> tuple[HandOver, ...]:
    rows, giver, giver_name = [], agency, clerk
    for hand in hands:
        outcome = Outcome.LATE if hand.at > dossier.due else Outcome.ON_TIME
        rows.append(
            HandOver(
                giver, hand.body.unit, hand.at, giver_name, hand.body.person, outcome,
                hand.body.note,
            )
        )  # fmt: skip
        giver, giver_name = hand.body.unit, hand.body.person
    return tuple(rows)
