"""Chốt ngày: every loose end of the day is named, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desk.reception.certified_copies import CopyOrder
from desk.reception.fees import Taking
from desk.settings import Profile
from models.facts_money import MoneyLine
from models.messages import DoubleReturn, HandedOver
from models.store import alarms
from tests.desk.reception import test_online
from tests.desk.reception.test_online import lodge
from tests.support.seat import HAU, Watch
from tests.ui.conftest import CHIEF, CLERK
from tests.ui.test_counter import received
from tests.ui.test_results_page import results, scan, seat_of
from ui.keys import Command
from ui.pages.closing import ClosingPage
from ui.pages.dossier import DossierPage
from ui.pages.online import OnlinePage
from ui.pages.today import TodayPage
from ui.rehearsal import Rehearsal

portal = test_online.portal


def closing(window: Rehearsal) -> ClosingPage:
    window.press(Command.CLOSING)
    window.settle(80)
    page = window.page
    assert isinstance(page, ClosingPage)
    return page


def test_an_empty_day_has_no_loose_ends(seated: Rehearsal) -> None:
    page = closing(seated)
    assert page.table.count() == 0
    assert "Không còn việc nào" in page._sum.text()


def test_every_loose_end_is_named_and_leads_to_its_dossier(seated: Rehearsal) -> None:
    seat = seat_of(seated)
    event = received(seat)
    seat.life.certified_copies.take(seat.user, "Trần Văn Hậu", (CopyOrder("Học bạ", 12, 2),))
    page = closing(seated)
    named = [cells[0] for cells in page.table.cells()]
    assert "Chưa bàn giao cho phòng" in named
    assert "Đang chờ gửi" in named
    assert "Bản chính đang giữ" in named
    assert "28.000 đ" in page._money.text()
    place = next(i for i, cells in enumerate(page.table.cells()) if cells[1] == event.receipt.code)
    page.table.selectRow(place)
    seated.key("Return")
    seated.settle(150)
    assert isinstance(seated.page, DossierPage)
    assert seated.page.keepsake() == event.dossier_id


def test_the_sheet_everybody_signs_is_printed(seated: Rehearsal, office: Profile) -> None:
    seat = seat_of(seated)
    page = closing(seated)
    seated.press(Command.PRINT)
    seated.settle(100)
    assert not list(office.papers.glob("*ky-nhan*"))
    event = received(seat)
    results(seated)
    scan(seated, event.receipt.code)
    seated.press(Command.PRINT)
    seated.settle(500)
    assert len(list(office.papers.glob("*ky-nhan*"))) == 1
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(150)
    assert seat.lookup.dossier(seat.user, event.dossier_id).dossier.returned_to == HAU.full_name
    assert closing(seated) is page
    seated.press(Command.PRINT)
    seated.settle(500)
    assert len(list(office.papers.glob("*ky-nhan*"))) == 2


def test_a_result_that_left_twice_is_settled_by_the_head_with_words(
    window: Rehearsal, watch: Watch
) -> None:
    window.sign_in(*CLERK)
    seat = seat_of(window)
    event = received(seat)
    first = HandedOver("e1", "Q1", CLERK[0], watch().isoformat(), HAU.full_name)
    second = HandedOver("e2", "Q2", "quay2", watch().isoformat(), "Trần Văn Hậu")
    told = DoubleReturn("alarm-1", event.dossier_id, watch().isoformat(), first, second)
    with seat.store.writing() as tx:
        alarms.learn(tx, told, watch())
    page = closing(window)
    assert page.table.cells()[0][0] == "Trả kết quả hai lần"
    assert not page.note.isVisible()
    assert Command.RECEIVE not in page.commands()
    window.counter.leave()
    window.settle(150)

    window.sign_in(*CHIEF)
    page = closing(window)
    assert page.note.isVisible()
    window.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.note
    assert seat_of(window).alarms.unsettled(seat_of(window).user)
    window.type("Quầy 2 giữ bản thứ hai, đã thu lại")
    window.key("Return")
    window.settle(150)
    assert seat_of(window).alarms.unsettled(seat_of(window).user) == ()
    assert not page.note.isVisible()
    assert "Trả kết quả hai lần" not in [cells[0] for cells in page.table.cells()]


def test_the_evening_names_what_is_owed_and_leads_there(
    portal: Path, office: Profile, request: pytest.FixtureRequest
) -> None:
    lodge(portal, MaTTHC="1.001193")
    office.save(replace(office.load(), online_folder=str(portal)))
    window: Rehearsal = request.getfixturevalue("window")
    window.sign_in(*CLERK)
    window.settle(150)
    today = window.page
    assert isinstance(today, TodayPage)
    window.wait_until(lambda: "còn 4 giờ" in today._tiles["online"].accessibleName())
    seat = seat_of(window)
    paid = received(seat, code="2.000635")
    seat.life.fees.take(seat.user, paid.dossier_id, Taking((MoneyLine("Lệ phí", 1, 8_000),)))
    received(seat)
    page = closing(window)
    lines = {cells[0]: cells for cells in page.table.cells()}
    assert lines["Trực tuyến chưa trả lời"][1] == "1 hồ sơ"
    assert lines["Chưa kiểm quỹ"][3] == "tiền mặt theo sổ 8.000 đ"
    assert "Chưa số hóa" in lines, "a paper that came and was not scanned"
    assert "Trong ngăn kéo phải có 8.000 đ" in page._money.text()
    row = next(i for i, one in enumerate(page.table.cells()) if one[0] == "Trực tuyến chưa trả lời")
    page.table.selectRow(row)
    window.key("Return")
    window.settle(100)
    assert isinstance(window.page, OnlinePage)
