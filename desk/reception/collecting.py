"""Results that wait: on which shelf, since when, for whom; and the list everybody signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.reception.lookup import view_of
from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.desk_terms import desk_terms
from models.dossier import DossierRow
from models.facts import Collected, Contact, Fact, Purpose, Right, Shelved
from models.papers.handing import CollectionList, CollectionRow
from models.role import Act, User, needs
from models.store import audit, facts, waiting
from models.store.engine import Tx
from models.vocabulary import say


@dataclass(frozen=True, slots=True)
class Ready:
    """A result that waits for its owner."""

    row: DossierRow
    since: datetime
    place: str
    early: bool
    told: bool
    """Whether somebody reached the person about it."""


@dataclass(frozen=True, slots=True)
class Collections:
    """Reading what waits; handing over is `Results`."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.SEE_TODAY)
    def uncollected(self, user: User, days: int | None = None) -> tuple[Ready, ...]:
        """Results lying ready for longer than so many days, the longest first.

        Without a number it is that of `models.desk_terms`.
        """
        now = self.scribe.clock()
        before = now - timedelta(days=days or desk_terms(now.date()).uncollected_days)
        with self.scribe.store.reading() as tx:
            found = waiting.finished_before(tx, before)
            return self._ready(tx, found)

    @needs(Act.SEE_TODAY)
    def early(self, user: User) -> tuple[Ready, ...]:
        """Results that came before their day and of which the person was not told yet.

        Returning early is encouraged, and the applicant is told beforehand (NĐ 61/2018 Điều 20).
        """
        with self.scribe.store.reading() as tx:
            now = self.scribe.clock() + timedelta(microseconds=1)
            found = waiting.finished_before(tx, now)
            return tuple(one for one in self._ready(tx, found) if one.early and not one.told)

    @needs(Act.LOOK_UP)
    def place(self, user: User, dossier_id: str) -> Fact[Shelved] | None:
        """On which shelf the result lies."""
        with self.scribe.store.reading() as tx:
            return facts.latest(tx, dossier_id, Shelved)

    @needs(Act.LOOK_UP)
    def collected(self, user: User, dossier_id: str) -> Fact[Collected] | None:
        """Who took it by which right; None before, or where only a name was written."""
        with self.scribe.store.reading() as tx:
            return facts.latest(tx, dossier_id, Collected)

    @needs(Act.RETURN_RESULT)
    def signing_list(self, user: User, dossier_ids: Sequence[str], about: str) -> CollectionList:
        """Danh sách ký nhận of these dossiers, collected or still to be collected."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            rows = tuple(self._row(tx, one) for one in dossier_ids)
        return CollectionList(self.scribe.heading(now), about, rows, user.name)

    @needs(Act.RETURN_RESULT)
    def signing_list_of_day(self, user: User, start: datetime, end: datetime) -> CollectionList:
        """Danh sách ký nhận of everything handed over in [start, end).

        It carries the audit's head: what is on signed paper cannot be rewritten (storage §7.3).
        """
        with self.scribe.store.reading() as tx:
            given = facts.between(tx, Collected, start, end)
            head = audit.head(tx)
        ids = tuple(dict.fromkeys(one.subject for one in reversed(given)))
        listed = self.signing_list(user, ids, f"Ngày {start:%d/%m/%Y}")
        groups = " ".join(head.hash[place : place + 8] for place in range(0, 64, 8))
        return replace(listed, audit_mark=f"{head.seq} dòng, {groups}")

    def _ready(self, tx: Tx, found: Sequence[tuple[DossierRow, datetime]]) -> tuple[Ready, ...]:
        ids = [row.id for row, _ in found]
        shelves = facts.latest_of_each(tx, ids, Shelved)
        ready = []
        for row, since in found:
            shelf = shelves.get(row.id)
            contacts = facts.of(tx, row.id, Contact)
            told = any(
                one.body.reached and one.body.purpose in (Purpose.EARLY, Purpose.READY)
                for one in contacts
            )
            early = since.date() < row.due.date()
            ready.append(Ready(row, since, shelf.body.place if shelf else "", early, told))
        return tuple(ready)

    def _row(self, tx: Tx, dossier_id: str) -> CollectionRow:
        dossier = view_of(tx, dossier_id).dossier
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        taken = facts.latest(tx, dossier_id, Collected)
        return CollectionRow(
            code=dossier.code,
            owner=dossier.owner.full_name,
            procedure=dossier.procedure_name,
            result=version.result_name if version else "",
            collector=_collector(taken.body) if taken else dossier.returned_to,
            collected_at=dossier.returned_at,
        )


def _collector(taken: Collected) -> str:
    if taken.right is Right.OWNER:
        return taken.person.full_name
    return f"{taken.person.full_name} ({say('collecting_rights', taken.right.value)})"
