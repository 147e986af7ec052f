"""How a dossier ends: refused, withdrawn, stopped, decided – and how a wrong step is set right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe, said, subject_of
from models.catalogue import Catalogue
from models.dossier import Dossier, Draft, Status, StatusEvent
from models.facts import Corrected, Holding, Stage
from models.forms import form_for
from models.lifecycle import Actor, followers, may_correct
from models.messages import EventType
from models.papers.heading import Subject
from models.papers.notices import Refusal, StopNotice
from models.plain import to_plain
from models.problems import Problem
from models.procedure import CopyKind
from models.receipt import ReceiptLine
from models.role import Act, Role, User, needs
from models.store import blobs, changes, drafts
from models.store.engine import Tx
from models.vocabulary import codes_of, copy_kind_words, say

_GROUND_CONDITIONS: Mapping[str, str] = {
    "not_supplemented": "supplement_overdue",
    "not_paid": "not_paid",
    "sector_law": "reason",
}
"""Ground of Mẫu 05 → the condition the table asks for."""


def stop_grounds(status: int) -> tuple[str, ...]:
    """The grounds of Mẫu 05 that fit a dossier of this status; none where it cannot be stopped."""
    asked = {
        need for row in followers(status) if row.target is Status.STOPPED for need in row.needs
    }
    known = codes_of("stop_reasons")
    return tuple(one for one in known if _GROUND_CONDITIONS.get(one) in asked)


@dataclass(frozen=True, slots=True)
class Stopping:
    """What Mẫu 05 says: a ground of ``stop_reasons``, details, and who signs."""

    ground: str
    details: str
    signer: str


@dataclass(frozen=True, slots=True)
class About:
    """What a refusal is about: a dossier or draft, whose it is, and the form that is used."""

    id: str
    subject: Subject
    submitter: str
    form: str


@dataclass(frozen=True, slots=True)
class Endings:
    """Ends of a dossier's life; each issues its paper and stops every clock."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.PROCESS)
    def refuse_draft(self, user: User, draft: Draft, reasons: Sequence[str]) -> Refusal:
        """Mẫu 03 at the counter: nothing was received, the draft is gone, the paper stays.

        Raises:
            Problem: ``ending.no_reason``, ``intake.no_person``, ``intake.no_procedure``.
        """
        if draft.owner is None:
            raise Problem("intake.no_person")
        now = self.scribe.clock()
        procedure = self.catalogue.current(draft.procedure_code or "", now.date())
        if procedure is None:
            raise Problem("intake.no_procedure")
        submitter = draft.submitter or draft.owner
        subject = Subject(
            code="",
            person=draft.owner.full_name,
            procedure=procedure.name,
            identity_number=draft.owner.number or "",
            address=draft.owner.address,
            phone=submitter.phone,
        )
        with self.scribe.store.writing() as tx:
            form = form_for("refusal", procedure.back_end)
            about = About(draft.id, subject, submitter.full_name, form)
            refusal = self._refusal(tx, user, about, reasons, now)
            for sha256 in drafts.delete(tx, draft.id):
                blobs.drop_unless_referred(tx, sha256)
            self.scribe.audit(tx, user, "draft.refused", draft.id, now)
        return refusal

    @needs(Act.PROCESS)
    def refuse(
        self, user: User, dossier_id: str, reasons: Sequence[str]
    ) -> tuple[DossierView, Refusal]:
        """Refuse a registered dossier: status 3, final.

        Raises:
            Problem: ``ending.no_reason``, ``life.…``.
        """
        return self._refuse(user, dossier_id, reasons, Status.NOT_RECEIVED, Actor.CLERK, "reason")

    @needs(Act.PROCESS)
    def decide_against(
        self, user: User, dossier_id: str, reasons: Sequence[str]
    ) -> tuple[DossierView, Refusal]:
        """The department refuses: Mẫu 03 is the result, inside the limit (NĐ 61/2018 Điều 19.8).

        Raises:
            Problem: ``ending.refusal_too_late`` after the due time; as `refuse`.
        """
        return self._refuse(user, dossier_id, reasons, Status.FINISHED, Actor.UNIT, "result_signed")

    @needs(Act.PROCESS)
    def finish(self, user: User, dossier_id: str, signer: str) -> DossierView:
        """The department signed the result; it is not back at the desk yet.

        Raises:
            Problem: ``ending.no_signer``, ``life.…``.
        """
        signer = said(signer, "ending.no_signer")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            step = self.scribe.step(
                tx, user, dossier, Status.FINISHED, self._decider(dossier),
                {"result_signed", *self._immediate(dossier)}, now, signer,
            )  # fmt: skip
            holding = Holding(Stage.SIGNED, signer)
            self.scribe.fact(tx, user, dossier_id, holding, now)
            self.scribe.tell(
                tx, user, dossier, EventType.STATUS_CHANGED, now, (step,), holding=to_plain(holding)
            )
            self.scribe.audit(tx, user, "dossier.finished", dossier_id, now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def withdraw(self, user: User, dossier_id: str, request: str) -> DossierView:
        """The applicant takes it back by a written request; papers are returned.

        `request` says what was handed in, e.g. «Đơn xin rút hồ sơ ngày 20/11/2026».

        Raises:
            Problem: ``ending.no_request``, ``life.…``.
        """
        request = said(request, "ending.no_request")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            step = self.scribe.step(
                tx, user, dossier, Status.WITHDRAWN, Actor.APPLICANT,
                {"written_request"}, now, request,
            )  # fmt: skip
            self._close(tx, user, dossier, step, "dossier.withdrawn", now)
            return view_of(tx, dossier_id)

    @needs(Act.PROCESS)
    def stop(
        self, user: User, dossier_id: str, stopping: Stopping
    ) -> tuple[DossierView, StopNotice]:
        """Mẫu 05: not supplemented, not paid, or sector law; papers are returned.

        Raises:
            Problem: ``ending.unknown_ground``, ``ending.no_signer``, ``ending.no_reason``,
                ``life.…`` where the ground does not fit what is awaited.
        """
        condition = _GROUND_CONDITIONS.get(stopping.ground)
        if condition is None or stopping.ground not in codes_of("stop_reasons"):
            raise Problem("ending.unknown_ground")
        signer = said(stopping.signer, "ending.no_signer")
        details = said(stopping.details, "ending.no_reason")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            step = self.scribe.step(
                tx, user, dossier, Status.STOPPED, Actor.UNIT, {condition}, now,
                say("stop_reasons", stopping.ground),
            )  # fmt: skip
            number = self.scribe.number(tx, "05", now)
            notice = StopNotice(
                heading=self.scribe.heading(now, "stop_notice", number),
                subject=subject_of(dossier),
                received_at=dossier.received_at,
                ground=say("stop_reasons", stopping.ground),
                details=details,
                papers_back=self._papers_back(dossier),
                signer=signer,
            )
            self.scribe.issue(tx, user, dossier_id, "05", number, notice, now)
            self._close(tx, user, dossier, step, "dossier.stopped", now)
            return view_of(tx, dossier_id), notice

    @needs(Act.CORRECT)
    def correct(self, user: User, dossier_id: str, target: int, reason: str) -> DossierView:
        """Set a wrong status right by a new event; history keeps both.

        Raises:
            Problem: ``ending.no_reason``, ``ending.not_correctable``.
        """
        reason = said(reason, "ending.no_reason")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            # The guard saw a supervisor: the one who sits here, or the one who stands by.
            if not may_correct(dossier.status, target, Role.SUPERVISOR, reason):
                raise Problem("ending.not_correctable", code=dossier.code)
            (step,) = self.scribe.append(tx, user, dossier, (target,), now, reason)
            if dossier.status == Status.RETURNED:
                changes.not_returned(tx, dossier_id)
            corrected = Corrected(dossier.status, target, reason)
            self.scribe.fact(tx, user, dossier_id, corrected, now)
            self.scribe.tell(
                tx, user, dossier, EventType.CORRECTED, now, (step,), was=dossier.status
            )
            self.scribe.audit(
                tx, user, "dossier.corrected", dossier_id, now, was=dossier.status, now_is=target
            )
            return view_of(tx, dossier_id)

    def _refuse(
        self,
        user: User,
        dossier_id: str,
        reasons: Sequence[str],
        target: Status,
        actor: Actor,
        condition: str,
    ) -> tuple[DossierView, Refusal]:
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if target is Status.FINISHED and now > dossier.due:
                raise Problem("ending.refusal_too_late", code=dossier.code)
            step = self.scribe.step(
                tx, user, dossier, target, actor, {condition}, now, "; ".join(reasons)
            )
            submitter = dossier.submitter or dossier.owner
            form = form_for("refusal", self._back_end(dossier))
            about = About(dossier_id, subject_of(dossier), submitter.full_name, form)
            refusal = self._refusal(tx, user, about, reasons, now)
            self._close(tx, user, dossier, step, "dossier.refused", now)
            return view_of(tx, dossier_id), refusal

    def _refusal(
        self,
        tx: Tx,
        user: User,
        about: About,
        reasons: Sequence[str],
        now: datetime,
    ) -> Refusal:
        given = tuple(one.strip() for one in reasons if one.strip())
        if not given:
            raise Problem("ending.no_reason")
        number = self.scribe.number(tx, "03", now)
        refusal = Refusal(
            heading=self.scribe.heading(now, about.form, number),
            subject=about.subject,
            reasons=given,
            submitter=about.submitter,
            clerk=user.name,
        )
        self.scribe.issue(tx, user, about.id, "03", number, refusal, now)
        return refusal

    def _close(
        self, tx: Tx, user: User, dossier: Dossier, step: StatusEvent, act: str, now: datetime
    ) -> None:
        self.scribe.tell(tx, user, dossier, EventType.STATUS_CHANGED, now, (step,))
        self.scribe.audit(tx, user, act, dossier.id, now)

    def _back_end(self, dossier: Dossier) -> str:
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        return version.back_end if version else ""

    def _decider(self, dossier: Dossier) -> Actor:
        return Actor.CLERK if dossier.status == Status.RECEIVED else Actor.UNIT

    def _immediate(self, dossier: Dossier) -> tuple[str, ...]:
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        return ("immediate_procedure",) if version is not None and version.immediate else ()

    def _papers_back(self, dossier: Dossier) -> tuple[ReceiptLine, ...]:
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        names = {one.code: one for one in version.components} if version else {}
        return tuple(
            ReceiptLine(names[line.code].name, copy_kind_words(line.copy_kind), line.count)
            for line in dossier.components
            if line.presented
            and line.copy_kind is not CopyKind.ELECTRONIC
            and line.code in names
            and not names[line.code].presented_only
        )
