"""Sắp hạn, quá hạn: reminded by one key, the draft seen, the new day promised once."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from desk.settings import Profile
from tests.support.seat import Watch
from tests.ui.conftest import CHIEF, CLERK
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.pages.dossier import DossierPage
from ui.pages.pressing import PressingPage
from ui.rehearsal import Rehearsal


def pressing(window: Rehearsal) -> PressingPage:
    window.press(Command.PRESSING)
    window.settle(80)
    page = window.page
    assert isinstance(page, PressingPage)
    return page


def test_a_reminder_is_one_key_and_is_counted(seated: Rehearsal, watch: Watch) -> None:
    event = received(seat_of(seated))
    watch.pass_time(days=4)
    page = pressing(seated)
    (cells,) = page.table.cells()
    assert cells[0] == event.receipt.code
    assert cells[4] == "quá 4 ngày"
    assert page.whom.text() == "Trần Văn Quầy"
    page.whom.clear()
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.whom
    seated.type("Đỗ Văn Lý")
    seated.press(Command.RECEIVE)
    seated.settle(80)
    (cells,) = page.table.cells()
    assert cells[5] == "1"


def test_the_head_sees_the_draft_and_promises_another_day_once(
    window: Rehearsal, watch: Watch, office: Profile
) -> None:
    window.sign_in(*CLERK)
    event = received(seat_of(window))
    before = event.receipt.due
    window.counter.leave()
    window.settle(150)
    watch.pass_time(days=4)
    window.sign_in(*CHIEF)
    page = pressing(window)
    window.press(Command.PREVIEW)
    assert QApplication.focusWidget() is page.reason
    window.type("Chờ xác minh")
    window.press(Command.PREVIEW)
    assert QApplication.focusWidget() is page.signer
    window.type("Phạm Văn Trách")
    window.press(Command.PREVIEW)
    window.settle(800)
    assert page.preview.isVisible()
    window.press(Command.BACK)
    assert not page.preview.isVisible()
    assert window.page is page
    page.more.setValue(3)
    page._extend.click()
    window.settle(800)
    seat = seat_of(window)
    assert seat.lookup.dossier(seat.user, event.dossier_id).dossier.due > before
    assert list(office.papers.glob("*xin-loi*"))


def test_complaints_nobody_answered_stand_below_with_their_day(
    seated: Rehearsal, watch: Watch
) -> None:
    seat = seat_of(seated)
    event = received(seat)
    page = pressing(seated)
    assert not page.complaints.isVisible()
    after = seat.life.after_result
    mine = after.note_complaint(seat.user, "Chờ lâu ở quầy 2", dossier_id=event.dossier_id)
    after.note_complaint(seat.user, "Ghế hỏng", until=watch.now + timedelta(hours=1))
    page = pressing(seated)
    lines = page.complaints.lines
    assert page.complaints.isVisible()
    assert [lines.item(row).text().splitlines()[0] for row in range(lines.count())] == [
        "Ghế hỏng", "Chờ lâu ở quầy 2",
    ]  # fmt: skip
    assert "trả lời trước" in lines.item(1).text()
    lines.itemActivated.emit(lines.item(0))
    assert seated.page is page, "about no dossier: nothing to open"
    lines.itemActivated.emit(lines.item(1))
    seated.settle(150)
    assert isinstance(seated.page, DossierPage)
    after.answer_complaint(seat.user, mine, satisfied=True)
    assert pressing(seated).complaints.lines.count() == 1
