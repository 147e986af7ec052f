"""Work decided elsewhere, several results of one code, a wedding, and what people said after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.assembly import assemble
from desk.events import Received
from desk.seat import Seat
from desk.settings import Profile
from models.citizen import Citizen
from models.dossier import Status
from models.facts import LegState
from models.facts_life import RatingWay, ResultState
from models.people import Involved, PersonRole
from models.procedure import Component, Fee, Limit, Unit
from tests.support.life import PROCEDURE
from tests.support.seat import CHEAP, Watch
from tests.ui.conftest import CLERK
from tests.ui.test_counter import received
from tests.ui.test_dossier_endings import chosen, panel
from tests.ui.test_dossier_sides import opened
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.rehearsal import Rehearsal
from ui.sides.afterwards import AfterwardsSide
from ui.sides.elsewhere import ElsewhereSide
from ui.sides.linked import LinkedSide
from ui.sides.post import PostSide
from ui.sides.wedding import WeddingSide

LINKED, WEDDING = "2.000986", "1.000894"
NAM = Citizen(full_name="Trần Văn Nam", number="001099000033")
NU = Citizen(full_name="Lê Thị Nữ", number="001199000041")


@pytest.fixture
def office(office: Profile, watch: Watch) -> Profile:
    """An administrator completed the interlinked procedure."""
    procedure = replace(
        PROCEDURE,
        code=LINKED,
        name="Liên thông khai sinh, thường trú, thẻ BHYT",
        legal_limit=Limit(Unit.WORKING_DAY, 4),
        components=(Component("01", "Tờ khai điện tử"),),
        fees=(Fee("Lệ phí", 0),),
        back_end="interlinked",
    )
    office.save(replace(office.load(), rating_url="https://danhgia.example/xa"))
    desk = assemble(office, clock=watch, password_cost=CHEAP)
    admin = desk.sign_in("quantri", "mat khau quan tri")
    admin.life.catalogue_editing.save(admin.user, procedure)
    admin.life.catalogue_editing.release(
        admin.user, LINKED, procedure.version, procedure.valid_from
    )
    admin.leave()
    desk.workers.stop()
    return office


@pytest.fixture
def one(seated: Rehearsal) -> Received:
    return received(seat_of(seated))


def couple(seat: Seat) -> Received:
    people = (Involved(PersonRole.HUSBAND, NAM), Involved(PersonRole.WIFE, NU))
    draft = replace(seat.intake.begin(seat.user), owner=NAM)
    draft = replace(seat.intake.choose(seat.user, draft, WEDDING), people=people)
    procedure = seat.intake.procedure(seat.user, WEDDING)
    assert procedure is not None
    required = {one.code for one in procedure.components if one.required}
    lines = tuple(replace(one, presented=one.code in required) for one in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    return seat.acceptance.receive(seat.user, draft)


def test_sent_away_it_is_expected_and_confirmed_there_it_is_promised(
    seated: Rehearsal, one: Received, watch: Watch
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, ElsewhereSide)
    assert isinstance(side, ElsewhereSide)
    side.agency.setText("Sở Nông nghiệp và Môi trường")
    side.post_code.setText("EE123456789VN")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    sent = seat.lookup.dossier(seat.user, one.dossier_id).dossier
    assert (sent.status, sent.due_is_provisional) == (Status.PROCESSING, True)
    assert "Mã bưu gửi EE123456789VN" in side.said.text()
    watch.pass_time(days=4)
    side.again()
    seated.settle(100)
    side.moment.setText("sáng nay")
    seated.press(Command.RECEIVE)
    assert side.moment.property("wrong")
    side.moment.setText("08:30 23/11/2026")
    seated.press(Command.RECEIVE)
    seated.settle(400)
    after = seat.lookup.dossier(seat.user, one.dossier_id).dossier
    assert after.due > sent.due
    assert "Xác nhận nhận lúc 08:30 23/11/2026" in side.said.text()


def test_a_chain_of_agencies_is_written_down_and_walked_in_order(
    seated: Rehearsal, one: Received
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    side = panel(seated, page, ElsewhereSide)
    assert isinstance(side, ElsewhereSide)
    chosen(side, "liên cơ quan")
    side.chain.setPlainText("Công an cấp xã")
    seated.press(Command.RECEIVE)
    assert "Công an cấp xã" in str(seated.window.toasts.words())
    side.chain.setPlainText("Công an cấp xã; 2\nBảo hiểm xã hội; 1")
    seated.press(Command.RECEIVE)
    seated.settle(400)
    assert "Công an cấp xã" in side.lines.item(0).text()
    chosen(side, "Công an cấp xã bắt đầu")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    chosen(side, "Công an cấp xã đã xong")
    assert side.act() == "Ghi bước"
    seated.press(Command.RECEIVE)
    seated.settle(200)
    assert [leg.state for leg in seat.life.agencies.legs(seat.user, one.dossier_id)] == [
        LegState.DONE, LegState.PLANNED,
    ]  # fmt: skip
    assert side.lines.item(0).text().startswith("✓")


def test_three_results_of_one_code_each_arrive_and_go_on_their_own(seated: Rehearsal) -> None:
    seat = seat_of(seated)
    event = received(seat, code=LINKED)
    page = opened(seated, event)
    side = panel(seated, page, LinkedSide)
    assert isinstance(side, LinkedSide)
    seated.press(Command.RECEIVE)
    seated.settle(400)
    assert side.lines.count() == 3
    assert "hẹn 17:00 20/11/2026" in side.lines.item(0).text()
    side.place.setText("Ngăn A-1")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    assert "để tại Ngăn A-1" in side.lines.item(0).text()
    assert side.act() == "Trả kết quả này"
    seated.press(Command.RECEIVE)
    seated.settle(200)
    side.lines.setCurrentRow(2)
    chosen(side, "từ chối")
    side.why.setText("Trẻ đã có thẻ")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    states = [one.state for one in seat.life.linked.results(seat.user, event.dossier_id)]
    assert states == [ResultState.RETURNED, ResultState.AWAITED, ResultState.REFUSED]


def test_a_couple_agrees_the_day_and_both_receive_the_paper(
    seated: Rehearsal, watch: Watch
) -> None:
    seat = seat_of(seated)
    event = couple(seat)
    page = opened(seated, event)
    side = panel(seated, page, WeddingSide)
    assert isinstance(side, WeddingSide)
    side.day.setText("hôm kia")
    seated.press(Command.RECEIVE)
    assert side.day.property("wrong")
    side.day.setText("26/11/2026")
    side.hour.setText("09:30")
    seated.press(Command.RECEIVE)
    seated.settle(400)
    due = seat.lookup.dossier(seat.user, event.dossier_id).dossier
    assert (due.due.day, due.due_hour_exact.hour) == (26, 9)
    watch.pass_time(days=6)
    seat.results.arrived(seat.user, event.dossier_id, "Ngăn A-1")
    page = opened(seated, event)
    side.official.setText("Đỗ Văn Ký")
    seated.press(Command.RECEIVE)
    seated.settle(300)
    after = seat.lookup.dossier(seat.user, event.dossier_id).dossier
    assert after.status == Status.RETURNED
    assert "Lê Thị Nữ" in after.returned_to


def test_the_rating_is_kept_once_and_a_complaint_until_it_is_answered(
    seated: Rehearsal, one: Received
) -> None:
    seat = seat_of(seated)
    page = opened(seated, one)
    side = panel(seated, page, AfterwardsSide)
    assert isinstance(side, AfterwardsSide)
    assert side.which.count() == 1
    side.about.setPlainText("Chờ lâu ở quầy 2")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    assert "Chờ lâu ở quầy 2" in side.lines.item(0).text()
    chosen(side, "Đã trả lời")
    side.satisfied.setCurrentIndex(1)
    seated.press(Command.RECEIVE)
    seated.settle(200)
    assert seat.life.after_result.open_complaints(seat.user) == ()
    seat.results.arrived(seat.user, one.dossier_id, "Ngăn B-17")
    opened(seated, one)
    assert side.qr.isVisible()
    chosen(side, "Ghi đánh giá")
    side.way.setCurrentIndex(side.way.findData(RatingWay.SLIP))
    seated.press(Command.RECEIVE)
    seated.settle(200)
    rated = seat.life.after_result.rating(seat.user, one.dossier_id)
    assert rated is not None
    assert (rated.level, rated.way) == (3, RatingWay.SLIP)
    assert "Rất hài lòng" in side.said.text()
    assert not side.qr.isVisible()
    assert not any("đánh giá" in side.which.itemText(i) for i in range(side.which.count()))


def test_a_filled_slip_is_brought_in_answer_by_answer(
    seated: Rehearsal, one: Received, office: Profile
) -> None:
    seat = seat_of(seated)
    seat.results.arrived(seat.user, one.dossier_id, "Ngăn B-17")
    side = panel(seated, opened(seated, one), AfterwardsSide)
    assert isinstance(side, AfterwardsSide)
    chosen(side, "In phiếu")
    seated.press(Command.RECEIVE)
    seated.settle(700)
    assert list(office.papers.glob("*phieu-danh-gia*"))
    chosen(side, "đã điền")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    rating = seat.life.after_result.rating
    assert rating(seat.user, one.dossier_id) is None, "nothing is answered for anybody"
    for place, box in enumerate(side.questions):
        box.setCurrentIndex(1 + place % 3)
    side.slip_level.setCurrentIndex(1)
    seated.press(Command.RECEIVE)
    seated.settle(200)
    rated = rating(seat.user, one.dossier_id)
    assert rated is not None
    assert (rated.level, rated.way, rated.answers) == (2, RatingWay.SLIP, (2, 1, 0, 2, 1))


def test_the_list_follows_the_status_and_the_procedure(seated: Rehearsal, one: Received) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    view = seat.lookup.dossier(seat.user, one.dossier_id)
    offered = {type(side) for side in page.others if side.offered(view)}
    assert not offered & {PostSide, LinkedSide, WeddingSide}
    elsewhere = replace(view, elsewhere=True)
    assert not any(side.offered(elsewhere) for side in page.others)
    page._show(elsewhere)
    assert Command.HOLD not in page.commands()


def test_who_only_administers_is_offered_none_of_it(window: Rehearsal) -> None:
    window.sign_in(*CLERK)
    event = received(seat_of(window))
    window.window.leaving.emit()
    window.wait_until(lambda: window.window.workplace is None)
    window.sign_in("quantri", "mat khau quan tri")
    page = opened(window, event)
    assert Command.HOLD not in page.commands()
