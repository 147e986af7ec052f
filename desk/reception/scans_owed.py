"""Papers that had to be digitised with the reception and were not: the evening must not forget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.dossier import Dossier, DossierRow, Status
from models.role import Act, User, needs
from models.store import dossiers, lists

LOOKED_BACK = timedelta(days=7)
"""What is older stands in the 766 figures; nobody has the paper any more."""
_OVER = frozenset({Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class ScanOwed:
    """A dossier, and the names of its papers that lie here without a scan."""

    row: DossierRow
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScansOwed:
    """Reads only."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.SEE_TODAY)
    def owed(self, user: User) -> tuple[ScanOwed, ...]:
        """Dossiers of the last seven days that lack a scan, the newest first."""
        now = self.scribe.clock()
        found = []
        with self.scribe.store.reading() as tx:
            for row in lists.received_between(tx, now - LOOKED_BACK, now + timedelta(days=1)):
                dossier = dossiers.get(tx, row.id) if row.status not in _OVER else None
                papers = self._missing(dossier) if dossier is not None else ()
                if papers:
                    found.append(ScanOwed(row, papers))
        return tuple(found)

    def _missing(self, dossier: Dossier) -> tuple[str, ...]:
        """Presented papers the catalogue wants digitised, without a document."""
        procedure = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        if procedure is None:
            return ()
        there = {one.component_code for one in dossier.documents}
        brought = {one.code for one in dossier.components if one.presented}
        return tuple(
            one.name
            for one in procedure.components
            if one.digitise and one.code in brought and one.code not in there
        )
