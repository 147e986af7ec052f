"""Looking a dossier up: by what the clerk types, by what the scanner reads, by identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.clock import Clock
from models.codes import normalise
from models.dossier import Dossier, DossierRow, StatusEvent, SyncState
from models.lifecycle import TERMINAL
from models.problems import Problem
from models.receipt import Receipt
from models.role import Act, User, needs
from models.store import accounts, audit, dossiers, office, outbox, search
from models.store.blobs import Blobs
from models.store.engine import Store, Tx

OTHER_COUNTER = "results.other_counter_may_have_returned"
"""Warning: while the hub is away another counter may hand the same result over."""
_NAMED = 20
"""Rows of a search that are named in the audit: about one screen."""
FRESH = timedelta(minutes=2)
"""The hub's word counts as present for so long; news are pulled every half minute."""


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier with its history and what the clerk may believe about the line."""

    dossier: Dossier
    timeline: tuple[StatusEvent, ...]
    sync: SyncState
    elsewhere: bool = False
    """Received at another counter: known by the hub's word; only its result is ours to give."""
    seen_at: datetime | None = None
    """How old the hub's word is; None for our own dossiers."""
    warnings: tuple[str, ...] = ()
    """Codes of problems worth a look that stop nothing."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Reading acts. Seeing a person's dossier leaves an audit line (storage §7.1)."""

    store: Store
    blobs: Blobs
    clock: Clock

    @needs(Act.LOOK_UP)
    def find(self, user: User, text: str, limit: int = 20) -> tuple[DossierRow, ...]:
        """Rows for a code, its last digits, a name without diacritics, a number or a phone."""
        with self.store.reading() as tx:
            return search.find(tx, text, limit)

    @needs(Act.LOOK_UP)
    def shown(self, user: User, dossier_ids: Sequence[str]) -> None:
        """The rows of a search stood on the screen long enough to be read: that is on record.

        Not every key of a search writes a line; what the person stopped at does (storage §7.1).
        """
        named = " ".join(dossier_ids[:_NAMED])
        facts: dict[str, str | int] = {"rows": len(dossier_ids), "dossiers": named}
        with self.store.writing() as tx:
            audit.append(tx, "persons.shown", user.login, self.clock(), "", facts)

    @needs(Act.LOOK_UP)
    def names(self, user: User) -> Mapping[str, str]:
        """Login → full name of everybody who works here, for histories and counts."""
        with self.store.reading() as tx:
            return {one.login: one.name for one in accounts.everybody(tx)}

    @needs(Act.LOOK_UP)
    def dossier(self, user: User, dossier_id: str) -> DossierView:
        """One dossier by identity.

        Raises:
            Problem: ``lookup.unknown_dossier``.
        """
        with self.store.writing() as tx:
            view = office_view(tx, dossier_id, self.clock())
            audit.append(tx, "dossier.viewed", user.login, self.clock(), dossier_id)
            return view

    @needs(Act.LOOK_UP)
    def by_code(self, user: User, code: str) -> DossierView:
        """One dossier by any code it ever had, as typed or scanned.

        Raises:
            Problem: ``lookup.unknown_code``.
        """
        with self.store.writing() as tx:
            found = dossiers.by_code(tx, normalise(code))
            dossier_id = None if found is None else found.id
            if dossier_id is None and (other := office.by_code(tx, normalise(code))) is not None:
                dossier_id = other.dossier.id
            if dossier_id is None:
                raise Problem("lookup.unknown_code")
            audit.append(tx, "dossier.viewed", user.login, self.clock(), dossier_id)
            return office_view(tx, dossier_id, self.clock())

    @needs(Act.REPRINT)
    def receipt(self, user: User, dossier_id: str) -> Receipt:
        """The receipt as it was promised.

        Raises:
            Problem: ``lookup.unknown_dossier``; ``lookup.received_elsewhere``: it is printed where
                it was promised.
        """
        with self.store.reading() as tx:
            receipt = dossiers.receipt(tx, dossier_id)
            if receipt is None:
                _say_where(tx, dossier_id)
                raise Problem("lookup.unknown_dossier")
        return receipt

    @needs(Act.LOOK_UP)
    def document(self, user: User, dossier_id: str, component_code: str) -> bytes:
        """The digitised PDF of one component; the view is audited.

        Raises:
            Problem: ``lookup.unknown_document``; ``lookup.received_elsewhere``: the scan lies at
                the hub; ``store.scan_damaged``.
        """
        with self.store.writing() as tx:
            for document in view_of(tx, dossier_id).dossier.documents:
                if document.component_code == component_code:
                    audit.append(tx, "document.viewed", user.login, self.clock(), dossier_id)
                    return self.blobs.get(tx, document.sha256)
        raise Problem("lookup.unknown_document")


def view_of(tx: Tx, dossier_id: str) -> DossierView:
    """One of our own dossiers as it stands in this transaction.

    Raises:
        Problem: ``lookup.unknown_dossier``, ``lookup.received_elsewhere``.
    """
    dossier = dossiers.get(tx, dossier_id)
    if dossier is None:
        _say_where(tx, dossier_id)
        raise Problem("lookup.unknown_dossier")
    return DossierView(dossier, dossiers.timeline(tx, dossier_id), outbox.state_of(tx, dossier_id))


def office_view(tx: Tx, dossier_id: str, now: datetime) -> DossierView:
    """A dossier of this office, whichever counter received it, with what the clerk should doubt.

    Raises:
        Problem: ``lookup.unknown_dossier``.
    """
    found = office.get(tx, dossier_id) if dossiers.get(tx, dossier_id) is None else None
    if found is None:
        view = view_of(tx, dossier_id)
    else:
        view = DossierView(
            found.dossier, found.timeline, found.sync, elsewhere=True, seen_at=found.seen_at
        )
    doubtful = view.dossier.status not in TERMINAL or view.sync is SyncState.WAITING
    if doubtful and _word_is_old(tx, now):
        return replace(view, warnings=(OTHER_COUNTER,))
    return view


def _word_is_old(tx: Tx, now: datetime) -> bool:
    """Whether other counters exist and have not been heard of for a while."""
    seen_at = office.seen_at(tx)
    return seen_at is not None and now - seen_at > FRESH and office.has_other_counters(tx)


def _say_where(tx: Tx, dossier_id: str) -> None:
    if office.get(tx, dossier_id) is not None:
        raise Problem("lookup.received_elsewhere")
