"""The office's own data: procedures an administrator completes, days the office sets itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from desk.reception.office_days import OfficeDays
from desk.reception.scribe import Scribe, said
from models.calendar_local import LocalDay
from models.catalogue import Catalogue
from models.catalogue_check import Finding, findings
from models.catalogue_packet import LeftOut, read_packet
from models.codes import national_code
from models.problems import Problem
from models.procedure import Procedure
from models.role import Act, User, needs
from models.store import office_data
from models.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Checked:
    """A version and what keeps it from use, as codes of ``missing_facts``."""

    procedure: Procedure
    findings: tuple[Finding, ...]
    own: bool
    """The office's own version, not a shipped one."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the findings, each once."""
        return tuple(dict.fromkeys(one.code for one in self.findings))


@dataclass(frozen=True, slots=True)
class ImportedPacket:
    """What a national packet brought, and what was left out."""

    kept: tuple[Checked, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Editing:
    """A version on its way: where it began, and what holds until it is released."""

    draft: Checked
    in_force: Procedure | None
    """The version dossiers come under today; None for a procedure new to this office."""
    dossiers: int
    """How many dossiers here were accepted under the version in force: they keep it."""


@dataclass(frozen=True, slots=True)
class CatalogueEditing:
    """Versions are added, never changed once released: a dossier keeps the one it came under."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.EDIT_CATALOGUE)
    def import_packet(self, user: User, text: str, source: str) -> ImportedPacket:
        """Keep the procedures of a national packet, unreleased, with what each still lacks.

        A draft of the same day is replaced; a procedure released from today's packet is left out.

        Raises:
            Problem: ``catalogue.unreadable``, ``catalogue.no_code``.
        """
        now = self.scribe.clock()
        version = f"goi-{now.date().isoformat()}"
        packet = read_packet(text, version, now.date(), source)
        left_out = list(packet.left_out)
        kept: list[Procedure] = []
        with self.scribe.store.writing() as tx:
            for place, one in enumerate(packet.procedures, 1):
                try:
                    self._keep(tx, user, one)
                except Problem as problem:
                    left_out.append(LeftOut(place, one.code, problem.code))
                    continue
                kept.append(one)
        self.catalogue.add(usable(kept, self.catalogue, now.date()))
        return ImportedPacket(tuple(self._checked(one, own=True) for one in kept), tuple(left_out))

    @needs(Act.EDIT_CATALOGUE)
    def begin(self, user: User, code: str, version: str) -> Editing:
        """Open a version: a draft as it is, a released one as the beginning of the next.

        Nothing is written before `save`.

        Raises:
            Problem: ``intake.no_procedure``.
        """
        today = self.scribe.clock().date()
        with self.scribe.store.reading() as tx:
            kept = office_data.procedure(tx, code, version)
            base = kept or self.catalogue.version(code, version)
            if base is None:
                raise Problem("intake.no_procedure")
            draft = base if kept is not None and not kept.complete else self._next(tx, base, today)
            in_force = self._in_force(tx, code, today)
            accepted = office_data.dossiers_under(tx, code, in_force.version) if in_force else 0
        return Editing(self._checked(draft, own=True), in_force, accepted)

    @needs(Act.EDIT_CATALOGUE)
    def begin_new(self, user: User, code: str) -> Editing:
        """An empty version of a procedure this office does not know; nothing is written.

        Raises:
            Problem: ``catalogue.no_code``, ``catalogue.version_exists``.
        """
        national, today = national_code(code), self.scribe.clock().date()
        if national is None:
            raise Problem("catalogue.no_code")
        present = self.catalogue.current(national, today)
        if present is not None:
            raise Problem("catalogue.version_exists", code=national, version=present.version)
        draft = Procedure(
            code=national, version=f"cq-{today.isoformat()}", name="", field_name="",
            valid_from=today, valid_to=None, legal_limit=None, committed_limit=None,
            components=(), fees=(), result_name="", complete=False,
        )  # fmt: skip
        return Editing(self._checked(draft, own=True), None, 0)

    @needs(Act.EDIT_CATALOGUE)
    def listed(self, user: User) -> tuple[Checked, ...]:
        """Every version in force, and the office's own that are not: drafts and coming ones."""
        today = self.scribe.clock().date()
        with self.scribe.store.reading() as tx:
            own = {
                key: self.catalogue.version(*key) or office_data.procedure(tx, *key)
                for key in office_data.versions(tx)
            }
        current = {(one.code, one.version): one for one in self.catalogue.all_current(today)}
        shown = ((key, one) for key, one in (current | own).items() if one is not None)
        return tuple(self._checked(one, own=key in own) for key, one in shown)

    @needs(Act.EDIT_CATALOGUE)
    def discard(self, user: User, code: str, version: str) -> None:
        """Take a version back that nobody released; a released one stays for its dossiers.

        Raises:
            Problem: ``catalogue.released_stays``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            kept = office_data.procedure(tx, code, version)
            if kept is None or kept.complete:
                raise Problem("catalogue.released_stays", code=code, version=version)
            office_data.remove_procedure(tx, code, version)
            self.scribe.audit(tx, user, "procedure.discarded", code, now, version=version)
        self.catalogue.remove(code, version)

    @needs(Act.EDIT_CATALOGUE)
    def save(self, user: User, procedure: Procedure) -> Checked:
        """Keep a version that is not released yet.

        Raises:
            Problem: ``catalogue.version_exists`` for a released or shipped version.
        """
        draft = replace(procedure, complete=False)
        with self.scribe.store.writing() as tx:
            self._keep(tx, user, draft)
        self.catalogue.add(usable((draft,), self.catalogue, self.scribe.clock().date()))
        return self._checked(draft, own=True)

    @needs(Act.EDIT_CATALOGUE)
    def release(self, user: User, code: str, version: str, valid_from: date) -> Checked:
        """Put a complete version into use from a day on.

        Raises:
            Problem: ``catalogue.lacks`` with what is missing, ``intake.no_procedure``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            draft = office_data.procedure(tx, code, version)
            if draft is None:
                raise Problem("intake.no_procedure")
            if draft.complete:
                raise Problem("catalogue.version_exists", code=code, version=version)
            present = self._in_force(tx, code, now.date())
            if valid_from < now.date() and present is not None and present.complete:
                raise Problem("catalogue.in_the_past", code=code)
            released = replace(draft, complete=True, valid_from=valid_from)
            missing = findings(released)
            if missing:
                words = ", ".join(one.words() for one in missing)
                raise Problem("catalogue.lacks", code=code, missing=words)
            office_data.save_procedure(tx, released, now, user.login)
            self.scribe.audit(tx, user, "procedure.released", code, now, version=version)
        self.catalogue.add((released,))
        return self._checked(released, own=True)

    @needs(Act.EDIT_CATALOGUE)
    def own(self, user: User) -> tuple[Checked, ...]:
        """The office's own versions and what each lacks."""
        with self.scribe.store.reading() as tx:
            found = office_data.procedures(tx)
        return tuple(self._checked(one, own=True) for one in found)

    @needs(Act.SEE_TODAY)
    def check(self, user: User) -> tuple[Checked, ...]:
        """Every procedure in force and what keeps it from use."""
        today = self.scribe.clock().date()
        with self.scribe.store.reading() as tx:
            mine = {(one.code, one.version) for one in office_data.procedures(tx)}
        return tuple(
            self._checked(one, own=(one.code, one.version) in mine)
            for one in self.catalogue.all_current(today)
        )

    def _keep(self, tx: Tx, user: User, draft: Procedure) -> None:
        known = office_data.procedure(tx, draft.code, draft.version)
        shipped = self.catalogue.version(draft.code, draft.version)
        if (known is not None and known.complete) or (known is None and shipped is not None):
            raise Problem("catalogue.version_exists", code=draft.code, version=draft.version)
        now = self.scribe.clock()
        office_data.save_procedure(tx, draft, now, user.login)
        self.scribe.audit(tx, user, "procedure.saved", draft.code, now, version=draft.version)

    def _checked(self, one: Procedure, *, own: bool) -> Checked:
        return Checked(one, findings(one, self.scribe.clock().date()), own)

    def _next(self, tx: Tx, base: Procedure, today: date) -> Procedure:
        """The base under a version's name of its own, to be released from today at the earliest."""
        taken = {one.version for one in office_data.procedures(tx) if one.code == base.code}
        first = f"cq-{today.isoformat()}"
        names = (first if number == 1 else f"{first}-{number}" for number in count(1))
        version = next(name for name in names if name not in taken)
        return replace(base, version=version, valid_from=today, valid_to=None, complete=False)

    def _in_force(self, tx: Tx, code: str, today: date) -> Procedure | None:
        """The released version of today; drafts the catalogue shows in a gap do not count."""
        present = self.catalogue.current(code, today)
        if present is None:
            return None
        kept = office_data.procedure(tx, present.code, present.version)
        return None if kept is not None and not kept.complete else present


@dataclass(frozen=True, slots=True)
class CalendarEditing:
    """Local closures, days off and make-up days, each with its document (rules §11)."""

    scribe: Scribe
    days: OfficeDays

    @needs(Act.SEE_TODAY)
    def local_days(self, user: User) -> tuple[LocalDay, ...]:
        """The office's own days."""
        with self.scribe.store.reading() as tx:
            return office_data.days(tx)

    @needs(Act.EDIT_CALENDAR)
    def set_days(self, user: User, days: Sequence[LocalDay]) -> None:
        """Write days. Printed promises stay: ask `Appointments.proposals` what they would become.

        Raises:
            Problem: ``calendar.no_document``.
        """
        for one in days:
            said(one.document, "calendar.no_document")
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            for one in days:
                office_data.set_day(tx, one, now, user.login)
                self.scribe.audit(
                    tx, user, "calendar.set", one.day.isoformat(), now, kind=one.kind.value
                )
            known = office_data.days(tx)
        self.days.use(known)

    @needs(Act.EDIT_CALENDAR)
    def remove_day(self, user: User, day: date) -> None:
        """Take a local day back; the day is what the state's calendar says."""
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            if office_data.remove_day(tx, day):
                self.scribe.audit(tx, user, "calendar.removed", day.isoformat(), now)
            known = office_data.days(tx)
        self.days.use(known)


def usable(
    procedures: Iterable[Procedure], catalogue: Catalogue, today: date
) -> tuple[Procedure, ...]:
    """The versions the catalogue may hold: an unreleased one never hides a complete one."""
    found = []
    for one in procedures:
        present = catalogue.current(one.code, today)
        hides = present is not None and present.complete and present.version != one.version
        if one.complete or not hides:
            found.append(one)
    return tuple(found)
