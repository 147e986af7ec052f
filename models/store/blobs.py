"""Scans and documents: encrypted files beside the database, one random key a file.

A file is durable before `Blobs.put` returns; its row, which holds the wrapped key, comes after in
the caller's transaction (blob before row, storage §3).  Without the row the file is noise: dropping
the row is the erasure, whatever a flash disk keeps of the file.

Format: ``MCB1``, then chunks of 64 KiB under AES-256-GCM, each followed by its 16-byte tag.  The
nonce is an 11-byte counter and one byte that is 1 for the last chunk (STREAM), and the plain
content's SHA-256 is authenticated with every chunk: a bit flipped, a chunk cut, swapped or taken
from another file is noticed.  Names are HMACs, so that nobody without the key can tell whether a
known document is here.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.dialects.sqlite import insert

from models.problems import Problem
from models.store import durable, page_tables, tables
from models.store.engine import Tx
from models.store.reserve import Reserve, require_room

log = logging.getLogger(__name__)

_MAGIC = b"MCB1"
_CHUNK = 64 * 1024
_TAG = 16
_NONCE = 12

ERASED, SENT = "erased", "sent"
"""Why a content left this desk on purpose."""

_blob = tables.blob


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A durable file that still needs its row. `size` in bytes of plain content."""

    sha256: str
    size: int
    name: str
    wrapped_key: bytes


def record(tx: Tx, blob: StoredBlob, at: datetime) -> None:
    """Write the row. Content that is here already keeps its file; the new one is swept later."""
    released = tables.released_scan
    tx.execute(sa.delete(released).where(released.c.sha256 == blob.sha256))
    tx.execute(
        insert(_blob)
        .values(
            sha256=blob.sha256,
            size=blob.size,
            name=blob.name,
            wrapped_key=blob.wrapped_key,
            recorded_at=at,
        )
        .on_conflict_do_nothing(index_elements=[_blob.c.sha256])
    )


def everything(tx: Tx) -> dict[str, str]:
    """Every content here, by its hash, and the name of its file."""
    rows = tx.execute(sa.select(_blob.c.sha256, _blob.c.name).order_by(_blob.c.name))
    return {row.sha256: row.name for row in rows}


def release(tx: Tx, sha256: str, reason: str, at: datetime) -> bool:
    """Erase a content's key on purpose, and remember why; whether it was here."""
    gone = tx.execute(sa.delete(_blob).where(_blob.c.sha256 == sha256)).rowcount > 0
    if gone:
        tx.execute(
            insert(tables.released_scan)
            .values(sha256=sha256, released_at=at, reason=reason)
            .on_conflict_do_nothing()
        )
    return gone


def drop_unless_referred(tx: Tx, sha256: str) -> bool:
    """Erase a content's key unless a page, picture, document, upload or draft needs it."""
    if _is_referred_to(tx, sha256):
        return False
    return tx.execute(sa.delete(_blob).where(_blob.c.sha256 == sha256)).rowcount > 0


class Blobs:
    """The folder of encrypted files under one 32-byte key. Safe to use from any thread."""

    def __init__(
        self, folder: Path, key: bytes, *, floor: int = 0, reserve: Reserve | None = None
    ) -> None:
        self._folder = folder
        self._floor = floor
        self._reserve = reserve
        self._wrapping = AESGCM(_derived(key, b"motcua.blob.wrap.1"))
        self._name_key = _derived(key, b"motcua.blob.name.1")
        durable.make_folder(folder)

    def put(self, data: bytes) -> StoredBlob:
        """Write the content to a new encrypted file; it survives a power cut on return.

        A full disk costs the reserve first.  Raises Problem ``store.disk_full``,
        ``store.disk_failed``; nothing is left behind then.
        """
        digest = hashlib.sha256(data).digest()
        file_key = secrets.token_bytes(32)
        wrapped = self.wrapped(file_key, digest)
        name = hmac.new(self._name_key, digest + wrapped, hashlib.sha256).hexdigest()
        sealed = _sealed(data, file_key, digest)
        try:
            durable.write(self._path(name), sealed)
        except Problem as problem:
            if problem.code != "store.disk_full" or not self._give_up_reserve():
                raise
            durable.write(self._path(name), sealed)
        return StoredBlob(digest.hex(), len(data), name, wrapped)

    def record(self, tx: Tx, blob: StoredBlob, at: datetime) -> None:
        """Write the row as `record` does, but replace one whose file has vanished."""
        row = _row(tx, blob.sha256)
        if row is not None and not self._path(row.name).exists():
            tx.execute(sa.delete(_blob).where(_blob.c.sha256 == blob.sha256))
        record(tx, blob, at)

    def get(self, tx: Tx, sha256: str) -> bytes:
        """The plain content.

        Raises Problem ``store.scan_missing`` when there is no such content or its file is gone,
        ``store.scan_released`` or ``store.scan_erased`` when it left on purpose,
        ``store.scan_damaged`` when the file is not what was written.
        """
        row = _row(tx, sha256)
        if row is None:
            raise _gone(tx, sha256)
        try:
            sealed = self._path(row.name).read_bytes()
        except FileNotFoundError as error:
            raise Problem("store.scan_missing", content=sha256[:8]) from error
        try:
            return self._opened(sealed, row.wrapped_key, bytes.fromhex(sha256))
        except InvalidTag as error:
            raise Problem("store.scan_damaged", content=sha256[:8]) from error

    def size(self, tx: Tx, sha256: str) -> int:
        """Bytes of plain content. Raises Problem ``store.scan_missing``."""
        row = _row(tx, sha256)
        if row is None:
            raise Problem("store.scan_missing", content=sha256[:8])
        return int(row.size)

    def drop(self, tx: Tx, sha256: str) -> bool:
        """Erase the content's key unless a page, document or waiting upload still refers to it.

        True when it was erased; the unreadable file goes with the next sweep.
        """
        return drop_unless_referred(tx, sha256)

    def sweep_orphans(self, tx: Tx, older_than: datetime) -> int:
        """Delete files without a row last written before ``older_than``; how many went.

        ``older_than`` leaves room for contents whose row is about to be written: a day.
        """
        known = set(tx.execute(sa.select(_blob.c.name)).scalars())
        limit = older_than.timestamp()
        gone = 0
        for path in self._folder.glob("??/*"):
            if path.name not in known and path.stat().st_mtime < limit:
                path.unlink()
                gone += 1
        if gone:
            log.info("%d files without a row swept", gone)
        return gone

    def under(self, key: bytes) -> Blobs:
        """The same folder under another key."""
        return Blobs(self._folder, key, floor=self._floor, reserve=self._reserve)

    def require_room(self) -> None:
        """To be asked before new scans are taken. Raises Problem ``store.disk_low``."""
        require_room(self._folder, self._floor)

    def file_of(self, name: str) -> Path:
        """Where the file of this name lies, for a backup."""
        return self._path(name)

    def _give_up_reserve(self) -> bool:
        return self._reserve is not None and self._reserve.give_up()

    def wrapped(self, file_key: bytes, digest: bytes) -> bytes:
        """A content's own key as its row keeps it."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._wrapping.encrypt(nonce, file_key, digest)

    def unwrapped(self, wrapped: bytes, digest: bytes) -> bytes:
        """A content's own key. Raises cryptography's InvalidTag."""
        return self._wrapping.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], digest)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _opened(self, sealed: bytes, wrapped: bytes, digest: bytes) -> bytes:
        file_key = self.unwrapped(wrapped, digest)
        if not sealed.startswith(_MAGIC):
            raise InvalidTag
        cipher = AESGCM(file_key)
        step = _CHUNK + _TAG
        starts = range(len(_MAGIC), len(sealed), step)
        if not starts:
            raise InvalidTag
        return b"".join(
            cipher.decrypt(
                _nonce(number, last=number == len(starts) - 1),
                sealed[start : start + step],
                digest,
            )
            for number, start in enumerate(starts)
        )


def _sealed(data: bytes, file_key: bytes, digest: bytes) -> bytes:
    cipher = AESGCM(file_key)
    starts = range(0, len(data), _CHUNK) or range(1)
    chunks = (
        cipher.encrypt(
            _nonce(number, last=number == len(starts) - 1), data[start : start + _CHUNK], digest
        )
        for number, start in enumerate(starts)
    )
    return b"".join((_MAGIC, *chunks))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes((last,))


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)


def _row(tx: Tx, sha256: str) -> sa.Row[tuple[str, int, str, bytes, datetime]] | None:
    return tx.execute(sa.select(_blob).where(_blob.c.sha256 == sha256)).first()


def _gone(tx: Tx, sha256: str) -> Problem:
    released = tables.released_scan
    reason = tx.execute(sa.select(released.c.reason).where(released.c.sha256 == sha256)).scalar()
    if reason is None:
        return Problem("store.scan_missing", content=sha256[:8])
    return Problem("store.scan_erased" if reason == ERASED else "store.scan_released")


def _is_referred_to(tx: Tx, sha256: str) -> bool:
    waiting = tables.outbox_file
    return any(
        tx.execute(sa.select(sa.literal(1)).where(*conditions).limit(1)).first() is not None
        for conditions in (
            (tables.page.c.sha256 == sha256,),
            (page_tables.page_view.c.sha256 == sha256,),
            (tables.document.c.sha256 == sha256,),
            (waiting.c.sha256 == sha256, waiting.c.sent_at.is_(None)),
            (sa.type_coerce(tables.draft.c.body, sa.Text).contains(sha256),),
        )
    )
