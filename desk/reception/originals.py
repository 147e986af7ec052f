"""Originals that stay here for a while: what, with whom, and when each went back (Điều 20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.reception.scribe import Scribe, said
from models.dossier import Status
from models.facts_life import OriginalHeld, OriginalReturned
from models.lifecycle import TERMINAL
from models.problems import Problem
from models.role import Act, User, needs
from models.store import dossiers, facts
from models.store.engine import Tx

_KEPT_YEARS = 3
_MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class HeldHere:
    """An original that has not gone back."""

    dossier_id: str
    code: str
    original: OriginalHeld
    since: datetime
    forgotten: bool
    """The dossier is closed and the original is still here."""


@dataclass(frozen=True, slots=True)
class Originals:
    """Serial of the sổ đỏ held, and by whom."""

    scribe: Scribe

    @needs(Act.PROCESS)
    def hold(
        self, user: User, dossier_id: str, name: str, mark: str = "", note: str = ""
    ) -> OriginalHeld:
        """An original is kept from now on; `mark` is its serial or number.

        Raises:
            Problem: ``original.no_name``, ``original.closed``.
        """
        name = said(name, "original.no_name")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status in TERMINAL:
                raise Problem("original.closed", code=dossier.code)
            kept = OriginalHeld(
                self.scribe.new_id(), name, mark.strip(),
                self.scribe.settings.office.agency, note.strip(),
            )  # fmt: skip
            self.scribe.fact(tx, user, dossier_id, kept, now)
            self.scribe.audit(tx, user, "original.held", dossier_id, now)
        return kept

    @needs(Act.PROCESS)
    def passed_on(self, user: User, dossier_id: str, original_id: str, holder: str) -> OriginalHeld:
        """Somebody else has it now, e.g. the department or the survey office.

        Raises:
            Problem: ``original.unknown``, ``original.no_holder``.
        """
        holder = said(holder, "original.no_holder")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            kept = replace(self._held(tx, dossier_id, original_id), holder=holder)
            self.scribe.fact(tx, user, dossier_id, kept, now)
            self.scribe.audit(tx, user, "original.passed_on", dossier_id, now)
        return kept

    @needs(Act.RETURN_RESULT)
    def give_back(self, user: User, dossier_id: str, original_ids: Sequence[str], to: str) -> None:
        """These originals went back to a person, all or none.

        Raises:
            Problem: ``original.unknown``, ``original.no_receiver``.
        """
        to = said(to, "original.no_receiver")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            for one in dict.fromkeys(original_ids):
                self._held(tx, dossier_id, one)
                self.scribe.fact(tx, user, dossier_id, OriginalReturned(one, to), now)
            self.scribe.audit(
                tx, user, "original.returned", dossier_id, now, count=len(original_ids)
            )

    @needs(Act.LOOK_UP)
    def of(self, user: User, dossier_id: str) -> tuple[OriginalHeld, ...]:
        """What of a dossier is still held."""
        with self.scribe.store.reading() as tx:
            return tuple(_still_held(tx, dossier_id).values())

    @needs(Act.SEE_TODAY)
    def held(self, user: User) -> tuple[HeldHere, ...]:
        """Every original still held, those of closed dossiers first, then the longest."""
        now = self.scribe.clock()
        start = now - timedelta(days=366 * _KEPT_YEARS)
        with self.scribe.store.reading() as tx:
            known = facts.between(tx, OriginalHeld, start, now + timedelta(seconds=1), _MANY)
            since = {one.body.id: one.at for one in known}  # newest first: the oldest stays
            found = []
            for dossier_id in dict.fromkeys(one.subject for one in known):
                dossier = dossiers.get(tx, dossier_id)
                if dossier is None:
                    continue
                closed = dossier.status in TERMINAL or dossier.status == Status.RETURNED
                found += [
                    HeldHere(dossier_id, dossier.code, one, since[one.id], closed)
                    for one in _still_held(tx, dossier_id).values()
                ]
        return tuple(sorted(found, key=lambda one: (not one.forgotten, one.since)))

    def _held(self, tx: Tx, dossier_id: str, original_id: str) -> OriginalHeld:
        found = _still_held(tx, dossier_id).get(original_id)
        if found is None:
            raise Problem("original.unknown")
        return found


def _still_held(tx: Tx, dossier_id: str) -> dict[str, OriginalHeld]:
    held = {one.body.id: one.body for one in facts.of(tx, dossier_id, OriginalHeld)}
    for one in facts.of(tx, dossier_id, OriginalReturned):
        held.pop(one.body.id, None)
    return held
