"""Opening a store at this program's schema: make it, bring it up to date, or refuse it.

Alembic is only imported when the number in the file (PRAGMA user_version) is not this program's.
One transaction holds the whole way up and the check of the result: whatever fails, the file is as
it was before (storage §1.2).  An existing database is copied beside itself first.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from models.problems import Kind, Problem
from models.store.engine import Store, Tx
from models.store.tables import SCHEMA_VERSION

log = logging.getLogger(__name__)

_SCRIPTS = Path(__file__).parent
_ROOM_NEEDED = 3
"""Free space asked for before an upgrade, in sizes of the database: backup, log, new pages."""


def open_current(path: Path, key: bytes, *, create: bool = False) -> Store:
    """Open the store at the schema this program knows, upgrading or (``create``) making it.

    Raises what `Store.open` raises, and Problem ``store.newer`` for a file of a later program,
    ``store.no_room`` when the disk is too full to upgrade safely, ``store.upgrade_failed`` when
    the result did not pass its check; the file is then unchanged.
    """
    store = Store.open(path, key, create=create)
    try:
        version = store.schema_version()
        if version == SCHEMA_VERSION:
            return store
        if version > SCHEMA_VERSION:
            raise Problem("store.newer")
        if version == 0 and not create:
            raise Problem("store.damaged")
        if version:
            _back_up(store, version)
    except BaseException:
        store.close()
        raise
    store.close()
    _upgrade(path, key)
    return Store.open(path, key)


def _back_up(store: Store, version: int) -> None:
    size = store.path.stat().st_size
    if shutil.disk_usage(store.path.parent).free < _ROOM_NEEDED * size:
        raise Problem("store.no_room", Kind.DEVICE_OR_LINE)
    target = store.path.with_name(f"{store.path.stem}.before-{version + 1:04d}.db")
    if target.exists():
        # Left by an attempt that failed later on; this file, unchanged since, is newer.
        target.unlink()
    store.back_up(target)
    log.info("database copied before the upgrade from schema %d", version)


def _upgrade(path: Path, key: bytes) -> None:
    store = Store.open(path, key, enforce_references=False)
    try:
        with store.writing() as tx:
            run_scripts(tx, _SCRIPTS)
            _verify(tx)
            tx.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        store.close()
    log.info("database is at schema %d", SCHEMA_VERSION)


def run_scripts(tx: Tx, scripts: Path, to: str = "head") -> None:
    """Run the revisions under ``scripts`` that this database has not seen, up to one of them."""
    from alembic import command  # noqa: PLC0415 - see the module's docstring
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = tx
    command.upgrade(config, to)


def _verify(tx: Tx) -> None:
    references = tx.exec_driver_sql("PRAGMA foreign_key_check").all()
    if references or tx.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
        raise Problem("store.upgrade_failed")
