"""Guidance only: what was explained at the counter is kept, even when no dossier follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.dossier import Draft
from models.facts import Fact, Guided
from models.papers.guidance import GuidanceSheet
from models.problems import Problem
from models.procedure import Component
from models.role import Act, User, needs
from models.store import facts


@dataclass(frozen=True, slots=True)
class GuidanceList:
    """The papers of a procedure as a list to take home: no name on it."""

    procedure_name: str
    papers: tuple[Component, ...]
    missing: tuple[Component, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """Explaining once and completely; the content stays here (NĐ 61/2018 Điều 15)."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.GUIDE)
    def guide(
        self, user: User, procedure_code: str, present: Sequence[str] = (), note: str = ""
    ) -> GuidanceList:
        """Record guidance and give the list to print; `present` are the papers the person has.

        Raises:
            Problem: ``guidance.no_procedure``, ``supplement.unpublished``.
        """
        now = self.scribe.clock()
        procedure = self.catalogue.current(procedure_code, now.date())
        if procedure is None:
            raise Problem("guidance.no_procedure")
        published = {one.code for one in procedure.components}
        if not set(present) <= published:
            raise Problem("supplement.unpublished")
        missing = tuple(
            one
            for one in procedure.components
            if one.required and not one.database and one.code not in present
        )
        guided = Guided(
            procedure.code,
            procedure.version,
            tuple(present),
            tuple(one.code for one in missing),
            note.strip(),
        )
        subject = self.scribe.new_id()
        with self.scribe.store.writing() as tx:
            self.scribe.fact(tx, user, subject, guided, now)
            self.scribe.audit(tx, user, "guidance.given", subject, now)
        return GuidanceList(procedure.name, procedure.components, missing, note.strip())

    @needs(Act.GUIDE)
    def guide_draft(self, user: User, draft: Draft, note: str = "") -> GuidanceList:
        """Guidance for a draft that will not become a dossier today; the draft stays.

        Raises:
            Problem: as `guide`.
        """
        present = [line.code for line in draft.components if line.presented]
        return self.guide(user, draft.procedure_code or "", present, note)

    @needs(Act.GUIDE)
    def sheet(self, user: User, procedure_code: str) -> GuidanceSheet:
        """The printed list of a procedure's papers. Raises Problem ``guidance.no_procedure``."""
        now = self.scribe.clock()
        procedure = self.catalogue.current(procedure_code, now.date())
        if procedure is None:
            raise Problem("guidance.no_procedure")
        return GuidanceSheet(self.scribe.heading(now), procedure)

    @needs(Act.SEE_TODAY)
    def given(self, user: User, start: datetime, end: datetime) -> tuple[Fact[Guided], ...]:
        """Guidance given in [start, end), newest first."""
        with self.scribe.store.reading() as tx:
            return facts.between(tx, Guided, start, end)
