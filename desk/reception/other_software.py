"""Work in other programs: their codes, their forms' fields in order, look-ups made in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.codes import normalise
from models.copy_targets import CopyTarget, CopyValue, copy_target, copy_targets, copy_values
from models.dossier import DatabaseLookup, Dossier, Draft, ExternalCode, LookupOutcome
from models.facts import CodeGiven, Fact, IssuedPaper
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import changes, dossiers, drafts, facts, prints
from models.store.engine import Tx

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class OtherSoftware:
    """«Gắn mã hồ sơ ngoài» and «Chép sang phần mềm khác» (one entry, many outlets)."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.RECEIVE)
    def code_for_draft(self, user: User, draft: Draft, code: ExternalCode) -> Draft:
        """Tie an outside code to a draft, before acceptance; saved with it.

        Raises:
            Problem: ``codes.bad``, ``store.code_taken``.
        """
        code = _checked(code)
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            if dossiers.by_code(tx, code.code) is not None:
                raise Problem("store.code_taken", taken=code.code)
            kept = tuple(one for one in draft.external_codes if one.code != code.code)
            draft = replace(draft, external_codes=(*kept, code))
            drafts.save(tx, draft, now)
        return draft

    @needs(Act.PROCESS)
    def code_for_dossier(self, user: User, dossier_id: str, code: ExternalCode) -> DossierView:
        """Tie an outside code to a dossier, for ever; twice is once.

        Where it is of the procedure's own system, the slip of that system names it from now on;
        what came out before stays among the kept papers.

        Raises:
            Problem: ``codes.bad``, ``store.code_taken``.
        """
        code = _checked(code)
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if changes.add_alias(tx, dossier_id, code.code):
                self.scribe.fact(tx, user, dossier_id, CodeGiven(code), now)
                self.scribe.tell(
                    tx, user, dossier, EventType.CODE_ADDED, now, external_code=to_plain(code)
                )
                self.scribe.audit(tx, user, "code.added", dossier_id, now, system=code.system)
                self._onto_the_slip(tx, user, dossier, code, now)
            return view_of(tx, dossier_id)

    @needs(Act.LOOK_UP)
    def codes(self, user: User, dossier_id: str) -> tuple[Fact[CodeGiven], ...]:
        """The outside codes of a dossier with when and by whom each was tied."""
        with self.scribe.store.reading() as tx:
            return facts.of(tx, dossier_id, CodeGiven)

    @needs(Act.LOOK_UP)
    def targets(self, user: User, dossier_id: str) -> tuple[CopyTarget, ...]:
        """The forms this dossier may have to be typed into elsewhere."""
        with self.scribe.store.reading() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        return copy_targets(dossier.procedure_code, version.back_end if version else "")

    @needs(Act.LOOK_UP)
    def values(self, user: User, dossier_id: str, target: str) -> tuple[CopyValue, ...]:
        """The values in the other form's order, one key each; the view is audited.

        Raises:
            Problem: ``copying.unknown_target``.
        """
        found = copy_target(target)
        if found is None:
            raise Problem("copying.unknown_target", target=target)
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            self.scribe.audit(tx, user, "dossier.copied", dossier_id, now, target=target)
        return copy_values(found, dossier)

    @needs(Act.RECEIVE)
    def consulted(
        self, user: User, draft: Draft, component_code: str, outcome: LookupOutcome
    ) -> Draft:
        """Record a look-up made for a paper, in whatever program: it counts as consulted.

        What it brought is the reason for taking paper, so that nobody has to say «sự cố» where
        there was none (decision 30).

        Raises:
            Problem: ``lookup.bad_database`` for a paper no database replaces.
        """
        now = self.scribe.clock()
        procedure = self.catalogue.current(draft.procedure_code or "", now.date())
        published = {one.code: one for one in procedure.components} if procedure else {}
        component = published.get(component_code)
        if component is None or not component.database:
            raise Problem("lookup.bad_database")
        made = DatabaseLookup(component.database, now, user.login, outcome)
        draft = replace(
            draft,
            components=tuple(
                replace(line, lookup=made) if line.code == component_code else line
                for line in draft.components
            ),
        )
        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, now)
            self.scribe.audit(
                tx, user, "database.consulted", draft.id, now,
                component=component_code, outcome=outcome.value,
            )  # fmt: skip
        return draft

    def _onto_the_slip(
        self, tx: Tx, user: User, dossier: Dossier, code: ExternalCode, now: datetime
    ) -> None:
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        receipt = dossiers.receipt(tx, dossier.id)
        if version is None or receipt is None or code.system != version.back_end:
            return
        if dossier.id not in prints.owed(tx):
            kept = IssuedPaper("01", receipt.number, to_plain(receipt))
            self.scribe.fact(tx, user, dossier.id, kept, now)
        changes.replace_receipt(tx, replace(receipt, external_code=code.code))


def _checked(code: ExternalCode) -> ExternalCode:
    text = "".join(normalise(code.code).split())
    if not 3 <= len(text) <= _LONGEST or not text.isprintable():
        raise Problem("codes.bad")
    return replace(code, code=text)
