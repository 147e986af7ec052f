"""Kết hôn: two equal owners, a day agreed with both, both present, one original each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.reception.appointments import Promising
from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe, said
from models.calendar import at as moment_at
from models.citizen import Citizen
from models.desk_terms import desk_terms
from models.dossier import Dossier, DossierRow, Status
from models.facts import Appointment, Cause
from models.facts_life import WeddingAgreed, WeddingHeld
from models.lifecycle import TERMINAL
from models.messages import EventType
from models.people import PersonRole, same_person
from models.people_forms import people_form
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import dossiers, facts, lists
from models.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Wedding:
    """An agreed day that is still to come, or has passed."""

    row: DossierRow
    agreed: WeddingAgreed
    passed: bool


@dataclass(frozen=True, slots=True)
class Weddings:
    """The agreed day and the act itself."""

    scribe: Scribe
    promising: Promising

    @needs(Act.PROCESS)
    def agree(self, user: User, dossier_id: str, day: date, at: time | None = None) -> DossierView:
        """Promise the day both want, not earlier than the work allows; a receipt is owed.

        Raises:
            Problem: ``wedding.not_one``, ``wedding.closed``, ``wedding.too_early``,
                ``wedding.day_off``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._open(tx, dossier_id)
            office = self.promising.days.office
            if day < now.date():
                raise Problem("wedding.too_early")
            if not office.works(day):
                raise Problem("wedding.day_off")
            due = office.closing(day)
            exact = moment_at(day, at) if at is not None else due
            agreed = WeddingAgreed(day, f"{at:%H:%M}" if at else "")
            self.scribe.fact(tx, user, dossier_id, agreed, now)
            standing = office.calendar.standing_between(now.date(), day)
            new = Appointment(
                Cause.AGREED_DAY, now, due, exact, standing.value != "official",
                reason="Ngày trao do hai bên thỏa thuận",
            )  # fmt: skip
            self.promising.promise(tx, user, dossier, new)
            self.promising.new_receipt(tx, user, dossier_id, dossier.received_at)
            self.scribe.tell(
                tx, user, dossier, EventType.APPOINTMENT_CHANGED, now, appointment=to_plain(new)
            )
            self.scribe.audit(tx, user, "wedding.agreed", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.RETURN_RESULT)
    def hold(
        self, user: User, dossier_id: str, husband: Citizen, wife: Citizen, official: str
    ) -> DossierView:
        """Both came, agreed and signed: one original each, the dossier is closed.

        Raises:
            Problem: ``wedding.not_one``, ``wedding.both_needed`` where somebody else came,
                ``wedding.not_signed``, ``ending.no_signer``.
        """
        official = said(official, "ending.no_signer")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._open(tx, dossier_id)
            if dossier.status != Status.FINISHED:
                raise Problem("wedding.not_signed", code=dossier.code)
            people = {one.role: one.person for one in dossier.people}
            expected = (people.get(PersonRole.HUSBAND), people.get(PersonRole.WIFE))
            for came, known in zip((husband, wife), expected, strict=True):
                if known is None or not same_person(came, known):
                    raise Problem("wedding.both_needed", code=dossier.code)
            self.scribe.fact(tx, user, dossier_id, WeddingHeld(husband, wife, official), now)
            steps = self.scribe.append(tx, user, dossier, (Status.RETURNED,), now, official)
            to = f"{husband.full_name}; {wife.full_name}"
            dossiers.mark_returned(tx, dossier_id, now, to)
            self.scribe.tell(
                tx, user, dossier, EventType.RESULT_RETURNED, now, steps,
                returned_at=now.isoformat(), returned_to=to,
                collector_number=husband.number or "", identified_by=husband.identified_by.value,
            )  # fmt: skip
            self.scribe.audit(tx, user, "wedding.held", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.SEE_TODAY)
    def agreed(self, user: User) -> tuple[Wedding, ...]:
        """Agreed days of open dossiers, the earliest first."""
        today = self.scribe.clock().date()
        running = (Status.RECEIVED, Status.PROCESSING, Status.FINISHED)
        with self.scribe.store.reading() as tx:
            rows = lists.with_status(tx, running, 10_000)
            known = facts.latest_of_each(tx, [row.id for row in rows], WeddingAgreed)
        found = [
            Wedding(row, known[row.id].body, known[row.id].body.day < today)
            for row in rows
            if row.id in known
        ]
        return tuple(sorted(found, key=lambda one: one.agreed.day))

    @needs(Act.SEE_TODAY)
    def expired(self, user: User) -> tuple[DossierRow, ...]:
        """Signed too long ago and not collected by both: void then (NĐ 123/2015 Điều 32)."""
        now = self.scribe.clock()
        kept = desk_terms(now.date()).marriage_kept_days
        with self.scribe.store.reading() as tx:
            rows = lists.with_status(tx, (Status.FINISHED,), 10_000)
            return tuple(
                row
                for row in rows
                if self._is_wedding(self.scribe.dossier(tx, row.id))
                and now - _signed_at(tx, row.id, now) > timedelta(days=kept)
            )

    def _open(self, tx: Tx, dossier_id: str) -> Dossier:
        dossier = self.scribe.dossier(tx, dossier_id)
        if not self._is_wedding(dossier):
            raise Problem("wedding.not_one", code=dossier.code)
        if dossier.status in TERMINAL:
            raise Problem("wedding.closed", code=dossier.code)
        return dossier

    def _is_wedding(self, dossier: Dossier) -> bool:
        form = people_form(dossier.procedure_code)
        roles = {one.role for one in form.roles if one.present} if form else set()
        return {PersonRole.HUSBAND, PersonRole.WIFE} <= roles


def _signed_at(tx: Tx, dossier_id: str, otherwise: datetime) -> datetime:
    steps = dossiers.timeline(tx, dossier_id)
    return next((one.at for one in reversed(steps) if one.status == Status.FINISHED), otherwise)
