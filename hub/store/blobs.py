"""Which documents the hub holds for which agency.

One office cannot learn that another holds a document: rows are an agency's own, and an agency that
has no row sends the content itself, even when the same bytes already lie on the disk.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hub.store import dossiers, feed, tables
from hub.store.engine import Tx, add_unless_there


def size(tx: Tx, agency: str, sha256: str) -> int | None:
    """Size in bytes of a document the hub holds for this agency; None when it does not."""
    table = tables.blob
    query = select(table.c.size).where(table.c.agency == agency, table.c.sha256 == sha256)
    found = tx.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def record(tx: Tx, agency: str, sha256: str, length: int, at: datetime) -> None:
    """The document lies durably on the disk; tell every dossier that waits for it."""
    feed.lock(tx, agency)
    values = {"agency": agency, "sha256": sha256, "size": length, "stored_at": at.isoformat()}
    if not add_unless_there(tx, tables.blob, values):
        return
    for dossier_id in dossiers.with_file(tx, agency, sha256):
        feed.append(tx, agency, "file", dossier_id, at)
