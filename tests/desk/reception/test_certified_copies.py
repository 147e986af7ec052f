"""Twelve certified copies in one line: numbers, fee with its cap, book, originals, no scan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from desk.clock import VIETNAM
from desk.reception.certified_copies import PROCEDURE, CopyOrder
from models.dossier import Status
from models.problems import Problem
from models.store import drafts
from tests.support.life import OfficeOfThree, ready
from tests.support.seat import Watch

DIPLOMA = CopyOrder("Bằng tốt nghiệp", pages=2, copies=3)
CONTRACT = CopyOrder("Hợp đồng", pages=400, copies=1)
HOUSE = CopyOrder("Giấy chứng nhận quyền sử dụng đất", pages=4, copies=12)


def test_one_number_a_paper_and_the_fee_is_capped_a_copy(office: OfficeOfThree) -> None:
    user, copies = office.clerk.user, office.clerk.life.certified_copies
    assert copies.next_number(user) == "01-SCT/BS"
    assert copies.fee(user, [DIPLOMA]) == 3 * 2 * 2000
    assert copies.fee(user, [HOUSE]) == 12 * (2 * 2000 + 2 * 1000)
    taken = copies.take(user, "Nguyễn Thị Hậu", [DIPLOMA, CONTRACT, HOUSE])
    assert [line.label for line in taken.lines] == ["01-SCT/BS", "02-SCT/BS", "03-SCT/BS"]
    assert taken.fee_dong == 12_000 + 200_000 + 72_000
    assert copies.next_number(user) == "04-SCT/BS"
    dossier = office.dossier(taken.received.dossier_id)
    assert (dossier.procedure_code, dossier.fee_dong) == (PROCEDURE, 284_000)
    assert dossier.documents == ()
    assert not taken.received.slip_required


def test_after_three_the_slip_is_required(office: OfficeOfThree, watch: Watch) -> None:
    user, copies = office.clerk.user, office.clerk.life.certified_copies
    watch.now = datetime(2026, 11, 19, 15, 0, tzinfo=VIETNAM)
    assert not copies.take(user, "Bà Hậu", [DIPLOMA]).received.slip_required
    watch.pass_time(seconds=1)
    late = copies.take(user, "Bà Hậu", [DIPLOMA]).received
    assert late.slip_required
    assert late.receipt.due.date().isoformat() == "2026-11-20"


def test_originals_are_held_until_signed_and_handed_back(office: OfficeOfThree) -> None:
    user, copies = office.clerk.user, office.clerk.life.certified_copies
    taken = copies.take(user, "Nguyễn Thị Hậu", [DIPLOMA, HOUSE])
    of = taken.received.dossier_id
    assert [line.paper.kind for line in copies.held(user)] == [DIPLOMA.kind, HOUSE.kind]
    with pytest.raises(Problem, match=r"certified\.not_signed"):
        copies.hand_back(user, of)
    copies.signed(user, [of], "Phó Chủ tịch")
    assert office.dossier(of).status == Status.FINISHED
    view = copies.hand_back(user, of)
    assert (view.dossier.status, view.dossier.returned_to) == (Status.RETURNED, "Nguyễn Thị Hậu")
    assert copies.held(user) == ()
    with pytest.raises(Problem, match=r"certified\.nothing_held"):
        copies.hand_back(user, of)
    book = copies.book(user, 2026)
    assert [line.signer for line in book] == ["Phó Chủ tịch"] * 2


def test_the_book_begins_anew_each_year(office: OfficeOfThree, watch: Watch) -> None:
    user, copies = office.clerk.user, office.clerk.life.certified_copies
    copies.take(user, "Bà Hậu", [DIPLOMA, HOUSE])
    watch.now = datetime(2027, 1, 4, 8, tzinfo=VIETNAM)
    (line,) = copies.take(user, "Ông An", [DIPLOMA]).lines
    assert (line.year, line.number) == (2027, 1)
    assert len(copies.book(user, 2026)) == 2


@pytest.mark.parametrize(
    ("requester", "orders", "problem"),
    [
        (" ", [DIPLOMA], "certified.no_requester"),
        ("Bà Hậu", [], "certified.nothing"),
        ("Bà Hậu", [CopyOrder("Bằng", 0, 1)], "money.bad_count"),
        ("Bà Hậu", [DIPLOMA, CopyOrder(" ", 1, 1)], "certified.nothing"),
    ],
)
def test_nothing_is_numbered_for_a_bad_line(
    office: OfficeOfThree, requester: str, orders: list[CopyOrder], problem: str
) -> None:
    user, copies = office.clerk.user, office.clerk.life.certified_copies
    with pytest.raises(Problem, match=problem):
        copies.take(user, requester, orders)
    assert copies.next_number(user) == "01-SCT/BS"
    assert office.clerk.intake.open_drafts(user) == ()


def test_a_scan_of_a_customers_original_does_not_survive_acceptance(
    office: OfficeOfThree, tmp_path: Path
) -> None:
    clerk = office.clerk
    draft = ready(clerk, PROCEDURE)
    draft = replace(draft, fee_dong=6000)
    scan = tmp_path / "bang.jpg"
    Image.new("RGB", (300, 400), "white").save(scan)
    (page,) = clerk.capture.import_files(draft.id, "01", [scan])
    received = clerk.acceptance.receive(clerk.user, draft)
    with clerk.store.reading() as tx:
        assert drafts.pages(tx, draft.id) == ()
        with pytest.raises(Problem, match=r"store\.scan_missing"):
            clerk.signed.blobs.get(tx, page.sha256)
    assert office.dossier(received.dossier_id).documents == ()
