"""Online dossiers waiting: fetched, seen by the 8-hour clock; answers are kept until they arrived.

What was fetched is kept at this desk; only the desk that decides makes the dossier, so that two
desks that fetched the same list do not make two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desk.reception.office_days import OfficeDays
from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.dossier import Status
from models.facts import Fact
from models.online import OnlineAnswered, OnlineDecided, OnlineDossier, OnlineFile
from models.problems import Problem
from models.procedure import Limit, Unit
from models.role import Act, User, needs
from models.store import dossiers, facts, search
from models.store.engine import Tx

CHECK_WITHIN = Limit(Unit.WORKING_HOUR, 8)
"""An online dossier is acknowledged or sent back within 8 working hours (NĐ 45/2020)."""
_KEPT_DAYS = 120


class Portal(Protocol):
    """Where online dossiers come from; each method raises Problem while it is away."""

    def fetch(self) -> tuple[tuple[OnlineDossier, ...], int]:
        """What is there, and how many could not be read."""

    def file(self, one: OnlineFile) -> Path:
        """An attached file."""

    def answer(self, code: str, decided: OnlineDecided) -> None:
        """What became of it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought."""

    new: int
    changed: int
    unreadable: int


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
        packets, unreadable = needed(self.portal).fetch()
        now, new, changed = self.scribe.clock(), 0, 0
        with self.scribe.store.writing() as tx:
            for packet in packets:
                known = self._known(tx, packet.code)
                if known is None and dossiers.by_code(tx, packet.code) is not None:
                    continue
                if known is None or packet.version > known.body.version:
                    subject = known.subject if known else self.scribe.new_id()
                    self.scribe.fact(tx, user, subject, packet, now)
                    new, changed = new + (known is None), changed + (known is not None)
            self.scribe.audit(tx, user, "online.fetched", "", now, new=new, changed=changed)
        return Fetched(new, changed, unreadable)

    @needs(Act.SEE_TODAY)
    def waiting(self, user: User) -> tuple[WaitingOnline, ...]:
        """What nobody decided yet, the shortest time left first."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            start = now - timedelta(days=_KEPT_DAYS)
            newest = facts.newest_of_each_subject(tx, OnlineDossier, start)
            decided = facts.latest_of_each(tx, [one.subject for one in newest], OnlineDecided)
            lines = [
                self._line(tx, one, now)
                for one in newest
                if one.subject not in decided
                or decided[one.subject].body.version < one.body.version
            ]
        return tuple(sorted(lines, key=lambda line: line.respond_by))

    @needs(Act.SYNCHRONISE)
    def answer(self, user: User) -> int:
        """Tell the portal every decision it has not taken yet; how many it took.

        Raises:
            Problem: ``online.no_portal``; what was taken before stays taken.
        """
        portal, done = needed(self.portal), 0
        for subject, code, decided in self._unanswered():
            portal.answer(code, decided)
            now = self.scribe.clock()
            with self.scribe.store.writing() as tx:
                self.scribe.fact(tx, user, subject, OnlineAnswered(decided.version), now)
                self.scribe.audit(tx, user, "online.answered", subject, now)
            done += 1
        return done

    def _unanswered(self) -> tuple[tuple[str, str, OnlineDecided], ...]:
        start = self.scribe.clock() - timedelta(days=_KEPT_DAYS)
        with self.scribe.store.reading() as tx:
            decided = facts.newest_of_each_subject(tx, OnlineDecided, start)
            ids = [one.subject for one in decided]
            answered = facts.latest_of_each(tx, ids, OnlineAnswered)
            packets = facts.latest_of_each(tx, ids, OnlineDossier)
        return tuple(
            (one.subject, packets[one.subject].body.code, one.body)
            for one in reversed(decided)
            if one.subject not in answered or answered[one.subject].body.version < one.body.version
        )

    def _known(self, tx: Tx, code: str) -> Fact[OnlineDossier] | None:
        subjects = facts.subjects_where(tx, OnlineDossier, "code", code)
        return facts.latest(tx, subjects[0], OnlineDossier) if subjects else None

    def _line(self, tx: Tx, fact: Fact[OnlineDossier], now: datetime) -> WaitingOnline:
        packet = fact.body
        start = packet.lodged_at if packet.version == 1 else fact.at
        by = self.days.deadline(start, CHECK_WITHIN).due
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
        )


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
