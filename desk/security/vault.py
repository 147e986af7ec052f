"""One desk's folder as the keys see it: keyring, device secret, database, and the lock on them.

The lock makes reading, changing and writing the keyring one act for every process of this machine,
and keeps everybody from opening the database while its file is being exchanged.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desk.seat_lock import SeatLock
from desk.security.device import DeviceSecret
from desk.security.keyring import DEVICE_SECRET_IN_FILE, Keyring, KeyringFile
from desk.security.keys import DataKeys, WrongKeyError
from migrations.upgrade import open_current
from models.problems import Kind, Problem
from models.store import durable
from models.store.engine import Store

log = logging.getLogger(__name__)

_LOCK_TRIES = 300
_LOCK_PAUSE_S = 0.05
"""A quarter of a minute in all: a sign-in takes half a second, a rotation a few."""


class Vault:
    """The folder. Everything that writes in it holds `locked`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "motcua.db"
        self.device = DeviceSecret(folder)
        self.file = KeyringFile(folder)

    @property
    def coming_database(self) -> Path:
        """The copy under new keys while they are rotated."""
        return self.folder / "motcua.coming.db"

    @property
    def former_database(self) -> Path:
        """The file as it was before the last rotation, until the next good start."""
        return self.folder / "motcua.former.db"

    def exists(self) -> bool:
        """Whether this desk has been set up."""
        if self.database.exists():
            return True
        return self.file.exists() and self.read().complete

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody else from the keyring. Raises Problem ``security.keyring_busy``."""
        durable.make_folder(self.folder)
        lock = SeatLock(self.folder / "keyring.lock")
        for _ in range(_LOCK_TRIES):
            try:
                lock.__enter__()
                break
            except Problem:
                time.sleep(_LOCK_PAUSE_S)
        else:
            raise Problem("security.keyring_busy", Kind.DEVICE_OR_LINE)
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    def read(self) -> Keyring:
        """The keyring. Raises Problem ``security.keyring_missing`` and what its parts say."""
        if not self.file.exists():
            raise Problem("security.keyring_missing")
        ring = self.file.read(self.device.read())
        if ring.device_secret != DEVICE_SECRET_IN_FILE:
            # Another back-end wrapped the keys; this program would only find a wrong password.
            raise Problem("security.device_secret_elsewhere", place=ring.device_secret)
        return ring

    def write(self, ring: Keyring) -> Keyring:
        """Write the keyring durably."""
        return self.file.write(ring, self.device.read())

    def open_store(
        self, ring: Keyring, boxes: Mapping[str, bytes], private: bytes
    ) -> tuple[Store, DataKeys, Keyring]:
        """Open the database with the data keys somebody's private key opens.

        A rotation cut short is brought to its end, or taken back, by what the file is under; the
        file of before goes at this, the next good start.  The keyring comes back as it must be
        written.  Raises WrongKeyError, and Problem ``store.damaged`` when no key fits the file.
        """
        keys = DataKeys.opened(ring.current, _box(boxes, ring.current), private, ring.office)
        try:
            store = open_current(self.database, keys.database)
        except Problem as problem:
            if problem.code != "store.wrong_key":
                raise
            if ring.coming is None:
                # The keyring vouched for the key: it is the file that is not as it was.
                raise Problem("store.damaged") from problem
            keys = DataKeys.opened(ring.coming, _box(boxes, ring.coming), private, ring.office)
            return self._finish(ring, keys)
        if ring.coming is not None:
            log.info("a rotation of keys cut short was taken back")
        self._drop(self.coming_database)
        self._drop(self.former_database)
        return store, keys, ring.settled(ring.current)

    def _finish(self, ring: Keyring, keys: DataKeys) -> tuple[Store, DataKeys, Keyring]:
        try:
            store = open_current(self.database, keys.database)
        except Problem as problem:
            if problem.code == "store.wrong_key":
                raise Problem("store.damaged") from problem
            raise
        log.info("a rotation of keys cut short was finished")
        return store, keys, ring.settled(keys.id, former=ring.current)

    def _drop(self, database: Path) -> None:
        for name in (database.name, f"{database.name}-wal", f"{database.name}-journal"):
            (self.folder / name).unlink(missing_ok=True)


def _box(boxes: Mapping[str, bytes], name: str) -> bytes:
    try:
        return boxes[name]
    except KeyError as error:
        raise WrongKeyError from error
