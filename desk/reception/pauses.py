"""Times that do not count, and verification: the clock stands, or runs longer, by record.

While it stands the promise is «dự kiến»: what was left, counted on from the expected end.  An end
that passes without a word brings the dossier back to the pressing list: somebody has to look.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.appointments import Promising
from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe, said
from models.dossier import Dossier, DossierRow, Status
from models.facts import Appointment, Cause, Fact
from models.facts_life import Paused, PauseEnded, Verified
from models.messages import EventType
from models.pause import left_at, resumed
from models.pause_kinds import PauseKind, pause_kind, pause_kinds
from models.plain import to_plain
from models.problems import Problem
from models.procedure import Unit
from models.role import Act, User, needs
from models.store import facts, lists
from models.store.engine import Tx

_RUNNING = (Status.RECEIVED, Status.PROCESSING)


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier whose clock stands now."""

    row: DossierRow
    kind: PauseKind | None
    since: datetime
    expected: datetime
    overrun: bool


@dataclass(frozen=True, slots=True)
class Pauses:
    """Niêm yết, trích đo, thuế and the like; verification where a procedure knows a longer time."""

    scribe: Scribe
    promising: Promising

    @needs(Act.PROCESS)
    def kinds(self, user: User, dossier_id: str) -> tuple[PauseKind, ...]:
        """The kinds that fit the dossier's field of law."""
        with self.scribe.store.reading() as tx:
            field = self.scribe.dossier(tx, dossier_id).field_name
        return tuple(
            one for one in pause_kinds() if not one.fields or any(f in field for f in one.fields)
        )

    @needs(Act.PROCESS)
    def begin(
        self,
        user: User,
        dossier_id: str,
        kind: str,
        expected: datetime | None = None,
        note: str = "",
    ) -> DossierView:
        """The clock stands from now on; without `expected` the kind's usual length is assumed.

        Raises:
            Problem: ``pause.unknown_kind``, ``pause.until_needed``, ``pause.not_running``,
                ``pause.already``.
        """
        found = pause_kind(kind)
        if found is None:
            raise Problem("pause.unknown_kind")
        now = self.scribe.clock()
        if expected is None and found.usual is not None:
            expected = self.promising.days.deadline(now, found.usual).due
        if expected is None or expected <= now:
            raise Problem("pause.until_needed")
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status not in _RUNNING:
                raise Problem("pause.not_running", code=dossier.code)
            if paused_now(tx, dossier_id) is not None:
                raise Problem("pause.already", code=dossier.code)
            paused = Paused(found.code, expected, dossier.due, note.strip())
            self.scribe.fact(tx, user, dossier_id, paused, now)
            new = self._resumed(dossier, dossier.due, now, expected)
            self._promise(tx, user, dossier, replace(new, reason=found.vi, provisional=True))
            self.scribe.audit(tx, user, "pause.begun", dossier_id, now, kind=kind)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def end(self, user: User, dossier_id: str) -> DossierView:
        """The time counts again: what was left goes on; a new receipt is owed.

        Raises:
            Problem: ``pause.not_paused``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            paused = paused_now(tx, dossier_id)
            if paused is None:
                raise Problem("pause.not_paused", code=dossier.code)
            self.scribe.fact(tx, user, dossier_id, PauseEnded(paused.body.kind), now)
            kind = pause_kind(paused.body.kind)
            new = self._resumed(dossier, paused.body.due_before, paused.at, now)
            self._promise(tx, user, dossier, replace(new, reason=kind.vi if kind else ""))
            if dossier.status in _RUNNING:
                self.promising.new_receipt(tx, user, dossier_id, dossier.received_at)
            self.scribe.audit(tx, user, "pause.ended", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def verify(self, user: User, dossier_id: str, reason: str) -> DossierView:
        """Verification is needed: the procedure's longer time is added, once; a receipt is owed.

        Raises:
            Problem: ``pause.no_reason``, ``pause.not_running``, ``intake.not_extendable``,
                ``pause.verified_already``.
        """
        reason = said(reason, "pause.no_reason")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status not in _RUNNING:
                raise Problem("pause.not_running", code=dossier.code)
            version = self.promising.catalogue.version(
                dossier.procedure_code, dossier.procedure_version
            )
            if version is None or version.extended_limit is None:
                raise Problem("intake.not_extendable", code=dossier.procedure_code)
            if facts.latest(tx, dossier_id, Verified) is not None:
                raise Problem("pause.verified_already", code=dossier.code)
            self.scribe.fact(tx, user, dossier_id, Verified(reason), now)
            deadline = self.promising.days.deadline(dossier.due, version.extended_limit)
            new = self.promising.counted(Cause.VERIFICATION, deadline, version.extended_limit)
            self._promise(tx, user, dossier, replace(new, reason=reason))
            self.promising.new_receipt(tx, user, dossier_id, dossier.received_at)
            self.scribe.audit(tx, user, "verification.begun", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.SEE_TODAY)
    def standing(self, user: User) -> tuple[Standing, ...]:
        """Every dossier whose clock stands, the expected end first."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            rows = {row.id: row for row in lists.with_status(tx, _RUNNING, 10_000)}
            paused = facts.latest_of_each(tx, list(rows), Paused)
            running = [one for one in paused.values() if paused_now(tx, one.subject) is not None]
        found = [
            Standing(
                rows[one.subject], pause_kind(one.body.kind), one.at, one.body.expected,
                now > one.body.expected,
            )
            for one in running
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: one.expected))

    def _resumed(
        self, dossier: Dossier, due: datetime, paused: datetime, again: datetime
    ) -> Appointment:
        limit = self.promising.limit_of(dossier)
        unit = limit.unit if limit is not None else Unit.WORKING_DAY
        office = self.promising.days.office
        day, exact = resumed(left_at(paused, due, unit, office), due, again, office)
        standing = office.calendar.standing_between(paused.date(), day.date())
        return Appointment(Cause.PAUSE, again, day, exact, standing.value != "official")

    def _promise(self, tx: Tx, user: User, dossier: Dossier, new: Appointment) -> None:
        self.promising.promise(tx, user, dossier, new)
        self.scribe.tell(
            tx, user, dossier, EventType.APPOINTMENT_CHANGED, self.scribe.clock(),
            appointment=to_plain(new),
        )  # fmt: skip


def paused_now(tx: Tx, dossier_id: str) -> Fact[Paused] | None:
    """The pause that runs; None where the clock does."""
    begun = facts.of(tx, dossier_id, Paused)
    ended = facts.of(tx, dossier_id, PauseEnded)
    return begun[-1] if len(begun) > len(ended) else None
