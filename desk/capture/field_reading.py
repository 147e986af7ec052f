"""From the text of a component's pages to proposals in the store; runs behind the clerk.

The kind of paper is what a clerk said, else what the title says; a component whose kind nobody
knows has no proposals.  Read again, unconfirmed proposals are replaced and confirmed values stay.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.clock import Clock
from desk.events import Events, FieldsProposed
from models.attachment import Page
from models.fields import document_type
from models.reading import PageText
from models.store import drafts, field_values, page_texts
from models.store.engine import Store, Tx
from models.store.field_values import ReadPaper


@dataclass(frozen=True, slots=True)
class FieldReading:
    """Reads the values of papers out of their text."""

    store: Store
    events: Events
    clock: Clock

    def when_read(self, subject: str, component_code: str) -> None:
        """Hear that every page of a component has its final text."""
        self.read(subject, component_code)

    def received(self, dossier_id: str) -> None:
        """Hear that a draft became a dossier: what was read on pages taken out is no debt."""
        with self.store.writing() as tx:
            field_values.drop_without_page(tx, dossier_id)

    def read(self, subject: str, component_code: str, chosen: str = "") -> int:
        """Propose the values of a component of a draft or dossier; how many were found.

        ``chosen`` is the document type a clerk named, empty for what is known or seen.
        """
        from desk.capture.extraction import extract, recognise  # noqa: PLC0415 - not at start-up

        with self.store.reading() as tx:
            known = field_values.paper(tx, subject, component_code)
            pages, texts = _texts(tx, subject, component_code)
        if not chosen and known is not None and known.by_person:
            chosen = known.document_type
        kind = chosen or recognise(texts) or (known.document_type if known else "")
        if document_type(kind) is None:
            return 0
        now = self.clock()
        proposals = extract(kind, texts, now.date())
        paper = ReadPaper(subject, component_code, kind, bool(chosen), now)
        with self.store.writing() as tx:
            if _texts(tx, subject, component_code)[0] != pages:
                return 0  # pages came or went meanwhile: they are read again
            field_values.propose(tx, paper, proposals, [page.id for page in pages])
        self.events.publish(FieldsProposed(subject, component_code, len(proposals)))
        return len(proposals)


def _texts(
    tx: Tx, subject: str, component_code: str
) -> tuple[tuple[Page, ...], tuple[PageText, ...]]:
    """The pages of a component that have a text, with the best one of each."""
    mine = [one for one in drafts.pages(tx, subject) if one.component_code == component_code]
    read = [(page, page_texts.best(tx, page.id)) for page in mine]
    whole = [(page, text) for page, text in read if text is not None]
    return tuple(page for page, _ in whole), tuple(text for _, text in whole)
