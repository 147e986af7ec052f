"""Results come from the departments and go to the citizen. Append-only, so allowed offline."""

from __future__ import annotations

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
from models.dossier import Dossier, Status, StatusEvent
from models.lifecycle import TERMINAL, steps_to_result
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import audit, dossiers, outbox
from models.store.engine import Store, Tx


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
            before = self._open_dossier(tx, dossier_id, now)
            dossier = before.dossier
            if dossier.status != Status.FINISHED:
                steps = self._append(tx, user, before, self._to_result(dossier), now, place)
                facts = {"place": place}
                self._tell(tx, user, dossier, EventType.RESULT_ARRIVED, steps, now, facts)
                audit.append(tx, "result.arrived", user.login, now, dossier_id)
            return office_view(tx, dossier_id, now)

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
            before = self._open_dossier(tx, dossier_id, now)
            dossier = before.dossier
            missing = () if dossier.status == Status.FINISHED else self._to_result(dossier)
            steps = self._append(tx, user, before, (*missing, Status.RETURNED), now, "")
            if not before.elsewhere:
                dossiers.mark_returned(tx, dossier_id, now, collector.full_name)
            facts = {
                "returned_at": now.isoformat(),
                "returned_to": collector.full_name,
                "collector_number": collector.number or "",
                "identified_by": collector.identified_by.value,
            }
            self._tell(tx, user, dossier, EventType.RESULT_RETURNED, steps, now, facts)
            audit.append(
                tx, "result.handed_over", user.login, now, dossier_id,
                {"identified_by": collector.identified_by.value},
            )  # fmt: skip
            view = replace(office_view(tx, dossier_id, now), warnings=before.warnings)
        self.events.publish(Returned(dossier_id))
        return view

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
