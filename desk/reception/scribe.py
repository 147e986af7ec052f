"""How an act is written down: its steps, its facts, what the hub is told, the audit line.

Everything happens in the caller's transaction: an act is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.clock import Clock
from desk.identifiers import NewId
from desk.reception.acceptance import event_of
from desk.reception.lookup import view_of
from desk.settings import Settings
from models.dossier import CodeKind, Dossier, StatusEvent
from models.facts import Fact, IssuedPaper
from models.forms import form_texts
from models.lifecycle import Actor, Refusal, Transition, allowed
from models.messages import EventType
from models.papers.heading import Heading, Subject
from models.plain import to_plain
from models.problems import Problem
from models.role import User
from models.store import audit, books, dossiers, facts, outbox
from models.store.engine import Store, Tx
from models.vocabulary import say


@dataclass(frozen=True, slots=True)
class Scribe:
    """What every act of reception needs to be written down."""

    store: Store
    settings: Settings
    clock: Clock
    new_id: NewId

    def dossier(self, tx: Tx, dossier_id: str) -> Dossier:
        """A dossier of this desk as it stands. Raises what `view_of` raises."""
        return view_of(tx, dossier_id).dossier

    def step(
        self,
        tx: Tx,
        user: User,
        dossier: Dossier,
        target: int,
        actor: Actor,
        have: Collection[str],
        now: datetime,
        note: str = "",
    ) -> StatusEvent:
        """Take one step of the life-cycle.

        Raises:
            Problem: ``life.terminal``, ``life.no_such_step``, ``life.condition_missing`` …
        """
        check_step(dossier, target, actor, have)
        return self.append(tx, user, dossier, (target,), now, note)[0]

    def append(
        self,
        tx: Tx,
        user: User,
        dossier: Dossier,
        targets: Sequence[int],
        now: datetime,
        note: str = "",
    ) -> tuple[StatusEvent, ...]:
        """Write steps whose lawfulness the caller has checked."""
        steps = tuple(
            StatusEvent(
                self.new_id(),
                dossier.id,
                dossier.version + place,
                int(target),
                now,
                user.login,
                note,
            )
            for place, target in enumerate(targets, start=1)
        )
        for one in steps:
            dossiers.append_status(tx, one)
        return steps

    def fact(self, tx: Tx, user: User, subject: str, body: object, now: datetime) -> None:
        """Record one fact."""
        facts.append(tx, Fact(self.new_id(), subject, now, user.login, body))

    def tell(
        self,
        tx: Tx,
        user: User,
        dossier: Dossier,
        kind: EventType,
        now: datetime,
        steps: Iterable[StatusEvent] = (),
        files: tuple[str, ...] = (),
        **more: Any,
    ) -> None:
        """Queue what the hub must know of the act."""
        body = {"dossier_id": dossier.id, "status_events": to_plain(tuple(steps)), **more}
        event = event_of(
            kind,
            dossier,
            outbox.next_sequence(tx, dossier.id),
            body,
            now,
            event_id=self.new_id(),
            device_id=self.settings.device_id,
            user=user.login,
            files=files,
        )
        outbox.put(tx, event, now)

    def audit(
        self, tx: Tx, user: User, act: str, subject: str, now: datetime, **more: str | int
    ) -> None:
        """Add the audit line: identifiers and counts, never names."""
        audit.append(tx, act, user.login, now, subject, more)

    def number(self, tx: Tx, form: str, now: datetime) -> str:
        """The next number of a paper: consecutive in the year at this desk, which it names."""
        code = say("paper_numbers", form)
        count = books.next_number(tx, f"paper-{form}", now.year)
        return f"{count:02d}/{code}-{self.settings.desk}"

    def heading(self, now: datetime, form: str = "", number: str = "") -> Heading:
        """The head of a paper; `form` is a form's data name, empty for an office's own paper."""
        office = self.settings.office
        texts = form_texts(form, now.date()) if form else None
        return Heading(
            agency_upper=office.agency_upper,
            agency=office.agency,
            place=office.place,
            at=now,
            office=office.return_place,
            hotline=office.hotline,
            form_label=texts.label if texts else "",
            legal_basis=texts.legal_basis if texts else "",
            number=number,
            form=form,
        )

    def issue(
        self, tx: Tx, user: User, subject: str, form: str, number: str, paper: object, now: datetime
    ) -> None:
        """Keep a paper word for word, so that it can be printed again."""
        self.fact(tx, user, subject, IssuedPaper(form, number, to_plain(paper)), now)


def check_step(dossier: Dossier, target: int, actor: Actor, have: Collection[str]) -> Transition:
    """The table's row for a step; see `Scribe.step` for the problems."""
    answer = allowed(dossier.status, target, actor, have)
    if answer.transition is not None and answer.allowed:
        return answer.transition
    refusal = answer.refusal or Refusal.NO_SUCH_STEP
    raise Problem(
        f"life.{refusal.value}",
        code=dossier.code,
        source=say("statuses", dossier.status),
        target=say("statuses", target),
        missing=", ".join(answer.missing),
    )


def subject_of(dossier: Dossier) -> Subject:
    """Whose dossier a paper is about."""
    contact = dossier.submitter or dossier.owner
    return Subject(
        code=dossier.code,
        person=dossier.owner.full_name,
        procedure=dossier.procedure_name,
        provisional=dossier.code_kind is CodeKind.PROVISIONAL,
        identity_number=dossier.owner.number or "",
        address=dossier.owner.address,
        phone=contact.phone or dossier.owner.phone,
        email=contact.email or dossier.owner.email,
    )


def said(text: str, code: str, **what: str | int) -> str:
    """A text that must not be blank, trimmed. Raises the Problem `code` where it is."""
    if not text.strip():
        raise Problem(code, **what)
    return text.strip()
