"""Acceptance: a draft becomes a dossier, all at once or not at all.

The order is the promise (storage §4, decision 38): documents are durable first, then one
transaction writes the dossier, its status event, its receipt, the owed print, the audit line and
what the hub must be told; only then is anything printed or sent.  A process killed anywhere in
between leaves either the untouched draft or the whole dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from desk.clock import Clock
from desk.events import Events, Received
from desk.identifiers import NewId
from desk.reception.intake import Intake, Prospect
from desk.reception.kept_lines import kept_lines, record_reuse, reused_documents
from desk.reception.numbering import aliases_of, code_for
from desk.reception.slip import receipt_of
from desk.settings import Settings
from models.attachment import Document
from models.dossier import CodeKind, Dossier, Draft, Status, StatusEvent
from models.facts import (
    Appointment,
    Cause,
    CodeGiven,
    EnteredLate,
    Fact,
    SentElsewhere,
    Visited,
)
from models.messages import Event, EventType, frozen
from models.plain import to_plain
from models.problems import Problem
from models.procedure import Procedure
from models.receipt import Receipt
from models.role import Act, User, needs
from models.store import audit, blobs, dossiers, drafts, facts, outbox, prints
from models.store import documents as documents_store
from models.store.blobs import StoredBlob
from models.store.engine import Store, Tx

Assemble = Callable[[str, str, str, datetime], tuple[Document, StoredBlob] | None]
"""(draft id, component code, title, time) → the component's PDF, durable but not yet recorded."""
Drop = Callable[[Tx, str], bool]
"""Erases a scan's key unless something else refers to it."""


FileWaitsUntil = Callable[[datetime], datetime | None]
"""(now) → until when a fresh document's file waits for the version with its text; None: it goes."""


def send_at_once(now: datetime) -> datetime | None:  # noqa: ARG001 - the shape of FileWaitsUntil
    """Where nobody is at work on the text of fresh documents."""
    return None


def event_of(
    kind: EventType, dossier: Dossier, sequence: int, body: object, at: datetime, *, event_id: str,
    device_id: str, user: str, files: tuple[str, ...] = (),
) -> Event:  # fmt: skip
    """Freeze a fact for the hub: its body as bytes, and their hash (sync §D.4)."""
    return frozen(
        kind, dossier.id, sequence, body, at,
        event_id=event_id, device_id=device_id, user=user, files=files,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The act behind F9."""

    store: Store
    intake: Intake
    assemble: Assemble
    settings: Settings
    events: Events
    clock: Clock
    new_id: NewId
    drop: Drop | None = None
    """Erases pages of papers that are only shown, or of which nothing may be kept (rules §9)."""
    file_waits_until: FileWaitsUntil = send_at_once

    @needs(Act.RECEIVE)
    def receive(
        self, user: User, draft: Draft, also: Callable[[Tx], None] | None = None
    ) -> Received:
        """Accept the draft. Durable when this returns; then `Received` is published.

        What `also` writes belongs to the same transaction.

        Raises:
            Problem: the first thing that still stops acceptance, or a full disk; the draft stands.
        """
        if draft.supplement_of:
            raise Problem("intake.is_supplement")
        with self.store.reading() as tx:
            if dossiers.get(tx, draft.id) is not None:
                raise Problem("intake.already_received")
        prospect = self.intake.prospect(user, draft)
        if prospect.problems:
            raise prospect.problems[0]
        now = self.clock()
        documents = self._documents(draft, prospect, now)
        with self.store.writing() as tx:
            received = self._write(tx, user, draft, prospect, documents, now)
            if also is not None:
                also(tx)
        self.events.publish(received)
        return received

    def _documents(
        self, draft: Draft, prospect: Prospect, now: datetime
    ) -> tuple[tuple[Document, StoredBlob], ...]:
        procedure = _procedure(prospect)
        made = (
            self.assemble(draft.id, component.code, component.name, now)
            for component in procedure.components
            if component.digitise
        )
        return tuple(one for one in made if one is not None)

    def _write(
        self,
        tx: Tx,
        user: User,
        draft: Draft,
        prospect: Prospect,
        documents: tuple[tuple[Document, StoredBlob], ...],
        now: datetime,
    ) -> Received:
        if drafts.get(tx, draft.id) is None:
            raise Problem("intake.already_received")
        made = tuple(one for one, _ in documents)
        for document, blob in documents:
            blobs.record(tx, blob, now)
            until = self.file_waits_until(now)
            outbox.add_file(tx, document.sha256, document.size, draft.id, until)
        received_at = now if draft.late_entry is None else draft.late_entry.received_at
        code, kind = code_for(tx, self.settings, draft, received_at)
        dossier = self._dossier(user, draft, prospect, documents, received_at, code, kind)
        receipt = receipt_of(dossier, prospect, self.settings, user, draft)
        dossiers.add(tx, dossier, receipt)
        documents_store.came_from(tx, dossier.id, draft.id, made, now)
        record_reuse(tx, self.new_id, user, dossier, now)
        first, *more = self._steps(user, draft, now)
        for step in (first, *more):
            dossiers.append_status(tx, step)
        self._record_beside(tx, user, draft, dossier, now)
        if prospect.slip_required:
            prints.owe(tx, dossier.id, now)
        outbox.put(tx, self._event(user, replace(dossier, status=first.status), now), now)
        if more:
            outbox.put(tx, self._received_event(user, dossier, tuple(more), now), now)
        audit.append(tx, "dossier.received", user.login, now, dossier.id, {"code": code})
        self._clear(tx, draft, made)
        return Received(dossier.id, receipt, prospect.slip_required)

    @needs(Act.RECEIVE)
    def registered(self, user: User, draft: Draft) -> tuple[Dossier, Receipt]:
        """What an online draft is before anybody accepted it: status 1, with the slip it would get.

        Raises:
            Problem: ``intake.no_person``, ``intake.no_procedure``, ``intake.procedure_incomplete``.
        """
        prospect = self.intake.prospect(user, draft)
        fatal = ("intake.no_person", "intake.no_procedure", "intake.procedure_incomplete")
        for problem in prospect.problems:
            if problem.code in fatal:
                raise problem
        now = self.clock()
        with self.store.writing() as tx:
            code, kind = code_for(tx, self.settings, draft, now)
        dossier = self._dossier(user, draft, prospect, (), now, code, kind)
        receipt = receipt_of(dossier, prospect, self.settings, user)
        return replace(dossier, status=Status.REGISTERED), receipt

    def _steps(self, user: User, draft: Draft, now: datetime) -> tuple[StatusEvent, ...]:
        """Received; one lodged online was registered before."""
        received = StatusEvent(self.new_id(), draft.id, 1, Status.RECEIVED, now, user.login)
        if draft.online is None:
            return (received,)
        lodged = min(draft.online.lodged_at, now)
        registered = StatusEvent(
            self.new_id(), draft.id, 1, Status.REGISTERED, lodged, draft.online.portal
        )
        return registered, replace(received, sequence=2)

    def _received_event(
        self, user: User, dossier: Dossier, steps: tuple[StatusEvent, ...], now: datetime
    ) -> Event:
        """The step 1 → 2 of a dossier lodged online."""
        body = {
            "dossier_id": dossier.id,
            "status_events": to_plain(steps),
            "due": dossier.due.isoformat(),
        }
        return event_of(
            EventType.STATUS_CHANGED, dossier, 2, body, now,
            event_id=self.new_id(), device_id=self.settings.device_id, user=user.login,
        )  # fmt: skip

    def _clear(self, tx: Tx, draft: Draft, made: tuple[Document, ...]) -> None:
        """Remove the draft; the pages behind its documents stay for their text, others go."""
        kept = {one.component_code for one in made}
        for sha256 in drafts.delete(tx, draft.id, kept):
            if self.drop is not None:
                self.drop(tx, sha256)

    def _record_beside(
        self, tx: Tx, user: User, draft: Draft, dossier: Dossier, now: datetime
    ) -> None:
        """What the draft says beside the dossier itself.

        The first promise and the first holder are the dossier's own columns: an ordinary acceptance
        writes no fact.
        """
        said: list[object] = [CodeGiven(one) for one in draft.external_codes]
        if draft.competent_agency:
            said.append(SentElsewhere(draft.competent_agency))
        if draft.late_entry is not None:
            said.append(EnteredLate(draft.late_entry))
        if draft.agreed is not None:
            said.append(
                Appointment(
                    Cause.RECEPTION,
                    dossier.received_at,
                    dossier.due,
                    dossier.due_hour_exact,
                    dossier.due_is_provisional,
                    draft.agreed.limit,
                    draft.agreed.reason.strip(),
                )
            )
        if draft.visit:
            said.append(Visited(draft.visit))
        if draft.lodged_for is not None:
            said.append(draft.lodged_for)
        for body in said:
            facts.append(tx, Fact(self.new_id(), draft.id, now, user.login, body))

    def _dossier(
        self,
        user: User,
        draft: Draft,
        prospect: Prospect,
        documents: tuple[tuple[Document, StoredBlob], ...],
        now: datetime,
        code: str,
        kind: CodeKind,
    ) -> Dossier:
        procedure, deadline = _procedure(prospect), prospect.deadline
        if draft.owner is None or deadline is None:
            raise Problem("intake.no_person")
        scanned = tuple(document for document, _ in documents)
        lines = kept_lines(draft, {one.component_code for one in scanned})
        return Dossier(
            id=draft.id,
            code=code,
            code_kind=kind,
            procedure_code=procedure.code,
            procedure_version=procedure.version,
            procedure_name=procedure.name,
            field_name=procedure.field_name,
            owner=draft.owner,
            submitter=draft.submitter,
            channel=draft.channel,
            status=Status.RECEIVED,
            received_at=now,
            due=deadline.due,
            due_hour_exact=deadline.due_hour_exact,
            due_is_provisional=bool(prospect.due_note),
            desk=self.settings.desk,
            clerk=user.login,
            fee_dong=prospect.fee_dong,
            sets=draft.sets,
            return_method=draft.return_method,
            components=lines,
            documents=(*scanned, *reused_documents(lines)),
            note=draft.note,
            aliases=tuple(one for one in aliases_of(draft) if one != code),
            form=draft.form,
            people=draft.people,
        )

    def _event(self, user: User, dossier: Dossier, now: datetime) -> Event:
        return event_of(
            EventType.DOSSIER_RECEIVED,
            dossier,
            1,
            to_plain(dossier),
            now,
            event_id=self.new_id(),
            device_id=self.settings.device_id,
            user=user.login,
            files=tuple(document.sha256 for document in dossier.documents),
        )


def _procedure(prospect: Prospect) -> Procedure:
    if prospect.procedure is None:
        raise Problem("intake.no_procedure")
    return prospect.procedure
