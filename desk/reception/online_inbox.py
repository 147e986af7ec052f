"""Online dossiers waiting: fetched, seen by the 8-hour clock; answers are kept until they arrived.

What was fetched is kept at this desk; only the desk that decides makes the dossier. A portal that
reserves (the hub) gives a dossier to one desk at a time, so that two that see the same list never
take the same one; what others hold or have answered is told with the next fetch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desk.reception.office_days import OfficeDays
from desk.reception.online_others import KEPT, others_news, undecided
from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.desk_terms import desk_terms
from models.dossier import Status
from models.facts import Fact
from models.online import (
    OnlineAnswered,
    OnlineBrought,
    OnlineDecided,
    OnlineDossier,
    OnlineElsewhere,
    OnlineFile,
    OnlineHolding,
)
from models.problems import Problem
from models.procedure import Limit, Unit
from models.role import Act, User, needs
from models.store import dossiers, facts, search
from models.store.engine import Tx


class Portal(Protocol):
    """Where online dossiers come from; each method raises Problem while it is away."""

    @property
    def reserves(self) -> bool:
        """Whether a dossier must be held before it is decided."""

    def fetch(self) -> OnlineBrought:
        """What is there."""

    def hold(self, code: str, version: int) -> OnlineHolding | None:
        """Reserve it for this desk; None where nothing is reserved."""

    def let_go(self, code: str, version: int) -> None:
        """Leave it to the others."""

    def content(self, one: OnlineFile) -> bytes:
        """An attached file."""

    def answer(self, code: str, decided: OnlineDecided, at: datetime) -> bool:
        """What became of it; False when another desk had answered before."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought."""

    new: int
    changed: int
    unreadable: int
    others: int = 0
    """How many other desks took, let go or answered."""


@dataclass(frozen=True, slots=True)
class WaitingOnline:
    """One line of the list; `id` is the dossier's identity from now on."""

    id: str
    packet: OnlineDossier
    procedure_name: str
    respond_by: datetime
    late: bool
    supplemented: bool
    """It came back with what was asked for."""
    same_open: tuple[str, ...]
    """Codes of open dossiers of the same person and procedure: perhaps lodged twice."""
    held_by: str = ""
    """Another desk works on it; this one cannot take it before `held_until`."""
    held_until: datetime | None = None
    mine_until: datetime | None = None
    """Reserved for this desk until then."""
    left_by: str = ""
    """A desk had it, let the time pass and never answered; perhaps it decided without a line."""


@dataclass(frozen=True, slots=True)
class OnlineStanding:
    """The list in one line, for the day's first screen."""

    waiting: int
    late: int
    respond_by: datetime | None
    """The earliest of them; None where none waits."""
    minutes_left: int
    """Working minutes until then; 0 when it has passed."""
    answered_twice: tuple[str, ...] = ()
    """Dossiers another desk had answered before this one's answer came: a person must look."""


@dataclass(frozen=True, slots=True)
class OnlineInbox:
    """The list «Trực tuyến chờ tiếp nhận»."""

    scribe: Scribe
    days: OfficeDays
    catalogue: Catalogue
    portal: Portal | None

    @needs(Act.SYNCHRONISE)
    def fetch(self, user: User) -> Fetched:
        """Read what the portal has. Raises Problem ``online.no_portal``."""
        brought = needed(self.portal).fetch()
        now, new, changed = self.scribe.clock(), 0, 0
        with self.scribe.store.writing() as tx:
            for packet in brought.packets:
                known = self._known(tx, packet.code)
                if known is None and dossiers.by_code(tx, packet.code) is not None:
                    continue
                if known is None or packet.version > known.body.version:
                    subject = known.subject if known else self.scribe.new_id()
                    self.scribe.fact(tx, user, subject, packet, now)
                    new, changed = new + (known is None), changed + (known is not None)
            others = self._note_others(tx, user, brought, now)
            if new or changed:
                self.scribe.audit(tx, user, "online.fetched", "", now, new=new, changed=changed)
        return Fetched(new, changed, brought.unreadable, others)

    @property
    def connected(self) -> bool:
        """Whether this office has a place online dossiers come from."""
        return self.portal is not None

    @needs(Act.SEE_TODAY)
    def waiting(self, user: User) -> tuple[WaitingOnline, ...]:
        """What nobody decided yet, the shortest time left first."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            found = undecided(tx, now)
            subjects = [one.subject for one, _ in found]
            holding = facts.latest_of_each(tx, subjects, OnlineHolding)
            lines = [
                self._line(tx, one, other, now, _held(holding.get(one.subject), one.body))
                for one, other in found
            ]
        return tuple(sorted(lines, key=lambda line: line.respond_by))

    @needs(Act.SEE_TODAY)
    def standing(self, user: User) -> OnlineStanding:
        """How many wait and how long the first of them still may; without looking for doubles."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            ends = [self._respond_by(one) for one, _ in undecided(tx, now)]
            twice = self._answered_twice(tx, now)
        first = min(ends, default=None)
        left = self.days.working_minutes(now, first) if first is not None else 0
        return OnlineStanding(len(ends), sum(now > one for one in ends), first, left, twice)

    @needs(Act.SYNCHRONISE)
    def answer(self, user: User) -> int:
        """Tell the portal every decision it has not taken yet; how many it took.

        Raises:
            Problem: ``online.no_portal``; what was taken before stays taken.
        """
        portal, done = needed(self.portal), 0
        for subject, code, decided, at in self._unanswered():
            taken = portal.answer(code, decided, at)
            now = self.scribe.clock()
            with self.scribe.store.writing() as tx:
                answered = OnlineAnswered(decided.version, refused=not taken)
                self.scribe.fact(tx, user, subject, answered, now)
                act = "online.answered" if taken else "online.answered_twice"
                self.scribe.audit(tx, user, act, subject, now)
            done += 1
        return done

    def _unanswered(self) -> tuple[tuple[str, str, OnlineDecided, datetime], ...]:
        start = self.scribe.clock() - KEPT
        with self.scribe.store.reading() as tx:
            decided = facts.newest_of_each_subject(tx, OnlineDecided, start)
            ids = [one.subject for one in decided]
            answered = facts.latest_of_each(tx, ids, OnlineAnswered)
            packets = facts.latest_of_each(tx, ids, OnlineDossier)
            own = {one: dossiers.get(tx, one) for one in ids}

        def told(decided: OnlineDecided, subject: str) -> OnlineDecided:
            dossier = own[subject]
            return replace(decided, dossier_code=dossier.code) if dossier else decided

        return tuple(
            (one.subject, packets[one.subject].body.code, told(one.body, one.subject), one.at)
            for one in reversed(decided)
            if one.subject not in answered or answered[one.subject].body.version < one.body.version
        )

    def _known(self, tx: Tx, code: str) -> Fact[OnlineDossier] | None:
        subjects = facts.subjects_where(tx, OnlineDossier, "code", code)
        return facts.latest(tx, subjects[0], OnlineDossier) if subjects else None

    def _note_others(self, tx: Tx, user: User, brought: OnlineBrought, now: datetime) -> int:
        found = others_news(tx, brought, now)
        for subject, news in found:
            self.scribe.fact(tx, user, subject, news, now)
        return len(found)

    def _answered_twice(self, tx: Tx, now: datetime) -> tuple[str, ...]:
        start = now - KEPT
        answered = facts.newest_of_each_subject(tx, OnlineAnswered, start)
        return tuple(one.subject for one in answered if one.body.refused)

    def _respond_by(self, fact: Fact[OnlineDossier]) -> datetime:
        packet = fact.body
        start = packet.lodged_at if packet.version == 1 else fact.at
        hours = desk_terms(start.date()).online_check_working_hours
        return self.days.deadline(start, Limit(Unit.WORKING_HOUR, hours)).due

    def _line(
        self,
        tx: Tx,
        fact: Fact[OnlineDossier],
        other: OnlineElsewhere | None,
        now: datetime,
        held: OnlineHolding | None,
    ) -> WaitingOnline:
        packet = fact.body
        by = self._respond_by(fact)
        procedure = self.catalogue.current(packet.procedure_code, now.date())
        name = procedure.name if procedure else packet.procedure_code
        number = packet.owner.number or ""
        rows = search.find(tx, number, 50) if number else ()
        return WaitingOnline(
            id=fact.subject,
            packet=packet,
            procedure_name=name,
            respond_by=by,
            late=now > by,
            supplemented=dossiers.get(tx, fact.subject) is not None,
            same_open=tuple(
                row.code
                for row in rows
                if row.id != fact.subject
                and row.procedure_name == name
                and row.status in (Status.REGISTERED, Status.RECEIVED, Status.PROCESSING)
            ),
            held_by=other.device if other else "",
            held_until=other.until if other else None,
            mine_until=held.until if held and held.until > now else None,
            left_by=held.before if held else "",
        )


def _held(held: Fact[OnlineHolding] | None, packet: OnlineDossier) -> OnlineHolding | None:
    return held.body if held and held.body.version == packet.version else None


def needed(portal: Portal | None) -> Portal:
    """The portal of this office. Raises Problem ``online.no_portal``."""
    if portal is None:
        raise Problem("online.no_portal")
    return portal


def packet_of(tx: Tx, waiting_id: str) -> OnlineDossier:
    """What was lodged, as it stands now. Raises Problem ``online.unknown``."""
    found = facts.latest(tx, waiting_id, OnlineDossier)
    if found is None:
        raise Problem("online.unknown")
    return found.body
