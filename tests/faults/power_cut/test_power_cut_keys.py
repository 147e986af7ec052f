"""The plug is pulled while keys are made, exchanged, replaced, and while the schema goes up."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk.security.accounts import Accounts, SignedIn
from migrations import upgrade
from models.problems import Problem
from models.role import Role
from models.store import audit
from models.store.engine import Tx
from models.store.tables import SCHEMA_VERSION
from tests.faults.power_cut.images import Image, images
from tests.faults.power_cut.recording import recorded
from tests.support.seat import CHEAP, Watch

SEED = 20261123
ADMIN, CLERK = ("quantri", "mat khau quan tri"), ("quay1", "mat khau quay 1")
DOSSIERS = 30
Check = Callable[[Accounts, list[str], str], None]


def office_in(folder: Path) -> str:
    """An office with a clerk, dossiers and scans; its recovery key."""
    accounts = Accounts(folder / "store", Watch(), CHEAP)
    admin = accounts.create_office(ADMIN[0], "Lê Thị Quản", ADMIN[1])
    accounts.admit(admin, CLERK[0], "Trần Văn Quầy", Role.CLERK, CLERK[1])
    for number in range(1, DOSSIERS + 1):
        blob = admin.blobs.put(f"scan {number}".encode() * 99)
        with admin.store.writing() as tx:
            put_row(tx, "blob", number, **asdict(blob))
            put_row(tx, "dossier", number)
    admin.store.close()
    return admin.recovery_key


def put_row(tx: Tx, table: str, number: int, **known: object) -> None:
    """A row of whatever columns this schema has; today's code knows only today's tables."""
    found = sa.Table(table, sa.MetaData(), autoload_with=tx)
    kinds: dict[type, object] = {sa.TEXT: f"{number}", sa.BOOLEAN: False}
    values = {one.name: kinds.get(type(one.type), number) for one in found.columns}
    tx.execute(sa.insert(found).values(**values | known))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("office")
    return folder, office_in(folder)


@pytest.fixture(scope="module")
def first_schema(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same, made by the first version of the program."""
    folder = tmp_path_factory.mktemp("first_schema")
    run = upgrade.run_scripts
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(upgrade, "SCHEMA_VERSION", 1)
        patched.setattr(upgrade, "run_scripts", lambda tx, scripts: run(tx, scripts, "0001"))
        return folder, office_in(folder)


def leave_whole(signed: SignedIn) -> None:
    try:
        signed.store.check()
        assert signed.store.schema_version() == SCHEMA_VERSION
        with signed.store.reading() as tx:
            assert audit.verify(tx).broken_at is None
            assert tx.exec_driver_sql("SELECT count(*) FROM dossier").scalar_one() == DOSSIERS
            for digest in tx.exec_driver_sql("SELECT sha256 FROM blob").scalars().all():
                assert signed.blobs.get(tx, digest).startswith(b"scan")
    finally:
        signed.store.close()


def everybody_gets_in(accounts: Accounts, promised: list[str], paper: str) -> None:
    leave_whole(accounts.sign_in(*ADMIN))
    accounts.sign_in(*CLERK).store.close()
    accounts.recover(paper, CLERK[0], "mat khau moi").store.close()


def one_of_two_passwords(accounts: Accounts, promised: list[str], paper: str) -> None:
    leave_whole(accounts.sign_in(*CLERK))
    if promised:
        accounts.sign_in(ADMIN[0], "mat khau moi").store.close()
        return
    found = 0
    for password in ("mat khau moi", ADMIN[1]):
        with contextlib.suppress(Problem):
            accounts.sign_in(ADMIN[0], password).store.close()
            found += 1
    assert found == 1


def set_up_or_can_be(accounts: Accounts, promised: list[str], paper: str) -> None:
    if accounts.exists():
        signed = accounts.sign_in(*ADMIN)
    else:
        assert not promised
        signed = accounts.create_office(ADMIN[0], "Lê Thị Quản", ADMIN[1])
    signed.store.check()
    signed.store.close()
    if promised:
        accounts.recover(promised[0].split()[1], ADMIN[0], "mat khau moi").store.close()


def cut(
    what: str, base: tuple[Path, str], check: Check, count: int, scratch: Path, since: str = ""
) -> None:
    journal = recorded("keys_child.py", base[0], [what, base[1]], scratch / "recorded")
    for number, image in enumerate(images(journal, count, SEED, since)):
        folder = scratch / str(number)
        look_at(image, folder, base[1], check)
        shutil.rmtree(folder)


def look_at(image: Image, folder: Path, paper: str, check: Check) -> None:
    image.lay_down(folder)
    promised = [one for one in image.promised if one != "signed_in"]
    check(Accounts(folder / "store", Watch(), CHEAP), promised, paper)


def steps(count: int, office: tuple[Path, str], old: tuple[Path, str], scratch: Path) -> None:
    cut("rotate", office, everybody_gets_in, count, scratch / "rotate")
    cut("recover", office, one_of_two_passwords, count, scratch / "recover")
    cut("upgrade", old, everybody_gets_in, count, scratch / "upgrade")
    (scratch / "empty").mkdir()
    cut("set_up", (scratch / "empty", ""), set_up_or_can_be, count, scratch / "set_up")


def test_a_cut_anywhere_leaves_the_office_open_to_everybody(
    office: tuple[Path, str], first_schema: tuple[Path, str], scratch: Path
) -> None:
    steps(12, office, first_schema, scratch)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_cuts(
    office: tuple[Path, str], first_schema: tuple[Path, str], scratch: Path
) -> None:
    steps(250, office, first_schema, scratch)


def an_administrator_gets_in(accounts: Accounts, promised: list[str], paper: str) -> None:
    accounts.sign_in(*ADMIN).store.close()


def test_the_proof_notices_keys_written_down_too_late(
    office: tuple[Path, str], scratch: Path
) -> None:
    with pytest.raises(Problem, match=r"store\.damaged"):
        cut("rotate_carelessly", office, an_administrator_gets_in, 120, scratch, "signed_in")
