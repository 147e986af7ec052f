"""Tờ khai điện tử at the counter: pre-filled, corrected by hand, kept with the dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.reception.scribe import Scribe
from models.dossier import Draft
from models.eform import Key, OfferedValue, SheetSection, filled, sheet
from models.problems import Problem
from models.role import Act, User, needs
from models.store import drafts


@dataclass(frozen=True, slots=True)
class EForms:
    """The form of the draft's procedure; the printed tờ khai says what was kept here."""

    scribe: Scribe

    @needs(Act.RECEIVE)
    def sheet(
        self, user: User, draft: Draft, offers: Sequence[OfferedValue] = ()
    ) -> tuple[SheetSection, ...]:
        """Its fields: from the card, from what was filled in, and what papers offer.

        Raises:
            Problem: ``eform.none`` where the release has no form for this procedure.
        """
        sections = sheet(draft, offers)
        if not sections:
            raise Problem("eform.none")
        return sections

    @needs(Act.RECEIVE)
    def fill(self, user: User, draft: Draft, values: Mapping[Key, str]) -> Draft:
        """Keep the form as it stands; the draft is saved. How many fields were filled is audited.

        Raises:
            Problem: ``eform.bad_date``, ``eform.none``.
        """
        if not sheet(draft):
            raise Problem("eform.none")
        draft = filled(draft, values)
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            drafts.save(tx, draft, now)
            count = sum(bool(text.strip()) for text in values.values())
            self.scribe.audit(tx, user, "eform.filled", draft.id, now, fields=count)
        return draft
