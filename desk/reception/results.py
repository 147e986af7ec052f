"""Results come from the departments and go to the citizen. Append-only, so allowed offline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.clock import Clock
from desk.events import Events, Returned
from desk.identifiers import NewId
from desk.reception.acceptance import event_of
from desk.reception.lookup import DossierView, office_view
from desk.settings import Settings
from models.catalogue import Catalogue
from models.citizen import Citizen
from models.codes import normalise
from models.dossier import Dossier, Status, StatusEvent
from models.facts import Authority, Collected, Fact, Holding, Right, Shelved, Stage
from models.lifecycle import TERMINAL, steps_to_result
from models.messages import EventType
from models.people import PersonRole, same_person
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import audit, dossiers, facts, outbox
from models.store.engine import Store, Tx


@dataclass(frozen=True, slots=True)
class Collecting:
    """Who takes results now; `authority` is needed of whoever is a stranger to a dossier."""

    person: Citizen
    authority: Authority | None = None
    slip_shown: bool = True
    """False: the slip is lost; the person was identified all the same."""
    originals_returned: bool = True
    post_code: str = ""
    """The mail item, where results go by public post."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a pile of results: shelved, not known here, and refused with the reason."""

    taken: tuple[DossierView, ...]
    unknown: tuple[str, ...]
    refused: tuple[tuple[str, Problem], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Two jobs: take results in from the departments, and hand them over at the window."""

    store: Store
    catalogue: Catalogue
    settings: Settings
    events: Events
    clock: Clock
    new_id: NewId

    @needs(Act.RETURN_RESULT)
    def arrived(self, user: User, dossier_id: str, place: str) -> DossierView:
        """A result came back from the department and lies at `place` (e.g. «Ngăn B-17»).

        Raises:
            Problem: ``results.already_closed``, ``lookup.unknown_dossier``.
        """
        now = self.clock()
        with self.store.writing() as tx:
            return self._arrive(tx, user, dossier_id, place, now)

    @needs(Act.RETURN_RESULT)
    def hand_over(self, user: User, dossier_id: str, collector: Citizen) -> DossierView:
        """Hand the result to `collector`, who was identified as the citizen says.

        Also one that another counter received, and also while the line is down: the view then
        warns with ``results.other_counter_may_have_returned``, and two counters doing it is found
        when both reach the hub.

        Raises:
            Problem: ``results.already_closed``, ``results.no_collector``.
        """
        if not collector.full_name.strip():
            raise Problem("results.no_collector")
        now = self.clock()
        with self.store.writing() as tx:
            view = self._give(tx, user, dossier_id, collector, now)
        self.events.publish(Returned(dossier_id))
        return view

    @needs(Act.RETURN_RESULT)
    def hand_over_many(
        self, user: User, dossier_ids: Sequence[str], collecting: Collecting
    ) -> tuple[DossierView, ...]:
        """Hand several results to one person in one act: all of them or none.

        Whoever is neither owner nor submitter nor named at reception needs a giấy ủy quyền, of
        which the facts are kept.

        Raises:
            Problem: ``results.nothing_chosen``, ``results.no_collector``,
                ``results.authority_needed``, ``results.already_closed``.
        """
        wanted = tuple(dict.fromkeys(dossier_ids))
        if not wanted:
            raise Problem("results.nothing_chosen")
        if not collecting.person.full_name.strip():
            raise Problem("results.no_collector")
        now = self.clock()
        with self.store.writing() as tx:
            rights = {one: self._right(tx, one, collecting, now) for one in wanted}
            lacking = sum(right is None for right in rights.values())
            if lacking:
                raise Problem("results.authority_needed", count=lacking)
            views = []
            for dossier_id, right in rights.items():
                views.append(self._give(tx, user, dossier_id, collecting.person, now))
                collected = Collected(
                    person=collecting.person,
                    right=right or Right.AUTHORISED,
                    authority=collecting.authority if right is Right.AUTHORISED else None,
                    slip_shown=collecting.slip_shown,
                    originals_returned=collecting.originals_returned,
                    together_with=len(wanted),
                    post_code=collecting.post_code,
                )
                facts.append(tx, Fact(self.new_id(), dossier_id, now, user.login, collected))
        for dossier_id in wanted:
            self.events.publish(Returned(dossier_id))
        return tuple(views)

    @needs(Act.RETURN_RESULT)
    def take_in(self, user: User, codes: Sequence[str], place: str) -> TakenIn:
        """Take results back from the departments by scanning their slips, and shelve them.

        What cannot be taken in is listed and keeps the others from nothing.

        Raises:
            Problem: ``results.no_place``.
        """
        if not place.strip():
            raise Problem("results.no_place")
        taken, unknown, refused = [], [], []
        for code in dict.fromkeys(normalise(one) for one in codes):
            with self.store.reading() as tx:
                found = dossiers.by_code(tx, code)
            if found is None:
                unknown.append(code)
                continue
            try:
                taken.append(self._shelve(user, found, place.strip()))
            except Problem as problem:
                refused.append((code, problem))
        return TakenIn(tuple(taken), tuple(unknown), tuple(refused))

    def _arrive(
        self, tx: Tx, user: User, dossier_id: str, place: str, now: datetime
    ) -> DossierView:
        before = self._open_dossier(tx, dossier_id, now)
        dossier = before.dossier
        if dossier.status != Status.FINISHED:
            steps = self._append(tx, user, before, self._to_result(dossier), now, place)
            lies = {"place": place}
            self._tell(tx, user, dossier, EventType.RESULT_ARRIVED, steps, now, lies)
            audit.append(tx, "result.arrived", user.login, now, dossier_id)
        return office_view(tx, dossier_id, now)

    def _shelve(self, user: User, dossier: Dossier, place: str) -> DossierView:
        now = self.clock()
        shelved = Shelved(place, early=now.date() < dossier.due.date())
        held = Holding(Stage.BACK_AT_DESK, self.settings.office.agency, user.name, place)
        with self.store.writing() as tx:
            view = self._arrive(tx, user, dossier.id, place, now)
            for body in (shelved, held):
                facts.append(tx, Fact(self.new_id(), dossier.id, now, user.login, body))
        return view

    def _right(
        self, tx: Tx, dossier_id: str, collecting: Collecting, now: datetime
    ) -> Right | None:
        """By which right this person takes this result; None where a paper is needed."""
        if collecting.post_code:
            return Right.POST
        dossier = office_view(tx, dossier_id, now).dossier
        named = [one.person for one in dossier.people if one.role is PersonRole.COLLECTOR]
        if same_person(collecting.person, dossier.owner):
            return Right.OWNER
        if dossier.submitter is not None and same_person(collecting.person, dossier.submitter):
            return Right.SUBMITTER
        if any(same_person(collecting.person, one) for one in named):
            return Right.NAMED
        return Right.AUTHORISED if collecting.authority is not None else None

    def _give(
        self, tx: Tx, user: User, dossier_id: str, collector: Citizen, now: datetime
    ) -> DossierView:
        before = self._open_dossier(tx, dossier_id, now)
        dossier = before.dossier
        missing = () if dossier.status == Status.FINISHED else self._to_result(dossier)
        steps = self._append(tx, user, before, (*missing, Status.RETURNED), now, "")
        if not before.elsewhere:
            dossiers.mark_returned(tx, dossier_id, now, collector.full_name)
        told = {
            "returned_at": now.isoformat(),
            "returned_to": collector.full_name,
            "collector_number": collector.number or "",
            "identified_by": collector.identified_by.value,
        }
        self._tell(tx, user, dossier, EventType.RESULT_RETURNED, steps, now, told)
        audit.append(
            tx, "result.handed_over", user.login, now, dossier_id,
            {"identified_by": collector.identified_by.value},
        )  # fmt: skip
        return replace(office_view(tx, dossier_id, now), warnings=before.warnings)

    def _open_dossier(self, tx: Tx, dossier_id: str, now: datetime) -> DossierView:
        view = office_view(tx, dossier_id, now)
        if view.dossier.status in TERMINAL:
            raise Problem("results.already_closed", code=view.dossier.code)
        return view

    def _to_result(self, dossier: Dossier) -> tuple[int, ...]:
        """The statuses between here and a result.

        Raises:
            Problem: ``results.not_yet`` where none can come from here (a supplement is awaited …).
        """
        procedure = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        immediate = procedure is not None and procedure.immediate
        try:
            return tuple(steps_to_result(dossier.status, immediate=immediate))
        except ValueError as error:
            raise Problem("results.not_yet", code=dossier.code) from error

    def _append(
        self,
        tx: Tx,
        user: User,
        view: DossierView,
        statuses: tuple[int, ...],
        now: datetime,
        note: str,
    ) -> tuple[StatusEvent, ...]:
        dossier = view.dossier
        steps = tuple(
            StatusEvent(
                self.new_id(), dossier.id, dossier.version + place, status, now, user.login, note
            )
            for place, status in enumerate(statuses, start=1)
        )
        # What another counter received stands as the hub says; our steps reach it by the outbox.
        for step in () if view.elsewhere else steps:
            dossiers.append_status(tx, step)
        return steps

    def _tell(
        self,
        tx: Tx,
        user: User,
        dossier: Dossier,
        kind: EventType,
        steps: tuple[StatusEvent, ...],
        now: datetime,
        facts: dict[str, str],
    ) -> None:
        body = {"dossier_id": dossier.id, "status_events": to_plain(steps), **facts}
        event = event_of(
            kind,
            dossier,
            outbox.next_sequence(tx, dossier.id),
            body,
            now,
            event_id=self.new_id(),
            device_id=self.settings.device_id,
            user=user.login,
        )
        outbox.put(tx, event, now)
