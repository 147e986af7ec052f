"""Other agencies: dossiers sent to the one that decides, sent to us, and chains of agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.reception.appointments import Promising
from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe, said
from models.dossier import Dossier, Status
from models.facts import (
    Appointment,
    Cause,
    ConfirmedThere,
    Fact,
    FromElsewhere,
    Holding,
    LegFact,
    LegState,
    SentElsewhere,
    Stage,
)
from models.legs import Leg, plan
from models.lifecycle import TERMINAL, Actor
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import changes, dossiers, facts
from models.store.engine import Tx

_KEPT_DAYS = 730


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A dossier that is with another agency, or on its way from one to us."""

    dossier: Dossier
    agency: str
    at: datetime
    post_code: str
    """The postal number it travels under; empty where none was written."""
    coming: bool
    """It comes to us; otherwise it went from here."""
    confirmed_at: datetime | None
    """Since when the competent agency has it; None while it is on its way."""


@dataclass(frozen=True, slots=True)
class Agencies:
    """Work that is decided elsewhere, or in several places."""

    scribe: Scribe
    promising: Promising

    @needs(Act.PROCESS)
    def sent(self, user: User, dossier_id: str, agency: str, post_code: str = "") -> DossierView:
        """The dossier is on its way to the competent agency; its day stays «dự kiến».

        Raises:
            Problem: ``agency.no_name``, ``life.…``.
        """
        agency = said(agency, "agency.no_name")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            step = self.scribe.step(
                tx, user, dossier, Status.PROCESSING, Actor.CLERK, (), now, agency
            )
            going = SentElsewhere(agency, post_code.strip())
            self.scribe.fact(tx, user, dossier_id, going, now)
            self.scribe.fact(tx, user, dossier_id, Holding(Stage.PROCESSING, agency), now)
            changes.set_due(tx, dossier_id, dossier.due, dossier.due_hour_exact, provisional=True)
            self.scribe.tell(
                tx, user, dossier, EventType.STATUS_CHANGED, now, (step,), sent=to_plain(going)
            )
            self.scribe.audit(tx, user, "dossier.sent_elsewhere", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def confirmed_there(
        self, user: User, dossier_id: str, agency: str, received_at: datetime
    ) -> DossierView:
        """The competent agency received it: the limit runs from there (NĐ 309/2026 Điều 17.3).

        A new receipt with the real day is owed.

        Raises:
            Problem: ``agency.not_sent``, ``agency.confirmed_already``, ``agency.bad_time``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if facts.latest(tx, dossier_id, SentElsewhere) is None:
                raise Problem("agency.not_sent", code=dossier.code)
            if facts.latest(tx, dossier_id, ConfirmedThere) is not None:
                raise Problem("agency.confirmed_already", code=dossier.code)
            if not dossier.received_at <= received_at <= now:
                raise Problem("agency.bad_time")
            there = ConfirmedThere(agency, received_at)
            self.scribe.fact(tx, user, dossier_id, there, now)
            new = self._start(tx, user, dossier, received_at)
            self.promising.new_receipt(tx, user, dossier_id, dossier.received_at)
            self.scribe.tell(
                tx, user, dossier, EventType.APPOINTMENT_CHANGED, now,
                appointment=to_plain(new), confirmed=to_plain(there),
            )  # fmt: skip
            self.scribe.audit(tx, user, "dossier.confirmed_there", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def confirm_here(self, user: User, dossier_id: str) -> DossierView:
        """A dossier another office received has reached us: its limit starts now.

        Raises:
            Problem: ``agency.not_from_elsewhere``, ``agency.confirmed_already``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if facts.latest(tx, dossier_id, FromElsewhere) is None:
                raise Problem("agency.not_from_elsewhere", code=dossier.code)
            if facts.latest(tx, dossier_id, ConfirmedThere) is not None:
                raise Problem("agency.confirmed_already", code=dossier.code)
            here = ConfirmedThere(self.scribe.settings.office.agency_code, now)
            self.scribe.fact(tx, user, dossier_id, here, now)
            new = self._start(tx, user, dossier, now)
            self.scribe.tell(
                tx, user, dossier, EventType.APPOINTMENT_CHANGED, now,
                appointment=to_plain(new), confirmed=to_plain(here),
            )  # fmt: skip
            self.scribe.audit(tx, user, "dossier.confirmed_here", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def plan_legs(self, user: User, dossier_id: str, legs: Sequence[Leg]) -> tuple[LegFact, ...]:
        """Write down the chain of agencies: the promise is the last one's day, a new receipt owed.

        Raises:
            Problem: ``agency.no_legs``, ``agency.legs_planned``, ``agency.closed``.
        """
        if not legs or not all(one.agency.strip() for one in legs):
            raise Problem("agency.no_legs")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._open(tx, dossier_id)
            if facts.latest(tx, dossier_id, LegFact) is not None:
                raise Problem("agency.legs_planned", code=dossier.code)
            days = self.promising.days
            planned = plan(dossier.received_at, legs, days.calendar, days.hours)
            written = tuple(
                LegFact(place, one.leg.agency, one.leg.limit, LegState.PLANNED, one.deadline.due)
                for place, one in enumerate(planned, start=1)
            )
            for leg in written:
                self.scribe.fact(tx, user, dossier_id, leg, now)
            last = planned[-1].deadline
            new = replace(
                self.promising.counted(Cause.RECEPTION, last, planned[-1].leg.limit),
                counting_from=dossier.received_at,
                limit=None,
            )
            self.promising.promise(tx, user, dossier, new)
            self.promising.new_receipt(tx, user, dossier_id, dossier.received_at)
            self.scribe.tell(
                tx, user, dossier, EventType.APPOINTMENT_CHANGED, now,
                appointment=to_plain(new), legs=to_plain(written),
            )  # fmt: skip
            self.scribe.audit(tx, user, "legs.planned", dossier_id, now, legs=len(written))
            return written

    @needs(Act.PROCESS)
    def leg_moved(
        self, user: User, dossier_id: str, position: int, state: LegState
    ) -> tuple[LegFact, ...]:
        """An agency took its leg on, or is done with it; its own day is counted from when it began.

        Raises:
            Problem: ``agency.no_such_leg``, ``agency.legs_in_order``, ``agency.closed``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._open(tx, dossier_id)
            legs = {one.position: one for one in _legs(tx, dossier_id)}
            leg = legs.get(position)
            if leg is None:
                raise Problem("agency.no_such_leg")
            before = legs.get(position - 1)
            wanted = LegState.PLANNED if state is LegState.RUNNING else LegState.RUNNING
            if leg.state is not wanted or (before and before.state is not LegState.DONE):
                raise Problem("agency.legs_in_order")
            if state is LegState.RUNNING:
                due = self.promising.days.deadline(now, leg.limit).due
                self.scribe.fact(tx, user, dossier_id, Holding(Stage.PROCESSING, leg.agency), now)
                leg = replace(leg, state=state, due=due)
            else:
                leg = replace(leg, state=state)
            self.scribe.fact(tx, user, dossier_id, leg, now)
            self.scribe.tell(tx, user, dossier, EventType.HOLDER_CHANGED, now, leg=to_plain(leg))
            self.scribe.audit(
                tx, user, "leg.moved", dossier_id, now, position=position, state=state.value
            )
            return _legs(tx, dossier_id)

    @needs(Act.LOOK_UP)
    def elsewhere(self, user: User) -> tuple[Elsewhere, ...]:
        """Open dossiers sent to or by another agency; the unconfirmed first, oldest first."""
        start = self.scribe.clock() - timedelta(days=_KEPT_DAYS)
        with self.scribe.store.reading() as tx:
            gone = facts.newest_of_each_subject(tx, SentElsewhere, start)
            come = facts.newest_of_each_subject(tx, FromElsewhere, start)
            both: list[Fact[SentElsewhere] | Fact[FromElsewhere]] = [*gone, *come]
            ids = [one.subject for one in both]
            confirmed = facts.latest_of_each(tx, ids, ConfirmedThere)
            found = []
            for one in both:
                dossier = dossiers.get(tx, one.subject)
                if dossier is None or dossier.status in TERMINAL:
                    continue
                there = confirmed.get(one.subject)
                found.append(
                    Elsewhere(
                        dossier=dossier,
                        agency=one.body.agency,
                        at=one.at,
                        post_code=one.body.post_code if isinstance(one.body, SentElsewhere) else "",
                        coming=isinstance(one.body, FromElsewhere),
                        confirmed_at=there.body.received_at if there else None,
                    )
                )
        return tuple(sorted(found, key=lambda one: (one.confirmed_at is not None, one.at)))

    @needs(Act.LOOK_UP)
    def legs(self, user: User, dossier_id: str) -> tuple[LegFact, ...]:
        """The chain as it stands, in order; empty for work of one agency."""
        with self.scribe.store.reading() as tx:
            return _legs(tx, dossier_id)

    def _open(self, tx: Tx, dossier_id: str) -> Dossier:
        dossier = self.scribe.dossier(tx, dossier_id)
        if dossier.status in TERMINAL:
            raise Problem("agency.closed", code=dossier.code)
        return dossier

    def _start(self, tx: Tx, user: User, dossier: Dossier, start: datetime) -> Appointment:
        limit = self.promising.limit_of(dossier)
        if limit is None:
            raise Problem("intake.procedure_incomplete", code=dossier.procedure_code)
        new = self.promising.counted(
            Cause.COMPETENT, self.promising.days.deadline(start, limit), limit
        )
        self.promising.promise(tx, user, dossier, new)
        return new


def _legs(tx: Tx, dossier_id: str) -> tuple[LegFact, ...]:
    newest = {one.body.position: one.body for one in facts.of(tx, dossier_id, LegFact)}
    return tuple(newest[position] for position in sorted(newest))
