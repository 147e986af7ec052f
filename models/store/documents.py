"""Documents of dossiers: the pages they were made of, their newer versions, what is still to do.

The row in ``document`` is always the present version.  A newer version and everything said about it
– its history, the file to send, the earlier file that need not be sent any more – is one
transaction of the caller; done twice, it changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from models.attachment import Document
from models.messages import RenewalReason
from models.pages import DocumentVersion
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.store import drafts, outbox, page_tables, tables
from models.store.blobs import drop_unless_referred
from models.store.engine import Tx

_document = tables.document
_source, _version = page_tables.document_source, page_tables.document_version

RECEIVED = "received"
"""The reason of a first version."""
UNTOUCHED = "untouched"
"""Outcome of a document that came signed: it passes as it is."""
GIVEN_UP = "given_up"
"""Outcome of a document whose text could not be had after many tries."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: the draft whose pages it holds, and when it was made.

    ``outcome`` is empty while there is work to do; then text, signed, untouched or given_up.
    """

    dossier_id: str
    position: int
    component_code: str
    draft_id: str
    made_at: datetime
    outcome: str

    @property
    def subject(self) -> str:
        """The name of the work on it."""
        return f"document:{self.dossier_id}:{self.position}"


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal changed: the version before, and whether its file need not be sent."""

    before: Document
    withdrawn: bool


def came_from(
    tx: Tx, dossier_id: str, draft_id: str, documents: Iterable[Document], at: datetime
) -> None:
    """Remember that these documents of a dossier were made of a draft's pages at this moment."""
    for one in documents:
        position = _place(tx, dossier_id, one.component_code, one.sha256)
        tx.execute(
            sa.insert(_source).values(
                dossier_id=dossier_id,
                position=position,
                component_code=one.component_code,
                draft_id=draft_id,
                made_at=at,
                outcome="",
            )
        )


def unfinished(tx: Tx) -> tuple[Source, ...]:
    """Documents whose text is still to come, the oldest first."""
    rows = tx.execute(
        sa.select(_source)
        .where(_source.c.finished_at.is_(None))
        .order_by(_source.c.made_at, _source.c.dossier_id, _source.c.position)
    )
    return tuple(_as_source(row) for row in rows.mappings())


def sources(tx: Tx, dossier_id: str) -> dict[int, Source]:
    """The sources of a dossier's documents by position; none for what no page is kept of."""
    rows = tx.execute(sa.select(_source).where(_source.c.dossier_id == dossier_id)).mappings()
    return {row["position"]: _as_source(row) for row in rows}


def finish(tx: Tx, source: Source, outcome: str, at: datetime) -> None:
    """There is nothing more to do on this document."""
    tx.execute(
        sa.update(_source)
        .where(
            _source.c.dossier_id == source.dossier_id,
            _source.c.position == source.position,
            _source.c.finished_at.is_(None),
        )
        .values(finished_at=at, outcome=outcome)
    )


def present(tx: Tx, dossier_id: str) -> dict[int, Document]:
    """The present versions of a dossier's documents by position."""
    rows = tx.execute(
        sa.select(_document)
        .where(_document.c.dossier_id == dossier_id)
        .order_by(_document.c.position)
    ).mappings()
    return {row["position"]: from_plain(Document, row) for row in rows}


def versions(tx: Tx, dossier_id: str) -> tuple[DocumentVersion, ...]:
    """Every version of the dossier's renewed documents, by document, oldest first."""
    rows = tx.execute(
        sa.select(_version)
        .where(_version.c.dossier_id == dossier_id)
        .order_by(_version.c.position, _version.c.number)
    )
    return tuple(
        DocumentVersion(row.body["component_code"], row.sha256, row.reason, row.made_at)
        for row in rows
    )


def is_signed(tx: Tx, dossier_id: str, position: int) -> bool:
    """Whether this desk ever signed the document: nothing may change it any more."""
    signed = sa.select(_version.c.number).where(
        _version.c.dossier_id == dossier_id,
        _version.c.position == position,
        _version.c.reason == RenewalReason.SIGNED.value,
    )
    return tx.execute(signed.limit(1)).first() is not None


def renew(
    tx: Tx,
    dossier_id: str,
    component_code: str,
    document: Document,
    reason: RenewalReason,
    at: datetime,
    *,
    replaces: str = "",
) -> Renewed | None:
    """Put a newer version in place of a component's document, or of the one with this hash.

    The caller has recorded the new blob.  The file to send is queued; the earlier one is withdrawn
    and erased unless it was sent.  None when there is nothing to change: the version is there, or
    the document was signed meanwhile and only its text or record is new.  Raises Problem
    ``store.no_document``.
    """
    position = _place(tx, dossier_id, component_code, replaces)
    before = present(tx, dossier_id)[position]
    if before.sha256 == document.sha256:
        return None
    if reason is not RenewalReason.SIGNED and is_signed(tx, dossier_id, position):
        return None
    _add_version(tx, dossier_id, position, before, document, reason, at)
    row = to_plain(document)
    tx.execute(
        sa.update(_document)
        .where(_document.c.dossier_id == dossier_id, _document.c.position == position)
        .values(row)
    )
    outbox.add_file(tx, document.sha256, document.size, dossier_id)
    withdrawn = not _still_named(tx, dossier_id, before.sha256) and outbox.withdraw_file(
        tx, before.sha256, dossier_id
    )
    if withdrawn:
        drop_unless_referred(tx, before.sha256)
    return Renewed(before, withdrawn)


def forget(tx: Tx, dossier_id: str) -> tuple[str, ...]:
    """Take the pages behind a dossier's documents, and older versions, out of the store.

    Gives the hashes of the contents that are to go with them.
    """
    older = tx.execute(
        sa.select(_version.c.sha256).where(_version.c.dossier_id == dossier_id)
    ).scalars()
    gone = set(older)
    behind = {one.draft_id for one in sources(tx, dossier_id).values()}
    for draft_id in behind:
        gone.update(drafts.erase_pages(tx, tables.page.c.draft_id == draft_id))
    tx.execute(sa.delete(_source).where(_source.c.dossier_id == dossier_id))
    return tuple(sorted(gone))


def _add_version(
    tx: Tx,
    dossier_id: str,
    position: int,
    before: Document,
    document: Document,
    reason: RenewalReason,
    at: datetime,
) -> None:
    here = (_version.c.dossier_id == dossier_id, _version.c.position == position)
    last = tx.execute(sa.select(sa.func.max(_version.c.number)).where(*here)).scalar()
    rows = [(document, reason.value)]
    if last is None:
        rows.insert(0, (before, RECEIVED))
        last = 0
    for number, (one, why) in enumerate(rows, start=last + 1):
        tx.execute(
            sa.insert(_version).values(
                dossier_id=dossier_id,
                position=position,
                number=number,
                sha256=one.sha256,
                body=to_plain(one),
                reason=why,
                made_at=at,
            )
        )


def _place(tx: Tx, dossier_id: str, component_code: str, sha256: str) -> int:
    """The position of the component's newest document, or of the newest that has or had this hash.

    Raises Problem store.no_document.
    """
    of_component = (
        _document.c.dossier_id == dossier_id,
        _document.c.component_code == component_code,
    )
    asked = sa.select(sa.func.max(_document.c.position)).where(*of_component)
    if sha256:
        once = sa.exists().where(
            _version.c.dossier_id == dossier_id,
            _version.c.position == _document.c.position,
            _version.c.sha256 == sha256,
        )
        asked = asked.where(sa.or_(_document.c.sha256 == sha256, once))
    position = tx.execute(asked).scalar()
    if position is None:
        raise Problem("store.no_document")
    return int(position)


def _still_named(tx: Tx, dossier_id: str, sha256: str) -> bool:
    """Whether another document of the dossier has this very content."""
    named = sa.select(_document.c.position).where(
        _document.c.dossier_id == dossier_id, _document.c.sha256 == sha256
    )
    return tx.execute(named.limit(1)).first() is not None


def _as_source(row: sa.RowMapping) -> Source:
    return Source(**{name: row[name] for name in Source.__slots__})
