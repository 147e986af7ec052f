"""The window over a real desk: keys alone to the receipt, nothing blocked, nothing leaked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desk.events import CardRead, Received
from desk.settings import Profile
from models.card_reading import Access, Advice, CardPerson, CardReading, Check, CheckState, Verdict
from models.citizen import IdentifiedBy, PartialDate, Sex
from tests.ui.conftest import CLERK, SilentReader
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.dossier import DossierPage
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal

NAME, NUMBER = "Nguyễn Thị Ngọc Ánh", "001190000017"
QR = f"{NUMBER}||{NAME}|14051990|Nữ|Thôn Đoài, Xã Thử|01032022"


def intake(window: Rehearsal) -> IntakePage:
    page = window.page
    assert isinstance(page, IntakePage)
    return page


def person_of_chip(*, complete: bool, advice: Advice = Advice.DATA_MAY_BE_USED) -> CardRead:
    passed = Check(CheckState.PASSED)
    verdict = Verdict(passed, passed, passed, passed, passed, advice) if complete else Verdict()
    person = CardPerson(NUMBER, NAME, PartialDate(1990, 5, 14), Sex.FEMALE, "Việt Nam", "Xã Thử")
    return CardRead("r", CardReading(person, Access.PACE_CAN, verdict, 60, 2.0, complete=complete))


def publish(window: Rehearsal, event: object) -> None:
    desk = window.counter.desk
    assert desk is not None
    desk.events.publish(event)
    window.settle()


def test_from_sign_in_to_the_receipt_by_keyboard_alone(
    window: Rehearsal, office: Profile, reader: SilentReader
) -> None:
    received: list[Received] = []
    sign_in = window.window.sign_in
    assert QApplication.focusWidget() is sign_in.login
    window.type(CLERK[0])
    window.key("Return")
    assert QApplication.focusWidget() is sign_in.password
    window.type(CLERK[1])
    window.key("Return")
    window.wait_until(lambda: window.window.workplace is not None)
    window.settle()
    assert window.counter.desk is not None
    window.counter.desk.events.subscribe(Received, received.append)

    window.press(Command.NEXT_CITIZEN)
    page = intake(window)
    assert QApplication.focusWidget() is page.person.scan
    page.person.scan.setText(QR)
    window.key("Return")
    assert reader.asked == [NUMBER]
    assert QApplication.focusWidget() is page.person.phone
    window.type("0900000012")
    window.key("Return")
    assert QApplication.focusWidget() is page.procedure.field
    window.type("khai sinh")
    window.key("Return")
    window.settle(150)
    assert QApplication.focusWidget() is page.papers.rows[0].tick
    for _ in range(3):
        window.key("Return")
    window.settle(400)
    assert not page.promise.receive.isHidden()
    window.press(Command.RECEIVE)
    window.wait_until(lambda: bool(received))
    window.settle(200)
    receipt = received[0].receipt
    assert receipt.person == NAME
    assert receipt.phone == "0900000012"
    assert [line.count for line in receipt.lines] == [1, 1]
    assert list(office.papers.glob("*.pdf"))
    assert any(receipt.code in said for said in window.window.toasts.words())
    assert intake(window).person.name.text() == ""
    assert QApplication.focusWidget() is page.person.scan

    window.press(Command.SEARCH)
    window.type(receipt.code)
    window.settle(200)
    window.key("Return")
    window.settle(200)
    assert isinstance(window.page, DossierPage)
    window.press(Command.RECEIVE)
    window.press(Command.RECEIVE)
    window.settle(100)
    assert any("Đã trả kết quả" in said for said in window.window.toasts.words())


def test_f9_too_early_leads_to_what_is_missing(seated: Rehearsal) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.person.scan
    assert page.person.name.property("wrong") is True
    links = [
        b.text() for b in page.promise.findChildren(QPushButton) if b.property("role") == "plain"
    ]
    assert links == ["Chưa có chủ hồ sơ.", "Chưa chọn thủ tục."]
    assert seated.window.toasts.words() == ()


def test_a_draft_survives_without_saving_and_comes_back_whole(
    office: Profile, seated: Rehearsal
) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()
    page.drafting.choose("1.001193")
    seated.settle(100)
    page.papers.rows[1].tick.setChecked(True)
    seated.settle(500)
    seated.press(Command.HOLD)
    seated.settle(100)
    assert page.person.name.text() == ""
    seated.press(Command.TODAY)
    seated.settle(100)
    seat = seated.counter.seat
    assert seat is not None
    (draft,) = [one for one in seat.intake.open_drafts(seat.user) if one.held]
    seated.window.go(Go(Place.INTAKE, draft))
    seated.settle(200)
    assert page.person.name.text() == NAME
    assert [row.tick.isChecked() for row in page.papers.rows][:3] == [False, True, False]


def test_the_next_citizen_never_gets_the_last_ones_data(seated: Rehearsal) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()
    page._for_submitter.click()
    page.person.name.setText("Trần Văn Hộ")
    seated.press(Command.NEXT_CITIZEN)
    draft = page.drafting.current()
    assert draft is not None
    assert draft.owner is None
    assert draft.submitter is None
    publish(seated, person_of_chip(complete=True))
    assert page.person.name.text() == ""


def test_the_chip_checks_behind_and_the_badge_follows(seated: Rehearsal) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()

    def badge() -> IdentifiedBy:
        person = page.person.person()
        assert person is not None
        return person.identified_by

    assert badge() is IdentifiedBy.QR
    publish(seated, person_of_chip(complete=False))
    assert badge() is IdentifiedBy.CHIP_UNVERIFIED
    publish(seated, person_of_chip(complete=True))
    assert badge() is IdentifiedBy.CHIP_VERIFIED
    page.person.identified_as(IdentifiedBy.TYPED)
    assert badge() is IdentifiedBy.TYPED
    assert not page.person.name.isReadOnly()


@pytest.mark.parametrize("advice", [Advice.COMPARE_FACE, Advice.DO_NOT_ACCEPT])
def test_only_a_good_verdict_makes_a_verified_badge(seated: Rehearsal, advice: Advice) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()
    publish(seated, person_of_chip(complete=True, advice=advice))
    person = page.person.person()
    assert person is not None
    assert person.identified_by is IdentifiedBy.CHIP_UNVERIFIED


def test_the_lock_hides_every_trace_of_a_person(seated: Rehearsal) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()
    page.tell(NAME, tone="bad")
    seated.press(Command.LOCK)
    window = seated.window
    assert window.is_locked()
    assert NAME not in window.windowTitle()
    visible = [w for w in window.findChildren(QWidget) if w.isVisible()]
    said = " ".join(
        getattr(w, "text", str)() if isinstance(w, (QLabel, QLineEdit, QPushButton)) else ""
        for w in visible
    )
    assert NAME not in said
    assert NUMBER not in said.replace(" ", "")
    seated.press(Command.SEARCH)
    assert window.is_locked()
    window.lock_page.password.setText("sai mat khau roi")
    window.lock_page._give()
    seated.settle(100)
    assert window.is_locked()


def test_the_one_who_locked_comes_back_to_the_same_place(seated: Rehearsal) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()
    seated.press(Command.LOCK)
    seated.window.lock_page.password.setText(CLERK[1])
    seated.window.lock_page._give()
    seated.wait_until(lambda: not seated.window.is_locked())
    assert seated.page is page
    assert page.person.name.text() == NAME


def test_a_page_ticks_its_paper_and_can_be_turned_and_removed(
    seated: Rehearsal, tmp_path: Path
) -> None:
    from PIL import Image

    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.drafting.choose("1.001193")
    seated.settle(150)
    scan = tmp_path / "trang.jpg"
    Image.new("RGB", (620, 877), "white").save(scan)
    page.tray.add_files([scan])
    seated.settle(150)
    assert page.papers.rows[0].tick.isChecked()
    assert page.papers.rows[0].pages.text() == "1 trang"
    seat = seated.counter.seat
    draft = page.drafting.current()
    assert seat is not None
    assert draft is not None
    page.strip.rotating.emit(page.strip.chosen(), 90)
    seated.settle(100)
    assert [one.rotation for one in seat.capture.pages(draft.id)] == [90]
    removed = page.strip.current()
    page.strip.deleting.emit((removed,))
    seated.settle(100)
    assert seat.capture.pages(draft.id) == ()
    assert page.papers.rows[0].tick.isChecked()
    seated.press(Command.UNDO)
    seated.settle(100)
    assert [(one.id, one.rotation) for one in seat.capture.pages(draft.id)] == [(removed, 90)]
    assert page.strip.current() == removed
    seated.press(Command.UNDO)
    seated.settle(100)
    assert len(seat.capture.pages(draft.id)) == 1


def test_somebody_else_collects_with_their_own_card(
    seated: Rehearsal, reader: SilentReader
) -> None:
    seated.press(Command.NEXT_CITIZEN)
    page = intake(seated)
    page.scanned(QR)
    seated.settle()
    page.drafting.choose("1.001193")
    seated.settle(150)
    seated.press(Command.COMPONENTS)
    for _ in range(3):
        seated.key("Return")
    seated.press(Command.RECEIVE)
    seated.settle(200)
    seat = seated.counter.seat
    assert seat is not None
    (row,) = seat.today.overview(seat.user).received
    seated.window.go(Go(Place.DOSSIER, row.code))
    seated.settle(200)
    dossier = seated.page
    assert isinstance(dossier, DossierPage)
    collector = dossier.collector
    collector.who.setCurrentIndex(collector.who.count() - 1)
    collector._chose()
    assert (seated.window.width(), seated.window.height()) == (1366, 768)
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() is collector.person.scan
    collector.person.scan.setText("001085000023||Trần Văn Hậu|01011985|Nam|Xã Thử|01032022")
    seated.key("Return")
    collector.authority.dated.setText("18/11/2026")
    seated.press(Command.RECEIVE)
    seated.press(Command.RECEIVE)
    seated.settle(100)
    view = seat.lookup.dossier(seat.user, row.id)
    assert view.dossier.returned_to == "Trần Văn Hậu"
    assert reader.asked[-1] == "001085000023"
