"""A dossier lodged online is accepted, sent back for papers, refused, or sent on (rules §5.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desk.events import Received
from desk.reception.acceptance import Acceptance
from desk.reception.endings import Endings
from desk.reception.lookup import DossierView
from desk.reception.online_inbox import Portal, needed, packet_of
from desk.reception.online_others import held_by_us
from desk.reception.scribe import Scribe, said
from desk.reception.supplements import Asking, Supplements
from models.dossier import Channel, ComponentLine, Draft, OnlineOrigin, Status
from models.messages import EventType
from models.online import (
    Decision,
    OnlineDecided,
    OnlineDossier,
    OnlineElsewhere,
    OnlineHolding,
)
from models.papers.notices import Refusal, SupplementNotice
from models.plain import to_plain
from models.problems import Kind, Problem
from models.procedure import Component, CopyKind
from models.role import Act, User, needs
from models.store import dossiers, drafts
from models.store.engine import Tx
from models.text import fold

_IDENTITY = "giay to tuy than"
_Attach = Callable[[str, str, bytes], object]
"""(draft, component, file): capture's import."""


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

        It is reserved for this desk first, where the portal reserves. One that was supplemented
        becomes a draft of the supplement. Opened twice, it is the same; files that did not come
        the first time are fetched then. To be called where a line may be waited for.

        Raises:
            Problem: ``online.unknown``, ``online.held_elsewhere``, ``online.not_held``,
                ``intake.no_procedure``, ``online.file_missing`` …
        """
        self._hold(user, waiting_id)
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
            dossier = dossiers.get(tx, waiting_id)
            known = drafts.get(tx, waiting_id)
        if dossier is not None and dossier.status == Status.SUPPLEMENT_REQUESTED:
            return self._supplement(user, waiting_id, packet)
        if known is not None:
            self._attach_files(known.id, packet, {line.code for line in known.components})
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
            Problem: ``online.unknown``, ``online.hold_passed``, ``online.decided_elsewhere``;
                what `Acceptance.receive` raises.
        """
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, draft.id)
            if self.portal is not None and self.portal.reserves:
                held_by_us(tx, draft.id, packet.version, self.scribe.clock())
        decided = OnlineDecided(Decision.ACCEPTED, packet.version)

        def mark(tx: Tx) -> None:
            self.scribe.fact(tx, user, draft.id, decided, self.scribe.clock())

        return self.acceptance.receive(user, draft, mark)

    @needs(Act.PROCESS)
    def accept_supplement(self, user: User, waiting_id: str, draft: Draft) -> DossierView:
        """Take what was supplemented online. Raises what `open` and `Supplements.received` do."""
        self._hold(user, waiting_id)
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
            Problem: ``online.unknown``; as `open` and `Supplements.request`.
        """
        self._hold(user, waiting_id)
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
        """Mẫu 03: 1 → 3, final. Raises Problem as `open`; ``ending.no_reason``."""
        self._hold(user, waiting_id)
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
        self._hold(user, waiting_id)
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
        decided = OnlineDecided(Decision.REDIRECTED, packet.version, reason, agency)
        self._decided(user, waiting_id, decided)

    @needs(Act.RECEIVE)
    def leave(self, user: User, waiting_id: str) -> None:
        """Let other desks have what was opened here; the draft stays as it is.

        Raises:
            Problem: ``online.unknown``; the portal's, while there is no line.
        """
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
        needed(self.portal).let_go(packet.code, packet.version)
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            self.scribe.fact(tx, user, waiting_id, OnlineHolding(packet.version, now), now)
            self.scribe.audit(tx, user, "online.left", waiting_id, now)

    def _hold(self, user: User, waiting_id: str) -> None:
        """Reserve it anew, or go on with what is held while there is no line."""
        portal, now = self.portal, self.scribe.clock()
        if portal is None or not portal.reserves:
            return
        with self.scribe.store.reading() as tx:
            packet = packet_of(tx, waiting_id)
        try:
            held = portal.hold(packet.code, packet.version)
        except Problem as problem:
            if problem.code == "online.decided_elsewhere":
                self._note_decided(user, waiting_id, packet.version)
            if problem.kind is not Kind.DEVICE_OR_LINE:
                raise
            try:
                with self.scribe.store.reading() as tx:
                    held_by_us(tx, waiting_id, packet.version, now)
            except Problem as passed:
                raise Problem("online.not_held", Kind.DEVICE_OR_LINE) from passed
            return
        if held is not None:
            with self.scribe.store.writing() as tx:
                self.scribe.fact(tx, user, waiting_id, held, now)
                self.scribe.audit(tx, user, "online.held", waiting_id, now)

    def _note_decided(self, user: User, waiting_id: str, version: int) -> None:
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            self.scribe.fact(tx, user, waiting_id, OnlineElsewhere(version, ""), now)

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
        lodger = packet.submitter or packet.owner
        shown = {one.code for one in published.values() if lodger.number and _shown_by_account(one)}
        lines = tuple(
            _electronic(line, published[line.code]) if line.code in sent | shown else line
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
        """Fetch and attach what is not there yet, a paper whole or not at all."""
        with self.scribe.store.reading() as tx:
            there = {one.component_code for one in drafts.pages(tx, draft_id)}
        portal = needed(self.portal)
        for code in dict.fromkeys(one.component_code for one in packet.files):
            if code in wanted - there:
                files = [portal.content(one) for one in packet.files if one.component_code == code]
                for content in files:
                    self.attach(draft_id, code, content)

    def _decided(self, user: User, subject: str, decided: OnlineDecided) -> None:
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            self.scribe.fact(tx, user, subject, decided, now)
            self.scribe.audit(
                tx, user, "online.decided", subject, now, decision=decided.decision.value
            )


def _shown_by_account(component: Component) -> bool:
    """An identity paper that is only shown: who lodges signs in with it (NĐ 45/2020, NĐ 310/2026).

    The portal names the account's number; what is not identity nobody showed.
    """
    return (
        component.presented_only
        and component.required
        and CopyKind.ELECTRONIC in component.copy_kinds
        and _IDENTITY in fold(component.name)
    )


def _electronic(line: ComponentLine, component: Component) -> ComponentLine:
    kinds = component.copy_kinds
    kind = CopyKind.ELECTRONIC if CopyKind.ELECTRONIC in kinds else kinds[0]
    return replace(line, presented=True, copy_kind=kind)
