"""What may change of an accepted dossier: its promise, its papers, its people, its receipt.

The row holds what is true now; what was true before stays in facts (`models.facts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.attachment import Document
from models.dossier import ComponentLine
from models.people import Involved
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.receipt import Receipt
from models.store import search_keys, tables
from models.store.engine import Tx
from models.store.life_tables import dossier_person

_dossier = tables.dossier


def set_due(
    tx: Tx, dossier_id: str, due: datetime, due_hour_exact: datetime, *, provisional: bool
) -> None:
    """Write the present promise. Raises Problem ``store.no_dossier``."""
    _set(
        tx,
        dossier_id,
        due=due,
        due_hour_exact=due_hour_exact,
        due_is_provisional=provisional,
    )


def set_components(tx: Tx, dossier_id: str, lines: Sequence[ComponentLine]) -> None:
    """Write the checklist as it stands after a supplement."""
    _set(tx, dossier_id, components=to_plain(tuple(lines)))


def not_returned(tx: Tx, dossier_id: str) -> None:
    """Take back that the result was handed over; the correction is its own event."""
    _set(tx, dossier_id, returned_at=None, returned_to="")


def add_documents(tx: Tx, dossier_id: str, documents: Iterable[Document]) -> None:
    """Add digitised papers behind those that are there."""
    table = tables.document
    last = tx.execute(
        sa.select(sa.func.max(table.c.position)).where(table.c.dossier_id == dossier_id)
    ).scalar()
    start = 0 if last is None else last + 1
    for position, one in enumerate(documents, start=start):
        tx.execute(
            sa.insert(table), {"dossier_id": dossier_id, "position": position, **to_plain(one)}
        )


def replace_receipt(tx: Tx, receipt: Receipt) -> None:
    """Put a new receipt in place of the one promised before, which the caller has kept."""
    table = tables.receipt
    tx.execute(sa.delete(table).where(table.c.dossier_id == receipt.dossier_id))
    tx.execute(sa.insert(table), {"dossier_id": receipt.dossier_id, "body": to_plain(receipt)})


def add_people(tx: Tx, dossier_id: str, people: Sequence[Involved]) -> None:
    """Write a dossier's further persons and make them findable."""
    if not people:
        return
    serial = tx.execute(sa.select(_dossier.c.serial).where(_dossier.c.id == dossier_id)).scalar()
    if serial is None:
        raise Problem("store.no_dossier")
    for position, one in enumerate(people):
        tx.execute(
            sa.insert(dossier_person),
            {
                "dossier_id": dossier_id,
                "position": position,
                "role": one.role.value,
                "body": to_plain(one),
            },
        )
        search_keys.write(tx, serial, search_keys.of_person(one.person))


def people(tx: Tx, dossier_id: str) -> tuple[Involved, ...]:
    """A dossier's further persons in the order they were given."""
    bodies = tx.execute(
        sa.select(dossier_person.c.body)
        .where(dossier_person.c.dossier_id == dossier_id)
        .order_by(dossier_person.c.position)
    ).scalars()
    return tuple(from_plain(Involved, one) for one in bodies)


def add_alias(tx: Tx, dossier_id: str, code: str) -> bool:
    """Tie another code to a dossier for ever; False when it already has it.

    Raises Problem ``store.code_taken``, ``store.no_dossier``.
    """
    code = search_keys.code(code)
    alias = tables.code_alias
    holder = tx.execute(sa.select(alias.c.dossier_id).where(alias.c.code == code)).scalar()
    if holder is not None:
        if holder != dossier_id:
            raise Problem("store.code_taken", taken=code)
        return False
    serial = tx.execute(sa.select(_dossier.c.serial).where(_dossier.c.id == dossier_id)).scalar()
    if serial is None:
        raise Problem("store.no_dossier")
    tx.execute(sa.insert(alias), {"code": code, "dossier_id": dossier_id})
    search_keys.write(tx, serial, search_keys.of_code(code))
    return True


def _set(tx: Tx, dossier_id: str, **values: Any) -> None:
    changed = tx.execute(sa.update(_dossier).where(_dossier.c.id == dossier_id).values(values))
    if changed.rowcount == 0:
        raise Problem("store.no_dossier")
