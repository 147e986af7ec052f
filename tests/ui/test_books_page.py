"""Sổ sách: the register numbered and printed, the drawer counted, figures with their dossiers."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desk.clock import VIETNAM
from desk.reception.certified_copies import CopyOrder
from desk.reception.fees import Taking
from desk.settings import Profile
from models.facts_money import MoneyLine
from tests.support.seat import Watch
from tests.ui.conftest import CHIEF, CLERK
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.books.certification import CertificationBooks
from ui.books.elsewhere import ElsewhereBook
from ui.books.figures import FiguresBook
from ui.books.money import MoneyBook
from ui.books.register import RegisterBook
from ui.books.uncollected import UncollectedBook
from ui.books.week import WeekBook
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.books import BooksPage
from ui.pages.dossier import DossierPage
from ui.rehearsal import Rehearsal

FIRST_USE_S = 0.5
"""CPU of the window's own thread, ten times what a quiet machine takes."""


def books(window: Rehearsal, name: str = "") -> BooksPage:
    window.window.go(Go(Place.BOOKS, name or None))
    window.settle(80)
    page = window.page
    assert isinstance(page, BooksPage)
    return page


def papers(office: Profile, named: str) -> list[Path]:
    return list(office.papers.glob(f"*{named}*"))


def test_every_book_is_one_key_further_and_each_opens_quickly(seated: Rehearsal) -> None:
    received(seat_of(seated))
    seated.press(Command.BOOKS)
    page = seated.page
    assert isinstance(page, BooksPage)
    seen = []
    for _ in range(5):
        seen.append(type(page.book))
        begun = time.thread_time()
        page.run(Command.SCAN)
        assert time.thread_time() - begun < FIRST_USE_S
        seated.settle()
    assert seen == [
        RegisterBook,
        CertificationBooks,
        MoneyBook,
        UncollectedBook,
        ElsewhereBook,
    ]  # a clerk sees no figures


def test_the_head_numbers_the_year_and_prints_it(
    window: Rehearsal, office: Profile, watch: Watch
) -> None:
    window.sign_in(*CHIEF)
    seat = seat_of(window)
    codes = [received(seat).receipt.code for _ in range(3)]
    book = books(window).book
    assert isinstance(book, RegisterBook)
    assert book.table.count() == 0
    window.press(Command.RECEIVE)
    window.settle(80)
    assert [cells[:2] for cells in book.table.cells()] == [
        (f"{number:02d}", code) for number, code in reversed(list(enumerate(codes, start=1)))
    ]
    window.press(Command.PRINT)
    window.settle(800)
    assert papers(office, "so-theo-doi")
    window.press(Command.COMPONENTS)
    assert QApplication.focusWidget() is book.signer  # who signs is asked first
    watch.now = datetime(watch.now.year + 1, 1, 4, 8, 0, tzinfo=VIETNAM)
    book.signer.setText("Phạm Văn Trách")
    window.press(Command.COMPONENTS)
    window.settle(80)
    assert not book.close_year.isEnabled()
    closed = seat.life.registering.books(seat.user, watch.now.year - 1)
    assert closed is not None
    assert closed.signer == "Phạm Văn Trách"


def test_a_clerk_sees_the_register_but_does_not_number_it(seated: Rehearsal) -> None:
    received(seat_of(seated))
    page = books(seated)
    assert Command.RECEIVE not in page.commands()
    assert not page.run(Command.RECEIVE)


def test_the_month_of_a_certification_book_is_printed(seated: Rehearsal, office: Profile) -> None:
    seat = seat_of(seated)
    seat.life.certified_copies.take(
        seat.user, "Phạm Đức Thịnh", (CopyOrder("Bằng tốt nghiệp", 1, 2),)
    )
    page = books(seated, "certification")
    book = page.book
    assert isinstance(book, CertificationBooks)
    (cells,) = book.table.cells()
    assert cells[3] == "Bằng tốt nghiệp"
    assert cells[5] == "2"
    seated.press(Command.PRINT)
    seated.settle(800)
    assert papers(office, "so-chung-thuc")
    book.kind.setCurrentIndex(1)
    seated.settle(80)
    assert book.table.count() == 0


@pytest.fixture
def paid(window: Rehearsal) -> str:
    """20 000 đồng taken in cash, by the clerk; the dossier's id."""
    window.sign_in(*CLERK)
    seat = seat_of(window)
    event = received(seat, code="2.000635")
    line = MoneyLine("Lệ phí", 1, 8_000)
    seat.life.fees.take(seat.user, event.dossier_id, Taking((line,)))
    return event.dossier_id


def test_the_drawer_is_counted_with_its_difference_explained(
    window: Rehearsal, paid: str, office: Profile
) -> None:
    book = books(window, "money").book
    assert isinstance(book, MoneyBook)
    (cells,) = book.table.cells()
    assert cells[2] == "8.000 đ"
    window.press(Command.PROCEDURE)
    assert QApplication.focusWidget() is book.notes[500_000]
    book.notes[5_000].setValue(1)
    assert book._difference.text() == "Thiếu 3.000 đ"
    window.press(Command.RECEIVE)
    assert QApplication.focusWidget() is book.reason
    window.type("Thối nhầm")
    window.press(Command.RECEIVE)
    window.settle(800)
    assert book.table.count() == 0
    assert papers(office, "kiem-quy")


def test_a_reversal_waits_until_the_head_has_seen_it(window: Rehearsal, paid: str) -> None:
    seat = seat_of(window)
    (slip,) = seat.life.fees.slips(seat.user, paid)
    seat.life.fees.reverse(seat.user, paid, slip.body.number, "Thu nhầm")
    page = books(window, "money")
    assert Command.COMPONENTS not in page.commands()
    window.counter.leave()
    window.settle(150)
    window.sign_in(*CHIEF)
    page = books(window, "money")
    assert [cells[5] for cells in page.book.table.cells()].count("chờ duyệt") == 1
    window.press(Command.COMPONENTS)
    window.settle(80)
    assert all(cells[5] == "–" for cells in page.book.table.cells())


def test_a_lost_point_leads_to_its_dossier(window: Rehearsal, watch: Watch) -> None:
    window.sign_in(*CHIEF)
    event = received(seat_of(window))
    watch.pass_time(days=2)
    book = books(window, "figures").book
    assert isinstance(book, FiguresBook)
    assert "Ước tính tại quầy" in book._said.text()
    places = [n for n, cells in enumerate(book.table.cells()) if cells[3] != "–"]
    assert places
    book.table.selectRow(places[0])
    window.settle()
    assert book.lost.cells() == ((event.receipt.code,),)
    book.table.setFocus()
    window.key("Return")
    assert QApplication.focusWidget() is book.lost
    window.key("Return")
    window.settle(100)
    assert isinstance(window.page, DossierPage)


def test_results_nobody_fetched_and_dossiers_elsewhere_are_listed(
    seated: Rehearsal, watch: Watch, office: Profile
) -> None:
    seat = seat_of(seated)
    lying, gone = received(seat), received(seat)
    seat.results.take_in(seat.user, [lying.receipt.code], "Ngăn B-17")
    seat.life.agencies.sent(seat.user, gone.dossier_id, "UBND xã Bên", "VN123")
    watch.pass_time(days=31)
    book = books(seated, "uncollected").book
    (cells,) = book.table.cells()
    assert cells[0] == "Quá 30 ngày"
    assert cells[1] == lying.receipt.code
    assert cells[5] == "Ngăn B-17"
    seated.press(Command.PRINT)
    seated.settle(800)
    assert papers(office, "danh-sach-ky-nhan")
    book = books(seated, "elsewhere").book
    (cells,) = book.table.cells()
    assert cells[0] == "Gửi đi"
    assert cells[3] == "UBND xã Bên"
    assert cells[6] == "chưa xác nhận"
    seated.key("Return")
    seated.settle(100)
    assert isinstance(seated.page, DossierPage)


def test_fridays_page_is_three_keys_away(
    window: Rehearsal, office: Profile, tmp_path: Path
) -> None:
    window.sign_in(*CLERK)
    received(seat_of(window))
    window.counter.leave()
    window.settle(150)
    window.sign_in(*CHIEF)
    for key in (Command.TODAY, Command.PREVIEW, Command.PRINT):
        window.press(key)
        window.settle(150)
    window.wait_until(lambda: bool(list(office.papers.glob("*bao-cao-tuan*"))))
    page = window.page
    assert isinstance(page, BooksPage)
    book = page.book
    assert isinstance(book, WeekBook)
    said = book.totals.text()
    assert "Tiếp nhận mới: 1 (trực tiếp 1); tuần trước 0, +1" in said
    assert "Đang giải quyết: 1 (trong hạn 1)" in said
    assert book.fields.cells()[-1][0] == "Cộng"
    book.proposals.setText("Bổ sung một máy quét.")
    book.save(tmp_path / "tuan.docx")
    window.settle(150)
    assert (tmp_path / "tuan.docx").read_bytes().startswith(b"PK")
    book.earlier.click()
    window.settle(100)
    assert "Tiếp nhận mới: 0; tuần trước 0, –" in book.totals.text()
