"""Money of an open dossier, times that do not count, originals and the post: by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.events import Received
from desk.settings import Profile
from models.dossier import Status
from models.facts_life import PostState
from models.facts_money import PaymentMethod
from tests.support.seat import Watch
from tests.ui.test_counter import received
from tests.ui.test_dossier_endings import chosen, panel
from tests.ui.test_dossier_sides import opened
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.rehearsal import Rehearsal
from ui.sides.money import MoneySide
from ui.sides.originals import OriginalsSide
from ui.sides.post import PostSide
from ui.sides.standing import StandingSide


@pytest.fixture
def office(office: Profile) -> Profile:
    """The office has an account for transfers."""
    settings = office.load()
    account = replace(
        settings.office,
        bank_bin="970436",
        bank_account="0123456789",
        bank_owner="UBND XA THU NGHIEM",
    )
    office.save(replace(settings, office=account))
    return office


@pytest.fixture
def one(seated: Rehearsal) -> Received:
    """A copy of an extract: 8.000 đ."""
    return received(seat_of(seated), code="2.000635")


def test_a_fee_is_taken_in_two_keys_and_its_slip_is_printed(
    seated: Rehearsal, one: Received, office: Profile
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, MoneySide)
    assert isinstance(side, MoneySide)
    assert side.said.text() == "Phải thu 8.000 đ · đã thu 0 đ · còn 8.000 đ"
    assert side.amount.text() == "8.000"
    seated.window.obey(Command.RECEIVE)
    seated.window.obey(Command.RECEIVE)
    seated.settle(600)
    assert seat.life.fees.balance(seat.user, one.dossier_id).left_dong == 0
    assert len(list(office.papers.glob("*.pdf"))) == 1
    assert len(seated.window.toasts.words()) == 1
    assert "01/PTNB-Q1 · 8.000 đ · Tiền mặt" in side.lines.item(0).text()
    assert "Thu tiền" not in side.act()

    chosen(side, "biên lai")
    side.outside.setText("BL-0042")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert "biên lai BL-0042" in side.lines.item(0).text()

    chosen(side, "Đảo phiếu")
    side.why.setText("Thu nhầm hồ sơ")
    seated.press(Command.RECEIVE)
    seated.settle(600)
    assert seat.life.fees.balance(seat.user, one.dossier_id).left_dong == 8000
    assert "đảo phiếu 01/PTNB-Q1 · −8.000 đ" in side.lines.item(0).text()
    assert "đã đảo" in side.lines.item(1).text()
    chosen(side, "Thu tiền")


def test_a_transfer_shows_its_code_and_needs_the_banks_number(
    seated: Rehearsal, one: Received
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, MoneySide)
    assert isinstance(side, MoneySide)
    side.method.setCurrentIndex(side.method.findData(PaymentMethod.TRANSFER))
    seated.wait_until(side.qr.is_shown)
    side.enlarge.click()
    seated.wait_until(page.preview.isVisible)
    seated.press(Command.BACK)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert seat.life.fees.slips(seat.user, one.dossier_id) == ()
    side.reference.setText("FT26323001")
    seated.press(Command.RECEIVE)
    seated.settle(400)
    (slip,) = seat.life.fees.slips(seat.user, one.dossier_id)
    assert slip.body.method is PaymentMethod.TRANSFER
    assert not side.qr.is_shown()


def test_a_duty_stops_the_clock_until_it_is_paid(
    seated: Rehearsal, one: Received, watch: Watch
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, StandingSide)
    assert isinstance(side, StandingSide)
    chosen(side, "nộp tiền")
    side.amount.setText("250.000")
    side.what.setText("Thông báo 12/TB-CCT")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    view = seat.lookup.dossier(seat.user, one.dossier_id)
    assert view.dossier.status == Status.PAYMENT_REQUESTED
    assert "250.000 đ" in side.said.text()
    watch.pass_time(days=6)
    seated.press(Command.RECEIVE)
    seated.settle(400)
    after = seat.lookup.dossier(seat.user, one.dossier_id).dossier
    assert after.status == Status.PROCESSING
    assert after.due > view.dossier.due


def test_time_that_does_not_count_is_begun_and_ended(
    seated: Rehearsal, one: Received, watch: Watch
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    before = seat.lookup.dossier(seat.user, one.dossier_id).dossier.due
    side = panel(seated, page, StandingSide)
    assert isinstance(side, StandingSide)
    chosen(side, "Tạm dừng")
    side.kind.setCurrentIndex(side.kind.findData("posting"))
    seated.press(Command.RECEIVE)
    seated.settle(200)
    assert "Niêm yết công khai" in side.said.text()
    assert seat.lookup.dossier(seat.user, one.dossier_id).dossier.due_is_provisional
    watch.pass_time(days=15)
    seated.press(Command.RECEIVE)
    seated.settle(400)
    assert seat.lookup.dossier(seat.user, one.dossier_id).dossier.due > before
    assert seat.life.pauses.standing(seat.user) == ()


def test_an_original_is_held_passed_on_and_given_back(seated: Rehearsal, one: Received) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, OriginalsSide)
    assert isinstance(side, OriginalsSide)
    side.paper.setText("Giấy chứng nhận quyền sử dụng đất")
    side.mark.setText("DA 123456")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert "DA 123456" in side.lines.item(0).text()
    chosen(side, "Chuyển")
    side.holder.setText("Phòng Kinh tế")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert "Phòng Kinh tế giữ" in side.lines.item(0).text()
    chosen(side, "Trả bản")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert seat.life.originals.of(seat.user, one.dossier_id) == ()


def test_a_result_goes_by_post_and_delivered_closes_the_dossier(
    seated: Rehearsal, one: Received
) -> None:
    seat = seat_of(seated)
    seat.results.arrived(seat.user, one.dossier_id, "Ngăn B-17")
    page = opened(seated, one)
    side = panel(seated, page, PostSide)
    assert isinstance(side, PostSide)
    side.code.setText("ee123456789vn")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert "EE123456789VN" in side.lines.item(0).text()
    chosen(side, "Phát không được")
    side.note.setText("Vắng nhà")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    states = [one.body.state for one in seat.life.deliveries.history(seat.user, one.dossier_id)]
    assert states == [PostState.SENT, PostState.FAILED]
    chosen(side, "đã phát")
    seated.press(Command.RECEIVE)
    seated.settle(300)
    after = seat.lookup.dossier(seat.user, one.dossier_id).dossier
    assert after.status == Status.RETURNED
