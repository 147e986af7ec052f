"""The commands about keys and passwords, as an administrator types them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desk import commands
from desk.assembly import Desk, assemble
from desk.settings import Profile
from models.role import Role
from tests.support.seat import CHEAP, Watch


def pipe(text: str) -> str:
    reading, writing = os.pipe()
    os.write(writing, text.encode())
    os.close(writing)
    return str(reading)


@pytest.fixture(autouse=True)
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seat's folder is the profile of the commands; nobody sits there."""
    seat = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
    desk.admit(seat, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
    seat.leave()
    monkeypatch.setenv("MOTCUA_HOME", str(desk.profile.folder.parent))
    monkeypatch.setattr("desk.assembly.assemble", cheap)
    monkeypatch.setattr("desk.command_seat.assemble", cheap)


def cheap(profile: Profile) -> Desk:
    return assemble(profile, clock=Watch(), password_cost=CHEAP)


def run(*arguments: str, user: str = "quantri", password: str = "mat khau quan tri") -> int:
    sign_in = ["--user", user, "--password-fd", pipe(password)] if user else []
    return commands.main([*arguments, *sign_in], lambda _: 1)


def enters(login: str, password: str, desk: Desk) -> None:
    seat = desk.sign_in(login, password)
    seat.leave()


def test_a_paper_is_issued_and_opens_for_a_new_password(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("keys", "recovery", "--json") == 0
    paper = json.loads(capsys.readouterr().out)["recovery_key"]
    assert run(
        "keys", "recover", "quay1", "--recovery-fd", pipe(paper),
        "--new-password-fd", pipe("mat khau moi"), user="",
    ) == 0  # fmt: skip
    enters("quay1", "mat khau moi", desk)


def test_keys_are_rotated(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    ring = Path(desk.profile.security / "keyring").read_bytes()
    assert run("keys", "rotate", user="quay1", password="mat khau quay 1") == 2
    assert "error" not in capsys.readouterr().out
    assert run("keys", "rotate") == 0
    assert Path(desk.profile.security / "keyring").read_bytes() != ring
    enters("quay1", "mat khau quay 1", desk)


def test_a_forgotten_password_and_ones_own(desk: Desk) -> None:
    assert run("account", "readmit", "quay1", "--new-password-fd", pipe("mat khau hai")) == 0
    assert run(
        "account", "password", "--new-password-fd", pipe("mat khau ba"),
        user="quay1", password="mat khau hai",
    ) == 0  # fmt: skip
    enters("quay1", "mat khau ba", desk)
