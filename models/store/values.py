"""Small durable settings of this store by name: sync cursor, last contact, block sizes a reader."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.store import tables
from models.store.engine import Tx

_value = tables.value


def get(tx: Tx, name: str) -> str | None:
    """The value, None if it was never set."""
    return tx.execute(sa.select(_value.c.value).where(_value.c.name == name)).scalar()


def set(tx: Tx, name: str, value: str) -> None:  # noqa: A001 - called as values.set
    """Write the value over an earlier one."""
    tx.execute(
        insert(_value)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=[_value.c.name], set_={"value": value})
    )
