"""No command tells a person's number, whatever it lists and in whatever form (rules §10)."""

from __future__ import annotations

import argparse
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from desk import command_seat, commands, settings
from desk.assembly import assemble
from desk.clock import VIETNAM
from desk.settings import Settings
from models.role import Role
from tests.support.life import ready
from tests.support.seat import CHEAP, HAU, OFFICE, Watch

PASSWORD = "mat khau quan tri"
TODAY = datetime(2026, 11, 19, 15, 10, tzinfo=VIETNAM)
LISTS = {
    "find": (("hau",), (HAU.number or "",), (HAU.phone,)),
    "sync": ((),),
    "kpi766": (("--from", "2026-11-01", "--to", "2026-11-30"),),
    "audit": (("verify",), ("export", "--out", "OUT")),
    "privacy": (
        ("inventory",),
        ("incident", "--from", "2026-01-01T00:00+07:00", "--to", "2027-01-01T00:00+07:00"),
    ),
    "sign": (("--waiting",),),
    "old-list": (("LIST",),),
}
NO_LISTS = {
    "run": "the window, see tests/ui/test_numbers_in_lists.py",
    "catalogue": "procedures", "doctor": "parts of the seat", "settings": "the office's own words",
    "account": "people of the office", "keys": "keys", "backup": "counts and folders",
    "card": "one person, masked unless --personal: tests/desk/card", "deadline": "no dossier",
    "receipt": "a paper", "form": "papers", "digitise": "a file given by hand, with its text",
    "scan": "devices and files", "separators": "a paper", "verify": "a file given by hand",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cheap = partial(assemble, clock=Watch(TODAY), password_cost=CHEAP)
    monkeypatch.setattr(command_seat, "assemble", cheap)
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MOTCUA_PROFILE", raising=False)
    (tmp_path / "password").write_text(PASSWORD)
    (tmp_path / "old.csv").write_text(
        "Code;Name;Procedure;Received;Due;Status;Number\n"
        f"H99.01.02-260108-0010;{HAU.full_name};Sao;{HAU.number};2026-01-09;2;{HAU.number}\n"
        f"{HAU.number};{HAU.full_name};Sao;2026-01-08;2026-01-09;{HAU.number};{HAU.number}\n"
    )
    monkeypatch.setenv("MOTCUA_PASSWORD_FILE", str(tmp_path / "password"))
    profile = settings.profile()
    profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
    desk = cheap(profile)
    admin = desk.create_office("quantri", "Lê Thị Quản", PASSWORD)
    for login, role in (("phutrach", Role.SUPERVISOR), ("quay1", Role.CLERK)):
        desk.admit(admin, login, "Phạm Văn Trách", role, PASSWORD)
    admin.leave()
    seat = desk.sign_in("quay1", PASSWORD)
    received = seat.acceptance.receive(seat.user, ready(seat, "1.001193"))
    seat.lookup.dossier(seat.user, received.dossier_id)
    seat.leave()
    desk.workers.stop()
    return tmp_path


def test_every_command_is_judged() -> None:
    parser = commands.build_parser(lambda _: 0, with_guests=False)
    (acts,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    assert set(acts.choices) == LISTS.keys() | NO_LISTS.keys()


def test_no_list_of_the_command_line_tells_a_number(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = 0
    for name, ways in LISTS.items():
        for place, way in enumerate(ways):
            for form in ((), ("--json",)) if name in {"find", "sign"} else (("--json",),):
                out = office / f"{name}{place}{len(form)}"
                files = {"OUT": str(out), "LIST": str(office / "old.csv")}
                words = [files.get(word, word) for word in way]
                commands.main([name, *words, "--user", "phutrach", *form], lambda _: 0)
                said = capsys.readouterr()
                told = said.out + said.err + (out.read_text() if out.exists() else "")
                assert told
                assert HAU.number not in told, (name, *way)
                found += "0011******17" in told
    assert found >= 3, "the person was there to be told of"
