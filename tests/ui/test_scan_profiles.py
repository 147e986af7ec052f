"""Ways to scan in the window: the key, the menu's window, a typed address, the document camera."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.escl_device import EsclDevice
from desk.settings import Profile
from desk.threads import start_thread
from models.attachment import PageSource
from models.pages import Proposal
from models.problems import Problem
from models.scan_profile import Blanks, Expected, ScanProfile, ScanProfiles
from tests.support.camera_frames import recorded, scene, sheet, table
from tests.support.capture_samples import page_jpeg
from tests.ui.conftest import CLERK
from ui.keys import Command
from ui.page import Notice
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.camera_view import CameraView
from ui.widgets.scan_setup import ScanSetup


@pytest.fixture(autouse=True)
def _no_other_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sane"
    folder.mkdir()
    (folder / "dll.conf").write_text("")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


@pytest.fixture
def device() -> Iterator[EsclDevice]:
    with EsclDevice((page_jpeg(1), page_jpeg(2)), start_thread, "simplex") as made:
        yield made


def intake(seated: Rehearsal) -> IntakePage:
    seated.press(Command.NEXT_CITIZEN)
    page = seated.page
    assert isinstance(page, IntakePage)
    return page


def set_up(seated: Rehearsal) -> ScanSetup:
    setup = intake(seated).tray.choice.set_up()
    seated.settle()
    return setup


def ready_to_scan(seated: Rehearsal) -> IntakePage:
    """A procedure is chosen and its first paper is the current one."""
    page = intake(seated)
    page.procedure.chosen.emit("1.001193")
    seated.settle()
    page.papers.focus_first()
    seated.settle()
    return page


def test_one_key_takes_the_next_way_and_it_stays_after_signing_in_again(
    seated: Rehearsal, office: Profile
) -> None:
    page = intake(seated)
    assert page.tray.choice.profile.name == "Màu 200 dpi"
    seated.press(Command.SCAN_PROFILE)
    assert page.tray.choice.profile.duplex
    assert office.load().scan_profiles.chosen == "Hai mặt"


def test_a_scanner_is_added_by_its_address_and_what_it_cannot_do_is_said(
    seated: Rehearsal, device: EsclDevice
) -> None:
    setup = set_up(seated)
    setup.address.setText(device.address.removeprefix("http://"))
    setup.add.click()
    seated.settle()
    assert setup.form.profile().device == f"escl:{device.address}"
    setup.form.sides.setCurrentIndex(1)
    assert "không quét hai mặt" in setup._lacks.text()
    setup.form.sides.setCurrentIndex(0)
    assert setup._lacks.isHidden()


def test_a_wrong_address_is_said_in_the_same_window(seated: Rehearsal) -> None:
    setup = set_up(seated)
    setup.address.setText("máy quét")
    setup.add.click()
    seated.settle()
    assert "Địa chỉ máy quét không đúng dạng" in setup._said.text()


def test_a_new_way_is_kept_chosen_and_used_by_the_scan_key(
    seated: Rehearsal, device: EsclDevice, office: Profile
) -> None:
    page = ready_to_scan(seated)
    setup = page.tray.choice.set_up()
    seated.settle()
    setup.new.click()
    setup.form.name.setText("Tầng  1")
    setup.form.choose_device(f"escl:{device.address}")
    setup.form.source.setCurrentIndex(setup.form.source.findData("feeder"))
    setup.keep.click()
    seated.settle()
    assert office.load().scan_profiles.current.name == "Tầng 1"
    setup.reject()
    seated.press(Command.SCAN)
    seated.wait_until(lambda: len(page.around.seat.capture.pages(page.tray._draft)) == 2)
    seated.settle()
    assert "Resolution>200<" in device.device.tickets[0]


def test_locked_ways_cannot_be_changed_by_a_clerk(window: Rehearsal, office: Profile) -> None:
    settings = office.load()
    from dataclasses import replace

    locked = ScanProfiles((ScanProfile("Chung"),), locked=True)
    office.save(replace(settings, scan_profiles=locked))
    window.sign_in(*CLERK)
    setup = set_up(window)
    assert not setup.keep.isEnabled()
    assert not setup.form.isEnabled()
    setup.keeping.emit(ScanProfile("Riêng"))
    window.settle()
    assert "quản trị viên" in setup._said.text()
    assert office.load().scan_profiles == locked


def test_the_administrator_locks_them_from_the_menu(window: Rehearsal, office: Profile) -> None:
    window.sign_in("quantri", "mat khau quan tri")
    workplace = window.window.workplace
    assert workplace is not None
    workplace.menu.scanning.trigger()
    window.settle()
    (setup,) = window.window.findChildren(ScanSetup)
    setup.lock.setChecked(True)
    window.settle()
    assert office.load().scan_profiles.locked
    assert setup.keep.isEnabled()


def test_a_search_says_what_it_found(seated: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
    from desk.capture.scanner import ScannerInfo

    setup = set_up(seated)
    capture = seated.window.page.around.seat.capture
    found = ScannerInfo("escl:http://10.9.9.9:80/eSCL", "Máy tầng 2", "eSCL", True, True)

    def discover(_self: object, _seconds: float) -> tuple[ScannerInfo, ...]:
        capture._addresses.remember([found])
        return (found,)

    monkeypatch.setattr(type(capture), "discover", discover)
    setup.search.click()
    seated.settle()
    assert "1 máy quét" in setup._said.text()
    assert setup.form.device.findData(found.id) > 0
    monkeypatch.setattr(type(capture), "discover", lambda _self, _s: ())
    setup.search.click()
    seated.settle()
    assert "Không thấy máy quét nào" in setup._said.text()

    def no_network(_self: object, _seconds: float) -> tuple[ScannerInfo, ...]:
        raise Problem("sources.no_network")

    monkeypatch.setattr(type(capture), "discover", no_network)
    setup.search.click()
    seated.settle()
    assert setup.search.isEnabled()
    assert "chưa nối mạng" in setup._said.text()


def test_the_camera_shows_what_it_sees_and_its_shot_becomes_a_page(
    seated: Rehearsal, office: Profile, tmp_path: Path
) -> None:
    video = recorded([table()] * 2 + [scene(sheet())] * 60, tmp_path / "ban.avi")
    page = ready_to_scan(seated)
    seat = page.around.seat
    seat.scan_profiles.put(seat.user, ScanProfile("Máy ảnh", f"camera:{video}"))
    seat.scan_profiles.choose(seat.user, "Máy ảnh")
    seated.settle()
    page.tray.scan()
    (view,) = page.findChildren(CameraView)
    seated.wait_until(lambda: view._shots == 1)
    assert view._state.text()
    view.close()
    seated.settle()  # closing ends the session
    (taken,) = seat.capture.pages(page.tray._draft)
    assert taken.source is PageSource.CAMERA
    assert not page.tray.scans.running


def test_the_profile_asks_for_the_sheets_and_a_missing_one_is_told(
    seated: Rehearsal, device: EsclDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ready_to_scan(seated)
    seat = page.around.seat
    careful = ScanProfile(
        "Đếm tờ", f"escl:{device.address}", source="feeder", expected=Expected.ASK,
        blanks=Blanks.KEEP, deskew=False,
    )  # fmt: skip
    seat.scan_profiles.put(seat.user, careful)
    seat.scan_profiles.choose(seat.user, "Đếm tờ")
    seated.settle()
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    monkeypatch.setattr("ui.scan_run.QInputDialog.getInt", lambda *_: (3, True))
    seated.press(Command.SCAN)
    seated.wait_until(lambda: any(one.key == "sheets" for one in told))
    assert "thiếu 1" in next(one for one in told if one.key == "sheets").next_step
    declined = {frozenset(one.undone) for one in seat.capture.look.status(page.tray._draft)}
    assert declined == {frozenset({Proposal.BLANK, Proposal.CLEAN})}
