"""Files that must survive a power cut: written beside, flushed, renamed, folder flushed."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from models.problems import Kind, Problem


def write(path: Path, content: bytes) -> None:
    """Put the content under the name, whole or not at all, readable by its owner only.

    Raises Problem ``store.disk_full`` or ``store.disk_failed``; what was there is then untouched.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        make_folder(path.parent)
        part.touch(mode=0o600, exist_ok=False)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = "store.disk_full" if full else "store.disk_failed"
        raise Problem(code, Kind.DEVICE_OR_LINE) from error


def make_folder(folder: Path) -> None:
    """Make a folder for its owner only, its own name durable too."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flush_folder(folder.parent)


def flush(path: Path) -> None:
    """Make a file's bytes and its name survive a power cut."""
    _flush(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    if os.name != "nt":  # Windows cannot open a folder; NTFS journals names by itself
        _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
