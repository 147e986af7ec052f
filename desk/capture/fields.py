"""Values read from papers under the clerk's eyes: proposed, confirmed, put off, owed, offered.

Nothing counts before a person confirmed it (decision 27, rules §14.17): until then a value leaves
this desk in no event and fills no form.  Both values stay, the machine's and the person's; the
audit line names neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk.capture.field_reading import FieldReading
from desk.clock import Clock
from models.eform import OfferedValue
from models.fields import DocumentType, FieldTemplate, document_type
from models.people_forms import people_form
from models.problems import Problem
from models.reading import Box, ConfirmedField, FieldProposal
from models.role import Act, User, needs
from models.store import audit, drafts, field_values
from models.store.engine import Store, Tx
from models.store.field_values import Debt, ReadField, ReadPaper
from models.text import tidy

Crop = Callable[[str, Box, int], bytes]
"""(page id, box, width in pixels): a PNG of a part of the page as it is shown."""

_LONGEST = 500
_MARGIN = 0.45
"""How much of a line's height is shown around a value."""
_WIDEST_MARGIN = 18


@dataclass(frozen=True, slots=True)
class PaperField:
    """One field of a paper as the clerk sees it."""

    template: FieldTemplate
    proposal: FieldProposal | None
    """None where the machine found nothing."""
    confirmed: ConfirmedField | None

    @property
    def value(self) -> str:
        """What counts, or would count."""
        if self.confirmed is not None:
            return self.confirmed.value
        return self.proposal.value if self.proposal else ""

    @property
    def owed(self) -> bool:
        """Whether a proposal waits for a person."""
        return self.confirmed is None and self.proposal is not None


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A component's paper with all fields of its kind, those not found too."""

    subject: str
    component_code: str
    document: DocumentType
    fields: tuple[PaperField, ...]
    deferred_at: datetime | None = None

    @property
    def owed(self) -> int:
        """How many proposals wait for a person."""
        return sum(one.owed for one in self.fields)


@dataclass(frozen=True, slots=True)
class Fields:
    """The values on captured papers. A subject is a draft's or a dossier's id."""

    store: Store
    reading: FieldReading
    crop_page: Crop
    clock: Clock

    @needs(Act.RECEIVE)
    def papers(self, user: User, subject: str) -> tuple[PaperRead, ...]:  # noqa: ARG002
        """The papers whose values were read, those of a dossier's supplements too."""
        with self.store.reading() as tx:
            return tuple(
                _whole(tx, one)
                for of in field_values.subjects_of(tx, subject)
                for one in field_values.papers(tx, of)
                if document_type(one.document_type) is not None
            )

    @needs(Act.RECEIVE)
    def name_kind(
        self, user: User, subject: str, component_code: str, kind: str
    ) -> PaperRead | None:
        """Say which kind of paper a component is; its pages are searched again.

        Raises Problem fields.unknown_kind. None where no page has a text yet.
        """
        if document_type(kind) is None:
            raise Problem("fields.unknown_kind")
        self.reading.read(subject, component_code, kind)
        with self.store.writing() as tx:
            found = field_values.paper(tx, subject, component_code)
            if found is None:
                return None
            audit.append(
                tx, "fields.kind_named", user.login, self.clock(), subject,
                {"component": component_code, "kind": kind},
            )  # fmt: skip
            return _whole(tx, found)

    @needs(Act.RECEIVE)
    def confirm(
        self, user: User, subject: str, component_code: str, name: str, value: str
    ) -> ConfirmedField:
        """Say what a field's value is; an empty value says that the paper has none.

        Raises Problem fields.unknown_paper, fields.unknown_field, fields.too_long.
        """
        value = tidy(value)
        if len(value) > _LONGEST:
            raise Problem("fields.too_long", limit=_LONGEST)
        with self.store.writing() as tx:
            paper, kind = _known(tx, subject, component_code)
            if kind.field_named(name) is None:
                raise Problem("fields.unknown_field")
            now = self.clock()
            field_values.confirm(tx, paper, name, value, user.login, now)
            kept = _named(tx, paper, name)
            self._audit(tx, user, "fields.confirmed", paper, now, name, kept)
        if kept.confirmed is None:  # written a moment ago
            raise Problem("fields.unknown_field")
        return kept.confirmed

    @needs(Act.RECEIVE)
    def confirm_sound(self, user: User, subject: str, component_code: str) -> int:
        """Confirm every proposal nothing speaks against, as it stands; how many they were.

        Raises Problem fields.unknown_paper.
        """
        with self.store.writing() as tx:
            paper, _ = _known(tx, subject, component_code)
            now = self.clock()
            sound = [
                one.proposal
                for one in field_values.fields(tx, subject, component_code)
                if one.confirmed is None and not one.proposal.doubts
            ]
            for one in sound:
                field_values.confirm(tx, paper, one.name, one.value, user.login, now)
                kept = _named(tx, paper, one.name)
                self._audit(tx, user, "fields.confirmed", paper, now, one.name, kept)
        return len(sound)

    @needs(Act.RECEIVE)
    def later(self, user: User, subject: str, component_code: str) -> int:
        """Xác nhận sau: what is not confirmed stays owed, and how much that is.

        Raises Problem fields.unknown_paper.
        """
        with self.store.writing() as tx:
            paper, _ = _known(tx, subject, component_code)
            left = field_values.owed(tx, subject, component_code)
            if left:
                now = self.clock()
                field_values.put_off(tx, subject, component_code, user.login, now)
                audit.append(
                    tx, "fields.put_off", user.login, now, subject,
                    {"component": paper.component_code, "fields": left},
                )  # fmt: skip
        return left

    @needs(Act.RECEIVE)
    def debts(self, user: User) -> tuple[Debt, ...]:  # noqa: ARG002 - for the guard
        """Received dossiers with values nobody confirmed, the oldest first."""
        with self.store.reading() as tx:
            return field_values.debts(tx)

    @needs(Act.RECEIVE)
    def picture(
        self,
        user: User,  # noqa: ARG002 - for the guard
        subject: str,
        component_code: str,
        name: str,
        width_px: int,
    ) -> bytes | None:
        """A PNG of the place a value was read from; None where no machine found it.

        Raises Problem capture.page_unreadable, and what the capture room raises for a lost page.
        """
        with self.store.reading() as tx:
            found = [
                one
                for one in field_values.fields(tx, subject, component_code)
                if one.proposal.name == name and one.page_id
            ]
        if not found:
            return None
        return self.crop_page(found[0].page_id, _with_margin(found[0].proposal.box), width_px)

    @needs(Act.RECEIVE)
    def offers(self, user: User, draft_id: str) -> tuple[OfferedValue, ...]:  # noqa: ARG002
        """Confirmed values the draft's form has a field for: only offered, never filled in.

        The first paper that has a value for a field counts.
        """
        with self.store.reading() as tx:
            draft = drafts.get(tx, draft_id)
            form = people_form(draft.procedure_code) if draft and draft.procedure_code else None
            if form is None:
                return ()
            papers = [
                _whole(tx, one)
                for one in field_values.papers(tx, draft_id)
                if document_type(one.document_type) is not None
            ]
        wanted = {f"{role.role}.{field.name}" for role in form.roles for field in role.fields}
        wanted |= {f"form.{field.name}" for field in form.fields}
        found: dict[str, OfferedValue] = {}
        for paper in papers:
            for one in paper.fields:
                fills = one.template.fills
                if fills in wanted and one.confirmed is not None and one.confirmed.value:
                    found.setdefault(fills, _offer(paper, fills, one.confirmed.value))
        return tuple(found.values())

    def _audit(
        self, tx: Tx, user: User, act: str, paper: ReadPaper, now: datetime, name: str,
        kept: ReadField,
    ) -> None:  # fmt: skip
        """Who confirmed which field, and whether the machine had it right; no values."""
        said, read = kept.confirmed, kept.proposal.value
        changed = said is not None and said.value != read
        audit.append(
            tx, act, user.login, now, paper.subject,
            {"component": paper.component_code, "field": name, "changed": int(changed)},
        )  # fmt: skip


def _known(tx: Tx, subject: str, component_code: str) -> tuple[ReadPaper, DocumentType]:
    paper = field_values.paper(tx, subject, component_code)
    kind = document_type(paper.document_type) if paper else None
    if paper is None or kind is None:
        raise Problem("fields.unknown_paper")
    return paper, kind


def _named(tx: Tx, paper: ReadPaper, name: str) -> ReadField:
    every = field_values.fields(tx, paper.subject, paper.component_code)
    return next(one for one in every if one.proposal.name == name)


def _whole(tx: Tx, paper: ReadPaper) -> PaperRead:
    kind = document_type(paper.document_type)
    assert kind is not None  # noqa: S101 - callers looked it up
    found = {
        one.proposal.name: one
        for one in field_values.fields(tx, paper.subject, paper.component_code)
    }
    fields = tuple(_field(template, found.get(template.name)) for template in kind.every)
    return PaperRead(paper.subject, paper.component_code, kind, fields, paper.deferred_at)


def _field(template: FieldTemplate, read: ReadField | None) -> PaperField:
    if read is None:
        return PaperField(template, None, None)
    return PaperField(template, read.proposal if read.page_id else None, read.confirmed)


def _offer(paper: PaperRead, fills: str, value: str) -> OfferedValue:
    role, _, field = fills.partition(".")
    return OfferedValue("" if role == "form" else role, field, value, paper.component_code,
                 paper.document.code)  # fmt: skip


def _with_margin(box: Box) -> Box:
    margin = min(_WIDEST_MARGIN, round(_MARGIN * (box.bottom - box.top)))
    return Box(
        max(0, box.left - margin), max(0, box.top - margin), box.right + margin, box.bottom + margin
    )
