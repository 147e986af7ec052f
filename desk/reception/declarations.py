"""Tờ khai printed from the card's data for signature: nobody fills in by hand what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desk.reception.scribe import Scribe
from models.citizen import Citizen
from models.declarations import declaration_of, declaration_values, spouse_rows
from models.dossier import Draft
from models.papers.declaration import Declaration
from models.people import Involved
from models.problems import Problem
from models.role import Act, User, needs


@dataclass(frozen=True, slots=True)
class Declarations:
    """Forms of khai sinh, kết hôn, khai tử, xác nhận tình trạng hôn nhân."""

    scribe: Scribe

    @needs(Act.RECEIVE)
    def available(self, user: User, procedure_code: str) -> bool:
        """Whether a procedure has a form here."""
        return bool(declaration_of(procedure_code))

    @needs(Act.RECEIVE)
    def for_draft(self, user: User, draft: Draft) -> Declaration:
        """The form with everything the draft knows.

        Raises:
            Problem: ``declaration.none``, ``intake.no_person``.
        """
        if draft.owner is None:
            raise Problem("intake.no_person")
        return self._made(
            draft.procedure_code or "", draft.people, draft.owner, draft.submitter, draft.form
        )

    @needs(Act.REPRINT)
    def for_dossier(self, user: User, dossier_id: str) -> Declaration:
        """The form of a dossier, as its record is now. Raises Problem ``declaration.none``."""
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
        return self._made(
            dossier.procedure_code, dossier.people, dossier.owner, dossier.submitter, dossier.form
        )

    def _made(
        self,
        procedure_code: str,
        people: Sequence[Involved],
        owner: Citizen,
        submitter: Citizen | None,
        form: Mapping[str, str],
    ) -> Declaration:
        name = declaration_of(procedure_code)
        if not name:
            raise Problem("declaration.none", code=procedure_code)
        values = declaration_values(procedure_code, people, owner, submitter, form)
        heading = replace(self.scribe.heading(self.scribe.clock()), form=name)
        return Declaration(
            heading=heading,
            agency_to=heading.agency_upper,
            values=values,
            spouses=spouse_rows(values),
        )
