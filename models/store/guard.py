"""The guard against a second SQLite in this process touching the store's file.

Two copies of SQLite in one process do not see each other's locks: when the second one closes the
file, POSIX drops the locks of the first, and committed rows vanish without an error (storage §1.5;
SQLite, "How To Corrupt", §2.2.1).  Plain `open` of the file has the same effect.  Both announce
themselves to the interpreter's audit hooks; SQLCipher's own driver does not.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

_watched: dict[str, Counter[str]] = {}
"""How many stores are open, by file name and real path; the common miss costs one look-up."""
_lock = threading.Lock()
_installed = False


class ForeignAccessError(RuntimeError):
    """Something in this process opened the live database past the store: a defect."""


def watch(path: Path) -> None:
    """Refuse every other way of opening this file within the process, until `forget`."""
    global _installed  # noqa: PLW0603 - an audit hook can be added once and never removed
    real = path.resolve()
    with _lock:
        for name in (real.name, f"{real.name}-wal", f"{real.name}-shm"):
            _watched.setdefault(name, Counter())[str(real.with_name(name))] += 1
        if not _installed:
            sys.addaudithook(_hear)
            _installed = True


def forget(path: Path) -> None:
    """One store less has the file open; plain access is harmless when none has."""
    real = path.resolve()
    with _lock:
        for name in (real.name, f"{real.name}-wal", f"{real.name}-shm"):
            _watched[name][str(real.with_name(name))] -= 1


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in {"open", "sqlite3.connect"} or not arguments:
        return
    target = arguments[0]
    if isinstance(target, bytes):
        target = os.fsdecode(target)
    if not isinstance(target, (str, os.PathLike)):
        return
    text = os.fspath(target)
    if event == "sqlite3.connect" and text.startswith("file:"):
        text = text.removeprefix("file:").partition("?")[0]
    watched = _watched.get(os.path.basename(text))  # noqa: PTH119 - runs at every open
    if watched and watched[os.path.realpath(text)] > 0:
        raise ForeignAccessError(f"{event}: the live database is opened past the store")
