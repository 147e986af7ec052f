"""The whole database again under another key, in a file beside it; the scans' keys with it.

SQLCipher can change the key of a file in place; a copy is better, since the old file stays whole
until the new one has been read and counted (storage §1.4).
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models.problems import Kind, Problem
from models.store import durable, tables
from models.store.blobs import Blobs
from models.store.engine import DriverError, Store, Tx, connect
from models.store.schema import SCHEMA

_PATIENCE_MS = 500


def copy_under(path: Path, key: bytes, target: Path, new_key: bytes) -> None:
    """Copy a database that nobody else has open to a new file under ``new_key``; flushed.

    Raises Problem ``store.in_use`` when somebody has it open, in whatever process, and
    FileExistsError when there is such a file already.
    """
    target.touch(mode=0o600, exist_ok=False)
    with closing(connect(path, key, writing=True, references=True)) as source:
        run = source.execute
        _be_alone(source)
        (version,) = run("PRAGMA user_version").fetchone()
        run("ATTACH DATABASE ? AS copy KEY ?", (str(target), f"x'{new_key.hex()}'"))
        run("SELECT sqlcipher_export('copy')").fetchall()
        run(f"PRAGMA copy.user_version = {int(version)}")
        run("DETACH DATABASE copy")
    durable.flush(target)


def _be_alone(connection: Any) -> None:
    """Leaving the log's mode needs the file for oneself: the surest question there is."""
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except DriverError as error:
        raise Problem("store.in_use", Kind.DEVICE_OR_LINE) from error
    if mode != "delete":
        raise Problem("store.in_use", Kind.DEVICE_OR_LINE)


def counted(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.reading() as tx:
        return {
            table.name: tx.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in SCHEMA.sorted_tables
        }


def rewrap_scans(tx: Tx, old: Blobs, new: Blobs) -> int:
    """Put every scan's own key under the new key of the scans; how many there are."""
    blob = tables.blob
    rows = tx.execute(sa.select(blob.c.sha256, blob.c.wrapped_key)).all()
    for row in rows:
        digest = bytes.fromhex(row.sha256)
        wrapped = new.wrapped(old.unwrapped(row.wrapped_key, digest), digest)
        tx.execute(sa.update(blob).where(blob.c.sha256 == row.sha256).values(wrapped_key=wrapped))
    return len(rows)
