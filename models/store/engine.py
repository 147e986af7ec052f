"""The store: one SQLCipher file, opened with a raw key, behind SQLAlchemy Core.

Durable means durable: WAL with synchronous=FULL, so that a commit that returned survives a power
cut (storage §4.2).  Writing begins with BEGIN IMMEDIATE on the one writing connection, so that no
transaction ever has to upgrade its lock; reading sees one snapshot and cannot write.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from models.problems import Kind, Problem
from models.store import durable, guard
from models.store.reserve import Reserve

Tx = sa.Connection

_driver: Any = dbapi2  # a C module without type hints
DriverError: type[Exception] = _driver.Error

KEY_BYTES = 32
_BUSY_MS = 10_000
_READERS = 4
_CACHE_KIB = 8 * 1024
"""Decrypted pages kept by a connection; the inner pages of every index fit with room to spare."""
_FULL, _BUSY, _IO_ERROR, _CORRUPT, _NOT_A_DATABASE = 13, 5, 10, 11, 26
_PROBLEMS = {
    _FULL: ("store.disk_full", Kind.DEVICE_OR_LINE),
    _BUSY: ("store.busy", Kind.DEVICE_OR_LINE),
    _IO_ERROR: ("store.disk_failed", Kind.DEVICE_OR_LINE),
    _CORRUPT: ("store.damaged", Kind.BAD_INPUT),
    _NOT_A_DATABASE: ("store.damaged", Kind.BAD_INPUT),
}
_BACKUP_PAGES = 256
"""Pages copied between two breaths, so that a backup never holds up the counter."""


class Store:
    """One encrypted database file. May be used from any thread."""

    def __init__(self, path: Path, key: bytes, *, enforce_references: bool = True) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("the key of a store is 32 bytes")
        self.path = path
        self._key = key
        guard.watch(path)
        self._closed = False
        self.reserve: Reserve | None = None
        """Given up when the disk is full, so that the next try to save has room."""
        self._writer = _engine(path, key, writing=True, references=enforce_references)
        self._reader = _engine(path, key, writing=False, references=True)

    @classmethod
    def open(
        cls, path: Path, key: bytes, *, create: bool = False, enforce_references: bool = True
    ) -> Store:
        """Open the file with its 32-byte key, and prove the key by reading.

        Only a migration that rebuilds tables opens without ``enforce_references``: SQLite would
        otherwise delete the rows that refer to a table while it is being replaced.

        Raises Problem ``store.missing`` (a file is only made with ``create``), ``store.wrong_key``
        (also when the first page is damaged: the cipher cannot tell) and ``store.damaged``.
        """
        if create and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        elif not path.is_file():
            raise Problem("store.missing")
        elif not create and path.stat().st_size == 0:
            raise Problem("store.damaged")
        store = cls(path, key, enforce_references=enforce_references)
        try:
            store.schema_version()
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """A transaction that is on the disk when the block has ended, or leaves no trace.

        Raises Problem ``store.disk_full``, ``store.busy``, ``store.disk_failed``,
        ``store.damaged`` and, after `close`, ``store.closed``.  Never nested: there is
        one writing connection.  A full disk costs the reserve: the next try has room.
        """
        with self._named(), self._writer.begin() as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """One snapshot of the store; writing through it fails."""
        with self._named(), self._reader.begin() as tx:
            yield tx

    def schema_version(self) -> int:
        """The number of the schema in the file; 0 for an empty one."""
        with self._named(opening=True), self._reader.connect() as connection:
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def back_up(self, target: Path) -> None:
        """Copy the database, under the same key, to a file that does not exist yet; flushed.

        Raises FileExistsError: a backup never overwrites another.
        """
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            self._named(),
            closing(connect(self.path, self._key, writing=False, references=True)) as source,
            closing(connect(target, self._key, writing=True, references=True)) as copy,
        ):
            source.backup(copy, pages=_BACKUP_PAGES)
        durable.flush(target)

    def check(self) -> None:
        """Read and verify every page, index and reference of the file.

        The log is folded into the file first, as the cipher's check looks at the file alone, and
        nobody writes while it looks (a second for a million dossiers).  Raises Problem
        ``store.damaged``, and ``store.busy`` when somebody reads the log for too long.
        """
        with (
            self._named(),
            closing(connect(self.path, self._key, writing=True, references=True)) as connection,
        ):
            run = connection.execute
            ((busy, *_),) = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if busy:
                raise Problem("store.busy", Kind.DEVICE_OR_LINE)
            run("BEGIN IMMEDIATE")
            broken = run("PRAGMA cipher_integrity_check").fetchall()
            run("ROLLBACK")
            broken = broken or run("PRAGMA foreign_key_check").fetchall()
            if broken or run("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise Problem("store.damaged")

    def close(self) -> None:
        """Close every connection for good; the last one folds the log into the file."""
        self._reader.dispose()
        self._writer.dispose()
        if not self._closed:
            self._closed = True
            guard.forget(self.path)

    @contextmanager
    def _named(self, *, opening: bool = False) -> Iterator[None]:
        if self._closed:
            # A disposed pool would quietly connect again.
            raise Problem("store.closed")
        try:
            yield
        except (sa.exc.DBAPIError, DriverError) as error:
            problem = _problem(error, opening=opening)
            if problem is None:
                raise
            if problem.code == "store.disk_full" and self.reserve is not None:
                self.reserve.give_up()
            if problem.code == "store.disk_failed":
                # After a failed flush the kernel calls the pages clean: only reopening tells
                # what is really on the disk (storage §4.1).
                self._reader.dispose()
                self._writer.dispose()
            raise problem from error


def _problem(error: Exception, *, opening: bool) -> Problem | None:
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if opening and code == _NOT_A_DATABASE:
        return Problem("store.wrong_key")
    if code not in _PROBLEMS:
        return None
    name, kind = _PROBLEMS[code]
    return Problem(name, kind)


def _engine(path: Path, key: bytes, *, writing: bool, references: bool) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=_driver,
        creator=lambda: connect(path, key, writing=writing, references=references),
        poolclass=QueuePool,
        pool_size=1 if writing else _READERS,
        max_overflow=0,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def connect(path: Path, key: bytes, *, writing: bool, references: bool) -> Any:
    """A connection of the driver's own, set up as the store needs it; for models.store only."""
    connection = _driver.connect(
        f"file:{quote(str(path))}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # A wrong key is a normal event here; the library would also print it to stderr.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            f"foreign_keys = {int(references)}",
            "secure_delete = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            f"cache_size = -{_CACHE_KIB}",
            f"query_only = {int(not writing)}",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
