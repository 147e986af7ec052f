"""Danh mục: a procedure completed and put into use, a packet taken in, the office's own days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CHIEF
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.books.office_days import OfficeDaysBook
from ui.books.procedures import ProceduresBook
from ui.keys import Command
from ui.page import Place
from ui.pages.catalogue import CataloguePage
from ui.rehearsal import Rehearsal

ADMINISTRATOR = ("quantri", "mat khau quan tri")


def catalogue(window: Rehearsal) -> CataloguePage:
    window.press(Command.CATALOGUE)
    window.settle(100)
    page = window.page
    assert isinstance(page, CataloguePage)
    return page


def test_what_lacks_comes_first_and_is_usable_once_completed(window: Rehearsal) -> None:
    window.sign_in(*ADMINISTRATOR)
    book = catalogue(window).book
    assert isinstance(book, ProceduresBook)
    first = book.table.cells()[0]
    assert first[3] != "dùng được"
    code = first[0]
    book.table.open_current()
    assert window.window.focusWidget() is book.name
    book.amount.setValue(3)
    book.unit.setCurrentIndex(0)
    book.fee.setValue(0)
    book.result.setText("Giấy xác nhận")
    book.basis.setText("Luật 1; Nghị định 2")
    book.papers.setPlainText("*Tờ khai\nGiấy ủy quyền")
    window.press(Command.RECEIVE)
    window.settle(100)
    own = next(n for n, cells in enumerate(book.table.cells()) if "cơ quan" in cells[2])
    book.table.selectRow(own)
    window.settle()
    window.press(Command.COMPONENTS)
    window.settle(100)
    seat = seat_of(window)
    (kept,) = seat.life.catalogue_editing.own(seat.user)
    assert kept.procedure.code == code
    assert kept.procedure.complete
    assert [(one.name, one.required) for one in kept.procedure.components] == [
        ("Tờ khai", True),
        ("Giấy ủy quyền", False),
    ]
    assert kept.procedure.legal_basis == ("Luật 1", "Nghị định 2")
    assert kept.missing == ()


def test_a_packet_that_cannot_be_read_is_said(window: Rehearsal, tmp_path: Path) -> None:
    window.sign_in(*ADMINISTRATOR)
    book = catalogue(window).book
    assert isinstance(book, ProceduresBook)
    broken = tmp_path / "goi.json"
    broken.write_bytes(b"\xff\xfe\x00")
    told = []
    book.telling.connect(told.append)
    book.take_packet(broken)
    window.settle(100)
    assert [one.tone for one in told] == ["bad"]


def test_the_head_closes_a_day_by_a_document_and_sees_whose_promise_it_touches(
    window: Rehearsal,
) -> None:
    window.sign_in(*CHIEF)
    event = received(seat_of(window), code="1.000894")
    page = catalogue(window)
    book = page.book
    assert isinstance(book, OfficeDaysBook)  # procedures are the administrator's
    due = event.receipt.due.date()
    book.day.setDate(QDate(due.year, due.month, due.day))
    window.press(Command.RECEIVE)
    assert QApplication.focusWidget() is book.document
    window.type("12/TB-UBND")
    window.key("Return")
    window.settle(150)
    (cells,) = book.table.cells()
    assert cells[4] == "12/TB-UBND"
    assert [cells[0] for cells in book.promises.cells()] == [event.receipt.code]
    window.press(Command.COMPONENTS)
    window.settle(150)
    assert book.table.count() == 0
    assert book.promises.count() == 0


def test_the_two_screens_of_one_rail_line_stand_above_each_other(window: Rehearsal) -> None:
    window.sign_in(*CHIEF)
    catalogue(window)
    workplace = window.window.workplace
    assert workplace is not None
    siblings = workplace.siblings
    assert siblings.isVisible()
    siblings._buttons[Place.CUSTODY].click()
    window.settle(100)
    assert not isinstance(window.page, CataloguePage)
    assert siblings.isVisible()
    window.press(Command.TODAY)
    assert not siblings.isVisible()


def test_a_clerk_has_no_catalogue(seated: Rehearsal) -> None:
    before = seated.page
    seated.press(Command.CATALOGUE)
    assert seated.page is before


def test_days_are_written_as_people_read_them(window: Rehearsal) -> None:
    window.sign_in(*CHIEF)
    book = catalogue(window).book
    assert isinstance(book, OfficeDaysBook)
    book.day.setDate(QDate(2026, 12, 24))
    assert book.day.text() == f"{date(2026, 12, 24):%d/%m/%Y}"
