"""After the result: the rating and PAKN notes. Neither ever stands in the way of a hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.reception.scribe import Scribe, said
from models.dossier import Status
from models.facts import Fact
from models.facts_life import ComplaintAnswered, ComplaintNoted, Rated, RatingWay
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import facts

LEVELS = (1, 2, 3)
"""Không hài lòng, hài lòng, rất hài lòng."""
QUESTIONS = 5
_ANSWERS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class AfterResult:
    """What people thought (NĐ 61/2018 Điều 31), and what they complained about."""

    scribe: Scribe

    @needs(Act.RETURN_RESULT)
    def rating_link(self, user: User, dossier_id: str) -> str:
        """The address a QR on the slip leads to; empty where the office has none.

        It carries the dossier's code and nothing about a person.
        """
        pattern = self.scribe.settings.rating_url or ""
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
        return pattern.replace("{code}", dossier.code) if pattern else ""

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
        bad_answers = answers and (
            len(answers) != QUESTIONS or any(one not in _ANSWERS for one in answers)
        )
        if level not in LEVELS or bad_answers:
            raise Problem("rating.bad_answer")
        now = self.scribe.clock()
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

        Raises:
            Problem: ``complaint.no_content``, ``lookup.unknown_dossier``.
        """
        about = said(about, "complaint.no_content")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            if dossier_id:
                self.scribe.dossier(tx, dossier_id)
            noted = ComplaintNoted(self.scribe.new_id(), number.strip(), about, until)
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
