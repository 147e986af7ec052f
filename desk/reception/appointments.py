"""Promises: what was promised when and why, new promises by law, and what a new calendar would say.

A promise is never changed silently: each new one is a fact with its cause, the receipt of before is
kept, and the hub is told.  On-time is judged by the original or the extended day – the law does not
say which – so both are answered (rules §5.4.10).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.lookup import DossierView, view_of
from desk.reception.office_days import OfficeDays
from desk.reception.scribe import Scribe, said
from models.calendar_local import LocalDay
from models.catalogue import Catalogue
from models.deadline import Deadline
from models.dossier import Dossier, DossierRow, Status
from models.facts import Appointment, Cause, Fact, IssuedPaper
from models.lifecycle import is_overdue
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.procedure import CASE_FIELD, Limit
from models.role import Act, User, needs
from models.store import changes, dossiers, facts, lists, prints
from models.store.engine import Tx

_OURS = (Cause.EXTENSION, Cause.VERIFICATION, Cause.AGREED_DAY)
"""Appointments a person set: no calendar counts them again."""


@dataclass(frozen=True, slots=True)
class Promises:
    """All promises of a dossier, oldest first, and how it stands by each way of judging."""

    all: tuple[Appointment, ...]
    original: Appointment
    """What the present count promised before any extension."""
    extended: Appointment | None
    late_by_original: bool
    late_by_extended: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A printed promise the present calendar would count differently."""

    row: DossierRow
    promised: datetime
    counted: datetime
    days: tuple[str, ...]
    """Days between that are off now, with their names: the reason to show."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change of the calendar would mean for promises already printed."""

    proposals: tuple[Proposal, ...]
    """All promises that calendar would count to another day."""
    touched: int
    """How many of them, or of today's, the change itself makes different."""


@dataclass(frozen=True, slots=True)
class Promising:
    """Makes promises inside other acts' transactions."""

    scribe: Scribe
    days: OfficeDays
    catalogue: Catalogue

    def history(self, tx: Tx, dossier: Dossier) -> tuple[Appointment, ...]:
        """Every promise, oldest first; the first one is the reception's."""
        recorded = tuple(one.body for one in facts.of(tx, dossier.id, Appointment))
        return recorded or (self._first(dossier),)

    def limit_of(self, dossier: Dossier) -> Limit | None:
        """The limit of the version, and of the case, it was accepted under."""
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        return version.limit_in(dossier.form.get(CASE_FIELD, "")) if version else None

    def promise(self, tx: Tx, user: User, dossier: Dossier, new: Appointment) -> None:
        """Make a promise the present one. The caller tells the hub of its act."""
        now = self.scribe.clock()
        if not facts.of(tx, dossier.id, Appointment):
            first = self._first(dossier)
            facts.append(
                tx,
                Fact(self.scribe.new_id(), dossier.id, dossier.received_at, dossier.clerk, first),
            )
        self.scribe.fact(tx, user, dossier.id, new, now)
        changes.set_due(tx, dossier.id, new.due, new.due_hour_exact, provisional=new.provisional)

    def counted(self, cause: Cause, deadline: Deadline, limit: Limit) -> Appointment:
        """An appointment counted from a moment."""
        return Appointment(
            cause,
            deadline.received,
            deadline.due,
            deadline.due_hour_exact,
            deadline.is_provisional,
            limit,
        )

    def new_receipt(self, tx: Tx, user: User, dossier_id: str, received_at: datetime) -> None:
        """Put a receipt with the present promise in place of the old one, which is kept.

        It is owed from now on: the citizen holds a paper that no longer holds.
        """
        old = dossiers.receipt(tx, dossier_id)
        if old is None:
            return
        dossier = self.scribe.dossier(tx, dossier_id)
        self.scribe.fact(
            tx, user, dossier_id, IssuedPaper("01", old.number, to_plain(old)), received_at
        )
        new = replace(
            old,
            code=dossier.code,
            provisional=dossier.code_kind.value == "provisional",
            received_at=received_at,
            due=dossier.due,
            due_note="dự kiến" if dossier.due_is_provisional else "",
            clerk_name=user.name,
        )
        changes.replace_receipt(tx, new)
        prints.owe(tx, dossier_id, received_at)

    def _first(self, dossier: Dossier) -> Appointment:
        return Appointment(
            Cause.RECEPTION,
            dossier.received_at,
            dossier.due,
            dossier.due_hour_exact,
            dossier.due_is_provisional,
            self.limit_of(dossier),
        )


@dataclass(frozen=True, slots=True)
class Appointments:
    """What was promised, and what a changed calendar proposes."""

    scribe: Scribe
    promising: Promising

    @needs(Act.LOOK_UP)
    def promises(self, user: User, dossier_id: str) -> Promises:
        """The history of promises and both ways to judge lateness.

        Raises:
            Problem: ``lookup.unknown_dossier``.
        """
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            view = view_of(tx, dossier_id)
            history = self.promising.history(tx, view.dossier)
        extended = history[-1] if history[-1].cause is Cause.EXTENSION else None
        original = next(one for one in reversed(history) if one.cause is not Cause.EXTENSION)
        return Promises(
            all=history,
            original=original,
            extended=extended,
            late_by_original=overdue(view, original.due, now),
            late_by_extended=overdue(view, (extended or original).due, now),
        )

    @needs(Act.SEE_TODAY)
    def proposals(self, user: User, limit: int = 500) -> tuple[Proposal, ...]:
        """Running promises the present calendar would count to another day; nothing is changed."""
        return self._proposals(self.promising, limit)

    @needs(Act.EDIT_CALENDAR)
    def foresee(self, user: User, days: Iterable[LocalDay], limit: int = 500) -> Foreseen:
        """What the proposals would be if these were all of the office's own days."""
        imagined = self.promising.days.imagined(days)
        now = {one.row.id: one.counted for one in self._proposals(self.promising, limit)}
        then = self._proposals(replace(self.promising, days=imagined), limit)
        touched = {one.row.id: one.counted for one in then}
        ids = {one for one in now.keys() | touched.keys() if now.get(one) != touched.get(one)}
        return Foreseen(then, len(ids))

    def _proposals(self, promising: Promising, limit: int) -> tuple[Proposal, ...]:
        with self.scribe.store.reading() as tx:
            rows = lists.with_status(tx, (Status.RECEIVED, Status.PROCESSING), limit)
            found = [self._proposal(tx, row, promising) for row in rows]
        return tuple(one for one in found if one is not None)

    @needs(Act.EXTEND)
    def accept_proposal(self, user: User, dossier_id: str, reason: str) -> DossierView:
        """Promise what the present calendar counts; a new receipt is owed.

        Raises:
            Problem: ``appointment.no_reason``, ``appointment.nothing_proposed``.
        """
        reason = said(reason, "appointment.no_reason")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            new = self._recounted(tx, dossier, self.promising)
            if new is None or new.due.date() == dossier.due.date():
                raise Problem("appointment.nothing_proposed")
            new = replace(new, cause=Cause.CALENDAR, reason=reason)
            self.promising.promise(tx, user, dossier, new)
            self.promising.new_receipt(tx, user, dossier_id, now)
            self.scribe.tell(
                tx, user, dossier, EventType.APPOINTMENT_CHANGED, now, appointment=to_plain(new)
            )
            self.scribe.audit(tx, user, "appointment.recounted", dossier_id, now)
            return view_of(tx, dossier_id)

    def _recounted(self, tx: Tx, dossier: Dossier, promising: Promising) -> Appointment | None:
        last = promising.history(tx, dossier)[-1]
        if last.cause in _OURS or last.limit is None:
            return None
        deadline = promising.days.deadline(last.counting_from, last.limit)
        return promising.counted(last.cause, deadline, last.limit)

    def _proposal(self, tx: Tx, row: DossierRow, promising: Promising) -> Proposal | None:
        dossier = self.scribe.dossier(tx, row.id)
        new = self._recounted(tx, dossier, promising)
        if new is None or new.due.date() == dossier.due.date() or new.limit is None:
            return None
        deadline = promising.days.deadline(new.counting_from, new.limit)
        off = tuple(
            f"{step.date:%d/%m/%Y} {step.name}".strip()
            for step in deadline.steps
            if not step.counted and step.name
        )
        return Proposal(row, dossier.due, new.due, off)


def overdue(view: DossierView, due: datetime, now: datetime) -> bool:
    """Whether a promise was or is broken, computed from dates alone (rules §5.2)."""
    finished = next(
        (step.at for step in reversed(view.timeline) if step.status == Status.FINISHED), None
    )
    return is_overdue(view.dossier.status, due, now, finished)
