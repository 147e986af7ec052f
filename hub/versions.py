"""Which version of a document counts: the order of the hub decides, and a signature outlasts text.

Everything here is computed from the events of a dossier in their order of acceptance; an event that
replaces a version nobody knows, or a signed one by mere text, stays in the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from models.attachment import Document
from models.messages import DocumentRenewed, EventType, RenewalReason, ReplacedDocument
from models.plain import from_plain


class Versions:
    """The documents of one dossier as its events tell them one after another."""

    def __init__(self) -> None:
        self._present: list[tuple[Document, str]] = []
        self._replaced: list[ReplacedDocument] = []
        self._early: list[DocumentRenewed] = []
        """Renewals of versions nobody told of yet: another desk's word is still on its way."""

    def hear(self, kind: str, body_json: str) -> None:
        """Take in one event's body; one that tells nothing of documents changes nothing."""
        try:
            body = json.loads(body_json)
            if kind == EventType.DOCUMENT_RENEWED:
                self._early.append(from_plain(DocumentRenewed, body))
            elif isinstance(body, dict):
                documents = [from_plain(Document, one) for one in body.get("documents", ())]
                self._present += [(one, "") for one in documents]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return  # a newer desk's way of telling: the event is kept as it is
        while any(self._renewed(one) for one in tuple(self._early)):
            pass

    @property
    def present(self) -> tuple[Document, ...]:
        """The newest version of every document."""
        early = (one.document for one in self._early)
        return (*(document for document, _ in self._present), *early)

    @property
    def replaced(self) -> tuple[ReplacedDocument, ...]:
        """The others, oldest first."""
        return tuple(self._replaced)

    def _renewed(self, told: DocumentRenewed) -> bool:
        """Take a renewal in; False while the version it replaces is not known."""
        place = self._place_of(told)
        if place is None:
            return False
        self._early.remove(told)
        before, reason = self._present[place]
        if reason == RenewalReason.SIGNED and told.reason != RenewalReason.SIGNED:
            self._replaced.append(ReplacedDocument(told.document, before.sha256, reason))
            return True
        self._present[place] = (told.document, told.reason)
        self._replaced.append(ReplacedDocument(before, told.document.sha256, told.reason))
        return True

    def _place_of(self, told: DocumentRenewed) -> int | None:
        """Where the version lies that is replaced, or what has taken its place meanwhile."""
        wanted, by = told.replaces, {one.document.sha256: one.by for one in self._replaced}
        for _ in range(len(by) + 1):
            for place, (document, _reason) in enumerate(self._present):
                if document.sha256 == wanted and document.component_code == told.component_code:
                    return place
            if wanted not in by:
                return None
            wanted = by[wanted]
        return None


def of_events(events: Iterable[tuple[str, str]]) -> Versions:
    """The documents after these events: type and body of each, in order."""
    versions = Versions()
    for kind, body_json in events:
        versions.hear(kind, body_json)
    return versions
