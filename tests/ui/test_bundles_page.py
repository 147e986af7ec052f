"""Bàn giao đi/về by keyboard: scan, alarm on a miscount, two copies of the record, and back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desk.events import Received
from desk.settings import Profile
from models.dossier import Status
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.pages.bundles import BundlesPage
from ui.rehearsal import Rehearsal

UNIT = "Phòng Văn hóa – Xã hội"


def bundles(window: Rehearsal) -> BundlesPage:
    window.press(Command.BUNDLES)
    page = window.page
    assert isinstance(page, BundlesPage)
    return page


def scan(window: Rehearsal, code: str) -> None:
    page = window.page
    assert isinstance(page, BundlesPage)
    page.scan.setFocus()
    page.scan.setText(code)
    window.key("Return")
    window.settle(80)


@pytest.fixture
def two(seated: Rehearsal) -> list[Received]:
    return [received(seat_of(seated)) for _ in range(2)]


def test_out_and_back_with_a_record_each_time(
    seated: Rehearsal, two: list[Received], office: Profile
) -> None:
    page, seat = bundles(seated), seat_of(seated)
    line = page.unit.lineEdit()
    assert line is not None
    assert QApplication.focusWidget() in (page.unit, line)
    page.unit.setCurrentText(UNIT)
    line.returnPressed.emit()
    seated.settle(100)
    assert QApplication.focusWidget() is page.scan
    assert [cells[5] for cells in page.table.cells()] == ["chưa quét"] * 2
    for event in two:
        scan(seated, event.receipt.code)
    assert page._progress.text() == "2 / 2"
    assert seat.lookup.dossier(seat.user, two[0].dossier_id).dossier.status == Status.RECEIVED

    page.counted.setValue(3)
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.counted
    assert seat.lookup.dossier(seat.user, two[0].dossier_id).dossier.status == Status.RECEIVED
    page.counted.setValue(2)
    seated.press(Command.RECEIVE)
    seated.settle(600)
    for event in two:
        dossier = seat.lookup.dossier(seat.user, event.dossier_id).dossier
        assert dossier.status == Status.PROCESSING
        assert UNIT in seat.life.holdings.where(seat.user, event.dossier_id).sentence
    assert len(list(office.papers.glob("*ban-giao*"))) >= 1
    assert page.table.count() == 0

    seated.press(Command.PROCEDURE)
    for event in two:
        scan(seated, event.receipt.code)
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.place
    seated.type("Ngăn B-17")
    seated.press(Command.RECEIVE)
    seated.settle(600)
    for event in two:
        status = seat.lookup.dossier(seat.user, event.dossier_id).dossier.status
        assert status == Status.FINISHED


def test_a_slip_scanned_twice_or_unknown_sounds_the_alarm(
    seated: Rehearsal, two: list[Received]
) -> None:
    page = bundles(seated)
    page.unit.setCurrentText(UNIT)
    page._chose_unit()
    scan(seated, two[0].receipt.code)
    scan(seated, two[0].receipt.code)
    assert page._progress.text() == "1 / 2"
    assert len(seated.window.toasts.words()) == 1
    scan(seated, "H99.01.02-261119-9999")
    assert page._progress.text() == "1 / 2"
    page.table.setFocus()
    seated.key("Delete")
    assert page._progress.text() == "0 / 2"


def test_without_a_department_nothing_is_scanned(seated: Rehearsal, two: list[Received]) -> None:
    page = bundles(seated)
    page.scanned(two[0].receipt.code)
    seated.settle(50)
    assert page.table.count() == 0
    assert "phòng" in seated.window.toasts.words()[-1].lower()
