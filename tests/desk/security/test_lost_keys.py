"""Passwords, keyrings and device secrets are lost; data are not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desk.security.accounts import Accounts, SignedIn
from desk.security.keyring import KeyringFile
from desk.security.keys import Cost
from desk.security.vault import Vault
from models.problems import Problem, wording
from models.role import Role
from models.store import audit, dossiers
from models.store.engine import Store
from tests.support import store_samples as samples
from tests.support.seat import Watch

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
ADMIN, CLERK = ("quantri", "mật khẩu dài"), ("lan", "lan thích cà phê")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def office(folder: Path, watch: Watch) -> Accounts:
    return Accounts(folder, watch, CHEAP)


@pytest.fixture
def paper(office: Accounts) -> str:
    """An office with a clerk and one dossier with a scan; the recovery key of its set-up."""
    admin = office.create_office(ADMIN[0], "Nguyễn Thị Quản", ADMIN[1])
    office.admit(admin, CLERK[0], "Phạm Thị Lan", Role.CLERK, CLERK[1])
    one = samples.dossier()
    blob = admin.blobs.put(b"scan")
    with admin.store.writing() as tx:
        admin.blobs.record(tx, blob, samples.NOON)
        dossiers.add(tx, one, samples.receipt(one))
    admin.store.close()
    return admin.recovery_key


def leave_checked(signed: SignedIn) -> None:
    """Everything is still there."""
    with signed.store.reading() as tx:
        assert dossiers.get(tx, "dossier-1") is not None
        digest = tx.exec_driver_sql("SELECT sha256 FROM blob").scalar_one()
        assert signed.blobs.get(tx, digest) == b"scan"
        assert audit.verify(tx).broken_at is None
    signed.store.check()
    signed.store.close()


def refused(code: str, *arguments: str, by: Accounts) -> None:
    with pytest.raises(Problem) as caught:
        by.recover(*arguments)
    assert caught.value.code == code
    assert wording(caught.value).next_step


def test_a_lost_password_is_replaced_with_the_paper(office: Accounts, paper: str) -> None:
    leave_checked(office.recover(paper.lower(), "QuanTri", "mật khẩu mới"))
    with pytest.raises(Problem, match="wrong_password"):
        office.sign_in(*ADMIN)
    leave_checked(office.sign_in(ADMIN[0], "mật khẩu mới"))
    leave_checked(office.sign_in(*CLERK))


def test_the_paper_of_another_office_and_a_stranger_get_nowhere(
    office: Accounts, paper: str, tmp_path: Path, watch: Watch
) -> None:
    other = Accounts(tmp_path / "other", watch, CHEAP)
    elsewhere = other.create_office(ADMIN[0], "Lê Khác", ADMIN[1])
    elsewhere.store.close()
    refused("security.recovery_wrong", elsewhere.recovery_key, *ADMIN, by=office)
    refused("security.no_account", paper, "ai-do", "mật khẩu mới", by=office)
    refused("security.password_short", paper, ADMIN[0], "ngắn", by=office)
    leave_checked(office.sign_in(*ADMIN))


def test_a_new_paper_makes_the_old_one_void(office: Accounts, paper: str) -> None:
    admin = office.sign_in(*ADMIN)
    newer = office.issue_recovery(admin)
    admin.store.close()
    refused("security.recovery_wrong", paper, ADMIN[0], "mật khẩu mới", by=office)
    leave_checked(office.recover(newer, ADMIN[0], "mật khẩu mới"))


def test_only_an_administrator_gets_a_paper(office: Accounts, paper: str) -> None:
    clerk = office.sign_in(*CLERK)
    with pytest.raises(Problem, match="not_allowed"):
        office.issue_recovery(clerk)
    with pytest.raises(Problem, match="not_allowed"):
        office.rotate_keys(clerk)
    clerk.store.close()


@pytest.mark.parametrize("loss", ["gone", "damaged"])
def test_a_device_secret_that_is_lost_is_replaced_with_the_paper_only(
    office: Accounts, paper: str, folder: Path, loss: str
) -> None:
    secret = folder / "device-secret"
    secret.unlink() if loss == "gone" else secret.write_bytes(bytes(32))
    with pytest.raises(Problem):
        office.sign_in(*ADMIN)
    assert secret.exists() is (loss == "damaged"), "nothing is made anew by signing in"
    signed = office.recover(paper, ADMIN[0], "mật khẩu mới")
    office.readmit(signed, CLERK[0], "lan thích trà hơn")
    leave_checked(signed)
    leave_checked(office.sign_in(CLERK[0], "lan thích trà hơn"))
    assert (folder / "keyring.set-aside-1").exists(), "what was there is kept"
    leave_checked(office.recover(paper, ADMIN[0], "mật khẩu mới hơn"))


def test_a_lost_keyring_cannot_be_replaced_by_the_paper_alone(
    office: Accounts, paper: str, folder: Path
) -> None:
    for copy in KeyringFile(folder).copies:
        copy.unlink()
    refused("security.keyring_missing", paper, ADMIN[0], "mật khẩu mới", by=office)
    assert not KeyringFile(folder).exists()


def test_a_keyring_forged_with_other_keys_opens_nothing(
    office: Accounts, paper: str, folder: Path, tmp_path: Path, watch: Watch
) -> None:
    """Boxes can be sealed for a public key by anybody; the database tells."""
    other = Accounts(tmp_path / "other", watch, CHEAP)
    forged = other.create_office(ADMIN[0], "Lê Khác", ADMIN[1])
    forged.store.close()
    for copy in ("keyring", "keyring.copy", "device-secret"):
        shutil.copyfile(tmp_path / "other" / copy, folder / copy)
    refused("store.damaged", forged.recovery_key, ADMIN[0], "mật khẩu mới", by=office)


def test_somebody_signed_in_readmits_a_person_without_their_password(
    office: Accounts, paper: str
) -> None:
    admin = office.sign_in(*ADMIN)
    office.readmit(admin, CLERK[0], "lan thích trà hơn")
    with pytest.raises(Problem, match="not_allowed"):
        office.readmit(admin, ADMIN[0], "không hỏi mật khẩu cũ")
    with pytest.raises(Problem, match="no_account"):
        office.readmit(admin, "ai-do", "mật khẩu gì đó")
    admin.store.close()
    with pytest.raises(Problem, match="wrong_password"):
        office.sign_in(*CLERK)
    clerk = office.sign_in(CLERK[0], "lan thích trà hơn")
    with pytest.raises(Problem, match="not_allowed"):
        office.readmit(clerk, ADMIN[0], "mật khẩu trộm")
    leave_checked(clerk)


def test_somebody_dismissed_gets_in_no_more_until_readmitted(office: Accounts, paper: str) -> None:
    admin = office.sign_in(*ADMIN)
    clerk = office.sign_in(*CLERK)
    with pytest.raises(Problem, match="not_allowed"):
        office.dismiss(clerk, ADMIN[0])
    clerk.store.close()
    with pytest.raises(Problem, match="not_allowed"):
        office.dismiss(admin, ADMIN[0])
    office.dismiss(admin, CLERK[0])
    assert office.logins() == (ADMIN[0],)
    with pytest.raises(Problem, match="wrong_password"):
        office.sign_in(*CLERK)
    with pytest.raises(Problem, match="no_account"):
        office.dismiss(admin, CLERK[0])
    office.readmit(admin, CLERK[0], "lan trở lại làm")
    leave_checked(admin)
    leave_checked(office.sign_in(CLERK[0], "lan trở lại làm"))


def test_rotated_keys_open_for_everybody_and_the_old_ones_for_nobody(
    office: Accounts, paper: str, folder: Path
) -> None:
    admin = office.sign_in(*ADMIN)
    before = admin.keys
    after = office.rotate_keys(admin)
    assert (folder / "motcua.former.db").exists(), "kept until the next good start"
    leave_checked(after)
    with pytest.raises(Problem, match=r"store\.closed"), admin.store.reading():
        pass
    for door in (ADMIN, CLERK):
        signed = office.sign_in(*door)
        assert signed.keys == after.keys
        leave_checked(signed)
    leave_checked(office.recover(paper, ADMIN[0], "mật khẩu mới"))
    assert {after.keys.database, after.keys.scans}.isdisjoint({before.database, before.scans})
    assert not (folder / "motcua.former.db").exists()
    ring = Vault(folder).read()
    assert {name for one in ring.entries.values() for name in one.boxes} == {after.keys.id}
    with pytest.raises(Problem, match=r"store\.wrong_key"):
        Store.open(folder / "motcua.db", before.database)


def test_keys_are_not_rotated_under_somebody_elses_feet(
    office: Accounts, paper: str, folder: Path
) -> None:
    other = office.sign_in(*CLERK)
    with pytest.raises(Problem, match=r"store\.in_use"):
        office.rotate_keys(office.sign_in(*ADMIN))
    leave_checked(other)
    leave_checked(office.rotate_keys(office.sign_in(*ADMIN)))


HOLDER = """
import sys, time
from pathlib import Path
from desk.security.vault import Vault
with Vault(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read(1)
"""


def test_two_processes_never_change_the_keyring_at_once(
    office: Accounts, paper: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    monkeypatch.setattr("desk.security.vault._LOCK_TRIES", 3)
    with pytest.raises(Problem, match="keyring_busy") as caught:
        office.sign_in(*ADMIN)
    assert wording(caught.value).next_step
    holder.communicate(b"x")
    leave_checked(office.sign_in(*ADMIN))


def test_another_back_end_is_named_and_never_taken_for_a_wrong_password(
    office: Accounts, paper: str, folder: Path
) -> None:
    from dataclasses import replace

    vault = Vault(folder)
    vault.write(replace(vault.read(), device_secret="tpm"))
    with pytest.raises(Problem, match="device_secret_elsewhere") as caught:
        office.sign_in(*ADMIN)
    assert "tpm" in wording(caught.value).message_vi
