"""Hand-over bundles: to the departments and back, counted, recorded, allowed without a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.reception.bundle_papers import BundlePapers
from desk.reception.holding import forward_within
from desk.reception.office_days import OfficeDays
from desk.reception.results import Results, TakenIn
from desk.reception.scribe import Scribe, said
from models.codes import normalise
from models.dossier import Dossier, DossierRow, Status
from models.facts import Holding, Stage
from models.papers.handing import Bundle as Kind
from models.papers.handing import BundleRecord, BundleRow
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import bundles, dossiers, lists, values, waiting
from models.store.bundles import Bundle, BundleItem
from models.store.engine import Tx
from models.units import Unit, are_sound, unit_of
from models.vocabulary import say

_UNITS = "office.units"


@dataclass(frozen=True, slots=True)
class Pile:
    """What goes to one department now, and what may wait for the morning."""

    unit: str
    now: tuple[DossierRow, ...]
    next_morning: tuple[DossierRow, ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one scan of a slip means for the bundle: a row, or the alarm."""

    code: str
    row: BundleRow | None
    alarm: Problem | None


@dataclass(frozen=True, slots=True)
class Giving:
    """A bundle as it lies on the counter: scanned codes and what the clerk counted by hand."""

    unit: str
    codes: tuple[str, ...]
    counted: int
    receiver: str = ""
    """Who takes it; empty where they confirm later."""


@dataclass(frozen=True, slots=True)
class Bundles:
    """Three keys in all: choose the department, scan, hand over."""

    scribe: Scribe
    days: OfficeDays
    papers: BundlePapers
    results: Results

    @needs(Act.BUNDLE)
    def units(self, user: User) -> tuple[Unit, ...]:
        """The office's departments."""
        with self.scribe.store.reading() as tx:
            return _units(tx)

    @needs(Act.CHANGE_SETTINGS)
    def set_units(self, user: User, units: Sequence[Unit]) -> None:
        """Write the office's departments. Raises Problem ``bundle.bad_units``."""
        if not are_sound(units):
            raise Problem("bundle.bad_units")
        with self.scribe.store.writing() as tx:
            values.set(tx, _UNITS, json.dumps(to_plain(tuple(units)), ensure_ascii=False))
            self.scribe.audit(tx, user, "units.set", "", self.scribe.clock(), count=len(units))

    @needs(Act.BUNDLE)
    def pile(self, user: User, unit: str) -> Pile:
        """Received and not handed on; what came after 15:00 belongs to the next morning.

        Raises:
            Problem: ``bundle.unknown_unit``.
        """
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            wanted = _unit(tx, unit)
            rows = lists.with_status(tx, (Status.RECEIVED,))
            mine = [
                row for row in reversed(rows) if self._belongs(tx, dossiers.get(tx, row.id), wanted)
            ]
        morning = [
            row
            for row in mine
            if row.received_at.date() == now.date()
            and self.days.forward_by(row.received_at).date() > now.date()
        ]
        return Pile(unit, tuple(row for row in mine if row not in morning), tuple(morning))

    @needs(Act.BUNDLE)
    def scan(self, user: User, unit: str, code: str, before: Sequence[str] = ()) -> Scanned:
        """What a scanned slip means; `before` are the codes scanned for this bundle already."""
        with self.scribe.store.reading() as tx:
            wanted = _unit(tx, unit)
            try:
                dossier = self._checked(tx, wanted, code, before)
            except Problem as problem:
                return Scanned(normalise(code), None, problem)
            return Scanned(dossier.code, self.papers.row(dossier), None)

    @needs(Act.BUNDLE)
    def hand_over(self, user: User, giving: Giving) -> tuple[Bundle, BundleRecord]:
        """Hand the bundle over: every dossier goes to status 4 and is the department's.

        Nothing is handed over when one dossier is wrong or the count does not fit.

        Raises:
            Problem: ``bundle.empty``, ``bundle.miscount``, ``bundle.unknown_code``,
                ``bundle.wrong_unit``, ``bundle.wrong_status``, ``bundle.scanned_twice``.
        """
        now = self.scribe.clock()
        if not giving.codes:
            raise Problem("bundle.empty")
        with self.scribe.store.writing() as tx:
            wanted = _unit(tx, giving.unit)
            taken: list[Dossier] = []
            for place, code in enumerate(giving.codes):
                taken.append(self._checked(tx, wanted, code, giving.codes[:place]))
            if giving.counted != len(taken):
                raise Problem("bundle.miscount", scanned=len(taken), counted=giving.counted)
            one = self._write(tx, user, Kind.DOSSIERS, giving, taken, now)
            for dossier in taken:
                holding = Holding(Stage.PROCESSING, wanted.name, giving.receiver, one.number)
                forward_within(self.scribe, tx, user, dossier, holding)
            return one, self.papers.record(tx, one)

    @needs(Act.BUNDLE)
    def take_back(
        self, user: User, giving: Giving, place: str
    ) -> tuple[Bundle | None, BundleRecord | None, TakenIn]:
        """Results come back from the department: shelved, and recorded as a bundle.

        What is unknown or cannot have a result is listed and stays out of the record; there is no
        record where nothing was taken.

        Raises:
            Problem: ``bundle.empty``, ``bundle.miscount``, ``results.no_place``.
        """
        if not giving.codes:
            raise Problem("bundle.empty")
        if giving.counted != len(giving.codes):
            raise Problem("bundle.miscount", scanned=len(giving.codes), counted=giving.counted)
        taken = self.results.take_in(user, giving.codes, place)
        if not taken.taken:
            return None, None, taken
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            found = [view.dossier for view in taken.taken]
            one = self._write(tx, user, Kind.RESULTS, giving, found, now)
            bundles.confirm(tx, one.id, user.name, now)
            return one, self.papers.record(tx, one), taken

    @needs(Act.BUNDLE)
    def confirm(self, user: User, bundle_id: str, receiver: str) -> Bundle:
        """The department's person confirms having taken the bundle.

        Raises:
            Problem: ``bundle.unknown``, ``bundle.no_receiver``, ``bundle.confirmed_already``.
        """
        receiver = said(receiver, "bundle.no_receiver")
        with self.scribe.store.writing() as tx:
            one = bundles.get(tx, bundle_id)
            if one is None:
                raise Problem("bundle.unknown")
            if one.confirmed_at is not None:
                raise Problem("bundle.confirmed_already", number=one.number)
            now = self.scribe.clock()
            bundles.confirm(tx, bundle_id, receiver, now)
            self.scribe.audit(tx, user, "bundle.confirmed", bundle_id, now)
            return bundles.get(tx, bundle_id) or one

    @needs(Act.BUNDLE)
    def record(self, user: User, bundle_id: str) -> BundleRecord:
        """Biên bản bàn giao of a bundle, to print again. Raises Problem ``bundle.unknown``."""
        with self.scribe.store.reading() as tx:
            one = bundles.get(tx, bundle_id)
            if one is None:
                raise Problem("bundle.unknown")
            return self.papers.record(tx, one)

    @needs(Act.BUNDLE)
    def of_day(self, user: User, start: datetime, end: datetime) -> tuple[Bundle, ...]:
        """Bundles made in [start, end), newest first."""
        with self.scribe.store.reading() as tx:
            return bundles.between(tx, start, end)

    @needs(Act.SEE_TODAY)
    def unconfirmed(self, user: User) -> tuple[Bundle, ...]:
        """Bundles no receiver confirmed yet."""
        with self.scribe.store.reading() as tx:
            return bundles.unconfirmed(tx)

    @needs(Act.SEE_TODAY)
    def out_with(self, user: User, unit: str) -> tuple[DossierRow, ...]:
        """What a department was given and still works on."""
        with self.scribe.store.reading() as tx:
            return waiting.out_with(tx, unit)

    def _checked(self, tx: Tx, unit: Unit, code: str, before: Sequence[str]) -> Dossier:
        code = normalise(code)
        dossier = dossiers.by_code(tx, code)
        if dossier is None:
            raise Problem("bundle.unknown_code", code=code)
        earlier = {found.id for one in before if (found := dossiers.by_code(tx, normalise(one)))}
        if dossier.id in earlier:
            raise Problem("bundle.scanned_twice", code=dossier.code)
        if not self._belongs(tx, dossier, unit):
            raise Problem("bundle.wrong_unit", code=dossier.code)
        if dossier.status != Status.RECEIVED:
            raise Problem(
                "bundle.wrong_status", code=dossier.code, status=say("statuses", dossier.status)
            )
        return dossier

    def _belongs(self, tx: Tx, dossier: Dossier | None, unit: Unit) -> bool:
        if dossier is None:
            return False
        right = unit_of(_units(tx), dossier.procedure_code, dossier.field_name)
        return right is None or right.name == unit.name

    def _write(
        self,
        tx: Tx,
        user: User,
        kind: Kind,
        giving: Giving,
        taken: Sequence[Dossier],
        now: datetime,
    ) -> Bundle:
        rows = [self.papers.row(dossier) for dossier in taken]
        one = Bundle(
            id=self.scribe.new_id(),
            kind=kind,
            unit=giving.unit,
            number=self._number(tx, now),
            made_at=now,
            made_by=user.name,
            receiver=giving.receiver,
            items=tuple(
                BundleItem(dossier.id, row.sheets, row.originals)
                for dossier, row in zip(taken, rows, strict=True)
            ),
        )
        bundles.add(tx, one)
        self.scribe.audit(tx, user, f"bundle.{kind.value}", one.id, now, count=len(taken))
        return one

    def _number(self, tx: Tx, now: datetime) -> str:
        return f"{self.scribe.number(tx, 'bundle', now)}-{now.year}"


def _units(tx: Tx) -> tuple[Unit, ...]:
    text = values.get(tx, _UNITS)
    return tuple(from_plain(Unit, one) for one in json.loads(text)) if text else ()


def _unit(tx: Tx, name: str) -> Unit:
    """The department; an office that declared none may name any. Raises ``bundle.unknown_unit``."""
    name = said(name, "bundle.no_unit")
    units = _units(tx)
    if not units:
        return Unit(name)
    found = next((one for one in units if one.name == name), None)
    if found is None:
        raise Problem("bundle.unknown_unit", unit=name)
    return found
