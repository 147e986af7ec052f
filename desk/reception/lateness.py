"""Late: who is due soon and who holds it, reminders, and the one apology with its new day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.reception.appointments import Promising
from desk.reception.holding import Whereabouts, whereabouts
from desk.reception.lookup import DossierView, view_of
from desk.reception.pauses import paused_now
from desk.reception.scribe import Scribe, said, subject_of
from models.deadline import Deadline
from models.desk_terms import desk_terms
from models.dossier import Dossier, DossierRow, Status
from models.facts import Appointment, Cause, Contact, Purpose, Way
from models.messages import EventType
from models.papers.notices import Apology
from models.plain import to_plain
from models.problems import Problem
from models.procedure import Limit
from models.role import Act, User, needs
from models.store import facts, lists
from models.store.engine import Tx

_RUNNING = (Status.RECEIVED, Status.PROCESSING)


@dataclass(frozen=True, slots=True)
class Pressing:
    """A dossier due soon or late, who holds it, and what was done about it."""

    row: DossierRow
    holder: Whereabouts
    apologise_by: datetime
    reminded: int
    apologised: bool


@dataclass(frozen=True, slots=True)
class Lateness:
    """What the law asks when a promise cannot be kept (NĐ 61/2018 Điều 19.9)."""

    scribe: Scribe
    promising: Promising

    @needs(Act.SEE_TODAY)
    def pressing(self, user: User, working_days: int | None = None) -> tuple[Pressing, ...]:
        """Overdue, or due within so many working days; the most urgent first.

        Without a number it is that of `models.desk_terms`.
        """
        now = self.scribe.clock()
        office = self.promising.days.office
        last = now.date()
        ahead = desk_terms(last).pressing_working_days if working_days is None else working_days
        for _ in range(ahead):
            last = office.next_working_day(last)
        with self.scribe.store.reading() as tx:
            late = lists.overdue(tx, now)
            soon = lists.due_between(tx, now, office.closing(last) + timedelta(microseconds=1))
            rows = [*late, *(row for row in soon if row.status in _RUNNING)]
            return tuple(self._pressing(tx, row) for row in rows)

    @needs(Act.CONTACT)
    def remind(self, user: User, dossier_id: str, whom: str, way: Way = Way.PHONE) -> None:
        """Record that a named colleague was reminded.

        Raises:
            Problem: ``late.no_name``.
        """
        whom = said(whom, "late.no_name")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            contact = Contact(way, Purpose.REMINDER, reached=True, whom=whom)
            self.scribe.fact(tx, user, dossier.id, contact, now)
            self.scribe.audit(tx, user, "dossier.reminded", dossier_id, now)

    @needs(Act.PROCESS)
    def draft_apology(
        self, user: User, dossier_id: str, reason: str, more: Limit, signer: str
    ) -> Apology:
        """Mẫu 04 ready for the head's signature: not numbered, nothing is changed yet.

        Raises:
            Problem: as `extend`.
        """
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            deadline = self._new_day(tx, dossier, more, now)
            return self._apology(dossier, reason, deadline, signer, "", now)

    @needs(Act.EXTEND)
    def extend(
        self,
        user: User,
        dossier_id: str,
        reason: str,
        more: Limit,
        signer: str,
        *,
        sent_late: bool = False,
    ) -> tuple[DossierView, Apology]:
        """Apologise and promise another day, once; a new receipt is owed.

        `more` is how much longer it takes, counted from the present appointment or, when that is
        over, from now.  Later than one day before the due day it must be flagged «gửi muộn».

        Raises:
            Problem: ``late.not_running``, ``late.once_only``, ``late.too_late``,
                ``late.no_reason``, ``late.no_signer``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            deadline = self._new_day(tx, dossier, more, now)
            in_time = now <= self.promising.days.apologise_by(dossier.due)
            if not in_time and not sent_late:
                raise Problem("late.too_late", code=dossier.code)
            number = self.scribe.number(tx, "04", now)
            apology = self._apology(dossier, reason, deadline, signer, number, now)
            new = Appointment(
                Cause.EXTENSION,
                deadline.received,
                deadline.due,
                deadline.due_hour_exact,
                deadline.is_provisional,
                more,
                apology.reason,
                sent_late=not in_time,
            )
            self.promising.promise(tx, user, dossier, new)
            self.scribe.issue(tx, user, dossier_id, "04", number, apology, now)
            self.scribe.tell(
                tx, user, dossier, EventType.APPOINTMENT_CHANGED, now, appointment=to_plain(new)
            )
            self.scribe.audit(
                tx, user, "dossier.extended", dossier_id, now, sent_late=int(not in_time)
            )
            return view_of(tx, dossier_id), apology

    def _new_day(self, tx: Tx, dossier: Dossier, more: Limit, now: datetime) -> Deadline:
        if dossier.status not in _RUNNING:
            raise Problem("late.not_running", code=dossier.code)
        if paused_now(tx, dossier.id) is not None:
            raise Problem("pause.already", code=dossier.code)
        if self._extended(tx, dossier):
            raise Problem("late.once_only", code=dossier.code)
        return self.promising.days.deadline(max(now, dossier.due), more)

    def _extended(self, tx: Tx, dossier: Dossier) -> bool:
        """Once in a dossier's life, whatever restarted its clock since (rules §3.5)."""
        history = facts.of(tx, dossier.id, Appointment)
        return any(one.body.cause is Cause.EXTENSION for one in history)

    def _apology(
        self,
        dossier: Dossier,
        reason: str,
        deadline: Deadline,
        signer: str,
        number: str,
        now: datetime,
    ) -> Apology:
        return Apology(
            heading=self.scribe.heading(now, "apology", number),
            subject=subject_of(dossier),
            received_at=dossier.received_at,
            due=dossier.due,
            new_due=deadline.due,
            reason=said(reason, "late.no_reason"),
            signer=said(signer, "late.no_signer"),
        )

    def _pressing(self, tx: Tx, row: DossierRow) -> Pressing:
        dossier = self.scribe.dossier(tx, row.id)
        contacts = facts.of(tx, row.id, Contact)
        return Pressing(
            row=row,
            holder=whereabouts(tx, dossier),
            apologise_by=self.promising.days.apologise_by(dossier.due),
            reminded=sum(one.body.purpose is Purpose.REMINDER for one in contacts),
            apologised=self._extended(tx, dossier),
        )
