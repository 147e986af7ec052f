"""Receipts that were promised and have not come out yet; one owed print a dossier at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from models.store.engine import Tx
from models.store.tables import owed_print


def owe(tx: Tx, dossier_id: str, since: datetime) -> None:
    """Owe the dossier's receipt from now on; one that is owed already stays owed."""
    tx.execute(
        insert(owed_print)
        .values(dossier_id=dossier_id, owed_since=since)
        .on_conflict_do_nothing(index_elements=[owed_print.c.dossier_id])
    )


def settle(tx: Tx, dossier_id: str) -> None:
    """The receipt came out; a reprint of one that is not owed changes nothing."""
    tx.execute(delete(owed_print).where(owed_print.c.dossier_id == dossier_id))


def owed(tx: Tx) -> tuple[str, ...]:
    """Dossiers whose receipt is owed, the longest first."""
    return tuple(tx.scalars(select(owed_print.c.dossier_id).order_by(owed_print.c.owed_since)))
