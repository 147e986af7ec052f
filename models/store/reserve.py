"""Room on the disk: a floor below which no new scan is taken, and a reserve for the last saves.

The reserve is a file of real blocks.  When the disk is full it is given up, once, so that what a
clerk has in hand can still be saved; it is filled again as soon as there is room (storage §3).
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

from models.problems import Kind, Problem

log = logging.getLogger(__name__)

RESERVE_BYTES = 200 * 1024**2
FLOOR_BYTES = 1024**3
"""Free space below which new scans are refused; dossiers without new scans still go through."""
_MEGABYTE = 1024**2


class Reserve:
    """The reserve file of one desk's folder."""

    def __init__(self, folder: Path, size: int = RESERVE_BYTES) -> None:
        self._path = folder / "reserve"
        self._size = size

    def fill(self, floor: int = FLOOR_BYTES) -> bool:
        """Take the room up while the disk stays above the floor; whether the reserve is whole."""
        if self._path.exists() and self._path.stat().st_size == self._size:
            return True
        if free(self._path.parent) < floor + self._size:
            return False
        self._path.unlink(missing_ok=True)
        descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(descriptor, 0, self._size)
            else:  # Windows gives blocks to a file when they are written
                for _ in range(self._size // _MEGABYTE):
                    os.write(descriptor, bytes(_MEGABYTE))
        except OSError:
            self._path.unlink(missing_ok=True)
            return False
        finally:
            os.close(descriptor)
        return True

    def give_up(self) -> bool:
        """Free the reserve; whether there was one."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        log.info("the reserve was given up: the disk is full")
        return True


def free(folder: Path) -> int:
    """Bytes this program may still write there."""
    return shutil.disk_usage(folder).free


def require_room(folder: Path, floor: int) -> None:
    """Raise Problem ``store.disk_low`` (fact ``megabytes``) below the floor."""
    left = free(folder)
    if left < floor:
        raise Problem("store.disk_low", Kind.DEVICE_OR_LINE, megabytes=left // _MEGABYTE)
