"""The counter around the pages: debts of paper, lock, language, colours, what it leaves behind."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from desk.assembly import Desk, assemble
from desk.events import Received
from desk.seat import Seat
from desk.settings import Profile
from models.citizen import Citizen
from models.problems import Problem
from printing.spool import Spool
from tests.support.seat import CHEAP, CLERK, HAU, Watch
from tests.ui.conftest import CHIEF, SilentReader
from ui import look
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.dossier import DossierPage
from ui.pages.intake import IntakePage
from ui.pages.today import TodayPage
from ui.rehearsal import Rehearsal, rehearse
from ui.widgets.display_menu import DisplayMenu


def received(seat: Seat, owner: Citizen = HAU, code: str = "1.001193") -> Received:
    """A dossier with a receipt that must be printed, accepted without the window."""
    draft = replace(seat.intake.begin(seat.user), owner=owner)
    draft = seat.intake.choose(seat.user, draft, code)
    procedure = seat.intake.procedure(seat.user, code)
    assert procedure is not None
    required = {one.code for one in procedure.components if one.required}
    lines = tuple(replace(one, presented=one.code in required) for one in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    return seat.acceptance.receive(seat.user, draft)


@pytest.fixture
def owing(office: Profile, watch: Watch, reader: SilentReader) -> Received:
    """The desk died between acceptance and print."""
    watch.now = watch.now.replace(hour=15, minute=10)
    desk = assemble(office, clock=watch, password_cost=CHEAP)
    seat = desk.sign_in(*CLERK)
    event = received(seat)
    seat.leave()
    desk.workers.stop()
    assert event.slip_required
    return event


def today(window: Rehearsal) -> TodayPage:
    page = window.page
    assert isinstance(page, TodayPage)
    return page


@pytest.mark.usefixtures("owing")
def test_a_receipt_that_never_came_out_is_offered_once_and_printed_once(
    office: Profile, window: Rehearsal
) -> None:
    window.sign_in(*CLERK)
    page = today(window)
    assert page.owed.isVisible()
    assert page.owed.count == 1
    window.press(Command.PRINT)
    window.press(Command.PRINT)
    window.settle(600)
    assert len(list(office.papers.glob("*.pdf"))) == 1
    assert not page.owed.isVisible()
    assert any("Đã in 1 giấy hẹn" in said for said in window.window.toasts.words())
    window.counter.leave()
    window.settle(100)
    window.sign_in(*CLERK)
    assert not today(window).owed.isVisible()


@pytest.mark.usefixtures("owing")
def test_a_dead_printer_leaves_the_debt_and_the_offer(
    window: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(_desk: Desk) -> Spool:
        raise Problem("printing.no_printer")

    monkeypatch.setattr(Desk, "spool", dead)
    window.sign_in(*CLERK)
    window.press(Command.PRINT)
    window.settle(600)
    assert today(window).owed.count == 1
    assert len(window.window.toasts.words()) == 1


def test_unlocking_opens_no_second_seat(seated: Rehearsal) -> None:
    seat, desk = seated.counter.seat, seated.counter.desk
    assert seat is not None
    assert desk is not None
    seated.press(Command.LOCK)
    assert not seated.window.lock_page.pin.isVisible(), "no PIN was chosen"
    desk.clock.pass_time(minutes=5)  # type: ignore[attr-defined]
    seated.window.lock_page.password.setText(CLERK[1])
    seated.window.lock_page._give()
    seated.wait_until(lambda: not seated.window.is_locked())
    assert seated.counter.seat is seat
    assert seat.today.overview(seat.user).drafts == 0


def test_other_colours_keep_what_is_being_done(
    seated: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[DisplayMenu] = []
    monkeypatch.setattr(DisplayMenu, "popup", lambda menu, _at: opened.append(menu))
    seated.press(Command.NEXT_CITIZEN)
    page = seated.page
    assert isinstance(page, IntakePage)
    page.drafting.choose("1.001193")
    seated.settle(150)
    page.person.name.setText("Nguyễn Thị Hậu")
    page.person.edited.emit()
    seated.press(Command.DISPLAY)
    workplace = seated.window.workplace
    assert workplace is not None
    assert opened == [workplace.menu]
    workplace.menu.schemes["contrast"].trigger()
    seated.settle(300)
    again = seated.page
    assert isinstance(again, IntakePage)
    assert again is not page
    assert again.person.name.text() == "Nguyễn Thị Hậu"
    assert again.papers.rows
    assert look.colours() is look.CONTRAST
    new = seated.window.workplace
    assert new is not None
    assert new.menu.schemes["contrast"].isChecked()
    seat = seated.counter.seat
    assert seat is not None
    assert len(seat.intake.open_drafts(seat.user)) == 1
    new.menu.schemes["light"].trigger()
    seated.settle(100)
    assert look.colours() is look.LIGHT


def test_colleagues_are_called_by_their_names(window: Rehearsal) -> None:
    window.sign_in(*CLERK)
    seat = window.counter.seat
    assert seat is not None
    event = received(seat)
    window.window.go(Go(Place.DOSSIER, event.dossier_id))
    window.settle(150)
    page = window.page
    assert isinstance(page, DossierPage)
    assert "Trần Văn Quầy" in page._timeline.item(0).text()
    said = [label.text() for label in page.findChildren(QLabel)]
    assert any(one.endswith("· Trần Văn Quầy") for one in said)
    assert not any(CLERK[0] in one for one in said)
    window.counter.leave()
    window.settle(150)
    window.sign_in(*CHIEF)
    assert "Trần Văn Quầy: 1" in today(window)._by_clerk.accessibleName()


def test_a_held_draft_says_what_it_is_about(seated: Rehearsal) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = seated.page
    assert isinstance(page, IntakePage)
    page.person.name.setText("Nguyễn Thị Hậu")
    page.person.edited.emit()
    page.drafting.choose("1.001193")
    seated.settle(400)
    seated.press(Command.HOLD)
    seated.press(Command.TODAY)
    seated.settle(100)
    shown = today(seated)
    shown._tiles["drafts"].click()
    said = [shown.drafts.item(i).text() for i in range(shown.drafts.count())]
    assert isinstance(shown.drafts, QListWidget)
    assert any(
        one.startswith("Nguyễn Thị Hậu · Đăng ký khai sinh · bắt đầu") and one.endswith("để lại")
        for one in said
    )


def test_the_counter_puts_back_what_it_found(
    qapp: QApplication, office: Profile, watch: Watch, reader: SilentReader, tmp_path: Path
) -> None:
    heard: list[str] = []

    def listen(_kind: QtMsgType, _context: object, message: str) -> None:
        heard.append(message)

    hook, former = sys.excepthook, qInstallMessageHandler(listen)
    try:
        with rehearse(
            lambda: assemble(office, clock=watch, password_cost=CHEAP), memory=tmp_path / "m"
        ) as window:
            assert sys.excepthook is window.counter.excepthook
            qWarning("This plugin does not support propagateSizeHints()")
            qWarning("something else")
        assert sys.excepthook is hook
        qWarning("afterwards")
    finally:
        qInstallMessageHandler(former)
    assert heard == ["something else", "afterwards"]
