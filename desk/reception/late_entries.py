"""Power cuts: blank receipts with provisional numbers beforehand, Nhập bù afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.scribe import Scribe
from models.codes import provisional_code
from models.dossier import Draft, LateEntry
from models.facts import BlankGiven, EnteredLate, Fact
from models.papers.handing import BlankReceipts
from models.problems import Problem
from models.role import Act, User, needs
from models.store import drafts, facts, leases

_MOST = 200


@dataclass(frozen=True, slots=True)
class LateEntries:
    """The real hour from the paper, the reason, and a list the director sees."""

    scribe: Scribe

    @needs(Act.REPRINT)
    def blank_receipts(self, user: User, count: int) -> BlankReceipts:
        """Reserve provisional numbers for blank slips; each is good for one dossier.

        Raises:
            Problem: ``money.bad_count`` outside 1…200.
        """
        if not 1 <= count <= _MOST:
            raise Problem("money.bad_count")
        now = self.scribe.clock()
        desk, codes = self.scribe.settings.desk, []
        with self.scribe.store.writing() as tx:
            for _ in range(count):
                number = leases.next_provisional(tx, desk, now.date().isoformat())
                code = provisional_code(desk, now.date(), number)
                self.scribe.fact(tx, user, code, BlankGiven(code), now)
                codes.append(code)
            self.scribe.audit(tx, user, "blanks.printed", "", now, count=count)
        return BlankReceipts(self.scribe.heading(now, "receipt"), tuple(codes))

    @needs(Act.RECEIVE)
    def enter(
        self, user: User, draft: Draft, received_at: datetime, reason: str, paper_code: str = ""
    ) -> Draft:
        """Mark a draft as received on paper at `received_at`; its limit is counted from there.

        Raises:
            Problem: ``late_entry.in_the_future``, ``late_entry.no_reason``,
                ``late_entry.unknown_blank``.
        """
        now = self.scribe.clock()
        if received_at > now:
            raise Problem("late_entry.in_the_future")
        if not reason.strip():
            raise Problem("late_entry.no_reason")
        entry = LateEntry(received_at, reason.strip(), paper_code.strip().upper())
        draft = replace(draft, late_entry=entry)
        with self.scribe.store.writing() as tx:
            if entry.paper_code and not facts.latest(tx, entry.paper_code, BlankGiven):
                raise Problem("late_entry.unknown_blank")
            drafts.save(tx, draft, now)
        return draft

    @needs(Act.SEE_FIGURES)
    def entered(self, user: User, start: datetime, end: datetime) -> tuple[Fact[EnteredLate], ...]:
        """What was entered late in [start, end): real hour, reason, who and when, newest first."""
        with self.scribe.store.reading() as tx:
            return facts.between(tx, EnteredLate, start, end)
