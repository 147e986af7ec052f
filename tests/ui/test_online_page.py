"""Trực tuyến: the list by the 8-hour clock; two keys receive, others ask, refuse, send on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.settings import Profile
from models.dossier import Status
from models.online import Decision
from tests.desk.reception import test_online
from tests.desk.reception.test_online import lodge
from tests.support.seat import Watch
from tests.ui.conftest import CLERK
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.pages.online import OnlinePage
from ui.rehearsal import Rehearsal

portal = test_online.portal
CODE = "H99.01.02-261119-0009"


@pytest.fixture
def connected(portal: Path, office: Profile, request: pytest.FixtureRequest) -> Rehearsal:
    """A clerk at a desk whose portal leaves dossiers in a folder."""
    lodge(
        portal,
        MaTTHC="1.001193",
        ThongTinNguoiNop={"HoTen": "Lê Thị Mạng", "SoDinhDanh": "001199000033"},
        ToKhai={"Nơi sinh": "Xã Thử Nghiệm"},
    )
    office.save(replace(office.load(), online_folder=str(portal)))
    window: Rehearsal = request.getfixturevalue("window")
    window.sign_in(*CLERK)
    return window


def online(window: Rehearsal) -> OnlinePage:
    window.press(Command.ONLINE)
    page = window.page
    assert isinstance(page, OnlinePage)
    window.press(Command.HOLD)
    window.settle(80)
    return page


def answers(portal: Path) -> list[dict[str, object]]:
    return [
        json.loads(one.read_text()) for one in portal.rglob("*.json") if one.parent.name != "den"
    ]


def test_two_keys_receive_what_waits_and_the_list_comes_back(
    connected: Rehearsal, portal: Path
) -> None:
    page = online(connected)
    (cells,) = page.table.cells()
    assert cells[1] == CODE
    assert cells[4:6] == ("1", "8.000 đ")
    assert "không hợp lệ" in page.packet.warning.text()
    assert "Nơi sinh: Xã Thử Nghiệm" in page.packet.form.text()
    connected.press(Command.RECEIVE)
    connected.settle(400)
    intake = connected.page
    assert isinstance(intake, IntakePage)
    draft = intake.drafting.current()
    assert draft is not None
    assert draft.online is not None
    assert intake.papers.rows[0].pages.text() == "1 trang"
    for row in intake.papers.rows:
        row.tick.setChecked(True)
        if row.needs_reason():
            row.reason.setCurrentIndex(1)
    connected.press(Command.RECEIVE)
    connected.settle(400)
    assert connected.page is page
    assert page.table.count() == 0
    seat = seat_of(connected)
    view = seat.lookup.dossier(seat.user, draft.id)
    assert view.dossier.status == Status.RECEIVED
    assert view.dossier.code == CODE
    assert answers(portal)


def test_a_supplement_is_asked_with_its_papers_and_reason(connected: Rehearsal) -> None:
    page = online(connected)
    connected.press(Command.PROCEDURE)
    assert QApplication.focusWidget() is page.wanted
    page.wanted.item(0).setCheckState(Qt.CheckState.Checked)
    connected.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.reason  # a reason is needed, and asked for there
    connected.type("Tệp mờ")
    connected.press(Command.RECEIVE)
    connected.settle(400)
    assert page.table.count() == 0
    seat = seat_of(connected)
    (row,) = seat.lookup.find(seat.user, CODE)
    assert row.status == Status.SUPPLEMENT_REQUESTED


def test_refusing_and_sending_on_end_it_here(connected: Rehearsal, portal: Path) -> None:
    lodge(portal, MaHoSo="H99.01.02-261119-0010", MaTTHC="1.001193")
    page = online(connected)
    assert page.table.count() == 2
    first = page.table.current()
    connected.press(Command.COMPONENTS)
    assert QApplication.focusWidget() is page.reasons
    connected.key("Space")
    page.reason.setFocus()
    connected.type("Không thuộc trường hợp")
    connected.press(Command.RECEIVE)
    connected.settle(400)
    assert page.table.count() == 1
    assert page.reasons.ticked() == ()
    seat = seat_of(connected)
    refused = seat.lookup.dossier(seat.user, first)
    assert refused.dossier.status == Status.NOT_RECEIVED
    listed, own = refused.timeline[-1].note.split("; ", 1)[0], "Không thuộc trường hợp"
    assert listed.startswith("Thủ tục không thuộc thẩm quyền")
    assert refused.timeline[-1].note.endswith(own)
    connected.press(Command.SCAN)
    connected.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.agency
    connected.type("UBND xã Bên")
    connected.key("Return")
    connected.type("Nơi cư trú ở xã Bên")
    connected.key("Return")
    connected.settle(200)
    assert page.table.count() == 0
    assert page._decision() is Decision.ACCEPTED


def test_without_a_portal_the_page_says_so(seated: Rehearsal, watch: Watch) -> None:
    seated.press(Command.ONLINE)
    seated.press(Command.HOLD)
    seated.settle(80)
    assert seated.window.toasts.isVisible()
