"""Intake: a draft grows from the first key to the moment it can be accepted.

A draft is saved after every pause in typing.  What it would become – limit, appointment, fee, what
is still missing – is computed from it on every look and never stored with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.clock import Clock
from desk.identifiers import NewId
from models.catalogue import Catalogue
from models.citizen import Citizen
from models.deadline import Deadline
from models.dossier import Channel, ComponentLine, Draft, LookupOutcome
from models.money import dong, fee_due, fee_words
from models.people_forms import people_form, people_missing
from models.problems import Problem
from models.procedure import (
    CASE_FIELD,
    Component,
    Fee,
    Limit,
    LodgingChannel,
    PaperReason,
    Procedure,
)
from models.role import Act, User, needs
from models.store import audit, blobs, dossiers, drafts
from models.store.engine import Store
from models.vocabulary import limit_words, say

_CHANNELS = {
    Channel.DIRECT: LodgingChannel.DIRECT,
    Channel.ONLINE: LodgingChannel.ONLINE,
    Channel.POST: LodgingChannel.POST,
}

Deadlines = Callable[[datetime, Limit], Deadline]
"""The office's counting: calendar, hours and method are already in it."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the draft would become if it were accepted now."""

    procedure: Procedure | None
    limit_text: str
    deadline: Deadline | None
    due_note: str
    """«dự kiến» where a year's calendar is not official yet, or another agency decides."""
    fee_text: str
    fee_dong: int | None
    """None where pages decide, or nobody confirmed the amount."""
    slip_required: bool
    missing: tuple[str, ...]
    """Required papers not presented, by name."""
    problems: tuple[Problem, ...]
    """What still stops acceptance, the first thing to do first."""
    people_missing: tuple[str, ...] = ()
    """Persons and fields the procedure's own form still lacks, in words; they stop nothing."""

    @property
    def due(self) -> datetime | None:
        """The appointment; None while no procedure is chosen."""
        return self.deadline.due if self.deadline else None


@dataclass(frozen=True, slots=True)
class Intake:
    """The acts before F9."""

    store: Store
    catalogue: Catalogue
    deadlines: Deadlines
    clock: Clock
    new_id: NewId

    @needs(Act.RECEIVE)
    def begin(self, user: User) -> Draft:
        """An empty draft; it reaches the store with its first saved key."""
        return Draft(id=self.new_id(), clerk=user.login, started_at=self.clock())

    @needs(Act.RECEIVE)
    def save(self, user: User, draft: Draft) -> None:
        """Keep the draft as it stands.

        Raises:
            Problem: ``intake.already_received`` when the draft has become a dossier meanwhile.
        """
        with self.store.writing() as tx:
            if dossiers.get(tx, draft.id) is not None:
                raise Problem("intake.already_received")
            drafts.save(tx, draft, self.clock())

    @needs(Act.RECEIVE)
    def hold(self, user: User, draft: Draft) -> Draft:
        """Put the draft aside (F8)."""
        held = replace(draft, held=True)
        self.save(user, held)
        return held

    @needs(Act.RECEIVE)
    def open_drafts(self, user: User) -> tuple[Draft, ...]:
        """This clerk's drafts, newest first."""
        with self.store.reading() as tx:
            return drafts.open_drafts(tx, user.login)

    @needs(Act.RECEIVE)
    def discard(self, user: User, draft_id: str) -> None:
        """Throw a draft away, pages included; that it happened is recorded."""
        with self.store.writing() as tx:
            for sha256 in drafts.delete(tx, draft_id):
                blobs.drop_unless_referred(tx, sha256)
            audit.append(tx, "draft.discarded", user.login, self.clock(), draft_id)

    @needs(Act.RECEIVE)
    def search_procedures(self, user: User, text: str, limit: int = 20) -> tuple[Procedure, ...]:
        """Procedures by name without diacritics, by people's own words, or by code."""
        return self.catalogue.search(text, self.clock().date(), limit)

    @needs(Act.RECEIVE)
    def procedure(self, user: User, code: str) -> Procedure | None:
        """The version in force today."""
        return self.catalogue.current(code, self.clock().date())

    @needs(Act.RECEIVE)
    def choose(self, user: User, draft: Draft, procedure_code: str) -> Draft:
        """Set the procedure; the checklist starts anew unless it is the same one.

        Raises:
            Problem: ``intake.no_procedure`` for a code that is not in force today.
        """
        procedure = self.catalogue.current(procedure_code, self.clock().date())
        if procedure is None:
            raise Problem("intake.no_procedure")
        if draft.procedure_code == procedure.code:
            return draft
        return replace(
            draft,
            procedure_code=procedure.code,
            procedure_version=procedure.version,
            components=tuple(
                ComponentLine(one.code, copy_kind=one.copy_kinds[0], count=one.count)
                for one in procedure.components
            ),
            form={name: said for name, said in draft.form.items() if name != CASE_FIELD},
        )

    @needs(Act.RECEIVE)
    def known_person(self, user: User, number: str) -> Citizen | None:
        """The person of an earlier visit here, for phone and e-mail; that is on record."""
        with self.store.reading() as tx:
            found = dossiers.latest_of_person(tx, number)
        if found is None:
            return None
        dossier_id, person = found
        with self.store.writing() as tx:
            audit.append(tx, "person.recalled", user.login, self.clock(), dossier_id)
        return person

    @needs(Act.RECEIVE)
    def prospect(self, user: User, draft: Draft) -> Prospect:
        """What the draft would become now. Reads nothing and changes nothing."""
        now = self.clock() if draft.late_entry is None else draft.late_entry.received_at
        procedure = (
            self.catalogue.current(draft.procedure_code, now.date())
            if draft.procedure_code
            else None
        )
        limit = procedure.limit_in(draft.form.get(CASE_FIELD, "")) if procedure else None
        if draft.agreed is not None:
            limit = draft.agreed.limit
        deadline = self.deadlines(now, limit) if limit else None
        expected = deadline is not None and (deadline.is_provisional or draft.competent_agency)
        fees = procedure.fees if procedure else ()
        return Prospect(
            procedure=procedure,
            limit_text=limit_words(limit) if limit else "",
            deadline=deadline,
            due_note="dự kiến" if expected else "",
            fee_text=_fee_words(draft, fees) if procedure else "",
            fee_dong=fee_due(fees) if draft.fee_dong is None else draft.fee_dong,
            slip_required=_slip_required(procedure, deadline) and not _has_slip(draft),
            missing=tuple(one.name for one in _missing(draft, procedure)),
            problems=(
                *_problems(draft, procedure),
                *_agreed_problems(draft, procedure),
                *_late_problems(draft, self.clock()),
                *_online_problems(draft),
            ),
            people_missing=(*people_missing(draft), *_roles_missing(draft, procedure)),
        )


def paper_reason(line: ComponentLine) -> PaperReason | None:
    """Why paper was taken: chosen by the clerk, or what the recorded look-up brought."""
    if line.paper_reason is not None or line.lookup is None:
        return line.paper_reason
    if line.lookup.outcome is LookupOutcome.FOUND:
        return None
    return PaperReason(line.lookup.outcome.value)


def _slip_required(procedure: Procedure | None, deadline: Deadline | None) -> bool:
    """Mẫu 01 may be left out only where the answer is immediate (NĐ 61/2018 Điều 17.4).

    A same-day procedure received too late for today needs the slip (TT 01/2020 Điều 2).
    """
    if procedure is None or deadline is None or not procedure.immediate:
        return True
    return deadline.due.date() > deadline.received.date()


def _fee_words(draft: Draft, fees: Sequence[Fee]) -> str:
    return fee_words(fees) if draft.fee_dong is None else dong(draft.fee_dong)


def _has_slip(draft: Draft) -> bool:
    """Whether the person left with a blank receipt filled in by hand."""
    return draft.late_entry is not None and bool(draft.late_entry.paper_code)


def _late_problems(draft: Draft, now: datetime) -> list[Problem]:
    """Nhập bù needs an hour that is over and a reason the director will read."""
    if draft.late_entry is None:
        return []
    problems = []
    if draft.late_entry.received_at > now:
        problems.append(Problem("late_entry.in_the_future"))
    if not draft.late_entry.reason.strip():
        problems.append(Problem("late_entry.no_reason"))
    return problems


def _online_problems(draft: Draft) -> list[Problem]:
    """What was lodged online has a portal's code: only then is it told apart for ever."""
    if draft.channel is Channel.ONLINE and draft.online is None:
        return [Problem("online.code_needed")]
    return []


def _agreed_problems(draft: Draft, procedure: Procedure | None) -> list[Problem]:
    """A longer time needs a reason, and beyond what the law allows a paper both signed."""
    if draft.agreed is None or procedure is None:
        return []
    if not draft.agreed.reason.strip():
        return [Problem("intake.agreed_no_reason")]
    usual, wanted = procedure.extended_limit, draft.agreed.limit
    if usual is None or wanted.unit is not usual.unit or wanted.amount < 1:
        return [Problem("intake.not_extendable", code=procedure.code)]
    if wanted.amount > usual.amount and not draft.agreed.in_writing:
        return [Problem("intake.agreed_in_writing", most=usual.amount)]
    return []


def _roles_missing(draft: Draft, procedure: Procedure | None) -> tuple[str, ...]:
    """Persons the office's version asks for, where no form of its own asks already."""
    if procedure is None or people_form(procedure.code) is not None:
        return ()
    there = {one.role for one in draft.people}
    return tuple(
        say("person_roles", asked.role.value)
        for asked in procedure.roles
        if asked.required and asked.role not in there
    )


def _missing(draft: Draft, procedure: Procedure | None) -> tuple[Component, ...]:
    if procedure is None:
        return ()
    presented = {line.code for line in draft.components if line.presented}
    return tuple(
        one
        for one in procedure.components
        if one.required
        and not one.database
        and one.code not in presented
        and procedure.asks_for(one, draft.form.get(CASE_FIELD, ""))
    )


def _problems(draft: Draft, procedure: Procedure | None) -> list[Problem]:
    problems = []
    if draft.owner is None or not draft.owner.full_name.strip():
        problems.append(Problem("intake.no_person"))
    if procedure is None:
        return [*problems, Problem("intake.no_procedure")]
    if not procedure.complete or procedure.limit is None:
        problems.append(Problem("intake.procedure_incomplete", code=procedure.code))
    case = draft.form.get(CASE_FIELD, "")
    if case and all(one.name != case for one in procedure.cases):
        problems.append(Problem("intake.unknown_case", code=procedure.code))
    if _CHANNELS[draft.channel] not in procedure.channels:
        problems.append(Problem("intake.channel_closed", code=procedure.code))
    missing = _missing(draft, procedure)
    problems += [Problem("intake.missing_paper", name=one.name) for one in missing]
    published = {one.code: one for one in procedure.components}
    for line in draft.components:
        component = published.get(line.code)
        if component is None:
            problems.append(Problem("intake.unknown_component"))
        elif line.presented and component.database and paper_reason(line) is None:
            problems.append(Problem("intake.reason_needed", name=component.name))
    return problems
