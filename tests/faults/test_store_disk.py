"""What a thief finds on the disk, and what happens when the disk is full."""

from __future__ import annotations

import base64
import os
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from migrations.upgrade import open_current
from models.problems import Problem
from models.store import dossiers, drafts
from models.store.blobs import Blobs
from models.store.engine import Store
from models.text import fold
from tests.support.store_samples import NOON, citizen, dossier, draft, receipt

KEY = bytes(range(32))
NAME = "Khuất Duy Thử Nghiệm"
NUMBER = "001099054321"


def spellings(text: str) -> Iterator[bytes]:
    """The ways a name may lie on a disk (decision 36)."""
    for form in (text, unicodedata.normalize("NFD", text), fold(text), text.upper()):
        raw = form.encode()
        yield raw
        yield form.encode("utf-16-le")
        yield base64.b64encode(raw).rstrip(b"=")[:-1]


def on_disk(folder: Path) -> bytes:
    """Every byte below the folder, read by another process: the store is still open here."""
    return subprocess.run(
        ["/usr/bin/find", str(folder), "-type", "f", "-exec", "cat", "{}", "+"],
        check=True,
        capture_output=True,
    ).stdout


def test_no_name_and_no_number_is_readable_while_the_store_is_open(tmp_path: Path) -> None:
    store = open_current(tmp_path / "motcua.db", KEY, create=True)
    blobs = Blobs(tmp_path / "blobs", KEY)
    one = dossier(owner=citizen(NAME, number=NUMBER))
    blob = blobs.put(f"{NAME} {NUMBER}".encode() * 50)
    with store.writing() as tx:
        blobs.record(tx, blob, NOON)
        dossiers.add(tx, one, receipt(one))
        drafts.save(tx, draft(owner=one.owner), NOON)
    (tmp_path / "planted.txt").write_text(f"found: {NAME}")
    image = on_disk(tmp_path)
    assert NAME.encode() in image, "the search itself must work"
    (tmp_path / "planted.txt").unlink()
    image = on_disk(tmp_path)
    assert len(image) > 100_000
    for secret in (NAME, NUMBER, one.code):
        for spelling in spellings(secret):
            assert spelling not in image, spelling
    store.close()
    for spelling in spellings(NAME):
        assert spelling not in on_disk(tmp_path)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    mounted = subprocess.run(
        [*as_root, "mount", "-t", "tmpfs", "-o", "size=3m,mode=1777", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk needs the right to mount")
    try:
        yield folder
    finally:
        subprocess.run([*as_root, "umount", str(folder)], check=True)


def test_a_full_disk_refuses_and_goes_on_after_room_is_made(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        store = open_current(disk / "motcua.db", KEY, create=True)
        blobs = Blobs(disk / "blobs", KEY)
        ballast = disk / "ballast"
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(bytes(4_000_000))
        with pytest.raises(Problem, match=r"store\.disk_full"):
            blobs.put(bytes(200_000))
        with pytest.raises(Problem, match=r"store\.disk_full"):
            add_until_full(store)
        with store.reading() as tx:
            kept = tx.exec_driver_sql("SELECT count(*) FROM dossier").scalar_one()
        ballast.unlink()
        assert not list(blobs._folder.rglob("*.part"))
        blobs.put(bytes(200_000))
        with store.writing() as tx:
            dossiers.add(tx, dossier(999), receipt(dossier(999)))
        store.check()
        with store.reading() as tx:
            assert tx.exec_driver_sql("SELECT count(*) FROM dossier").scalar_one() == kept + 1
        store.close()


def add_until_full(store: Store) -> None:
    for number in range(1, 900):
        one = dossier(number)
        with store.writing() as tx:
            dossiers.add(tx, one, receipt(one))
