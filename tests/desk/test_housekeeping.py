"""What the desk does for itself, and the commands with which people look after it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk import commands
from desk.assembly import Desk, assemble
from desk.events import CareNeeded
from desk.housekeeping import Housekeeping
from desk.seat import Seat
from desk.security import verify_audit
from desk.settings import Profile
from models.attachment import Document
from models.problems import Problem
from models.reading import Box, FieldProposal
from models.role import Role
from models.store import audit, checkpoints, dossiers, field_values, outbox, values
from models.store.engine import Store
from models.store.field_values import ReadPaper
from models.store.reserve import Reserve
from tests.support import store_samples as samples
from tests.support.seat import CHEAP, Watch


@pytest.fixture
def second(desk: Desk, tmp_path: Path) -> Path:
    folder = tmp_path / "second disk"
    folder.mkdir()
    desk.profile.save(replace(desk.settings, backup_folder=str(folder)))
    return folder


@pytest.fixture
def seat(desk: Desk, second: Path, watch: Watch) -> Seat:  # type: ignore[misc]
    """Somebody at a desk that has a second place."""
    placed = assemble(desk.profile, clock=watch, password_cost=CHEAP)
    seat = placed.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
    placed.admit(seat, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
    seat.store.reserve = Reserve(desk.profile.security, 1024**2)
    yield seat
    seat.leave()
    placed.workers.stop()


def nights(seat: Seat) -> int:
    assert seat.care.backups is not None
    return len(seat.care.backups.kept())


def test_each_night_is_done_once_and_a_missed_one_made_up(seat: Seat, watch: Watch) -> None:
    assert seat.care.once() == ()
    assert nights(seat) == 1
    seat.care.once()
    assert nights(seat) == 1
    watch.pass_time(days=1)  # 14:20
    seat.care.once()
    assert nights(seat) == 1, "not while people wait at the counter"
    watch.pass_time(hours=3)
    seat.care.once()
    assert nights(seat) == 2
    watch.pass_time(days=2, hours=-9)  # the desk was off for a day
    seat.care.once()
    assert nights(seat) == 3
    with seat.store.reading() as tx:
        assert values.get(tx, "backup.last") == watch.now.isoformat()
        assert checkpoints.latest(tx) is not None


def test_work_owed_for_too_long_is_said_and_named_to_the_supervisor(
    seat: Seat, watch: Watch
) -> None:
    document = Document("TP1", "Giấy khai sinh", "a" * 64, 9, 1)
    one = samples.dossier(1, documents=(document,))
    paper = ReadPaper(one.id, "TP1", "giay_khai_sinh", False, watch.now)
    with seat.store.writing() as tx:
        dossiers.add(tx, one, samples.receipt(one))
        outbox.add_file(tx, document.sha256, 9, one.id)
        outbox.file_sent(tx, document.sha256, watch.now)
        field_values.propose(tx, paper, (FieldProposal("number", "1", 0, Box(1, 1, 9, 9)),), ())
    assert seat.care.once() == ()
    watch.pass_time(days=31)
    (said,) = seat.care.once()
    assert (said.code, said.facts) == ("alarms.work_owed", {"dossiers": 1})
    assert seat.care.once() == (), "once a day"
    supervisor = replace(seat.user, role=Role.SUPERVISOR)
    (owed,) = seat.alarms.overdue(supervisor)
    assert (owed.code, owed.fields, owed.signatures) == (one.code, 1, 0)
    with seat.store.writing() as tx:
        field_values.confirm(tx, paper, "number", "1", "lan", watch.now)
    assert seat.alarms.overdue(supervisor) == ()


def test_backups_past_their_time_go_in_the_same_run_as_scans(seat: Seat, watch: Watch) -> None:
    seat.care.once()
    for _ in range(4):
        watch.pass_time(days=15)
        seat.care.once()
    assert nights(seat) == 3


def test_papers_that_went_to_a_folder_do_not_stay(seat: Seat, watch: Watch) -> None:
    seat.care.papers.mkdir()
    old, new = seat.care.papers / "old.pdf", seat.care.papers / "new.pdf"
    for paper, age in ((old, 2), (new, 0)):
        paper.write_bytes(b"%PDF")
        moment = (watch.now - timedelta(days=age)).timestamp()
        os.utime(paper, (moment, moment))
    seat.care.once()
    assert (old.exists(), new.exists()) == (False, True)


def test_the_reserve_is_filled_and_the_first_look_reads_every_page(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: Store) -> None:
        raise Problem("store.damaged")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "check", damaged)
        patched.setattr(Housekeeping, "_back_up", lambda _: None)
        assert [one.code for one in seat.care.once()] == ["store.damaged"]
    assert (seat.store.path.parent / "reserve").exists()


def test_what_is_found_is_published_and_the_loop_ends_with_the_session(
    desk: Desk, seat: Seat, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second.rmdir()
    heard: list[Problem] = []
    stop = threading.Event()

    def hear(event: CareNeeded) -> None:
        heard.append(event.problem)
        stop.set()

    seat.care.events.subscribe(CareNeeded, hear)
    monkeypatch.setattr("desk.housekeeping.FIRST_LOOK_S", 0)
    seat.care.run(stop)
    assert [one.code for one in heard] == ["backup.no_place"]


def pipe(text: str) -> str:
    reading, writing = os.pipe()
    os.write(writing, text.encode())
    os.close(writing)
    return str(reading)


@pytest.fixture
def run(desk: Desk, seat: Seat, watch: Watch, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("MOTCUA_HOME", str(desk.profile.folder.parent))

    def cheap(profile: Profile) -> Desk:
        return assemble(profile, clock=watch, password_cost=CHEAP)

    for place in ("desk.assembly", "desk.command_seat", "desk.command_safety"):
        monkeypatch.setattr(f"{place}.assemble", cheap)

    def go(*words: str, signed: bool = True) -> int:
        door = ["--user", "quantri", "--password-fd", pipe("mat khau quan tri")] if signed else []
        return commands.main([*words, *door, "--json"], lambda _: 1)

    return go


def test_a_desk_is_backed_up_and_restored_by_commands(  # type: ignore[no-untyped-def]
    run, seat: Seat, second: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert run("backup", "now") == 0
    assert json.loads(capsys.readouterr().out)["dossiers"] == 0
    assert run("backup", "list") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "new pc"))
    words = ("backup", "restore", str(second), "quantri",
             "--recovery-fd", pipe(seat.signed.recovery_key),
             "--new-password-fd", pipe("mat khau may moi"))  # fmt: skip
    assert run(*words, signed=False) == 0
    assert json.loads(capsys.readouterr().out) == {"login": "quantri"}


def test_the_audit_is_verified_and_exported_by_commands(  # type: ignore[no-untyped-def]
    run, seat: Seat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seat.care.once()
    assert run("audit", "verify") == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    chain = tmp_path / "chain"
    assert run("audit", "export", "--out", str(chain)) == 0
    done = subprocess.run(
        [sys.executable, verify_audit.__file__, str(chain)], capture_output=True, check=True
    )
    assert b"0 findings" in done.stdout
    with seat.store.writing() as tx:
        tx.exec_driver_sql("UPDATE audit SET body = replace(body, 'quantri', 'quay1')")
    capsys.readouterr()
    assert run("audit", "verify") == 2
    assert {one["what"] for one in json.loads(capsys.readouterr().out)["findings"]} == {"row"}


def test_requests_about_personal_data_by_commands(  # type: ignore[no-untyped-def]
    run, seat: Seat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = ("001099012317", "--reason", "Đơn số 1")
    assert run("privacy", "export", *number, "--out", str(tmp_path / "out")) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "privacy.nobody"
    assert run("privacy", "erase", *number) == 2
    capsys.readouterr()
    assert run("privacy", "inventory") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["columns"]) > 100
    assert found["retention"]["never_stored"]
    assert run("privacy", "incident", "--from", "2026-11-19", "--to", "2026-11-20") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["acts"][0]["act"] == "office.created"
    with seat.store.reading() as tx:
        assert audit.verify(tx).broken_at is None
