"""The desk's rows of search keys; what the keys are is `models.search_keys`."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from models.search_keys import (
    MANY_WORDS,
    TAIL_DIGITS,
    Key,
    Kind,
    code,
    of_code,
    of_dossier,
    of_name,
    of_person,
    phone_digits,
)
from models.store import tables
from models.store.engine import Tx

__all__ = [
    "ELSEWHERE",
    "MANY_WORDS",
    "TAIL_DIGITS",
    "Key",
    "Kind",
    "code",
    "of_code",
    "of_dossier",
    "of_name",
    "of_person",
    "phone_digits",
    "write",
]

ELSEWHERE = 1 << 40
"""Keys of dossiers of other counters have ``nid`` = this minus their serial in the cache: found by
the same range, behind our own, the newest first."""


def write(tx: Tx, serial: int, keys: Iterable[Key]) -> None:
    """Store keys of the dossier with this serial; those that are there already stay."""
    rows = [
        {"kind": int(kind), "key": key, "nid": -serial} for kind, key in sorted(set(keys)) if key
    ]
    if rows:
        tx.execute(sa.insert(tables.search_key).prefix_with("OR IGNORE"), rows)
