"""With whom a dossier is and since when, in one sentence that can be read aloud on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.reception.lookup import DossierView, view_of
from desk.reception.office_days import OfficeDays
from desk.reception.scribe import Scribe, said
from models.dossier import Dossier, DossierRow, Status
from models.facts import Fact, Holding, Stage
from models.lifecycle import TERMINAL, Actor
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import facts, lists
from models.store.engine import Tx
from models.vocabulary import VIETNAMESE, say


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a dossier is: `since` the moment the present holder took it."""

    stage: Stage
    unit: str
    person: str
    since: datetime

    @property
    def sentence(self) -> str:
        """As it is read aloud on the phone."""
        return self.said()

    def said(self, language: str = VIETNAMESE) -> str:
        """With whom and since when."""
        words = say("stages", self.stage.value, language)
        who = f"{self.unit} ({self.person})" if self.person else self.unit
        joint = "từ" if language == VIETNAMESE else "since"
        return f"{words.capitalize()}: {who}, {joint} {self.since:%H:%M %d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class ToForward:
    """A dossier that must go on, and by when (NĐ 118/2025 Điều 18.2)."""

    row: DossierRow
    by: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Holdings:
    """Moving dossiers between hands inside the office."""

    scribe: Scribe
    days: OfficeDays

    @needs(Act.PROCESS)
    def forward(
        self, user: User, dossier_id: str, unit: str, person: str = "", note: str = ""
    ) -> DossierView:
        """Give the dossier to the department that decides: status 4, and the unit holds it.

        Raises:
            Problem: ``life.…`` where the table has no such step, ``holding.no_unit``.
        """
        unit = said(unit, "holding.no_unit")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            forward_within(
                self.scribe, tx, user, dossier, Holding(Stage.PROCESSING, unit, person, note)
            )
            self.scribe.audit(tx, user, "dossier.forwarded", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def moved(
        self, user: User, dossier_id: str, stage: Stage, unit: str, person: str = "", note: str = ""
    ) -> Whereabouts:
        """Record that the work went on: thụ lý, trình ký, đã ký, chờ đóng dấu, về quầy.

        Raises:
            Problem: ``holding.no_unit``, ``holding.closed`` for a dossier nobody works on any more.
        """
        unit = said(unit, "holding.no_unit")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status in TERMINAL:
                raise Problem("holding.closed", code=dossier.code)
            holding = Holding(stage, unit, person, note)
            self.scribe.fact(tx, user, dossier_id, holding, now)
            self.scribe.tell(
                tx, user, dossier, EventType.HOLDER_CHANGED, now, holding=to_plain(holding)
            )
            self.scribe.audit(tx, user, "dossier.moved", dossier_id, now, stage=holding.stage.value)
            return whereabouts(tx, dossier)

    @needs(Act.LOOK_UP)
    def where(self, user: User, dossier_id: str) -> Whereabouts:
        """With whom it is since when. Raises Problem ``lookup.unknown_dossier``."""
        with self.scribe.store.reading() as tx:
            return whereabouts(tx, self.scribe.dossier(tx, dossier_id))

    @needs(Act.LOOK_UP)
    def hands(self, user: User, dossier_id: str) -> tuple[Fact[Holding], ...]:
        """Every hand it went through, oldest first: the rows of Mẫu 06."""
        with self.scribe.store.reading() as tx:
            return facts.of(tx, dossier_id, Holding)

    @needs(Act.SEE_TODAY)
    def to_forward(self, user: User) -> tuple[ToForward, ...]:
        """Received and not on its way yet; what came after 15:00 may wait for the morning."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            rows = lists.with_status(tx, (Status.RECEIVED,))
        waiting = [(row, self.days.forward_by(row.received_at)) for row in reversed(rows)]
        return tuple(ToForward(row, by, now > by) for row, by in waiting)


def forward_within(scribe: Scribe, tx: Tx, user: User, dossier: Dossier, holding: Holding) -> None:
    """The step 2 → 4 with its holder, inside another act."""
    now = scribe.clock()
    step = scribe.step(tx, user, dossier, Status.PROCESSING, Actor.CLERK, (), now, holding.unit)
    scribe.fact(tx, user, dossier.id, holding, now)
    scribe.tell(
        tx, user, dossier, EventType.STATUS_CHANGED, now, (step,), holding=to_plain(holding)
    )


def whereabouts(tx: Tx, dossier: Dossier) -> Whereabouts:
    """The present holder; before anybody took it on, the clerk who received it."""
    last = facts.latest(tx, dossier.id, Holding)
    if last is None:
        stage = Stage.AT_DESK if dossier.status == Status.RECEIVED else Stage.PROCESSING
        held, since = Holding(stage, dossier.desk, dossier.clerk), dossier.received_at
    else:
        held, since = last.body, last.at
    return Whereabouts(held.stage, held.unit, held.person, since)
