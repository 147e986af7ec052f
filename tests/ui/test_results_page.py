"""Trả kết quả by keyboard: shelve what came from a department, give one person all of theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desk.events import Received
from desk.seat import Seat
from models.dossier import Status
from models.facts import Collected, Right
from models.store import facts
from tests.support.seat import HAU
from tests.ui.test_counter import received
from ui.keys import Command
from ui.pages.results import ResultsPage
from ui.rehearsal import Rehearsal

OTHER = replace(HAU, full_name="Trần Văn Hậu", number="001085000023", phone="")


def seat_of(window: Rehearsal) -> Seat:
    seat = window.counter.seat
    assert seat is not None
    return seat


def results(window: Rehearsal) -> ResultsPage:
    window.press(Command.RESULTS)
    page = window.page
    assert isinstance(page, ResultsPage)
    return page


def scan(window: Rehearsal, text: str) -> None:
    """Type into the scan field and press Enter, as a scanner does."""
    focused = QApplication.focusWidget()
    assert focused is results(window).scan
    results(window).scan.setText(text)
    window.key("Return")
    window.settle(80)


@pytest.fixture
def three(seated: Rehearsal) -> list[Received]:
    """Three dossiers of one person, and nobody else's."""
    return [received(seat_of(seated)) for _ in range(3)]


def test_shelved_by_scanning_and_handed_over_all_at_once(
    seated: Rehearsal, three: list[Received]
) -> None:
    page, seat = results(seated), seat_of(seated)
    seated.press(Command.PROCEDURE)
    assert QApplication.focusWidget() is page.shelf.place
    seated.type("Ngăn B-17")
    seated.key("Return")
    for event in three:
        scan(seated, event.receipt.code)
    assert [cells[3] for cells in page.table.cells()] == ["Ngăn B-17"] * 3
    assert len(seat.today.overview(seat.user).results) == 3

    seated.press(Command.PROCEDURE)
    scan(seated, three[0].receipt.code)
    assert page.table.count() == 1
    seated.press(Command.COMPONENTS)
    assert page.table.count() == 3
    seated.press(Command.RECEIVE)
    assert seat.lookup.dossier(seat.user, three[0].dossier_id).dossier.status == Status.FINISHED
    seated.press(Command.RECEIVE)
    seated.settle(100)
    for event in three:
        dossier = seat.lookup.dossier(seat.user, event.dossier_id).dossier
        assert dossier.status == Status.RETURNED
        assert dossier.returned_to == HAU.full_name
    assert page.table.count() == 0
    assert QApplication.focusWidget() is page.scan
    (said,) = seated.window.toasts.words()
    assert said.startswith(f"Đã trả 3 kết quả cho {HAU.full_name}")


def test_without_the_slip_a_name_offers_what_lies_ready(
    seated: Rehearsal, three: list[Received]
) -> None:
    page, seat = results(seated), seat_of(seated)
    received(seat, OTHER)
    for event in three[:2]:
        seat.results.arrived(seat.user, event.dossier_id, "Ngăn A-1")
    scan(seated, "hau")
    assert page.table.count() == 2
    assert QApplication.focusWidget() is page.table
    seated.key("Down")
    seated.key("Return")
    seated.settle(80)
    assert page.table.count() == 1
    assert QApplication.focusWidget() is page.scan
    scan(seated, OTHER.number or "")
    assert page.table.count() == 2
    page.table.setFocus()
    page.table.selectRow(1)
    seated.key("Delete")
    assert page.table.count() == 1


def test_what_was_handed_over_before_is_said_and_not_gathered(
    seated: Rehearsal, three: list[Received]
) -> None:
    page, seat = results(seated), seat_of(seated)
    seat.results.hand_over(seat.user, three[0].dossier_id, HAU)
    scan(seated, three[0].receipt.code)
    assert page.table.count() == 0
    assert "đã" in seated.window.toasts.words()[-1]
    scan(seated, "H99.01.02-261119-9999")
    assert len(seated.window.toasts.words()) == 1
    scan(seated, "khong co ai")
    assert "khong co ai" in page._said.text()


def test_all_of_them_or_none(seated: Rehearsal, three: list[Received]) -> None:
    page, seat = results(seated), seat_of(seated)
    for event in three[:2]:
        scan(seated, event.receipt.code)
    seat.results.hand_over(seat.user, three[1].dossier_id, HAU)
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert seat.lookup.dossier(seat.user, three[0].dossier_id).dossier.returned_at is None
    assert page.table.count() == 2
    assert page.collector.confirm.text() == "Trả kết quả  (F9)"


def test_a_stranger_to_one_dossier_needs_a_paper(seated: Rehearsal, three: list[Received]) -> None:
    page, seat = results(seated), seat_of(seated)
    strange = received(seat, OTHER)
    for event in (three[0], strange):
        scan(seated, event.receipt.code)
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    fields = page.collector.authority
    assert fields.isVisible()
    assert QApplication.focusWidget() is fields.dated
    assert "ủy quyền" in seated.window.toasts.words()[-1]
    fields.given_by.setText(OTHER.full_name)
    seated.type("18112026")
    seated.key("Return")
    assert fields.dated.text() == "18/11/2026"
    page.collector.slip_lost.setChecked(True)
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    with seat.store.reading() as tx:
        (fact,) = facts.of(tx, strange.dossier_id, Collected)
    assert fact.body.right is Right.AUTHORISED
    assert fact.body.authority is not None
    assert (fact.body.authority.given_by, fact.body.authority.dated) == (
        OTHER.full_name,
        "2026-11-18",
    )
    assert not fact.body.slip_shown
    assert fact.body.together_with == 2


def test_nothing_is_shelved_without_a_place(seated: Rehearsal, three: list[Received]) -> None:
    page = results(seated)
    seated.press(Command.PROCEDURE)
    page.scan.setFocus()
    scan(seated, three[0].receipt.code)
    assert page.table.count() == 0
    assert QApplication.focusWidget() is page.shelf.place


def test_esc_takes_back_first_the_stroke_then_the_question(
    seated: Rehearsal, three: list[Received]
) -> None:
    page = results(seated)
    scan(seated, three[0].receipt.code)
    seated.press(Command.RECEIVE)
    seated.press(Command.BACK)
    assert seated.page is page
    assert page.collector.confirm.text() == "Trả kết quả  (F9)"
    scan(seated, "hau")
    seated.press(Command.BACK)
    assert seated.page is page
    assert page.table.count() == 1
