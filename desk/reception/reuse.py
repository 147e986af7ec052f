"""Before scanning: papers already digitised for the same owner (QĐ 468/QĐ-TTg; rules §6.3–6.4).

Papers of the office's other counters are offered too, with what was confirmed of them; such a file
comes from the hub when it is taken, is checked, and lies here encrypted like every scan.

Reuse is only said where it happened: the dossier then names the earlier document itself, and no
page is scanned.  A scan made all the same wins, and the dossier says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.dossier import ComponentLine, Draft, ReusedPaper
from models.facts import Fact
from models.facts_life import Reused
from models.problems import Problem
from models.procedure import Component, CopyKind
from models.reuse import DigitisedPaper, Validity, paper_type, validity_of
from models.role import Act, User, needs
from models.store import drafts, facts
from models.store import reuse as papers
from models.store.blobs import Blobs, StoredBlob


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be taken instead of a scan."""

    component_code: str
    component_name: str
    paper: DigitisedPaper
    validity: Validity
    basis: str
    """The article that gives the paper its term; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """«Dùng lại giấy đã số hóa»."""

    scribe: Scribe
    catalogue: Catalogue
    blobs: Blobs
    fetch: Callable[[str], bytes] | None = None
    """Brings a content from the hub, by its hash; None where there is no hub."""
    _seen: set[tuple[str, str]] = field(default_factory=set)
    """(draft, dossier): what was audited as seen while this person sits here."""

    @needs(Act.RECEIVE)
    def offers(self, user: User, draft: Draft) -> tuple[Offer, ...]:
        """What was digitised for this owner and fits a paper of the procedure, newest first.

        Only a person's own number counts; a name alone never does. Seeing what another counter has
        is audited.
        """
        number = draft.owner.number if draft.owner else None
        components = self._components(draft)
        if not number or not components:
            return ()
        today = self.scribe.clock().date()
        with self.scribe.store.reading() as tx:
            known = papers.papers_of_owner(tx, number)
            if self.fetch is not None:
                known += papers.papers_elsewhere(tx, number)
        found = []
        for component in components:
            wanted = paper_type(component.name)
            if wanted is None:
                continue
            for paper in known:
                if paper_type(paper.title) == wanted and paper.dossier_id != draft.id:
                    state = validity_of(wanted, paper.digitised_on, today, paper.issued_on)
                    found.append(Offer(component.code, component.name, paper, state, wanted.basis))
        self._note_seen(user, draft, found)
        return tuple(found)

    @needs(Act.RECEIVE)
    def take(
        self,
        user: User,
        draft: Draft,
        offer: Offer,
        *,
        compared: bool = False,
        date_checked: bool = False,
    ) -> Draft:
        """Take the earlier document for its component; the draft is saved.

        `compared`: the original lies here now and agrees – needed of an unsigned working copy.
        `date_checked`: the clerk looked at the date of issue, where the paper has a term.

        Raises:
            Problem: ``reuse.unknown``, ``reuse.expired``, ``reuse.not_signed``,
                ``reuse.check_date``, ``reuse.scanned_already``; the line's, for another counter's
                paper, whose file is fetched now.
        """
        if offer not in self.offers(user, draft):
            raise Problem("reuse.unknown")
        if offer.validity is Validity.EXPIRED:
            raise Problem("reuse.expired", name=offer.component_name)
        if offer.validity is Validity.CHECK and not date_checked:
            raise Problem("reuse.check_date", name=offer.component_name)
        if not offer.paper.signed and not compared:
            raise Problem("reuse.not_signed", name=offer.component_name)
        brought = self._brought(offer.paper)
        now, paper = self.scribe.clock(), offer.paper
        taken = ReusedPaper(
            paper.dossier_id, paper.component_code, paper.title, paper.sha256, paper.size,
            paper.pages, paper.media_type, paper.pdfa, now, user.login, compared, paper.counter,
        )  # fmt: skip
        component = next(one for one in self._components(draft) if one.code == offer.component_code)
        with self.scribe.store.writing() as tx:
            if any(one.component_code == component.code for one in drafts.pages(tx, draft.id)):
                raise Problem("reuse.scanned_already", name=component.name)
            if brought is not None:
                self.blobs.record(tx, brought, now)
            draft = _with(draft, component, taken)
            drafts.save(tx, draft, now)
            self.scribe.audit(
                tx, user, "paper.reused", draft.id, now, component=component.code,
                source=paper.dossier_id, counter=paper.counter, fetched=int(brought is not None),
            )  # fmt: skip
        return draft

    @needs(Act.RECEIVE)
    def put_back(self, user: User, draft: Draft, component_code: str) -> Draft:
        """Do not take it after all: the paper is to be scanned."""
        left = [one.reused for one in draft.components if one.code == component_code]
        lines = tuple(
            replace(line, reused=None, presented=False) if line.code == component_code else line
            for line in draft.components
        )
        draft = replace(draft, components=lines)
        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, self.scribe.clock())
            for taken in left:
                if taken is not None and taken.counter:
                    self.blobs.drop(tx, taken.sha256)
        return draft

    @needs(Act.SEE_FIGURES)
    def reused(self, user: User, start: datetime, end: datetime) -> tuple[Fact[Reused], ...]:
        """What was reused in [start, end), newest first."""
        with self.scribe.store.reading() as tx:
            return facts.between(tx, Reused, start, end, 100_000)

    def _brought(self, paper: DigitisedPaper) -> StoredBlob | None:
        """Another counter's file, durable; None where it lies here or was this desk's own."""
        if not paper.counter or self.fetch is None:
            return None
        with self.scribe.store.reading() as tx:
            if papers.is_here(tx, paper.sha256):
                return None
        self.blobs.require_room()
        return self.blobs.put(self.fetch(paper.sha256))

    def _note_seen(self, user: User, draft: Draft, found: list[Offer]) -> None:
        elsewhere = {(draft.id, one.paper.dossier_id) for one in found if one.paper.counter}
        new = elsewhere - self._seen
        if not new:
            return
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            for _, dossier_id in sorted(new):
                self.scribe.audit(tx, user, "paper.seen_elsewhere", dossier_id, now, draft=draft.id)
        self._seen.update(new)

    def _components(self, draft: Draft) -> tuple[Component, ...]:
        today = self.scribe.clock().date()
        procedure = self.catalogue.current(draft.procedure_code or "", today)
        return procedure.components if procedure else ()


def _with(draft: Draft, component: Component, taken: ReusedPaper) -> Draft:
    """The line now says where the paper is; as an electronic copy where that kind is accepted."""
    kinds = component.copy_kinds

    def changed(line: ComponentLine) -> ComponentLine:
        kind = CopyKind.ELECTRONIC if CopyKind.ELECTRONIC in kinds else line.copy_kind
        return replace(line, presented=True, copy_kind=kind, reused=taken)

    return replace(
        draft,
        components=tuple(
            changed(line) if line.code == component.code else line for line in draft.components
        ),
    )
