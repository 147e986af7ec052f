"""Several dossiers of one visitor: the same person again, one list for all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk.reception.scribe import Scribe
from models.dossier import CodeKind, Dossier, Draft
from models.facts import Visited
from models.money import dong
from models.papers.handing import VisitList, VisitRow
from models.problems import Problem
from models.role import Act, User, needs
from models.store import dossiers, drafts, facts
from models.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Visits:
    """Ctrl+Enter: the person stands here still."""

    scribe: Scribe

    @needs(Act.RECEIVE)
    def same_person_again(self, user: User, before: Draft) -> Draft:
        """The next draft with the same person, tied to the same visit; saved at once."""
        now = self.scribe.clock()
        draft = Draft(
            id=self.scribe.new_id(),
            clerk=user.login,
            started_at=now,
            owner=before.owner,
            submitter=before.submitter,
            return_method=before.return_method,
            visit=before.visit or before.id,
        )
        with self.scribe.store.writing() as tx:
            if not before.visit and dossiers.get(tx, before.id) is None:
                drafts.save(tx, replace(before, visit=before.id), now)
            drafts.save(tx, draft, now)
        return draft

    @needs(Act.LOOK_UP)
    def dossiers(self, user: User, visit: str) -> tuple[Dossier, ...]:
        """Every dossier of a visit, in the order of reception."""
        with self.scribe.store.reading() as tx:
            return _of_visit(tx, visit)

    @needs(Act.REPRINT)
    def paper(self, user: User, visit: str) -> VisitList:
        """One list for all of them; each keeps its own receipt.

        Raises:
            Problem: ``visits.unknown``.
        """
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            found = _of_visit(tx, visit)
        if not found:
            raise Problem("visits.unknown")
        visitor = found[0].submitter or found[0].owner
        return VisitList(
            heading=self.scribe.heading(now),
            visitor=visitor.full_name,
            phone=visitor.phone,
            rows=tuple(
                VisitRow(
                    code=one.code,
                    provisional=one.code_kind is CodeKind.PROVISIONAL,
                    procedure=one.procedure_name,
                    due=one.due,
                    due_note="dự kiến" if one.due_is_provisional else "",
                    fee=dong(one.fee_dong) if one.fee_dong is not None else "",
                )
                for one in found
            ),
            return_place=self.scribe.settings.office.return_place,
            clerk=user.name,
        )


def _of_visit(tx: Tx, visit: str) -> tuple[Dossier, ...]:
    ids = dict.fromkeys((visit, *facts.subjects_where(tx, Visited, "visit", visit)))
    found = (dossiers.get(tx, one) for one in ids)
    return tuple(one for one in found if one is not None)
