"""Identity papers besides the card that is read: passports, certificates, a child's birth paper.

None of them is an exception (rules §8.5): whoever shows one of them is identified.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from desk.reception.scribe import Scribe
from models.citizen import Citizen, IdentifiedBy, IdentityPaper, PaperKind
from models.dossier import Draft
from models.people import PaperStanding, standing_of
from models.problems import Problem
from models.role import Act, User, needs
from models.store import drafts

_NEEDS_NUMBER = frozenset(PaperKind) - {PaperKind.BIRTH_CERTIFICATE, PaperKind.OTHER}


class Shower(StrEnum):
    """Whose paper it is."""

    OWNER = "owner"
    SUBMITTER = "submitter"


@dataclass(frozen=True, slots=True)
class Identifying:
    """What a clerk saw with their own eyes, and what it was worth on that day."""

    scribe: Scribe

    @needs(Act.RECEIVE)
    def standing(self, user: User, person: Citizen, paper: IdentityPaper) -> PaperStanding:
        """What the paper is worth today."""
        return standing_of(paper, self.scribe.clock().date(), person.birth_date)

    @needs(Act.RECEIVE)
    def shown(
        self, user: User, draft: Draft, who: Shower, paper: IdentityPaper, because: str = ""
    ) -> Draft:
        """Record the paper a person showed; the draft is saved with it.

        One that ran out helps only together with another identification, which `because` names;
        a CMND of nine digits proves nothing any more, yet its number may be kept as the old one.

        Raises:
            Problem: ``identity.nobody``, ``identity.no_number``, ``identity.not_accepted``,
                ``identity.expired``.
        """
        person = draft.owner if who is Shower.OWNER else draft.submitter
        if person is None:
            raise Problem("identity.nobody")
        paper = replace(paper, number=paper.number.strip(), issuer=paper.issuer.strip())
        if paper.kind in _NEEDS_NUMBER and not paper.number:
            raise Problem("identity.no_number")
        now, because = self.scribe.clock(), because.strip()
        standing = standing_of(paper, now.date(), person.birth_date)
        if standing is PaperStanding.NOT_ACCEPTED:
            raise Problem("identity.not_accepted")
        if standing is PaperStanding.EXPIRED and not because:
            raise Problem("identity.expired")
        electronic = paper.kind is PaperKind.ELECTRONIC
        by = IdentifiedBy.VNEID if electronic else person.identified_by
        person = replace(person, paper=paper, identified_by=by)
        changed = (
            replace(draft, owner=person)
            if who is Shower.OWNER
            else replace(draft, submitter=person)
        )
        if standing is PaperStanding.EXPIRED:
            changed = replace(changed, note="; ".join(filter(None, (changed.note, because))))
        with self.scribe.store.writing() as tx:
            drafts.save(tx, changed, now)
            self.scribe.audit(
                tx, user, "identity.shown", draft.id, now,
                paper=paper.kind.value, standing=standing.value,
            )  # fmt: skip
        return changed
