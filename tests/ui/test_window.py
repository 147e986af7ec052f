"""The window over a real desk: keys alone to the receipt, nothing blocked, nothing leaked."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from desk.events import CardRead, Received, SyncChanged
from desk.settings import Profile
from models.card_reading import Access, Advice, CardPerson, CardReading, Check, CheckState, Verdict
from models.citizen import IdentifiedBy, PartialDate, Sex
from tests.ui.conftest import CHIEF, CLERK, SilentReader
from ui.application import choose_input_method
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.dossier import DossierPage
from ui.pages.intake import IntakePage
from ui.pages.search import SearchPage
from ui.rehearsal import Rehearsal, let_time_pass, rehearse

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


@pytest.mark.parametrize("who", [CLERK, CHIEF])
def test_every_screen_fits_without_scroll_bars(window: Rehearsal, who: tuple[str, str]) -> None:
    window.sign_in(*who)
    window.window.resize(1366, 768)
    workplace = window.window.workplace
    assert workplace is not None
    for place in workplace.pages:
        window.window.go(Go(place))
        window.settle(80)
        if place is Place.INTAKE:
            intake(window).scanned(QR)
            window.settle()
            intake(window).drafting.choose("1.001193")
            window.settle(200)
        assert (window.window.width(), window.window.height()) == (1366, 768), place
        bars = [
            bar
            for area in workplace.pages[place].findChildren(QAbstractScrollArea)
            for bar in area.findChildren(QScrollBar)
            if bar.isVisible() and bar.maximum() > 0
        ]
        assert bars == [], place


@pytest.mark.parametrize("who", [CLERK, CHIEF])
def test_the_program_has_one_window(window: Rehearsal, who: tuple[str, str]) -> None:
    """A part shown before it has its place would be a window of its own and take the focus."""
    window.sign_in(*who)
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [window.window]


def test_nothing_that_takes_keys_is_without_a_name(seated: Rehearsal) -> None:
    workplace = seated.window.workplace
    assert workplace is not None
    for place in workplace.pages:
        seated.window.go(Go(place))
        seated.settle(80)
        if place is Place.INTAKE:
            intake(seated).drafting.choose("1.001193")
            seated.settle(150)
        nameless = []
        for widget in seated.window.findChildren(QWidget):
            named = isinstance(widget, (QPushButton, QLineEdit)) or widget.focusPolicy().value & 1
            if not named or not widget.isVisible() or widget.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or not interface.text(QAccessible.Text.Name):
                nameless.append(type(widget).__name__)
        assert nameless == [], place


def test_the_ui_thread_is_never_blocked(seated: Rehearsal) -> None:
    desk = seated.counter.desk
    assert desk is not None
    go_on = threading.Event()
    blocked = desk.workers.store.do(lambda: go_on.wait(30))
    seated.window.obey(Command.SEARCH)
    page = seated.page
    assert isinstance(page, SearchPage)
    seated.window.obey(Command.NEXT_CITIZEN)
    for _ in range(10):
        let_time_pass(20)  # the window goes on while its answers wait behind the store
    assert not blocked.done()
    go_on.set()
    assert blocked.result(), "nobody waited for the store to the end"
    seated.settle()


def test_no_scanner_is_a_notice_and_no_box(
    seated: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.capture.service import Capture

    monkeypatch.setattr(Capture, "scanners", lambda _self: ())
    seated.press(Command.NEXT_CITIZEN)
    seated.press(Command.SCAN)
    assert seated.window.toasts.words() == ("Chọn giấy tờ cần quét trước (F5).",)
    intake(seated).drafting.choose("1.001193")
    seated.settle(150)
    seated.press(Command.SCAN)
    seated.settle(100)
    assert seated.window.toasts.words()[-1].startswith("Không thấy máy quét nào.")
    assert QApplication.activeModalWidget() is None
    seated.press(Command.BACK)
    assert not any("máy quét" in said for said in seated.window.toasts.words())


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
    page.strip.rotating.emit(page.strip.current(), 90)
    seated.settle(100)
    assert [one.rotation for one in seat.capture.pages(draft.id)] == [90]
    removed = page.strip.current()
    page.strip.deleting.emit(removed)
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


def test_a_lost_line_is_a_word_in_the_strip_and_no_box(seated: Rehearsal) -> None:
    publish(seated, SyncChanged(online=False, waiting_events=2, waiting_files=1, refused=0))
    workplace = seated.window.workplace
    assert workplace is not None
    said = [label.text() for label in workplace.strip.findChildren(QLabel)]
    assert "Đang chờ gửi: 3" in said
    assert seated.window.toasts.words() == ()
    assert QApplication.activeModalWidget() is None


@pytest.mark.expects_warnings
def test_a_slot_that_raises_is_shown_once_and_the_window_lives(seated: Rehearsal) -> None:
    def slip() -> None:
        raise ZeroDivisionError

    for _ in range(2):
        QTimer.singleShot(0, slip)
        hook, sys.excepthook = sys.excepthook, seated.counter.excepthook
        try:
            let_time_pass(30)
        finally:
            sys.excepthook = hook
    (said,) = seated.window.toasts.words()
    assert said.startswith("Chương trình gặp lỗi ở một chỗ.")
    seated.press(Command.SEARCH)
    assert isinstance(seated.page, SearchPage)


def test_first_start_makes_the_administrator(
    qapp: object, tmp_path: Path, reader: SilentReader
) -> None:
    from desk.assembly import assemble
    from desk.settings import Settings
    from tests.support.seat import CHEAP, OFFICE, Watch

    profile = Profile(tmp_path / "new")
    profile.save(Settings(office=OFFICE))
    with rehearse(
        lambda: assemble(profile, clock=Watch(), password_cost=CHEAP), memory=tmp_path / "m"
    ) as window:
        page = window.window.sign_in
        assert QApplication.focusWidget() is page.new_name
        for text in ("Lê Thị Quản", "quantri", "mat khau dai", "mat khau khac"):
            window.type(text)
            window.key("Return")
        assert window.window.workplace is None
        page.repeated.setText("mat khau dai")
        window.key("Return")
        window.wait_until(lambda: window.window.workplace is not None)
        workplace = window.window.workplace
        assert workplace is not None
        assert Place.INTAKE not in workplace.pages


@pytest.mark.parametrize(
    ("wanted", "plugins", "chosen"),
    [
        ("fcitx", ["libibusplatforminputcontextplugin.so"], "ibus"),
        ("fcitx5", [], "ibus"),
        ("fcitx", ["libfcitxplatforminputcontextplugin.so"], "fcitx"),
        ("ibus", [], "ibus"),
    ],
)
def test_fcitx_users_get_their_letters(wanted: str, plugins: list[str], chosen: str) -> None:
    environment = {"QT_IM_MODULE": wanted}
    choose_input_method(environment, plugins)
    assert environment["QT_IM_MODULE"] == chosen


def test_python_gets_its_own_import_back_and_the_store_is_not_loaded_for_the_window() -> None:
    program = (
        "import builtins, sys\n"
        "own = builtins.__import__\n"
        "import ui.application\n"
        "assert builtins.__import__ is own, 'hook'\n"
        "late = {'sqlalchemy', 'reportlab', 'httpx2', 'alembic', 'smartcard'} & set(sys.modules)\n"
        "assert not late, late\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
