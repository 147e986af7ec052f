"""The checklist as a dossier keeps it, and the earlier documents it names as its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desk.identifiers import NewId
from desk.reception.intake import paper_reason
from models.attachment import Document
from models.dossier import ComponentLine, Dossier, Draft
from models.facts import Fact
from models.facts_life import Reused
from models.role import User
from models.store import facts, outbox
from models.store import reuse as reuse_store
from models.store.engine import Tx


def kept_lines(draft: Draft, scanned: set[str]) -> tuple[ComponentLine, ...]:
    """The checklist as it is kept; what was scanned all the same was not reused."""
    kept = (
        replace(
            line,
            paper_reason=paper_reason(line) if line.presented else line.paper_reason,
            reused=None if line.code in scanned else line.reused,
        )
        for line in draft.components
        if line.presented or line.lookup is not None
    )
    return tuple(kept)


def reused_documents(lines: tuple[ComponentLine, ...]) -> tuple[Document, ...]:
    """Earlier documents the dossier names as its own."""
    return tuple(
        Document(
            line.code,
            line.reused.title,
            line.reused.sha256,
            line.reused.size,
            line.reused.pages,
            line.reused.media_type,
            line.reused.pdfa,
        )
        for line in lines
        if line.presented and line.reused is not None
    )


def record_reuse(tx: Tx, new_id: NewId, user: User, dossier: Dossier, now: datetime) -> None:
    """Record each reuse; a content still here goes to the hub with this dossier too."""
    for line in dossier.components:
        taken = line.reused
        if taken is None or not line.presented:
            continue
        if reuse_store.is_here(tx, taken.sha256):
            outbox.add_file(tx, taken.sha256, taken.size, dossier.id)
        body = Reused(
            line.code, taken.dossier_id, taken.component_code, taken.sha256, taken.counter
        )
        facts.append(tx, Fact(new_id(), dossier.id, now, user.login, body))
