"""Supplements: one complete request, the papers that come, and the clock that starts from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.acceptance import Assemble, FileWaitsUntil, send_at_once
from desk.reception.appointments import Promising
from desk.reception.lookup import DossierView, view_of
from desk.reception.pauses import paused_now
from desk.reception.scribe import Scribe, said, subject_of
from desk.reception.slip import code_of_system
from models.attachment import Document
from models.dossier import ComponentLine, Dossier, DossierRow, Draft, Status
from models.facts import Cause, CodeGiven, SupplementAsked, Wanted
from models.forms import form_for
from models.lifecycle import Actor
from models.messages import EventType
from models.papers.heading import Subject
from models.papers.notices import SupplementNotice, supplement_item
from models.plain import to_plain
from models.problems import Problem
from models.procedure import Procedure
from models.role import Act, User, needs
from models.store import blobs, changes, drafts, facts, lists, outbox
from models.store import documents as documents_store
from models.store.blobs import StoredBlob
from models.store.engine import Tx

LATE_REQUEST = "late_request"
COUNTS_AS_OVERDUE = "counts_as_overdue"
"""Codes of warnings; words in the vocabulary group ``supplement_warnings``."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a request says: every missing paper at once, why, who asks, until when."""

    wanted: tuple[Wanted, ...]
    reason: str
    asked_by: str = ""
    until: datetime | None = None
    repeated_because: str = ""
    """A supervisor's reason for a second request."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier that waits for its supplement."""

    row: DossierRow
    asked_at: datetime
    until: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Supplements:
    """Asking once and completely (NĐ 309/2026 Điều 17.2a), and taking what was brought."""

    scribe: Scribe
    promising: Promising
    assemble: Assemble
    file_waits_until: FileWaitsUntil = send_at_once

    @needs(Act.PROCESS)
    def warnings(self, user: User, dossier_id: str) -> tuple[str, ...]:
        """What to know before asking: too late after reception; a second one counts as overdue."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            return self._warnings(tx, dossier, now)

    @needs(Act.PROCESS)
    def request(
        self, user: User, dossier_id: str, asking: Asking
    ) -> tuple[DossierView, SupplementNotice]:
        """Issue Mẫu 02; the clock stops. A second one needs the supervisor and a reason.

        Raises:
            Problem: ``supplement.nothing_wanted``, ``supplement.no_reason``,
                ``supplement.unpublished``, ``supplement.once_only``, ``life.…``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if paused_now(tx, dossier_id) is not None:
                raise Problem("pause.already", code=dossier.code)
            procedure = self._procedure(dossier.procedure_code, dossier.procedure_version)
            actor = Actor.CLERK if dossier.status == Status.REGISTERED else Actor.UNIT
            step = self.scribe.step(
                tx, user, dossier, Status.SUPPLEMENT_REQUESTED, actor,
                {"complete_notice"}, now, asking.reason,
            )  # fmt: skip
            given = [one.body.code for one in facts.of(tx, dossier_id, CodeGiven)]
            outside = code_of_system(given, procedure.back_end)
            subject = replace(subject_of(dossier), external_code=outside)
            notice = self._issue(tx, user, dossier.id, subject, procedure, asking, now)
            late = LATE_REQUEST in self._warnings(tx, dossier, now)
            self.scribe.tell(
                tx, user, dossier, EventType.STATUS_CHANGED, now, (step,),
                supplement=to_plain(asking), late=late,
            )  # fmt: skip
            self.scribe.audit(
                tx, user, "supplement.requested", dossier_id, now,
                papers=len(asking.wanted), late=int(late),
            )  # fmt: skip
            return view_of(tx, dossier_id), notice

    @needs(Act.GUIDE)
    def notice_at_intake(self, user: User, draft: Draft, asking: Asking) -> SupplementNotice:
        """Mẫu 02 for papers that are not complete at the counter: no dossier, no clock.

        Raises:
            Problem: as `request`; ``intake.no_procedure``, ``intake.no_person``.
        """
        if draft.procedure_code is None or draft.procedure_version is None:
            raise Problem("intake.no_procedure")
        if draft.owner is None:
            raise Problem("intake.no_person")
        procedure = self._procedure(draft.procedure_code, draft.procedure_version)
        subject = Subject(
            code="",
            person=draft.owner.full_name,
            procedure=procedure.name,
            identity_number=draft.owner.number or "",
            address=draft.owner.address,
            phone=(draft.submitter or draft.owner).phone,
            external_code=code_of_system(draft.external_codes, procedure.back_end),
        )
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            notice = self._issue(tx, user, draft.id, subject, procedure, asking, now)
            self.scribe.audit(
                tx, user, "supplement.guided", draft.id, now, papers=len(asking.wanted)
            )
            return notice

    @needs(Act.PROCESS)
    def begin(self, user: User, dossier_id: str) -> Draft:
        """A place for the new papers' pages: scan into it, then call `received` with it.

        Raises:
            Problem: ``supplement.not_waiting``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            wanted = self._wanted(tx, dossier)
            draft = Draft(
                id=self.scribe.new_id(),
                clerk=user.login,
                started_at=now,
                procedure_code=dossier.procedure_code,
                procedure_version=dossier.procedure_version,
                owner=dossier.owner,
                components=tuple(
                    ComponentLine(one.component_code, copy_kind=one.kind, count=one.count)
                    for one in wanted
                ),
                supplement_of=dossier_id,
            )
            drafts.save(tx, draft, now)
            return draft

    @needs(Act.PROCESS)
    def received(self, user: User, draft: Draft) -> DossierView:
        """Take the complete supplement: counted from zero, a new appointment, a new receipt owed.

        Raises:
            Problem: ``supplement.not_waiting``, ``supplement.incomplete`` with what is missing.
        """
        now = self.scribe.clock()
        documents = self._documents(draft, now)
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, draft.supplement_of)
            self._check_complete(tx, dossier, draft)
            for document, blob in documents:
                blobs.record(tx, blob, now)
                until = self.file_waits_until(now)
                outbox.add_file(tx, document.sha256, document.size, dossier.id, until)
            step = self.scribe.step(
                tx, user, dossier, Status.PROCESSING, Actor.CLERK, {"full_supplement"}, now
            )
            changes.set_components(tx, dossier.id, _merged(dossier.components, draft.components))
            made = tuple(one for one, _ in documents)
            changes.add_documents(tx, dossier.id, made)
            documents_store.came_from(tx, dossier.id, draft.id, made, now)
            self._restart(tx, user, dossier, now)
            for sha256 in drafts.delete(tx, draft.id, {one.component_code for one in made}):
                blobs.drop_unless_referred(tx, sha256)
            view = view_of(tx, dossier.id)
            self.scribe.tell(
                tx, user, dossier, EventType.STATUS_CHANGED, now, (step,),
                files=tuple(one.sha256 for one, _ in documents),
                due=view.dossier.due.isoformat(),
                components=to_plain(view.dossier.components),
                documents=to_plain(tuple(one for one, _ in documents)),
            )  # fmt: skip
            self.scribe.audit(tx, user, "supplement.received", dossier.id, now)
            return view

    @needs(Act.SEE_TODAY)
    def waiting(self, user: User) -> tuple[Waiting, ...]:
        """Who still has to bring something; overdue ones may be stopped with Mẫu 05."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            rows = lists.with_status(tx, (Status.SUPPLEMENT_REQUESTED,))
            asked = facts.latest_of_each(tx, [row.id for row in rows], SupplementAsked)
        found = []
        for row in rows:
            if (fact := asked.get(row.id)) is None:
                continue
            until = fact.body.until
            found.append(Waiting(row, fact.at, until, until is not None and now > until))
        return tuple(found)

    def _warnings(self, tx: Tx, dossier: Dossier, now: datetime) -> tuple[str, ...]:
        found = []
        by = self.promising.days.supplement_request_by(dossier.received_at)
        if dossier.status != Status.REGISTERED and now > by:
            found.append(LATE_REQUEST)
        if facts.latest(tx, dossier.id, SupplementAsked) is not None:
            found.append(COUNTS_AS_OVERDUE)
        return tuple(found)

    def _issue(
        self,
        tx: Tx,
        user: User,
        about: str,
        subject: Subject,
        procedure: Procedure,
        asking: Asking,
        now: datetime,
    ) -> SupplementNotice:
        reason = said(asking.reason, "supplement.no_reason")
        if not asking.wanted:
            raise Problem("supplement.nothing_wanted")
        names = {one.code: one.name for one in procedure.components}
        if any(one.component_code not in names for one in asking.wanted):
            raise Problem("supplement.unpublished")
        repeated = facts.latest(tx, about, SupplementAsked) is not None
        if repeated and not asking.repeated_because.strip():
            raise Problem("supplement.once_only")
        if repeated and not user.may(Act.CORRECT):
            raise Problem("desk.not_allowed", act=Act.CORRECT.value)
        number = self.scribe.number(tx, "02", now)
        notice = SupplementNotice(
            heading=self.scribe.heading(now, form_for("supplement", procedure.back_end), number),
            subject=subject,
            items=tuple(
                supplement_item(names[one.component_code], one.kind, one.count, one.note)
                for one in asking.wanted
            ),
            reason=reason,
            guide=user.name,
            contact_phone=self.scribe.settings.office.hotline,
            until=asking.until,
        )
        because = asking.repeated_because if repeated else ""
        asked_by = asking.asked_by or self.scribe.settings.office.agency
        self.scribe.fact(
            tx, user, about,
            SupplementAsked(asking.wanted, reason, asked_by, asking.until, because), now,
        )  # fmt: skip
        self.scribe.issue(tx, user, about, "02", number, notice, now)
        return notice

    def _wanted(self, tx: Tx, dossier: Dossier) -> tuple[Wanted, ...]:
        asked = facts.latest(tx, dossier.id, SupplementAsked)
        if dossier.status != Status.SUPPLEMENT_REQUESTED or asked is None:
            raise Problem("supplement.not_waiting", code=dossier.code)
        return asked.body.wanted

    def _check_complete(self, tx: Tx, dossier: Dossier, draft: Draft) -> None:
        brought = {line.code for line in draft.components if line.presented}
        procedure = self._procedure(dossier.procedure_code, dossier.procedure_version)
        names = {one.code: one.name for one in procedure.components}
        missing = [
            names[one.component_code]
            for one in self._wanted(tx, dossier)
            if one.component_code not in brought
        ]
        if missing:
            raise Problem("supplement.incomplete", missing="; ".join(missing))

    def _restart(self, tx: Tx, user: User, dossier: Dossier, now: datetime) -> None:
        limit = self.promising.limit_of(dossier)
        if limit is None:
            raise Problem("intake.procedure_incomplete", code=dossier.procedure_code)
        new = self.promising.counted(
            Cause.SUPPLEMENT, self.promising.days.deadline(now, limit), limit
        )
        self.promising.promise(tx, user, dossier, new)
        self.promising.new_receipt(tx, user, dossier.id, now)

    def _documents(self, draft: Draft, now: datetime) -> tuple[tuple[Document, StoredBlob], ...]:
        if draft.procedure_code is None or draft.procedure_version is None:
            raise Problem("intake.no_procedure")
        procedure = self._procedure(draft.procedure_code, draft.procedure_version)
        made = (
            self.assemble(draft.id, one.code, one.name, now)
            for one in procedure.components
            if one.digitise
        )
        return tuple(one for one in made if one is not None)

    def _procedure(self, code: str, version: str) -> Procedure:
        procedure = self.promising.catalogue.version(code, version)
        if procedure is None:
            raise Problem("intake.no_procedure")
        return procedure


def _merged(
    old: Sequence[ComponentLine], brought: Sequence[ComponentLine]
) -> tuple[ComponentLine, ...]:
    """The checklist with what was brought; a paper brought again replaces the one before."""
    new = {line.code: replace(line, presented=True) for line in brought if line.presented}
    kept = tuple(new.pop(line.code, line) for line in old)
    return (*kept, *new.values())
