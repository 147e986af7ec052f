"""After the result: the rating and PAKN notes. Neither ever stands in the way of a hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.reception.office_days import OfficeDays
from desk.reception.scribe import Scribe, said
from models.dossier import CodeKind, Dossier, Status
from models.facts import Fact
from models.facts_life import ComplaintAnswered, ComplaintNoted, Rated, RatingWay
from models.messages import EventType
from models.papers.rating import AskedQuestion, RatingSlip
from models.plain import to_plain
from models.problems import Problem
from models.rating import RatingForm, complaint_term, rating_address, rating_form
from models.role import Act, User, needs
from models.store import facts

LEVELS = (1, 2, 3)
"""Không hài lòng, hài lòng, rất hài lòng."""


@dataclass(frozen=True, slots=True)
class AfterResult:
    """What people thought (NĐ 61/2018 Điều 31), and what they complained about."""

    scribe: Scribe
    days: OfficeDays

    @needs(Act.RETURN_RESULT)
    def rating_form(self, user: User) -> RatingForm:
        """The questions of today, for answers that are brought in by hand."""
        return rating_form(self.scribe.clock().date())

    @needs(Act.RETURN_RESULT)
    def rating_slip(self, user: User, dossier_id: str) -> RatingSlip:
        """The slip that accompanies a result: questions to mark, no name on it."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
        return RatingSlip(
            heading=self.scribe.heading(now),
            code=dossier.code,
            provisional=_provisional(dossier),
            procedure=dossier.procedure_name,
            questions=tuple(
                AskedQuestion(one.vi, tuple(answer.vi for answer in one.answers))
                for one in rating_form(now.date()).questions
            ),
            address=self._address(dossier),
        )

    @needs(Act.RETURN_RESULT)
    def rating_link(self, user: User, dossier_id: str) -> str:
        """The address a QR on the slip leads to; empty where the office has none.

        It carries the dossier's code and nothing about a person.
        """
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
        return self._address(dossier)

    @needs(Act.RETURN_RESULT)
    def rate(
        self,
        user: User,
        dossier_id: str,
        level: int,
        way: RatingWay,
        answers: tuple[int, ...] = (),
    ) -> None:
        """Keep what the person answered: 1 to 3, and the five questions where they were asked.

        Raises:
            Problem: ``rating.bad_answer``, ``rating.too_early``, ``rating.already``.
        """
        now = self.scribe.clock()
        if level not in LEVELS or (answers and not rating_form(now.date()).takes(answers)):
            raise Problem("rating.bad_answer")
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status not in (Status.FINISHED, Status.RETURNED):
                raise Problem("rating.too_early", code=dossier.code)
            if facts.latest(tx, dossier_id, Rated) is not None:
                raise Problem("rating.already", code=dossier.code)
            rated = Rated(level, way, answers)
            self.scribe.fact(tx, user, dossier_id, rated, now)
            self.scribe.tell(tx, user, dossier, EventType.RATED, now, rated=to_plain(rated))
            self.scribe.audit(tx, user, "dossier.rated", dossier_id, now, level=level)

    @needs(Act.LOOK_UP)
    def rating(self, user: User, dossier_id: str) -> Rated | None:
        """What was answered; None where nobody did."""
        with self.scribe.store.reading() as tx:
            found = facts.latest(tx, dossier_id, Rated)
        return None if found is None else found.body

    @needs(Act.CONTACT)
    def note_complaint(
        self,
        user: User,
        about: str,
        *,
        dossier_id: str = "",
        number: str = "",
        until: datetime | None = None,
    ) -> str:
        """Note a PAKN about the desk or a dossier; its identity.

        Without `until` the answer is due after the time of the data, counted as every limit is.

        Raises:
            Problem: ``complaint.no_content``, ``lookup.unknown_dossier``.
        """
        about = said(about, "complaint.no_content")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            if dossier_id:
                self.scribe.dossier(tx, dossier_id)
            due = until or self.days.deadline(now, complaint_term(now.date()).limit).due
            noted = ComplaintNoted(self.scribe.new_id(), number.strip(), about, due)
            self.scribe.fact(tx, user, dossier_id or f"complaint:{noted.id}", noted, now)
            self.scribe.audit(tx, user, "complaint.noted", dossier_id, now)
        return noted.id

    @needs(Act.CONTACT)
    def answer_complaint(
        self, user: User, complaint_id: str, satisfied: bool | None = None
    ) -> None:
        """The PAKN was answered. Raises Problem ``complaint.unknown``."""
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            subjects = facts.subjects_where(tx, ComplaintNoted, "id", complaint_id)
            if not subjects:
                raise Problem("complaint.unknown")
            answer = ComplaintAnswered(complaint_id, satisfied)
            self.scribe.fact(tx, user, subjects[0], answer, now)
            self.scribe.audit(tx, user, "complaint.answered", "", now)

    @needs(Act.SEE_TODAY)
    def open_complaints(self, user: User) -> tuple[Fact[ComplaintNoted], ...]:
        """PAKN nobody answered yet, oldest first."""
        with self.scribe.store.reading() as tx:
            noted = facts.recorded_after(tx, ComplaintNoted, "")
            done = {one.body.id for one in facts.recorded_after(tx, ComplaintAnswered, "")}
        return tuple(one for one in noted if one.body.id not in done)

    def _address(self, dossier: Dossier) -> str:
        pattern, provisional = self.scribe.settings.rating_url or "", _provisional(dossier)
        return rating_address(pattern, dossier.code, provisional=provisional)


def _provisional(dossier: Dossier) -> bool:
    return dossier.code_kind is CodeKind.PROVISIONAL
