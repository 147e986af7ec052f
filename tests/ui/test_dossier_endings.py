"""How a dossier ends and what was issued, from the list behind «Khác», by keyboard."""

from __future__ import annotations

import pytest

from desk.events import Received
from desk.settings import Profile
from models.dossier import Status
from tests.support.seat import HAU
from tests.ui.conftest import CHIEF
from tests.ui.test_counter import received
from tests.ui.test_dossier_sides import opened
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.pages.dossier import DossierPage
from ui.rehearsal import Rehearsal
from ui.sides.deeds import DeedsSide
from ui.sides.ending import EndingSide
from ui.sides.stored_papers import StoredPapersSide
from ui.widgets.second_person import SecondPerson


@pytest.fixture
def one(seated: Rehearsal) -> Received:
    return received(seat_of(seated))


def panel(window: Rehearsal, page: DossierPage, kind: type[DeedsSide]) -> DeedsSide:
    """The panel of the list, opened as a clerk does: F8 and its digit."""
    window.press(Command.HOLD)
    (side,) = (one for one in page.others if isinstance(one, kind))
    lines = page.sides.list.lines
    said = [lines.item(place).text() for place in range(lines.count())]
    (digit,) = (one.split()[0] for one in said if side.name in one)
    window.key(digit)
    window.settle(100)
    assert page.sides.side is side
    return side


def chosen(side: DeedsSide, words: str) -> None:
    """One of the jobs of a panel."""
    place = next(i for i in range(side.which.count()) if words in side.which.itemText(i))
    side.which.setCurrentIndex(place)


def test_the_list_offers_only_what_may_be_done_and_esc_leaves_it(
    seated: Rehearsal, one: Received
) -> None:
    page = opened(seated, one)
    assert page.commands()[Command.HOLD] == "Việc khác"
    side = panel(seated, page, EndingSide)
    said = [side.which.itemText(i) for i in range(side.which.count())]
    assert not any("Mẫu 03" in one for one in said)
    assert any("rút hồ sơ" in one for one in said)
    seated.press(Command.BACK)
    assert page.sides.side is None
    assert page.sides.list.isVisible()
    seated.press(Command.BACK)
    assert page.collector.isVisible()
    assert seated.page is page


def test_withdrawn_after_the_second_stroke_only(seated: Rehearsal, one: Received) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, EndingSide)
    chosen(side, "rút hồ sơ")
    seated.press(Command.RECEIVE)
    assert seat.lookup.dossier(seat.user, one.dossier_id).dossier.status == Status.RECEIVED
    seated.press(Command.RECEIVE)
    seated.settle(100)
    after = seat.lookup.dossier(seat.user, one.dossier_id)
    assert after.dossier.status == Status.WITHDRAWN
    assert after.timeline[-1].note == "Đơn xin rút hồ sơ ngày 19/11/2026"
    assert "rút" in page.facts._status.text()


def test_stopped_with_ground_and_paper_which_is_printed_again_with_its_mark(
    seated: Rehearsal, one: Received, office: Profile
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, EndingSide)
    assert isinstance(side, EndingSide)
    chosen(side, "Dừng")
    side.details.setPlainText("Thửa đất đang tranh chấp")
    side.signer.setText("Đỗ Văn Ký")
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(600)
    assert seat.lookup.dossier(seat.user, one.dossier_id).dossier.status == Status.STOPPED
    printed = len(list(office.papers.glob("*.pdf")))
    assert printed == 1

    papers = panel(seated, page, StoredPapersSide)
    shown = [papers.lines.item(i).text() for i in range(papers.lines.count())]
    assert any("Thông báo dừng (Mẫu 05) · số 01/TBDHS-Q1" in one for one in shown)
    assert any("đã in 1 lần" in one for one in shown)
    place = next(i for i, one in enumerate(shown) if "Mẫu 05" in one)
    papers.lines.setCurrentRow(place)
    seated.key("Return")
    seated.wait_until(page.preview.isVisible)
    seated.press(Command.BACK)
    papers.lines.setCurrentRow(place)
    seated.press(Command.RECEIVE)
    seated.settle(600)
    assert len(list(office.papers.glob("*.pdf"))) == printed + 1
    assert "đã in 2 lần" in papers.lines.item(place).text()
    assert isinstance(papers, StoredPapersSide)
    papers.control.click()
    seated.settle(600)
    assert len(list(office.papers.glob("*.pdf"))) == printed + 2


def test_what_was_typed_about_one_dossier_is_not_done_to_the_next(
    seated: Rehearsal, one: Received
) -> None:
    page = opened(seated, one)
    side = panel(seated, page, EndingSide)
    assert isinstance(side, EndingSide)
    chosen(side, "Dừng")
    side.details.setPlainText("Thửa đất đang tranh chấp")
    side.signer.setText("Đỗ Văn Ký")
    seated.press(Command.RECEIVE)
    opened(seated, received(seat_of(seated)))
    panel(seated, page, EndingSide)
    assert (side.details.toPlainText(), side.signer.text()) == ("", "")
    assert not side._asked.isVisible()


def test_a_clerk_sets_a_wrong_step_right_with_a_second_person(
    seated: Rehearsal, one: Received
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, EndingSide)
    assert isinstance(side, EndingSide)
    chosen(side, "rút hồ sơ")
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert side.which.count() == 1
    assert side.target.currentData() == Status.RECEIVED
    side.why.setText("Bấm nhầm hồ sơ")
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    asking = seated.window.findChild(SecondPerson)
    assert asking is not None
    asking.given.emit(CHIEF[0], CHIEF[1], "Bấm nhầm hồ sơ")
    seated.settle(300)
    after = seat.lookup.dossier(seat.user, one.dossier_id)
    assert after.dossier.status == Status.RECEIVED
    assert len(after.timeline) == 3
    assert after.dossier.owner.full_name == HAU.full_name
