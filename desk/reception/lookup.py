"""Looking a dossier up: by what the clerk types, by what the scanner reads, by identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.clock import Clock
from models.codes import normalise
from models.dossier import Dossier, DossierRow, StatusEvent, SyncState
from models.problems import Problem
from models.receipt import Receipt
from models.role import Act, User, needs
from models.store import accounts, audit, dossiers, outbox, search
from models.store.blobs import Blobs
from models.store.engine import Store, Tx


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier with its history and what the clerk may believe about the line."""

    dossier: Dossier
    timeline: tuple[StatusEvent, ...]
    sync: SyncState


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
            view = view_of(tx, dossier_id)
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
            if found is None:
                raise Problem("lookup.unknown_code")
            audit.append(tx, "dossier.viewed", user.login, self.clock(), found.id)
            return view_of(tx, found.id)

    @needs(Act.REPRINT)
    def receipt(self, user: User, dossier_id: str) -> Receipt:
        """The receipt as it was promised.

        Raises:
            Problem: ``lookup.unknown_dossier``.
        """
        with self.store.reading() as tx:
            receipt = dossiers.receipt(tx, dossier_id)
        if receipt is None:
            raise Problem("lookup.unknown_dossier")
        return receipt

    @needs(Act.LOOK_UP)
    def document(self, user: User, dossier_id: str, component_code: str) -> bytes:
        """The digitised PDF of one component; the view is audited.

        Raises:
            Problem: ``lookup.unknown_document``; ``store.scan_damaged``.
        """
        with self.store.writing() as tx:
            for document in view_of(tx, dossier_id).dossier.documents:
                if document.component_code == component_code:
                    audit.append(tx, "document.viewed", user.login, self.clock(), dossier_id)
                    return self.blobs.get(tx, document.sha256)
        raise Problem("lookup.unknown_document")


def view_of(tx: Tx, dossier_id: str) -> DossierView:
    """The dossier as it stands in this transaction.

    Raises:
        Problem: ``lookup.unknown_dossier``.
    """
    dossier = dossiers.get(tx, dossier_id)
    if dossier is None:
        raise Problem("lookup.unknown_dossier")
    return DossierView(dossier, dossiers.timeline(tx, dossier_id), outbox.state_of(tx, dossier_id))
