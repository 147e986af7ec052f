"""Signing in: who gets in, who waits, and what is never made anew."""

from __future__ import annotations

import contextlib
import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desk.security.accounts import Accounts, SignedIn
from desk.security.keyring import KeyringFile
from desk.security.keys import Cost
from models.problems import Problem, wording
from models.role import Role
from models.store import audit
from models.store.blobs import StoredBlob

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
ADMIN = ("quantri", "Nguyễn Thị Quản", "mật khẩu dài")


class Watch:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 19, 8, 0, tzinfo=timezone(timedelta(hours=7)))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "seat" / "store"


@pytest.fixture
def office(folder: Path, watch: Watch) -> Accounts:
    accounts = Accounts(folder, watch, CHEAP)
    accounts.create_office(*ADMIN).store.close()
    return accounts


def enter(accounts: Accounts, login: str = ADMIN[0], password: str = ADMIN[2]) -> SignedIn:
    return accounts.sign_in(login, password)


def refused(accounts: Accounts, login: str, password: str) -> Problem:
    with pytest.raises(Problem) as caught:
        accounts.sign_in(login, password)
    assert wording(caught.value).message_vi
    return caught.value


def test_a_new_office_knows_its_administrator(folder: Path, watch: Watch) -> None:
    accounts = Accounts(folder, watch, CHEAP)
    assert not accounts.exists()
    assert accounts.logins() == ()
    signed = accounts.create_office(" QuanTri ", "  Nguyễn Thị  Quản ", ADMIN[2])
    assert (signed.user.login, signed.user.name) == ("quantri", "Nguyễn Thị Quản")
    assert signed.user.role is Role.ADMINISTRATOR
    assert accounts.exists()
    assert accounts.logins() == ("quantri",)
    assert accounts.device_secret_place() == "file"
    signed.store.close()


def test_what_was_kept_is_there_for_whoever_signs_in_next(office: Accounts) -> None:
    admin = enter(office)
    blob: StoredBlob = admin.blobs.put(b"scan")
    with admin.store.writing() as tx:
        admin.blobs.record(tx, blob, datetime.now(tz=timezone.utc))  # noqa: UP017
    office.admit(admin, "lan", "Phạm Thị Lan", Role.CLERK, "lan thích cà phê")
    admin.store.close()
    clerk = enter(office, "lan", "lan thích cà phê")
    with clerk.store.reading() as tx:
        assert clerk.blobs.get(tx, blob.sha256) == b"scan"
        assert audit.verify(tx).broken_at is None
    assert (clerk.user.name, clerk.user.role) == ("Phạm Thị Lan", Role.CLERK)
    clerk.store.close()


def test_a_password_typed_with_separate_marks_is_the_same(office: Accounts) -> None:
    import unicodedata

    enter(office, password=unicodedata.normalize("NFD", ADMIN[2])).store.close()


def test_wrong_passwords_make_people_wait_longer_and_longer(
    office: Accounts, watch: Watch, folder: Path
) -> None:
    for _ in range(2):
        assert refused(office, "quantri", "sai mật khẩu").facts["seconds"] == 0
    assert refused(office, "quantri", "sai mật khẩu").facts["seconds"] == 2
    early = refused(Accounts(folder, watch, CHEAP), "quantri", ADMIN[2])
    assert (early.code, early.facts) == ("security.wait", {"seconds": 2})
    watch.now += timedelta(seconds=2)
    assert refused(office, "quantri", "sai mật khẩu").facts["seconds"] == 4
    watch.now += timedelta(seconds=4)
    enter(office).store.close()
    assert refused(office, "quantri", "sai mật khẩu").facts["seconds"] == 0, "counting starts anew"


def test_nobody_waits_longer_than_the_wait_when_the_clock_jumps_back(
    office: Accounts, watch: Watch
) -> None:
    for _ in range(3):
        refused(office, "quantri", "sai mật khẩu")
    watch.now -= timedelta(days=400)
    assert refused(office, "quantri", ADMIN[2]).facts == {"seconds": 2}


def test_unknown_logins_look_like_wrong_passwords(office: Accounts) -> None:
    assert refused(office, "ai-do", "bất kỳ gì").code == "security.wrong_password"


def test_failed_tries_are_in_the_audit_when_the_person_gets_in(office: Accounts) -> None:
    refused(office, "quantri", "sai mật khẩu")
    signed = enter(office)
    with signed.store.reading() as tx:
        last = json.loads(
            tx.exec_driver_sql("SELECT body FROM audit ORDER BY seq DESC LIMIT 1").scalar_one()
        )
    assert last["act"] == "signed_in"
    assert last["facts"] == {"failures": 1}
    signed.store.close()


@pytest.mark.parametrize(
    ("role", "admitted", "allowed"),
    [
        (Role.ADMINISTRATOR, Role.ADMINISTRATOR, True),
        (Role.ADMINISTRATOR, Role.CLERK, True),
        (Role.SUPERVISOR, Role.CLERK, True),
        (Role.SUPERVISOR, Role.ADMINISTRATOR, False),
        (Role.SUPERVISOR, Role.SUPERVISOR, False),
        (Role.CLERK, Role.CLERK, False),
    ],
)
def test_who_may_let_whom_in(office: Accounts, role: Role, admitted: Role, allowed: bool) -> None:
    admin = enter(office)
    office.admit(admin, "binh", "Lê Bình", role, "mật khẩu của Bình")
    admin.store.close()
    someone = enter(office, "binh", "mật khẩu của Bình")
    if allowed:
        office.admit(someone, "mai", "Mai", admitted, "mật khẩu của Mai")
    else:
        with pytest.raises(Problem, match=r"desk\.not_allowed"):
            office.admit(someone, "mai", "Mai", admitted, "mật khẩu của Mai")
    someone.store.close()
    assert ("mai" in office.logins()) is allowed


@pytest.mark.parametrize(
    ("login", "name", "password", "code"),
    [
        ("có dấu", "Tên", "đủ dài rồi", "security.bad_login"),
        ("", "Tên", "đủ dài rồi", "security.bad_login"),
        ("lan", "  ", "đủ dài rồi", "security.no_name"),
        ("lan", "Lan", "ngắn", "security.password_short"),
        ("quantri", "Lan", "đủ dài rồi", "security.login_taken"),
    ],
)
def test_bad_input_is_named(
    office: Accounts, login: str, name: str, password: str, code: str
) -> None:
    admin = enter(office)
    with pytest.raises(Problem) as caught:
        office.admit(admin, login, name, Role.CLERK, password)
    admin.store.close()
    assert caught.value.code == code
    assert wording(caught.value).next_step


def test_a_changed_password_opens_the_same_store(office: Accounts) -> None:
    signed = enter(office)
    with pytest.raises(Problem, match="wrong_password"):
        office.change_password(signed, "không phải", "mật khẩu mới")
    office.change_password(signed, ADMIN[2], "mật khẩu mới")
    signed.store.close()
    assert refused(office, "quantri", ADMIN[2]).code == "security.wrong_password"
    enter(office, password="mật khẩu mới").store.close()


def test_a_dearer_cost_is_taken_over_at_the_next_sign_in(
    office: Accounts, folder: Path, watch: Watch
) -> None:
    dearer = Cost(passes=2, memory_kib=128, lanes=1)
    enter(Accounts(folder, watch, dearer)).store.close()
    kept = json.loads(json.loads((folder / "keyring").read_text())["body"])
    assert kept["entries"]["quantri"]["passes"] == 2
    enter(office).store.close()


def test_an_office_is_not_set_up_twice(office: Accounts, folder: Path) -> None:
    before = (folder / "keyring").read_bytes()
    with pytest.raises(Problem, match="office_exists"):
        office.create_office("khac", "Người Khác", "mật khẩu khác")
    assert (folder / "keyring").read_bytes() == before


def test_a_lost_database_is_not_made_anew(office: Accounts, folder: Path) -> None:
    (folder / "motcua.db").unlink()
    assert refused(office, *ADMIN[::2]).code == "store.missing"
    with pytest.raises(Problem, match="office_exists"):
        office.create_office(*ADMIN)
    assert not (folder / "motcua.db").exists()


def test_a_lost_keyring_is_not_made_anew(office: Accounts, folder: Path) -> None:
    for copy in ("keyring", "keyring.copy"):
        (folder / copy).unlink()
    assert refused(office, *ADMIN[::2]).code == "security.keyring_missing"
    with pytest.raises(Problem, match="office_exists"):
        office.create_office(*ADMIN)


@pytest.mark.parametrize("content", [b"", b"x" * 31])
def test_a_damaged_device_secret_is_named(office: Accounts, folder: Path, content: bytes) -> None:
    (folder / "device-secret").write_bytes(content)
    assert refused(office, *ADMIN[::2]).code == "security.device_secret_damaged"
    (folder / "device-secret").unlink()
    assert refused(office, *ADMIN[::2]).code == "security.device_secret_missing"
    assert not (folder / "device-secret").exists()


def test_one_damaged_copy_of_the_keyring_is_mended(office: Accounts, folder: Path) -> None:
    for copy in ("keyring", "keyring.copy"):
        good = (folder / copy).read_bytes()
        (folder / copy).write_bytes(good.replace(b"failures", b"failurez"))
        enter(office).store.close()
        assert b"failures" in (folder / copy).read_bytes()


def test_the_newer_copy_of_the_keyring_counts(office: Accounts, folder: Path) -> None:
    older = (folder / "keyring").read_bytes()
    refused(office, "quantri", "sai mật khẩu")
    (folder / "keyring.copy").write_bytes(older)
    secret = (folder / "device-secret").read_bytes()
    assert KeyringFile(folder).read(secret).entries["quantri"].failures == 1


def test_both_copies_damaged_is_said_and_nothing_is_touched(office: Accounts, folder: Path) -> None:
    for copy in ("keyring", "keyring.copy"):
        (folder / copy).write_bytes(b"{}")
    assert refused(office, *ADMIN[::2]).code == "security.keyring_damaged"
    assert (folder / "keyring").read_bytes() == b"{}"


def test_a_disk_copied_without_the_secret_stays_closed(
    office: Accounts, folder: Path, tmp_path: Path, watch: Watch
) -> None:
    stolen = tmp_path / "stolen"
    shutil.copytree(folder, stolen)
    (stolen / "device-secret").write_bytes(bytes(32))
    assert refused(Accounts(stolen, watch, CHEAP), *ADMIN[::2]).code == ("security.keyring_damaged")


def test_a_database_exchanged_under_the_keyring_is_called_damaged(
    office: Accounts, folder: Path, tmp_path: Path, watch: Watch
) -> None:
    other = tmp_path / "other"
    Accounts(other, watch, CHEAP).create_office(*ADMIN).store.close()
    shutil.copyfile(other / "motcua.db", folder / "swapped")
    (folder / "swapped").replace(folder / "motcua.db")
    assert refused(office, *ADMIN[::2]).code == "store.damaged"


def test_files_are_for_their_owner_only(office: Accounts, folder: Path) -> None:
    for name in ("device-secret", "keyring", "keyring.copy", "motcua.db"):
        assert (folder / name).stat().st_mode & 0o077 == 0, name


def test_nothing_secret_is_in_a_repr_or_a_file(office: Accounts, folder: Path) -> None:
    signed = enter(office)
    keys = signed.keys
    assert keys.database.hex() not in repr(signed)
    assert repr(keys.database) not in repr(signed)
    signed.store.close()
    everything = b"".join(p.read_bytes() for p in folder.rglob("*") if p.name.startswith("k"))
    for secret in (keys.database.hex(), keys.scans.hex(), ADMIN[2]):
        assert secret.encode() not in everything


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_set_up_cut_short_anywhere_can_be_done_again(
    folder: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    import os

    class PowerCutError(BaseException):
        pass

    calls = 0
    real_replace, real_fsync = os.replace, os.fsync

    def counted(*args: object) -> None:
        nonlocal calls
        calls += 1
        if calls == cut:
            raise PowerCutError
        real = real_replace if len(args) == 2 else real_fsync
        real(*args)  # type: ignore[operator]

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", counted)
        patched.setattr(os, "fsync", counted)
        accounts = Accounts(folder, watch, CHEAP)
        with contextlib.suppress(PowerCutError):
            accounts.create_office(*ADMIN).store.close()
    again = Accounts(folder, watch, CHEAP)
    signed = again.sign_in(*ADMIN[::2]) if again.exists() else again.create_office(*ADMIN)
    with signed.store.reading() as tx:
        assert audit.verify(tx).rows >= 2
    signed.store.close()
