"""Documents of received dossiers get their text: made anew of their pages, put in place, told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk.capture.renewing import NewVersion, Renewals
from desk.capture.writing import Writing
from desk.clock import Clock
from models.attachment import Document
from models.messages import RenewalReason
from models.pages import DocumentState, DocumentStatus, ReadingStage
from models.problems import Problem
from models.reading import Remark
from models.store import documents, dossiers, outbox, page_findings, page_texts, page_work
from models.store.documents import Source
from models.store.engine import Store, Tx
from models.store.page_work import MOST_ATTEMPTS

Failed = Callable[[str, str, str, Problem], int]
"""Notes a failure (subject, draft id, component code, problem); how many there were."""


class Finishing:
    """One document at a time; what is finished is never touched again."""

    def __init__(self, store: Store, clock: Clock, writing: Writing, renewals: Renewals) -> None:
        self._store = store
        self._clock = clock
        self._writing = writing
        self._renewals = renewals

    def next(self, failed: Failed) -> bool:
        """Finish a document all of whose pages are read or given up; whether there was one."""
        now = self._clock()
        with self._store.reading() as tx:
            waiting = documents.unfinished(tx)
            source = next((one for one in waiting if _is_ready(tx, one, now)), None)
        if source is None:
            return False
        try:
            self._finish(source)
        except Problem as problem:
            tries = failed(source.subject, source.draft_id, source.component_code, problem)
            if tries >= MOST_ATTEMPTS:
                self._close(source, documents.GIVEN_UP)
        return True

    def status(self, dossier_id: str) -> tuple[DocumentStatus, ...]:
        """How far the documents of a dossier are."""
        with self._store.reading() as tx:
            sources = documents.sources(tx, dossier_id)
            dossier = dossiers.get(tx, dossier_id)
            limit = None if dossier is None else self._writing.limit(dossier)
            return tuple(
                _weighed(_status(tx, dossier_id, position, one, sources.get(position)), one, limit)
                for position, one in documents.present(tx, dossier_id).items()
            )

    def close(self) -> None:
        """End the worker."""
        self._writing.close()

    def _finish(self, source: Source) -> None:
        with self._store.reading() as tx:
            before = documents.present(tx, source.dossier_id)[source.position]
            dossier = dossiers.get(tx, source.dossier_id)
            signed = documents.is_signed(tx, source.dossier_id, source.position)
            read = page_texts.stages_of(tx, source.draft_id, source.component_code)
        if dossier is None or signed:
            self._close(source, RenewalReason.SIGNED.value)
            return
        if not any(read.values()):
            self._close(source, documents.GIVEN_UP)
            return
        made = self._writing.with_text(dossier, source, before.title)
        if made is None:
            self._close(source, documents.UNTOUCHED)
            return
        version = NewVersion(
            source.dossier_id, *made, reason=RenewalReason.TEXT, replaces=before.sha256
        )
        now = self._clock()
        with self._store.writing() as tx:
            changed = self._renewals.write(tx, dossier.clerk, version, now)
            documents.finish(tx, source, RenewalReason.TEXT.value, now)
            page_work.succeeded(tx, source.subject)
        if changed:
            self._renewals.publish(version)

    def _close(self, source: Source, outcome: str) -> None:
        with self._store.writing() as tx:
            documents.finish(tx, source, outcome, self._clock())


def _is_ready(tx: Tx, source: Source, now: datetime) -> bool:
    stopped = page_work.trouble(tx, source.subject)
    if stopped is not None and stopped.not_before > now:
        return False
    read = page_texts.stages_of(tx, source.draft_id, source.component_code)
    return all(
        ReadingStage.FUSED in stages or _is_given_up(tx, page_id)
        for page_id, stages in read.items()
    )


def _is_given_up(tx: Tx, page_id: str) -> bool:
    trouble = page_work.page_trouble(tx, page_id)
    return trouble is not None and trouble.attempts >= MOST_ATTEMPTS


def _status(
    tx: Tx, dossier_id: str, position: int, document: Document, source: Source | None
) -> DocumentStatus:
    trouble = None if source is None else page_work.trouble(tx, source.subject)
    state = DocumentState.WORKING_COPY
    if documents.is_signed(tx, dossier_id, position):
        state = DocumentState.SIGNED
    elif source is not None and source.outcome == RenewalReason.TEXT.value:
        state = DocumentState.TEXT
    return DocumentStatus(
        document.component_code,
        document.title,
        document.sha256,
        document.pages,
        state,
        document.pdfa,
        working=source is not None and not source.outcome,
        sent=outbox.file_is_sent(tx, document.sha256, dossier_id),
        trouble=_code(tx, source, "" if trouble is None else trouble.code),
        remarks=_remarks(tx, source),
    )


def _remarks(tx: Tx, source: Source | None) -> tuple[Remark, ...]:
    """What the pages behind the document look like, each remark once."""
    if source is None:
        return ()
    mine = page_texts.stages_of(tx, source.draft_id, source.component_code)
    views = page_findings.of_draft(tx, source.draft_id)
    found = {one for page_id in mine if page_id in views for one in views[page_id].findings.remarks}
    return tuple(sorted(found))


def _weighed(status: DocumentStatus, document: Document, limit: int | None) -> DocumentStatus:
    """With its trouble when it is finished and still more than its receiver takes."""
    if status.trouble or status.working or limit is None or document.size <= limit:
        return status
    signed = status.state is DocumentState.SIGNED
    return replace(status, trouble="pdf.signed_too_large" if signed else "pdf.too_large")


def _code(tx: Tx, source: Source | None, own: str) -> str:
    """What stopped the document, or one of its pages."""
    if source is None or own:
        return own
    pages = page_texts.stages_of(tx, source.draft_id, source.component_code)
    found = (page_work.page_trouble(tx, page_id) for page_id in pages)
    return next((one.code for one in found if one is not None), "")
