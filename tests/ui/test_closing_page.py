"""Chốt ngày: every loose end of the day is named, and nothing else."""

from __future__ import annotations

from desk.reception.certified_copies import CopyOrder
from desk.settings import Profile
from tests.support.seat import HAU
from tests.ui.test_counter import received
from tests.ui.test_results_page import results, scan, seat_of
from ui.keys import Command
from ui.pages.closing import ClosingPage
from ui.pages.dossier import DossierPage
from ui.rehearsal import Rehearsal


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
