"""A dossier lodged online is accepted, sent back for papers, refused, or sent on (rules §5.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk.events import Received
from desk.reception.acceptance import Acceptance
from desk.reception.endings import Endings
from desk.reception.lookup import DossierView
from desk.reception.online_inbox import Portal, needed, packet_of
from desk.reception.scribe import Scribe, said
from desk.reception.supplements import Asking, Supplements
from models.dossier import Channel, ComponentLine, Draft, OnlineOrigin, Status
from models.messages import EventType
from models.online import Decision, OnlineDecided, OnlineDossier
from models.papers.notices import Refusal, SupplementNotice
from models.plain import to_plain
from models.procedure import Component, CopyKind
from models.role import Act, User, needs
from models.store import dossiers, drafts
from models.store.engine import Tx

_Attach = Callable[[str, str, Sequence[Path]], object]
"""(draft, component, files): capture's import."""


@dataclass(frozen=True, slots=True)
class Online:
    """The desk's answers to the list of `OnlineInbox`."""

    scribe: Scribe
    acceptance: Acceptance
    supplements: Supplements
    endings: Endings
    portal: Portal | None
    attach: _Attach

    @needs(Act.RECEIVE)
    def open(self, user: User, waiting_id: str) -> Draft:
        """The packet as a draft: form and papers filled, files attached beside it.

        One that was supplemented becomes a draft of the supplement. Opened twice, it is the same.

        Raises:
            Problem: ``online.unknown``, ``intake.no_procedure``, ``online.file_missing`` …
        """
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
            dossier = dossiers.get(tx, waiting_id)
            known = drafts.get(tx, waiting_id)
        if dossier is not None and dossier.status == Status.SUPPLEMENT_REQUESTED:
            return self._supplement(user, waiting_id, packet)
        if known is not None:
            return known
        draft = self._draft(user, waiting_id, packet)
        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, self.scribe.clock())
        self._attach_files(draft.id, packet, {line.code for line in draft.components})
        return draft

    @needs(Act.RECEIVE)
    def accept(self, user: User, draft: Draft) -> Received:
        """Receive the draft `open` gave: timeline 1 → 2, the portal's code is the dossier's.

        Raises:
            Problem: ``online.unknown``; what `Acceptance.receive` raises.
        """
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, draft.id)
        decided = OnlineDecided(Decision.ACCEPTED, packet.version)

        def mark(tx: Tx) -> None:
            self.scribe.fact(tx, user, draft.id, decided, self.scribe.clock())

        return self.acceptance.receive(user, draft, mark)

    @needs(Act.PROCESS)
    def accept_supplement(self, user: User, waiting_id: str, draft: Draft) -> DossierView:
        """Take what was supplemented online. Raises what `Supplements.received` raises."""
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
        view = self.supplements.received(user, draft)
        self._decided(user, waiting_id, OnlineDecided(Decision.ACCEPTED, packet.version))
        return view

    @needs(Act.PROCESS)
    def ask_supplement(
        self, user: User, waiting_id: str, asking: Asking
    ) -> tuple[DossierView, SupplementNotice]:
        """One complete Mẫu 02: 1 → 5, no limit runs yet.

        Raises:
            Problem: ``online.unknown``; as `Supplements.request`.
        """
        packet = self._registered(user, waiting_id)
        view, notice = self.supplements.request(user, waiting_id, asking)
        self._decided(
            user, waiting_id,
            OnlineDecided(
                Decision.SUPPLEMENT, packet.version, asking.reason,
                paper_number=notice.heading.number,
            ),
        )  # fmt: skip
        return view, notice

    @needs(Act.PROCESS)
    def refuse(
        self, user: User, waiting_id: str, reasons: Sequence[str]
    ) -> tuple[DossierView, Refusal]:
        """Mẫu 03: 1 → 3, final. Raises Problem ``online.unknown``, ``ending.no_reason``."""
        packet = self._registered(user, waiting_id)
        view, refusal = self.endings.refuse(user, waiting_id, reasons)
        self._decided(
            user, waiting_id,
            OnlineDecided(
                Decision.REFUSED, packet.version, "; ".join(reasons),
                paper_number=refusal.heading.number,
            ),
        )  # fmt: skip
        return view, refusal

    @needs(Act.PROCESS)
    def redirect(self, user: User, waiting_id: str, agency: str, reason: str) -> None:
        """Not ours: the portal sends it to the right agency; nothing is received here.

        Raises:
            Problem: ``online.unknown``, ``agency.no_name``, ``ending.no_reason``.
        """
        agency, reason = said(agency, "agency.no_name"), said(reason, "ending.no_reason")
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
        decided = OnlineDecided(Decision.REDIRECTED, packet.version, reason, agency)
        self._decided(user, waiting_id, decided)

    def _draft(self, user: User, waiting_id: str, packet: OnlineDossier) -> Draft:
        begun = Draft(
            id=waiting_id,
            clerk=user.login,
            started_at=self.scribe.clock(),
            owner=packet.owner,
            submitter=packet.submitter,
            form=packet.form,
            channel=Channel.ONLINE,
            online=OnlineOrigin(packet.code, packet.portal, packet.lodged_at),
        )
        chosen = self.acceptance.intake.choose(user, begun, packet.procedure_code)
        procedure = self.acceptance.intake.procedure(user, packet.procedure_code)
        published = {one.code: one for one in procedure.components} if procedure else {}
        sent = {one.component_code for one in packet.files}
        lines = tuple(
            _electronic(line, published[line.code]) if line.code in sent else line
            for line in chosen.components
        )
        return replace(chosen, components=lines)

    def _registered(self, user: User, waiting_id: str) -> OnlineDossier:
        """Make the dossier with status 1, so that a request or a refusal has one to stand on."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
            if dossiers.get(tx, waiting_id) is not None:
                return packet
            draft = drafts.get(tx, waiting_id)
        draft = draft or self._draft(user, waiting_id, packet)
        dossier, receipt = self.acceptance.registered(user, draft)
        with self.scribe.store.writing() as tx:
            dossiers.add(tx, dossier, receipt)
            (step,) = self.scribe.append(
                tx, user, replace(dossier, version=0), (Status.REGISTERED,), packet.lodged_at
            )
            body = to_plain(dossier)
            self.scribe.tell(tx, user, dossier, EventType.DOSSIER_RECEIVED, now, (step,), **body)
            self.scribe.audit(tx, user, "online.registered", waiting_id, now)
            drafts.delete(tx, waiting_id)
        return packet

    def _supplement(self, user: User, dossier_id: str, packet: OnlineDossier) -> Draft:
        draft = self.supplements.begin(user, dossier_id)
        sent = {one.component_code for one in packet.files}
        lines = tuple(replace(line, presented=line.code in sent) for line in draft.components)
        draft = replace(draft, components=lines)
        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, self.scribe.clock())
        self._attach_files(draft.id, packet, {line.code for line in draft.components})
        return draft

    def _attach_files(self, draft_id: str, packet: OnlineDossier, wanted: set[str]) -> None:
        for code in dict.fromkeys(one.component_code for one in packet.files):
            if code in wanted:
                paths = [
                    needed(self.portal).file(one)
                    for one in packet.files
                    if one.component_code == code
                ]
                self.attach(draft_id, code, paths)

    def _decided(self, user: User, subject: str, decided: OnlineDecided) -> None:
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            self.scribe.fact(tx, user, subject, decided, now)
            self.scribe.audit(
                tx, user, "online.decided", subject, now, decision=decided.decision.value
            )


def _electronic(line: ComponentLine, component: Component) -> ComponentLine:
    kinds = component.copy_kinds
    kind = CopyKind.ELECTRONIC if CopyKind.ELECTRONIC in kinds else kinds[0]
    return replace(line, presented=True, copy_kind=kind)
