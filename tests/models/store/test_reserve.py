"""Room on the disk: scans stop first, the reserve saves what is in hand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from models.problems import Problem, wording
from models.store import durable, values
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.reserve import Reserve

SIZE = 3 * 1024**2


def test_the_reserve_holds_real_blocks_and_is_given_up_once(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, SIZE)
    assert not reserve.give_up()
    assert reserve.fill(floor=0)
    assert reserve.fill(floor=0)
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= SIZE
    assert reserve.give_up()
    assert not (tmp_path / "reserve").exists()
    assert not reserve.give_up()


def test_it_is_not_filled_when_that_would_bring_the_disk_to_the_floor(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    assert not Reserve(tmp_path, SIZE).fill(floor=2 * free)
    assert not (tmp_path / "reserve").exists()


def test_below_the_floor_new_scans_are_refused_in_words(tmp_path: Path) -> None:
    Blobs(tmp_path / "a", bytes(32)).require_room()
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(Problem, match="disk_low") as caught:
        Blobs(tmp_path / "b", bytes(32), floor=2 * free).require_room()
    assert "MB" in wording(caught.value).message_vi


def test_a_scan_finds_room_in_the_reserve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve = Reserve(tmp_path, SIZE)
    reserve.fill(floor=0)
    blobs = Blobs(tmp_path / "blobs", bytes(32), reserve=reserve)
    write = durable.write

    def full_while_reserved(path: Path, content: bytes) -> None:
        if (tmp_path / "reserve").exists():
            raise Problem("store.disk_full")
        write(path, content)

    monkeypatch.setattr(durable, "write", full_while_reserved)
    stored = blobs.put(b"the last page")
    assert blobs.file_of(stored.name).exists()
    monkeypatch.setattr(durable, "write", _always_full)
    with pytest.raises(Problem, match="disk_full"):
        blobs.put(b"one more")


def _always_full(path: Path, content: bytes) -> None:
    raise Problem("store.disk_full")


def test_a_save_that_fails_on_a_full_disk_succeeds_at_the_next_try(
    store: Store, tmp_path: Path
) -> None:
    store.reserve = Reserve(tmp_path, SIZE)
    store.reserve.fill(floor=0)
    with store.writing() as tx:
        pages = int(tx.exec_driver_sql("PRAGMA page_count").scalar_one())
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem, match="disk_full"), store.writing() as tx:
        values.set(tx, "much", os.urandom(200_000).hex())
    assert not (tmp_path / "reserve").exists()
    with store.writing() as tx:
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages * 100}")
        values.set(tx, "much", os.urandom(200_000).hex())
