"""Interlinked procedures: one code, several results, each with its own day, arrival and hand-over.

They are processed in the system for interlinked services; here they are only followed (NĐ 63/2024).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.appointments import Promising
from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe, said
from models.citizen import Citizen
from models.dossier import Dossier, DossierRow, Status
from models.facts import Cause
from models.facts_life import LinkedResult, ResultState
from models.lifecycle import TERMINAL, steps_to_result
from models.messages import EventType
from models.pause_kinds import linked_results
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import dossiers, facts, lists
from models.store.engine import Tx

_HERE = (ResultState.ARRIVED, ResultState.RETURNED, ResultState.REFUSED)
_GONE = (ResultState.RETURNED, ResultState.REFUSED)


@dataclass(frozen=True, slots=True)
class LateResult:
    """A result its agency has not brought in time."""

    row: DossierRow
    result: LinkedResult


@dataclass(frozen=True, slots=True)
class Linked:
    """Following the results of one dossier."""

    scribe: Scribe
    promising: Promising

    @needs(Act.PROCESS)
    def start(self, user: User, dossier_id: str) -> tuple[LinkedResult, ...]:
        """Plan the results with their days; the last one is the promise, a receipt is owed.

        Raises:
            Problem: ``linked.not_linked``, ``linked.started``, ``agency.closed``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._open(tx, dossier_id)
            plans = linked_results(dossier.procedure_code)
            if not plans:
                raise Problem("linked.not_linked", code=dossier.procedure_code)
            if facts.latest(tx, dossier_id, LinkedResult) is not None:
                raise Problem("linked.started", code=dossier.code)
            made: dict[str, LinkedResult] = {}
            last = None
            for plan in plans:
                start = made[plan.after].due if plan.after else dossier.received_at
                deadline = self.promising.days.deadline(start, plan.limit)
                made[plan.key] = LinkedResult(
                    plan.key, plan.name, plan.agency, plan.limit, deadline.due
                )
                if last is None or deadline.due >= last.due:
                    last = deadline
                self.scribe.fact(tx, user, dossier_id, made[plan.key], now)
            if last is not None:
                new = self.promising.counted(Cause.RECEPTION, last, plans[-1].limit)
                self.promising.promise(tx, user, dossier, replace(new, limit=None))
                self.promising.new_receipt(tx, user, dossier_id, dossier.received_at)
            results = tuple(made.values())
            self.scribe.tell(
                tx, user, dossier, EventType.LINKED_RESULT, now, results=to_plain(results)
            )
            self.scribe.audit(tx, user, "linked.started", dossier_id, now, results=len(made))
            return results

    @needs(Act.RETURN_RESULT)
    def arrived(
        self, user: User, dossier_id: str, key: str, place: str
    ) -> tuple[LinkedResult, ...]:
        """One result came and lies at `place`; with the last one the dossier is finished.

        Raises:
            Problem: ``linked.no_such_result``, ``linked.wrong_state``, ``results.no_place``.
        """
        place = said(place, "results.no_place")
        return self._move(user, dossier_id, key, ResultState.ARRIVED, place)

    @needs(Act.PROCESS)
    def refused(
        self, user: User, dossier_id: str, key: str, reason: str
    ) -> tuple[LinkedResult, ...]:
        """Its agency refused one result; the others go on. Raises as `arrived`."""
        reason = said(reason, "ending.no_reason")
        return self._move(user, dossier_id, key, ResultState.REFUSED, reason)

    @needs(Act.RETURN_RESULT)
    def returned(
        self, user: User, dossier_id: str, key: str, collector: Citizen
    ) -> tuple[LinkedResult, ...]:
        """One result was handed over; with the last one the dossier is closed.

        Raises:
            Problem: ``results.no_collector``, ``linked.no_such_result``, ``linked.wrong_state``.
        """
        said(collector.full_name, "results.no_collector")
        return self._move(user, dossier_id, key, ResultState.RETURNED, "", collector)

    @needs(Act.LOOK_UP)
    def results(self, user: User, dossier_id: str) -> tuple[LinkedResult, ...]:
        """The results as they stand, in their order; empty for an ordinary dossier."""
        with self.scribe.store.reading() as tx:
            return _results(tx, dossier_id)

    @needs(Act.SEE_TODAY)
    def late(self, user: User) -> tuple[LateResult, ...]:
        """Results that should be here and are not, the longest late first."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            rows = lists.with_status(tx, (Status.RECEIVED, Status.PROCESSING), 10_000)
            known = facts.latest_of_each(tx, [row.id for row in rows], LinkedResult)
            found = [
                LateResult(row, one)
                for row in rows
                if row.id in known
                for one in _results(tx, row.id)
                if one.state is ResultState.AWAITED and now > one.due
            ]
        return tuple(sorted(found, key=lambda one: one.result.due))

    def _move(
        self,
        user: User,
        dossier_id: str,
        key: str,
        state: ResultState,
        note: str,
        collector: Citizen | None = None,
    ) -> tuple[LinkedResult, ...]:
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._open(tx, dossier_id)
            known = {one.key: one for one in _results(tx, dossier_id)}
            one = known.get(key)
            if one is None:
                raise Problem("linked.no_such_result", code=dossier.code)
            wanted = (
                (ResultState.ARRIVED,) if state is ResultState.RETURNED else (ResultState.AWAITED,)
            )
            if one.state not in wanted:
                raise Problem("linked.wrong_state", code=dossier.code, name=one.name)
            moved = replace(one, state=state, note=note or one.note, taken_by=collector)
            self.scribe.fact(tx, user, dossier_id, moved, now)
            known[key] = moved
            told = {"result": to_plain(moved)}
            self.scribe.tell(tx, user, dossier, EventType.LINKED_RESULT, now, **told)
            self._close(tx, user, dossier, tuple(known.values()), collector, now)
            self.scribe.audit(tx, user, "linked.moved", dossier_id, now, state=state.value)
            return tuple(known.values())

    def _close(
        self,
        tx: Tx,
        user: User,
        dossier: Dossier,
        results: tuple[LinkedResult, ...],
        collector: Citizen | None,
        now: datetime,
    ) -> None:
        """Finished when every result is there or refused, returned when nothing lies here."""
        if all(one.state in _HERE for one in results) and dossier.status != Status.FINISHED:
            steps = self.scribe.append(
                tx, user, dossier, steps_to_result(dossier.status), now, "đủ kết quả"
            )
            self.scribe.tell(tx, user, dossier, EventType.RESULT_ARRIVED, now, steps, place="")
            dossier = self.scribe.dossier(tx, dossier.id)
        if collector is not None and all(one.state in _GONE for one in results):
            steps = self.scribe.append(tx, user, dossier, (Status.RETURNED,), now)
            dossiers.mark_returned(tx, dossier.id, now, collector.full_name)
            self.scribe.tell(
                tx, user, dossier, EventType.RESULT_RETURNED, now, steps,
                returned_at=now.isoformat(), returned_to=collector.full_name,
                collector_number=collector.number or "",
                identified_by=collector.identified_by.value,
            )  # fmt: skip

    def _open(self, tx: Tx, dossier_id: str) -> Dossier:
        view: DossierView = view_of(tx, dossier_id)
        if view.dossier.status in TERMINAL:
            raise Problem("agency.closed", code=view.dossier.code)
        return view.dossier


def _results(tx: Tx, dossier_id: str) -> tuple[LinkedResult, ...]:
    newest = {one.body.key: one.body for one in facts.of(tx, dossier_id, LinkedResult)}
    return tuple(newest.values())
