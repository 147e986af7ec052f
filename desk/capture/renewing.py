"""A newer version of a document, whoever makes it: row, history, file to send and word to the hub.

One transaction, so that a kill leaves the old version or the new one and never half of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from desk.clock import Clock
from desk.events import DocumentRenewed, Events
from desk.identifiers import NewId
from models import messages
from models.attachment import Document
from models.messages import EventType, RenewalReason
from models.plain import to_plain
from models.store import audit, blobs, documents, outbox
from models.store.blobs import StoredBlob
from models.store.engine import Store, Tx


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What takes a document's place: ``replaces`` is the hash of the version it was made from."""

    dossier_id: str
    document: Document
    blob: StoredBlob = field(repr=False)
    reason: RenewalReason
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Renewals:
    """Puts newer versions in place. ``device_id`` is this desk's for the hub."""

    store: Store
    events: Events
    clock: Clock
    new_id: NewId
    device_id: str

    def renew(self, user: str, version: NewVersion) -> bool:
        """Put it in place in a transaction of its own; whether anything changed.

        Raises Problem store.no_document.
        """
        with self.store.writing() as tx:
            changed = self.write(tx, user, version, self.clock())
        if changed:
            self.publish(version)
        return changed

    def write(self, tx: Tx, user: str, version: NewVersion, now: datetime) -> bool:
        """The same inside the caller's transaction; `publish` is then the caller's."""
        document, dossier_id = version.document, version.dossier_id
        blobs.record(tx, version.blob, now)
        renewed = documents.renew(
            tx, dossier_id, document.component_code, document, version.reason, now,
            replaces=version.replaces,
        )  # fmt: skip
        if renewed is None:
            blobs.drop_unless_referred(tx, version.blob.sha256)
            return False
        said = messages.DocumentRenewed(
            dossier_id, document.component_code, document, renewed.before.sha256, version.reason
        )
        event = messages.frozen(
            EventType.DOCUMENT_RENEWED, dossier_id, outbox.next_sequence(tx, dossier_id),
            to_plain(said), now, event_id=self.new_id(), device_id=self.device_id, user=user,
            files=(document.sha256,),
        )  # fmt: skip
        outbox.put(tx, event, now)
        facts = {"component": document.component_code, "reason": version.reason.value}
        audit.append(tx, "document.renewed", user, now, dossier_id, facts)
        return True

    def publish(self, version: NewVersion) -> None:
        """Tell the window and the line."""
        document = version.document
        self.events.publish(DocumentRenewed(version.dossier_id, document, version.reason))
