"""Sổ theo dõi where the hub numbers: the whole office's book, and what is said without the line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from desk.clock import VIETNAM
from desk.settings import Profile
from desk.sync.office_book import OfficeBook
from desk.sync.trouble import LineProblem, Nature
from models.dossier import ReturnMethod
from models.messages import OfficeRegister, RegisterClosing, RegisterLine
from tests.ui.conftest import CHIEF
from tests.ui.test_books_page import books, papers
from tests.ui.test_results_page import seat_of
from ui.books.register import RegisterBook
from ui.keys import Command
from ui.rehearsal import Rehearsal

MORNING = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)


def line_of(number: int) -> RegisterLine:
    return RegisterLine(
        number, f"H15.50.05-261123-{number:04d}", "Đăng ký khai sinh", 1, "Trần Văn Mẫu", "Thôn",
        "", MORNING, MORNING + timedelta(days=3), None, ReturnMethod.AT_DESK, "", "",
    )  # fmt: skip


@dataclass
class Hub:
    """Answers about the book; the rest of a line nobody asks here."""

    away: bool = True
    closing: RegisterClosing | None = None

    def register_book(self, year: int, after: int) -> OfficeRegister:
        if self.away:
            raise LineProblem("sync.unreachable", Nature.RETRYABLE)
        closed = None if self.closing is None else MORNING
        signer = "" if self.closing is None else self.closing.signer
        lines = tuple(line_of(number) for number in range(after + 1, 4))
        return OfficeRegister(year, 3, MORNING, closed, "", signer, lines)

    def close_register(self, closing: RegisterClosing) -> OfficeRegister:
        self.closing = closing
        return self.register_book(closing.year, 3)


@pytest.fixture
def office(office: Profile) -> Profile:
    office.save(replace(office.load(), hub_url="http://127.0.0.1:9"))
    return office


def test_the_book_of_all_counters_is_shown_printed_and_closed_or_its_absence_said(
    office: Profile, window: Rehearsal
) -> None:
    window.sign_in(*CHIEF)
    hub = Hub()
    asked = seat_of(window).life.registering.office_book
    assert isinstance(asked, OfficeBook)
    object.__setattr__(asked, "line", hub)
    book = books(window).book
    assert isinstance(book, RegisterBook)
    window.settle(100)
    assert "Chưa hỏi được máy chủ" in book._state.text()
    assert not book.close_year.isEnabled(), "nobody closes a book that cannot be seen"

    hub.away = False
    book.read()
    window.settle(100)
    assert [cells[0] for cells in book.table.cells()] == ["03", "02", "01"]
    assert not book.number_now.isEnabled(), "the hub gives the numbers"
    book.first.setValue(2)
    window.press(Command.PRINT)
    window.settle(800)
    assert papers(office, "so-theo-doi")
    book.signer.setText("Bà Chủ tịch")
    window.press(Command.COMPONENTS)
    window.settle(100)
    assert hub.closing == RegisterClosing(2026, "Phạm Văn Trách", "Bà Chủ tịch")
    assert "Đã khóa" in book._state.text()
    assert not book.close_year.isEnabled()
