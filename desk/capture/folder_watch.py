"""A watched folder: vendor software and copiers scan into it, whole files become pages.

A file is taken when its size and time stood still for a while, nobody has it open for writing where
that can be known, and its content begins like a PDF or a picture. It moves to ``done/`` only when
its pages are durable; what cannot be read goes to ``refused/``, so that it never comes again. A
folder of a network share may come and go: the watch waits (capture §1.3).
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models.problems import Kind, Problem

DONE, REFUSED = "done", "refused"
STILL_S = 2.0
"""How long a file has to stand still."""

POLL_S = 1.0
PATIENCE_S = 60.0
"""How long a folder may be away before the clerk is told."""

_TEMPORARY = (".", "~", "$")
_TEMPORARY_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".lock", "~")
_HEADS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
_PDF_SLACK = 1024
"""A PDF's mark may stand a little way in."""

_OF_THE_FILE = "file_"
"""How codes begin that tell of the file, whatever else went wrong while it was opened."""

Clock = Callable[[], float]
"""Seconds that only go forward."""


@dataclass(slots=True)
class _Seen:
    """A file as it was last looked at."""

    size: int
    changed_ns: int
    since: float


class FolderWatch:
    """Looks into one folder, a look at a time; keeps no handle between two looks.

    ``take`` makes a file's pages durable before it returns and raises Problem when it cannot read
    the file; ``wait`` sleeps that many seconds and tells whether to stop.
    """

    def __init__(
        self,
        folder: Path,
        take: Callable[[Path], object],
        clock: Clock,
        *,
        still_s: float = STILL_S,
        held_open: Callable[[Path], bool] | None = None,
    ) -> None:
        self._folder = folder
        self._take = take
        self._clock = clock
        self._still_s = still_s
        self._held_open = held_open or is_held_open
        self._seen: dict[str, _Seen] = {}
        self._there_at: float | None = None

    def run(self, wait: Callable[[float], bool], patience_s: float = PATIENCE_S) -> int:
        """Take files until told to stop; how many were taken.

        Raises Problem sources.folder_missing when the folder stays away, or was never there.
        """
        taken = 0
        while True:
            taken += len(self.look())
            away = self._clock() - (self._there_at if self._there_at is not None else -patience_s)
            if away >= patience_s:
                raise Problem("sources.folder_missing", Kind.DEVICE_OR_LINE)
            if wait(POLL_S):
                return taken

    def look(self) -> list[Path]:
        """One look: the files taken now, by name. A folder that is away gives none."""
        try:
            found = sorted(self._candidates())
        except OSError:  # the share hiccups; what was seen before has to stand still anew
            self._seen.clear()
            return []
        self._there_at = self._clock()
        names = {path.name for path in found}
        for gone in self._seen.keys() - names:
            del self._seen[gone]
        return [path for path in found if self._is_whole(path) and self._took(path)]

    def _candidates(self) -> list[Path]:
        with os.scandir(self._folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if not _is_temporary(entry.name) and entry.is_file(follow_symlinks=False)
            ]

    def _is_whole(self, path: Path) -> bool:
        try:
            state = path.stat()
        except OSError:
            return False
        now, seen = self._clock(), self._seen.get(path.name)
        if seen is None or (seen.size, seen.changed_ns) != (state.st_size, state.st_mtime_ns):
            self._seen[path.name] = _Seen(state.st_size, state.st_mtime_ns, now)
            return False
        if state.st_size == 0 or now - seen.since < self._still_s:
            return False
        return not self._held_open(path) and _is_known(path)

    def _took(self, path: Path) -> bool:
        try:
            self._take(path)
        except Problem as problem:
            if problem.kind is Kind.DEVICE_OR_LINE and not _is_of_file(problem):
                raise  # ours – a full disk – not the file's; it stays for the next time
            self._move(path, REFUSED)
            return False
        self._move(path, DONE)
        return True

    def _move(self, path: Path, where: str) -> None:
        """Put a file aside; where that fails it is remembered, so that it is not taken twice."""
        with suppress(OSError):
            aside = self._folder / where
            aside.mkdir(exist_ok=True)
            shutil.move(path, _free(aside, path.name))
            self._seen.pop(path.name, None)
            return
        self._seen[path.name].since = float("inf")


def _is_of_file(problem: Problem) -> bool:
    return problem.code.partition(".")[2].startswith(_OF_THE_FILE)


def _free(folder: Path, name: str) -> Path:
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return target


def _is_temporary(name: str) -> bool:
    return name.startswith(_TEMPORARY) or name.lower().endswith(_TEMPORARY_ENDS)


def _is_known(path: Path) -> bool:
    """By content: names of copiers say nothing, and a half-copied file may have the right one."""
    try:
        with path.open("rb") as file:
            head = file.read(_PDF_SLACK)
    except OSError:
        return False
    return head.startswith(_HEADS) or b"%PDF-" in head


if sys.platform == "win32":

    def is_held_open(path: Path) -> bool:
        """Whether a program still writes the file."""
        # A writer that shares nothing keeps everybody else from opening for append.
        try:
            with path.open("ab"):
                return False
        except OSError:
            return True

else:
    import fcntl

    def is_held_open(path: Path) -> bool:
        """Whether a program still writes the file, as far as this system tells.

        The kernel grants a read lease only when nobody has the file open for writing. File systems
        without leases, and files of others, count as free: standing still decides.
        """
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return True
        try:
            # A writer that comes in this moment is told by a signal: one that harms nobody.
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return False


class Stop:
    """A ``wait`` that can be ended from another thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def __call__(self, seconds: float) -> bool:
        """Sleep; True once `set` was called."""
        return self._event.wait(seconds)

    def set(self) -> None:
        """End the watch."""
        self._event.set()
