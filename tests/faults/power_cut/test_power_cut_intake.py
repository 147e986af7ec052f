"""The plug is pulled during a whole intake: no promise is broken, nothing is there by halves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desk.assembly import assemble
from desk.seat import Seat
from desk.settings import Profile, Settings
from models.attachment import Page
from models.problems import Problem
from models.role import Role
from models.store import audit, dossiers
from tests.faults.power_cut.images import Image, images
from tests.faults.power_cut.recorder import Journal
from tests.faults.power_cut.recording import recorded
from tests.support.seat import CHEAP, LATE, OFFICE, Watch

SEED = 20261122


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seat that is set up, with a clerk."""
    profile = Profile(tmp_path_factory.mktemp("prepared") / "office")
    profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
    desk = assemble(profile, clock=Watch(LATE), password_cost=CHEAP)
    admin = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
    desk.admit(admin, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
    admin.leave()
    desk.workers.stop()
    return profile.folder


def intake(prepared: Path, scratch: Path, *spoiled: str) -> Journal:
    return recorded("intake_child.py", prepared, spoiled, scratch)


@pytest.fixture(scope="module")
def journal(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return intake(prepared, tmp_path_factory.mktemp("recorded"))


def check(image: Image, folder: Path) -> int:
    """Start the product on the image and hold it to every promise; how many dossiers it has."""
    image.lay_down(folder)
    watch = Watch(LATE)
    watch.pass_time(hours=1)
    desk = assemble(Profile(folder), clock=watch, password_cost=CHEAP)
    seat = desk.sign_in("quay1", "mat khau quay 1")
    try:
        seat.store.check()
        with seat.store.reading() as tx:
            assert audit.verify(tx).broken_at is None
        kept = {row.id for row in seat.today.overview(seat.user).received}
        for dossier_id in kept:
            check_whole(seat, dossier_id)
        pages = check_drafts(seat)
        hold_to(image.promised, kept, {page.id for page in pages}, seat)
        return len(kept)
    finally:
        seat.leave()
        desk.workers.stop()
        shutil.rmtree(folder)


def check_whole(seat: Seat, dossier_id: str) -> None:
    view = seat.lookup.dossier(seat.user, dossier_id)
    assert len(view.timeline) == view.dossier.version == 1
    (document,) = view.dossier.documents
    assert (document.pages, view.sync.value) == (2, "waiting")
    pdf = seat.lookup.document(seat.user, dossier_id, document.component_code)
    assert len(pdf) == document.size
    with seat.store.reading() as tx:
        assert dossiers.receipt(tx, dossier_id) is not None


def check_drafts(seat: Seat) -> list[Page]:
    pages = []
    for draft in seat.intake.open_drafts(seat.user):
        for page in seat.capture.pages(draft.id):
            with seat.store.reading() as tx:
                seat.signed.blobs.get(tx, page.sha256)
            pages.append(page)
    return pages


def hold_to(promised: list[str], kept: set[str], pages: set[str], seat: Seat) -> None:
    owed = seat.papers.owed(seat.user)
    for promise in promised:
        what, thing, *draft = promise.split()
        if what == "accepted":
            assert thing in kept, "an accepted dossier is gone"
        elif what == "printed":
            assert thing not in owed, "a receipt would come out twice"
        elif draft[0] not in kept:
            assert thing in pages, "a scanned page is gone"


def cut(journal: Journal, count: int, folder: Path) -> list[int]:
    return [
        check(image, folder / str(number))
        for number, image in enumerate(images(journal, count, SEED))
    ]


def test_a_cut_anywhere_leaves_whole_dossiers_and_every_promise(
    journal: Journal, scratch: Path
) -> None:
    found = cut(journal, 50, scratch)
    assert set(found) == {0, 1, 2}, "the cuts must fall everywhere"
    assert found[-1] == 2


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_cuts(journal: Journal, scratch: Path) -> None:
    assert set(cut(journal, 1000, scratch)) == {0, 1, 2}


WHAT_BREAKS = {
    "normal": "an accepted dossier is gone|a scanned page is gone|would come out twice",
    "names": r"store\.scan_missing",
    "scans": r"store\.scan_(damaged|missing)",
    "rows_first": r"store\.scan_missing",
}


@pytest.mark.parametrize("spoiled", WHAT_BREAKS)
def test_the_proof_notices_a_missing_flush_and_a_wrong_order(
    prepared: Path, scratch: Path, spoiled: str
) -> None:
    journal = intake(prepared, scratch / "recorded", spoiled)
    with pytest.raises((AssertionError, Problem), match=WHAT_BREAKS[spoiled]):
        cut(journal, 300, scratch / "images")
