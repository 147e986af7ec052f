"""What Biên bản bàn giao says of a bundle and its dossiers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.dossier import Dossier
from models.papers.handing import Bundle as Kind
from models.papers.handing import BundleRecord, BundleRow
from models.procedure import CopyKind
from models.store import dossiers
from models.store.bundles import Bundle
from models.store.engine import Tx


@dataclass(frozen=True, slots=True)
class BundlePapers:
    """Rows and records; sheets and originals are those handed in, not those only shown."""

    scribe: Scribe
    catalogue: Catalogue

    def row(self, dossier: Dossier) -> BundleRow:
        """The dossier as one line: how many sheets go along, which originals."""
        version = self.catalogue.version(dossier.procedure_code, dossier.procedure_version)
        published = {one.code: one for one in version.components} if version else {}
        handed = [
            line
            for line in dossier.components
            if line.presented
            and line.copy_kind is not CopyKind.ELECTRONIC
            and not (line.code in published and published[line.code].presented_only)
        ]
        originals = [
            published[line.code].name
            for line in handed
            if line.copy_kind is CopyKind.ORIGINAL and line.code in published
        ]
        return BundleRow(
            code=dossier.code,
            submitter=(dossier.submitter or dossier.owner).full_name,
            procedure=dossier.procedure_name,
            sheets=sum(line.count for line in handed) * dossier.sets,
            originals="; ".join(originals),
        )

    def record(self, tx: Tx, one: Bundle) -> BundleRecord:
        """The record of a bundle as it was made, with today's codes of its dossiers."""
        found = [(item, dossiers.get(tx, item.dossier_id)) for item in one.items]
        lines = [(item, self.row(dossier)) for item, dossier in found if dossier is not None]
        rows = tuple(
            replace(row, sheets=item.sheets, originals=item.originals, note=item.note)
            for item, row in lines
        )
        desk, there = self.scribe.settings.office.agency, one.unit
        out = one.kind is Kind.DOSSIERS
        return BundleRecord(
            heading=self.scribe.heading(one.made_at, number=one.number),
            kind=one.kind,
            giver=desk if out else there,
            giver_name=one.made_by if out else one.receiver,
            receiver=there if out else desk,
            receiver_name=(one.confirmed_by or one.receiver) if out else one.made_by,
            rows=rows,
        )
