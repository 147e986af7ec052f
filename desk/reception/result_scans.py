"""Results in electronic form: scanned by the feeder when they come, or born digital."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.reception.acceptance import Assemble
from desk.reception.lookup import DossierView, view_of
from desk.reception.scribe import Scribe
from models.catalogue import Catalogue
from models.dossier import Dossier, Draft, Status
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import blobs, changes, documents, drafts, outbox
from models.store.kpi import RESULT

_READY = (Status.FINISHED, Status.RETURNED)


@dataclass(frozen=True, slots=True)
class ResultScans:
    """The e-result of a dossier; it may be made while people wait elsewhere, or later."""

    scribe: Scribe
    catalogue: Catalogue
    assemble: Assemble

    @needs(Act.RETURN_RESULT)
    def begin(self, user: User, dossier_id: str) -> Draft:
        """A place for the result's pages: scan or import into component `RESULT`, then `keep`.

        Raises:
            Problem: ``result_scan.not_ready``, ``result_scan.already``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self._ready(self.scribe.dossier(tx, dossier_id))
            draft = Draft(
                id=self.scribe.new_id(),
                clerk=user.login,
                started_at=now,
                procedure_code=dossier.procedure_code,
                procedure_version=dossier.procedure_version,
                owner=dossier.owner,
                supplement_of=dossier_id,
            )
            drafts.save(tx, draft, now)
        return draft

    @needs(Act.RETURN_RESULT)
    def keep(self, user: User, draft: Draft) -> DossierView:
        """The pages become the dossier's e-result, and go to the hub.

        Raises:
            Problem: ``result_scan.no_pages``, and as `begin`.
        """
        now = self.scribe.clock()
        made = self.assemble(draft.id, RESULT, self._title(draft, now), now)
        if made is None:
            raise Problem("result_scan.no_pages")
        document, blob = made
        with self.scribe.store.writing() as tx:
            dossier = self._ready(self.scribe.dossier(tx, draft.supplement_of))
            blobs.record(tx, blob, now)
            outbox.add_file(tx, document.sha256, document.size, dossier.id)
            changes.add_documents(tx, dossier.id, (document,))
            documents.came_from(tx, dossier.id, draft.id, (document,), now)
            for sha256 in drafts.delete(tx, draft.id, {RESULT}):
                blobs.drop_unless_referred(tx, sha256)
            self.scribe.tell(
                tx, user, dossier, EventType.RESULT_DIGITISED, now,
                files=(document.sha256,), document=to_plain(document),
            )  # fmt: skip
            self.scribe.audit(tx, user, "result.digitised", dossier.id, now)
            return view_of(tx, dossier.id)

    def _ready(self, dossier: Dossier) -> Dossier:
        if dossier.status not in _READY:
            raise Problem("result_scan.not_ready", code=dossier.code)
        if any(one.component_code == RESULT for one in dossier.documents):
            raise Problem("result_scan.already", code=dossier.code)
        return dossier

    def _title(self, draft: Draft, now: datetime) -> str:
        code, version = draft.procedure_code or "", draft.procedure_version or ""
        found = self.catalogue.version(code, version)
        return found.result_name if found and found.result_name else "Kết quả giải quyết"
