"""Backups: proved when made, with the paper enough for a new PC, gone when their time is over."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.security.accounts import Accounts, SignedIn
from desk.security.backups import whole_backups
from models.dossier import Dossier
from models.problems import Problem, wording
from models.role import Role
from models.store import audit, dossiers, values
from models.store.engine import Store
from tests.support import store_samples as samples
from tests.support.seat import CHEAP, Watch

ADMIN = ("quantri", "mật khẩu dài")


@pytest.fixture
def office(tmp_path: Path, watch: Watch) -> Accounts:
    return Accounts(tmp_path / "desk", watch, CHEAP)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    folder = tmp_path / "second disk"
    folder.mkdir()
    return folder


@pytest.fixture
def admin(office: Accounts) -> SignedIn:  # type: ignore[misc]
    signed = office.create_office(ADMIN[0], "Nguyễn Thị Quản", ADMIN[1])
    office.admit(signed, "lan", "Phạm Thị Lan", Role.CLERK, "lan thích cà phê")
    receive(signed, 1)
    yield signed
    signed.store.close()


def receive(signed: SignedIn, number: int) -> Dossier:
    one = samples.dossier(number)
    blob = signed.blobs.put(f"scan {number}".encode() * 5000)
    with signed.store.writing() as tx:
        signed.blobs.record(tx, blob, samples.NOON)
        dossiers.add(tx, one, samples.receipt(one))
        audit.append(tx, "dossier.received", "lan", samples.NOON, one.id, {"sha256": blob.sha256})
    return one


def scans_of(signed: SignedIn) -> list[bytes]:
    with signed.store.reading() as tx:
        digests = tx.exec_driver_sql("SELECT sha256 FROM blob ORDER BY recorded_at").scalars()
        return sorted(signed.blobs.get(tx, digest) for digest in digests.all())


def test_a_backup_and_the_paper_are_a_desk_on_a_new_pc(
    office: Accounts, admin: SignedIn, second: Path, tmp_path: Path, watch: Watch
) -> None:
    backup = office.backups(second).take(admin)
    receive(admin, 2)
    watch.pass_time(days=1)
    office.backups(second).take(admin)
    assert backup.manifest.counts["dossier"] == 1
    new = Accounts(tmp_path / "new pc", watch, CHEAP)
    signed = new.restore(second, admin.recovery_key, ADMIN[0], "mật khẩu máy mới")
    assert scans_of(signed) == scans_of(admin)
    with signed.store.reading() as tx:
        assert dossiers.get(tx, "dossier-2") is not None
        assert audit.verify(tx).broken_at is None
    new.readmit(signed, "lan", "lan ở máy mới")
    signed.store.close()
    new.sign_in("lan", "lan ở máy mới").store.close()
    with pytest.raises(Problem, match="office_exists"):
        new.restore(second, admin.recovery_key, ADMIN[0], "mật khẩu máy mới")


def test_without_the_paper_a_backup_opens_nowhere(
    office: Accounts, admin: SignedIn, second: Path, tmp_path: Path, watch: Watch
) -> None:
    office.backups(second).take(admin)
    void = admin.recovery_key
    newer = office.issue_recovery(admin)
    new = Accounts(tmp_path / "new pc", watch, CHEAP)
    with pytest.raises(Problem, match="recovery_wrong"):
        new.restore(second, newer, ADMIN[0], "mật khẩu máy mới")
    assert not new.exists()
    new.restore(second, void, ADMIN[0], "mật khẩu máy mới").store.close()


def test_nothing_personal_is_readable_in_a_backup(
    office: Accounts, admin: SignedIn, second: Path
) -> None:
    office.backups(second).take(admin)
    everything = b"".join(one.read_bytes() for one in second.rglob("*") if one.is_file())
    assert len(everything) > 100_000
    for secret in (b"scan 1", "Nguyễn Văn Hậu".encode(), b"001099012317", b"0912345678"):
        assert secret not in everything


def test_a_scan_goes_over_once_and_a_damaged_desk_is_noticed(
    office: Accounts, admin: SignedIn, second: Path, watch: Watch
) -> None:
    office.backups(second).take(admin)
    receive(admin, 2)
    watch.pass_time(hours=1)
    office.backups(second).take(admin)
    with admin.store.reading() as tx:
        last = tx.exec_driver_sql("SELECT body FROM audit ORDER BY seq DESC LIMIT 1").scalar_one()
        assert values.get(tx, "backup.last") == watch.now.isoformat()
    assert '"new_scans":1,"scans":2' in last
    scan = next((office._folder / "blobs").glob("??/*"))
    receive(admin, 3)
    scan.unlink()
    watch.pass_time(hours=1)
    next((second).glob("*/blobs/??/" + scan.name)).unlink()
    with pytest.raises(Problem, match="not_proved") as caught:
        office.backups(second).take(admin)
    assert wording(caught.value).next_step
    assert len(office.backups(second).kept()) == 2, "what is not proved does not count"


def test_a_scan_damaged_on_its_way_is_noticed(
    office: Accounts, admin: SignedIn, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.store import durable

    write = durable.write

    def bad_disk(path: Path, content: bytes) -> None:
        write(path, content[:-1] + bytes((content[-1] ^ 1,)) if "blobs" in path.parts else content)

    monkeypatch.setattr(durable, "write", bad_disk)
    with pytest.raises(Problem, match="scan_damaged"):
        office.backups(second).take(admin)


@pytest.mark.parametrize("place", [0.2, 0.4, 0.6, 0.8])
def test_a_database_damaged_on_its_way_is_noticed(
    office: Accounts,
    admin: SignedIn,
    second: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: float,
) -> None:
    back_up = Store.back_up

    def bad_disk(store: Store, target: Path) -> None:
        back_up(store, target)
        with target.open("r+b") as file:
            file.seek(int(place * target.stat().st_size))
            (byte,) = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes((byte ^ 1,)))

    monkeypatch.setattr(Store, "back_up", bad_disk)
    with pytest.raises(Problem, match=r"store\.damaged|not_proved"):
        office.backups(second).take(admin)
    assert office.backups(second).kept() == ()


def test_backups_past_their_time_go_but_never_the_newest(
    office: Accounts, admin: SignedIn, second: Path, watch: Watch
) -> None:
    backups = office.backups(second)
    first = backups.take(admin)
    (gone,) = first.manifest.scans
    with admin.store.writing() as tx:
        tx.exec_driver_sql("DELETE FROM blob")
    for _ in range(3):
        watch.pass_time(days=10)
        backups.take(admin)
    unfinished = first.folder.with_name("20260101-000000")
    unfinished.mkdir()
    assert backups.purge(watch.now - timedelta(days=15)) == 2
    assert not unfinished.exists()
    assert [one.manifest.made_at for one in backups.kept()] == [
        watch.now - timedelta(days=10), watch.now,
    ]  # fmt: skip
    assert not list(second.glob(f"*/blobs/??/{gone}")), "a scan nobody keeps is gone too"
    assert backups.purge(watch.now + timedelta(days=1)) == 1
    assert len(backups.kept()) == 1


def test_no_second_place_is_said(office: Accounts, admin: SignedIn, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no_place"):
        office.backups(tmp_path / "pulled out").take(admin)


def test_rotated_keys_do_not_lock_older_backups(
    office: Accounts, admin: SignedIn, second: Path, tmp_path: Path, watch: Watch
) -> None:
    office.backups(second).take(admin)
    older = replace(office.backups(second).kept()[0])
    rotated = office.rotate_keys(admin)
    watch.pass_time(days=1)
    office.backups(second).take(rotated)
    rotated.store.close()
    for name, place in (("a", second), ("b", only(older.folder, tmp_path / "older"))):
        new = Accounts(tmp_path / name, watch, CHEAP)
        signed = new.restore(place, admin.recovery_key, ADMIN[0], "mật khẩu máy mới")
        assert len(scans_of(signed)) == 1
        signed.store.close()


def only(backup: Path, place: Path) -> Path:
    """A second place with nothing but this backup."""
    place.mkdir()
    subprocess.run(["cp", "-r", str(backup.parent), str(place)], check=True)
    for one in whole_backups(place / backup.parent.name):
        if one.folder.name != backup.name:
            (one.folder / "manifest.json").unlink()
    return place
