"""Beside an open dossier: supplement, contacts, other software – each by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desk.events import Received
from desk.settings import Profile
from models.dossier import Status
from models.facts import Purpose
from tests.support.seat import Watch
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.dossier import DossierPage
from ui.pages.today import TodayPage
from ui.pages.waiting import WaitingPage
from ui.rehearsal import Rehearsal


@pytest.fixture
def one(seated: Rehearsal) -> Received:
    return received(seat_of(seated))


def opened(window: Rehearsal, event: Received) -> DossierPage:
    window.window.go(Go(Place.DOSSIER, event.dossier_id))
    window.settle(150)
    page = window.page
    assert isinstance(page, DossierPage)
    return page


def test_asked_once_and_brought_by_scanning_only_the_new_paper(
    seated: Rehearsal, one: Received, office: Profile, watch: Watch, tmp_path: Path
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    seated.press(Command.PROCEDURE)
    seated.settle(100)
    side = page.supplement
    first = next(iter(side.ticks.values()))
    assert QApplication.focusWidget() is first
    seated.press(Command.RECEIVE)
    assert seated.window.toasts.words()
    seated.key("Return")
    assert first.isChecked()
    side.reason.setText("Tờ khai chưa ký")
    seated.press(Command.RECEIVE)
    seated.settle(600)
    dossier = seat.lookup.dossier(seat.user, one.dossier_id).dossier
    assert dossier.status == Status.SUPPLEMENT_REQUESTED
    assert list(office.papers.glob("*bo-sung*"))

    seated.press(Command.WAITING)
    seated.settle(80)
    waiting = seated.page
    assert isinstance(waiting, WaitingPage)
    (cells,) = waiting.table.cells()
    assert cells[0] == one.receipt.code
    assert cells[5] == "còn 30 ngày"
    seated.key("Return")
    seated.settle(150)
    assert seated.page is page

    watch.pass_time(days=4)
    seated.press(Command.PROCEDURE)
    seated.settle(100)
    (tick,) = side.ticks.values()
    assert not tick.isChecked()
    seated.press(Command.RECEIVE)
    assert seated.page is page
    scan = tmp_path / "trang.jpg"
    Image.new("RGB", (620, 877), "white").save(scan)
    side.tray.add_files([scan])
    seated.settle(300)
    assert tick.isChecked()
    papers = len(list(office.papers.glob("*.pdf")))
    seated.press(Command.RECEIVE)
    seated.settle(800)
    after = seat.lookup.dossier(seat.user, one.dossier_id).dossier
    assert after.status == Status.PROCESSING
    assert after.due > dossier.due
    assert len(after.documents) == 1
    assert len(list(office.papers.glob("*.pdf"))) == papers + 1
    assert seat.papers.owed(seat.user) == (one.dossier_id,) or not seat.papers.owed(seat.user)


def test_a_begun_supplement_is_found_again_from_today(seated: Rehearsal, one: Received) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    seated.press(Command.PROCEDURE)
    seated.settle(100)
    next(iter(page.supplement.ticks.values())).setChecked(True)
    page.supplement.reason.setText("Tờ khai chưa ký")
    seated.press(Command.RECEIVE)
    seated.settle(300)
    seated.press(Command.PROCEDURE)
    seated.settle(100)
    (draft,) = seat.intake.open_drafts(seat.user)
    assert draft.supplement_of == one.dossier_id
    seated.press(Command.PROCEDURE)
    seated.settle(100)
    assert len(seat.intake.open_drafts(seat.user)) == 1
    seated.press(Command.TODAY)
    seated.settle(100)
    today = seated.page
    assert isinstance(today, TodayPage)
    today._tiles["drafts"].click()
    today._open_draft(today.drafts.item(0))
    seated.settle(100)
    assert seated.page is page


def test_the_phone_is_answered_with_one_key_and_calls_are_logged(
    seated: Rehearsal, one: Received
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    assert "Trần Văn Quầy" in page.facts.where.toolTip()
    seated.press(Command.ANSWERED)
    seated.press(Command.COMPONENTS)
    assert QApplication.focusWidget() is page.contacts.way
    page.contacts.purpose.setCurrentIndex(page.contacts.purpose.findData(Purpose.READY))
    page.contacts.reached.setChecked(False)
    page.contacts.note.setText("Không nghe máy")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    first, second = (fact.body for fact in seat.life.contacts.of_dossier(seat.user, one.dossier_id))
    assert (first.purpose, first.outgoing) == (Purpose.QUESTION, False)
    assert (second.purpose, second.reached, second.note) == (
        Purpose.READY, False, "Không nghe máy",
    )  # fmt: skip
    shown = page.contacts.log.item(0).text()
    assert "chưa gặp được" in shown
    assert "Trần Văn Quầy" in shown
    seated.press(Command.BACK)
    assert page.sides.side is None
    assert seated.page is page


def test_fields_are_copied_one_key_each_and_the_outside_code_finds_the_dossier(
    seated: Rehearsal, one: Received
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    seated.press(Command.SCAN)
    seated.settle(100)
    values = page.copying.values
    assert QApplication.focusWidget() is values
    expected = seat.life.other_software.values(
        seat.user, one.dossier_id, page.copying.target.currentData()
    )
    copied = []
    for _ in expected:
        seated.key("Return")
        copied.append(QGuiApplication.clipboard().text())
    assert copied == [value.value for value in expected]
    page.copying.code.setText("HT-2026-0099")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert seat.lookup.by_code(seat.user, "HT-2026-0099").dossier.id == one.dossier_id


def test_what_another_counter_received_says_so_and_offers_only_its_result(
    seated: Rehearsal, one: Received, watch: Watch
) -> None:
    seat, page = seat_of(seated), opened(seated, one)
    view = seat.lookup.dossier(seat.user, one.dossier_id)
    page._show(replace(view, elsewhere=True, seen_at=watch.now))
    seated.settle()
    assert page.facts.elsewhere.isVisible()
    assert "14:20" in page.facts.elsewhere.toolTip()
    seated.press(Command.PROCEDURE)
    assert page.supplement.ticks == {}
    assert Command.RECEIVE not in page.commands()
    page._show(view)
    assert not page.facts.elsewhere.isVisible()
