"""Killed at any system call that changes a file, acceptance leaves no dossier or a whole one."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.assembly import Desk, assemble
from desk.seat import Seat
from desk.settings import Profile
from models.dossier import Status
from models.store import audit, dossiers, outbox
from tests.faults.killing import changes_of, killed_at
from tests.support.seat import CHEAP, HAU, LATE, Watch

OUTCOMES = {"nothing", "owing", "whole"}
"""What a kill may leave: the draft, a dossier whose receipt is owed, a dossier in full."""
CHILD = Path(__file__).with_name("accept_child.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seat whose clerk has one draft, complete and with two scanned pages, and is about to F9."""
    from desk.settings import Settings
    from models.role import Role
    from tests.support.seat import OFFICE

    folder = tmp_path_factory.mktemp("prepared")
    profile = Profile(folder / "office")
    profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
    desk = assemble(profile, clock=Watch(LATE), password_cost=CHEAP)
    admin = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
    desk.admit(admin, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
    admin.leave()
    seat = desk.sign_in("quay1", "mat khau quay 1")
    _fill_draft(seat, folder)
    seat.leave()
    desk.workers.stop()
    return profile.folder


def _fill_draft(seat: Seat, folder: Path) -> None:
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    papers = {one.code for one in procedure.components if not one.database}
    lines = tuple(replace(line, presented=line.code in papers) for line in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    digitised = next(
        one.code for one in procedure.components if one.code in papers and one.digitise
    )
    for number, shade in enumerate(("white", "gray"), start=1):
        scan = folder / f"{number}.jpg"
        Image.new("RGB", (413, 585), shade).save(scan, dpi=(50, 50))
        seat.capture.import_files(draft.id, digitised, [scan])


def command(seat_folder: Path) -> list[str]:
    return [sys.executable, str(CHILD), str(seat_folder)]


@pytest.fixture(scope="module")
def calls(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    folder = tmp_path_factory.mktemp("counted")
    shutil.copytree(prepared, folder / "office")
    return changes_of(command(folder / "office"), ENVIRONMENT, folder / "trace")


def look(folder: Path, watch: Watch) -> tuple[Desk, Seat]:
    desk = assemble(Profile(folder), clock=watch, password_cost=CHEAP)
    return desk, desk.sign_in("quay1", "mat khau quay 1")


def whole_or_nothing(folder: Path) -> str:
    """Check everything that must hold after the kill; tell which of the two it was."""
    watch = Watch(LATE)
    watch.pass_time(hours=1)
    desk, seat = look(folder, watch)
    try:
        drafts = seat.intake.open_drafts(seat.user)
        rows = seat.today.overview(seat.user).received
        with seat.store.reading() as tx:
            assert audit.verify(tx).broken_at is None
        if not rows:
            (draft,) = drafts
            assert len(seat.capture.pages(draft.id)) == 2
            assert seat.papers.owed(seat.user) == ()
            received = seat.acceptance.receive(seat.user, draft)
            assert seat.lookup.dossier(seat.user, received.dossier_id).dossier.documents
            return "nothing"
        assert drafts == ()
        (row,) = rows
        return _check_whole(seat, row.id, watch)
    finally:
        seat.leave()
        desk.workers.stop()


def _check_whole(seat: Seat, dossier_id: str, watch: Watch) -> str:
    view = seat.lookup.dossier(seat.user, dossier_id)
    assert [step.status for step in view.timeline] == [Status.RECEIVED]
    (document,) = view.dossier.documents
    pdf = seat.lookup.document(seat.user, dossier_id, document.component_code)
    assert len(pdf) == document.size
    with seat.store.reading() as tx:
        assert dossiers.receipt(tx, dossier_id) is not None
        assert [one.aggregate_id for one in outbox.due(tx, watch.now, 9)] == [dossier_id]
        assert [one.sha256 for one in outbox.files_due(tx, watch.now, 9)] == [document.sha256]
    owed = seat.papers.owed(seat.user)
    assert owed in ((), (dossier_id,))
    for one in owed:
        seat.papers.print_receipt(seat.user, one)
    assert seat.papers.owed(seat.user) == ()
    return "owing" if owed else "whole"


def outcomes(prepared: Path, where: list[int], folder: Path) -> list[str]:
    found = []
    for call in where:
        seat_folder = folder / f"killed-{call}"
        shutil.copytree(prepared, seat_folder)
        killed_at(call, command(seat_folder), ENVIRONMENT)
        found.append(whole_or_nothing(seat_folder))
        shutil.rmtree(seat_folder)
    return found


@pytest.mark.timeout(300)
def test_killed_here_and_there(prepared: Path, calls: int, tmp_path: Path) -> None:
    step = max(1, calls // 12)
    found = outcomes(prepared, list(range(1 + step // 2, calls + 1, step)), tmp_path)
    assert {"nothing", "whole"} <= set(found)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_everywhere(prepared: Path, calls: int, tmp_path: Path) -> None:
    found = outcomes(prepared, list(range(1, calls + 1)), tmp_path)
    assert set(found) == OUTCOMES
