"""Scans come back whole or not at all, and leave nothing readable on the disk."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.attachment import Page, PageSource
from models.problems import Problem
from models.store import drafts, outbox
from models.store.blobs import Blobs, StoredBlob
from models.store.engine import Store
from tests.support.store_samples import NOON, draft

CHUNK = 64 * 1024
PLAIN = "Nguyễn Văn Hậu, giấy khai sinh. ".encode() * 8000
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", bytes(range(32)))


def files(blobs: Blobs) -> list[Path]:
    return sorted(path for path in blobs._folder.rglob("*") if path.is_file())


def kept(store: Store, blobs: Blobs, data: bytes) -> StoredBlob:
    blob = blobs.put(data)
    with store.writing() as tx:
        blobs.record(tx, blob, NOON)
    return blob


def read(store: Store, blobs: Blobs, sha256: str) -> bytes:
    with store.reading() as tx:
        return blobs.get(tx, sha256)


@pytest.mark.parametrize("size", SIZES)
def test_content_of_any_size_comes_back(store: Store, blobs: Blobs, size: int) -> None:
    data = os.urandom(size)
    blob = kept(store, blobs, data)
    assert (blob.sha256, blob.size) == (hashlib.sha256(data).hexdigest(), size)
    assert read(store, blobs, blob.sha256) == data
    with store.reading() as tx:
        assert blobs.size(tx, blob.sha256) == size


def test_nothing_readable_lies_on_the_disk(store: Store, blobs: Blobs) -> None:
    blob = kept(store, blobs, PLAIN)
    (path,) = files(blobs)
    assert "Hậu".encode() not in path.read_bytes()
    assert blob.sha256 not in str(path), "a known document must not be recognisable by its name"
    assert path.stat().st_mode & 0o077 == 0


def test_the_same_content_twice_is_one_content(store: Store, blobs: Blobs) -> None:
    first = kept(store, blobs, PLAIN)
    second = kept(store, blobs, PLAIN)
    assert first.sha256 == second.sha256
    assert first.wrapped_key != second.wrapped_key
    assert read(store, blobs, first.sha256) == PLAIN
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with store.writing() as tx:
        assert blobs.sweep_orphans(tx, tomorrow) == 1
    assert [path.name for path in files(blobs)] == [first.name]
    assert read(store, blobs, first.sha256) == PLAIN


def test_content_whose_file_vanished_is_mended_by_the_same_content(
    store: Store, blobs: Blobs
) -> None:
    blob = kept(store, blobs, PLAIN)
    files(blobs)[0].unlink()
    with pytest.raises(Problem, match="scan_missing"):
        read(store, blobs, blob.sha256)
    kept(store, blobs, PLAIN)
    assert read(store, blobs, blob.sha256) == PLAIN


def _flip(data: bytes) -> bytes:
    return data[:100] + bytes([data[100] ^ 1]) + data[101:]


DAMAGE = {
    "bit flipped": _flip,
    "magic changed": lambda data: b"X" + data[1:],
    "last byte gone": lambda data: data[:-1],
    "cut at a chunk": lambda data: data[: 4 + CHUNK + 16],
    "cut to the header": lambda data: data[:4],
    "emptied": lambda data: b"",
    "chunks swapped": lambda data: (
        data[:4] + data[4 + CHUNK + 16 : 4 + 2 * (CHUNK + 16)] + data[4 : 4 + CHUNK + 16]
        + data[4 + 2 * (CHUNK + 16) :]
    ),
    "grown": lambda data: data + bytes(20),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed(store: Store, blobs: Blobs, damage: str) -> None:
    blob = kept(store, blobs, os.urandom(3 * CHUNK))
    (path,) = files(blobs)
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    with pytest.raises(Problem, match=r"store\.scan_damaged"):
        read(store, blobs, blob.sha256)


def test_a_file_under_another_ones_name_is_noticed(store: Store, blobs: Blobs) -> None:
    first, second = kept(store, blobs, b"first"), kept(store, blobs, b"second")
    one, other = blobs._path(first.name), blobs._path(second.name)
    one.write_bytes(other.read_bytes())
    with pytest.raises(Problem, match="scan_damaged"):
        read(store, blobs, first.sha256)


def test_another_key_opens_nothing(store: Store, blobs: Blobs, tmp_path: Path) -> None:
    blob = kept(store, blobs, b"scan")
    with pytest.raises(Problem, match="scan_damaged"):
        read(store, Blobs(tmp_path / "blobs", bytes(32)), blob.sha256)


def test_unknown_content_is_named(store: Store, blobs: Blobs) -> None:
    with pytest.raises(Problem, match="scan_missing"):
        read(store, blobs, "ab" * 32)
    with pytest.raises(Problem, match="scan_missing"), store.reading() as tx:
        blobs.size(tx, "ab" * 32)


def test_content_is_dropped_with_its_last_reference(store: Store, blobs: Blobs) -> None:
    blob = kept(store, blobs, PLAIN)
    page = Page(
        "page-1", "draft-1", "TP1", 0, blob.sha256, "image/jpeg", 1, 1, None,
        PageSource.SCANNER, NOON,
    )  # fmt: skip
    with store.writing() as tx:
        drafts.save(tx, draft(), NOON)
        drafts.add_page(tx, page)
        outbox.add_file(tx, blob.sha256, blob.size, "dossier-1")
        assert not blobs.drop(tx, blob.sha256)
        drafts.delete(tx, "draft-1")
        assert not blobs.drop(tx, blob.sha256), "the hub does not have it yet"
        outbox.file_sent(tx, blob.sha256, NOON)
        assert blobs.drop(tx, blob.sha256)
        assert not blobs.drop(tx, blob.sha256)
    with pytest.raises(Problem, match="scan_missing"):
        read(store, blobs, blob.sha256)


def test_a_fresh_file_waits_for_its_row(store: Store, blobs: Blobs) -> None:
    blob = blobs.put(b"scan")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with store.writing() as tx:
        assert blobs.sweep_orphans(tx, yesterday) == 0
        blobs.record(tx, blob, NOON)
    assert read(store, blobs, blob.sha256) == b"scan"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "store.disk_full"), (errno.EIO, "store.disk_failed")]
)
def test_a_failing_disk_is_named_and_leaves_nothing(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def failing(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    blobs.put(b"first")
    before = files(blobs)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(Problem) as caught:
            blobs.put(b"second")
    assert caught.value.code == code
    assert files(blobs) == before


def test_file_then_folder_are_flushed_before_put_returns(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        target = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("folder" if target.is_dir() else "file")
        real_fsync(descriptor)

    def replace(source: object, target: object) -> None:
        steps.append("name")
        real_replace(source, target)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    blobs.put(b"scan")
    assert steps[-3:] == ["file", "name", "folder"]
    assert steps[:-3] == ["folder"], "the new sub-folder's own name must last too"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(max_size=300), st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_goes_unseen(
    store: Store, blobs: Blobs, data: bytes, place: int, change: int
) -> None:
    blob = kept(store, blobs, data)
    with store.reading() as tx:
        path = blobs._path(
            tx.exec_driver_sql(
                "SELECT name FROM blob WHERE sha256 = ?", (blob.sha256,)
            ).scalar_one()
        )
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= change
    path.write_bytes(content)
    with pytest.raises(Problem):
        read(store, blobs, blob.sha256)
    path.unlink()
