"""`motcua account add`: an administrator lets a clerk in from the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from desk import commands, settings
from desk.assembly import assemble
from models.role import Role

ADMIN_PASSWORD = "mat khau quan tri"
CLERK_PASSWORD = "mat khau can bo"


def no_window(_: argparse.Namespace) -> int:
    raise AssertionError("no window was asked for")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, password in (("admin", ADMIN_PASSWORD), ("clerk", CLERK_PASSWORD)):
        (tmp_path / name).write_text(password + "\n", encoding="utf-8")
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MOTCUA_PROFILE", raising=False)
    monkeypatch.setenv("MOTCUA_PASSWORD_FILE", str(tmp_path / "admin"))
    monkeypatch.setenv("MOTCUA_NEW_PASSWORD_FILE", str(tmp_path / "clerk"))
    desk = assemble(settings.profile())
    desk.create_office("quantri", "Lê Thị Quản", ADMIN_PASSWORD).leave()
    desk.workers.stop()
    return tmp_path


def add(*more: str) -> int:
    return commands.main(
        ["account", "add", "quay1", "--name", "Trần Văn Quầy", "--json", *more], no_window
    )


def test_the_new_clerk_can_sign_in(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add("--user", "quantri") == 0
    assert json.loads(capsys.readouterr().out) == {"login": "quay1", "role": "clerk"}
    desk = assemble(settings.profile())
    seat = desk.sign_in("quay1", CLERK_PASSWORD)
    assert (seat.user.name, seat.user.role) == ("Trần Văn Quầy", Role.CLERK)
    seat.leave()
    desk.workers.stop()


def test_a_clerk_lets_nobody_in(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert add("--user", "quantri") == 0
    monkeypatch.setenv("MOTCUA_PASSWORD_FILE", str(office / "clerk"))
    capsys.readouterr()
    code = commands.main(
        ["account", "add", "ai-do", "--name", "Ai Đó", "--user", "quay1", "--json"], no_window
    )
    assert code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "desk.not_allowed"


def test_without_a_password_for_the_new_person_nothing_happens(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOTCUA_NEW_PASSWORD_FILE")
    assert add("--user", "quantri") == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "command.bad_option"
    desk = assemble(settings.profile())
    assert desk.accounts().logins() == ("quantri",)
    desk.workers.stop()
