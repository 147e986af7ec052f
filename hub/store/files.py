"""Documents on the hub's disk: uploads that grow, and whole documents under their content hash.

An upload is one file per agency and hash whose length is its offset.  Each piece is written at its
offset and the file is made durable before the piece is acknowledged; a kill in between leaves a
longer or shorter file, never a wrong one, because the next piece starts by cutting the file at its
own offset.  Whatever happened before, the hash is computed over the whole file before it gets its
final name (storage §6.2).
"""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from models.problems import Kind, Problem

_READ = 1 << 20


class _Turn:
    """Whose turn it is to write one upload; a newcomer takes over from a writer that hangs."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.holder = 0
        self.settled = False
        """Whether this process has seen everything in the file reach the disk."""


class Writing:
    """One piece on its way into an upload."""

    def __init__(self, path: Path, turn: _Turn, offset: int, total: int) -> None:
        self._path = path
        self._turn = turn
        self._start = offset
        self._at = offset
        self._total = total
        with turn.lock, _saying_full():
            # Under the lock, since somebody may just have cut the file or moved it away: opening
            # it beyond its end would leave a hole of zeros before what is written.
            there = _length(path)
            if offset > there:
                raise Problem("hub.offset", offset=there)
            turn.holder += 1
            turn.settled = False
            self._ticket = turn.holder
            self._descriptor = _open_at(path, offset)

    def write(self, data: bytes) -> None:
        """Add bytes.

        Raises:
            Problem: ``hub.upload_too_long``, ``hub.upload_taken_over`` or ``hub.disk_full``.
        """
        with self._mine(), _saying_full():
            if self._at + len(data) > self._total:
                os.ftruncate(self._descriptor, self._start)
                raise Problem("hub.upload_too_long")
            self._turn.settled = False
            view = memoryview(data)
            os.lseek(self._descriptor, self._at, os.SEEK_SET)
            while view:
                written = os.write(self._descriptor, view)
                self._at += written
                view = view[written:]

    def settle(self) -> int:
        """Make it durable; the new offset."""
        with self._mine(), _saying_full():
            os.fsync(self._descriptor)
            self._turn.settled = True
        return self._at

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    @contextmanager
    def _mine(self) -> Iterator[None]:
        with self._turn.lock:
            if self._turn.holder != self._ticket:
                raise Problem("hub.upload_taken_over", Kind.DEVICE_OR_LINE)
            yield


class Files:
    """The hub's folder of uploads and documents."""

    def __init__(self, folder: Path) -> None:
        self._uploads = folder / "uploads"
        self._blobs = folder / "blobs"
        self._turns: dict[Path, _Turn] = {}
        self._lock = threading.Lock()
        self._uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._make_shelves()

    def offset(self, agency: str, sha256: str) -> int:
        """How many bytes of this upload are there."""
        return _length(self._upload(agency, sha256))

    def begin(self, agency: str, sha256: str, offset: int, total: int) -> Writing:
        """Start writing a piece at `offset`.

        Raises:
            Problem: ``hub.offset`` (fact ``offset``) when bytes before it are missing.
        """
        path = self._upload(agency, sha256)
        with self._lock:
            return Writing(path, self._turn(path), offset, total)

    def complete(self, agency: str, sha256: str, size: int) -> None:
        """Check the whole content and give it its final name, durably.

        Raises:
            Problem: ``hub.offset`` when it is not whole yet; ``hub.wrong_hash`` when it is not the
                content it was announced as – the upload is gone then and starts over.
        """
        path = self._upload(agency, sha256)
        with self._lock:
            turn = self._turn(path)
        with turn.lock:
            turn.holder += 1
            ticket = turn.holder
            there = _length(path)
            if there < size:
                raise Problem("hub.offset", offset=there)
            if there != size or _hash(path) != sha256:
                path.unlink(missing_ok=True)
                raise Problem("hub.wrong_hash")
            with _saying_full():
                if not turn.settled:
                    _settle(path)
                path.replace(self.document(sha256))
                _settle(self.document(sha256).parent)
        with self._lock:
            # Somebody may have begun the same upload anew meanwhile: then the turn is theirs.
            if turn.holder == ticket:
                self._turns.pop(path, None)

    def document(self, sha256: str) -> Path:
        """Where the document with this hash lies."""
        return self._blobs / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the bytes of this document really lie here."""
        return self.document(sha256).is_file()

    def sweep(self, before: datetime) -> int:
        """Remove uploads nobody has touched since; how many they were."""
        removed = 0
        for path in self._uploads.glob("*/*"):
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _upload(self, agency: str, sha256: str) -> Path:
        return self._uploads / agency / sha256

    def _turn(self, path: Path) -> _Turn:
        return self._turns.setdefault(path, _Turn())

    def _make_shelves(self) -> None:
        """All folders of documents at once, so that no document has to wait for its own."""
        last = self._blobs / "ff"
        if last.exists():
            return
        for number in range(256):
            shelf = self._blobs / f"{number:02x}"
            shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
        _settle(self._blobs)
        _settle(self._blobs.parent)


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _open_at(path: Path, offset: int) -> int:
    # The folder is not flushed: an upload whose name a power cut took is simply sent again.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.ftruncate(descriptor, offset)
    return descriptor


def _settle(path: Path) -> None:
    """Make a file's content, or a folder's list of names, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ):
            digest.update(piece)
    return digest.hexdigest()


@contextmanager
def _saying_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("hub.disk_full", Kind.DEVICE_OR_LINE) from error
        raise
