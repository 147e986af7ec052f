"""Quản trị: people, backups, the sealed paper; and the ways back in without a password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desk.assembly import assemble
from desk.settings import Profile, Settings
from models.role import Role
from models.store import audit
from tests.support.seat import CHEAP, OFFICE, Watch
from tests.ui.conftest import CHIEF, CLERK, SilentReader
from tests.ui.test_counter import received
from ui.page import Go, Place
from ui.pages.custody import CustodyPage
from ui.rehearsal import Rehearsal, rehearse
from ui.widgets.own_access import OwnAccess
from ui.widgets.recovery_paper import RecoveryPaper
from ui.widgets.second_person import SecondPerson

ADMIN = ("quantri", "mat khau quan tri")
_KEY = re.compile(r"(?:[0-9A-Z]{5}[ –\n]*){8}")


def custody(window: Rehearsal) -> CustodyPage:
    window.window.go(Go(Place.CUSTODY))
    window.settle()
    page = window.page
    assert isinstance(page, CustodyPage)
    return page


def paper_of(window: Rehearsal) -> RecoveryPaper:
    window.wait_until(lambda: bool(window.window.findChildren(RecoveryPaper)))
    return window.window.findChildren(RecoveryPaper)[0]


def key_on(paper: RecoveryPaper) -> str:
    words = [one.text() for one in paper.findChildren(QLabel)]
    return next(one for one in words if _KEY.fullmatch(one))


@pytest.fixture
def administrator(window: Rehearsal) -> Rehearsal:
    window.sign_in(*ADMIN)
    return window


def test_an_administrator_lets_people_in_and_go(administrator: Rehearsal) -> None:
    page = custody(administrator)
    page.login.setText("quay2")
    page.name.setText("Vũ Thị Mới")
    page.password.setText("mat khau quay 2")
    page.role.setCurrentIndex(page.role.findData(Role.CLERK.value))
    page._admit()
    administrator.settle()
    assert ("quay2", "Vũ Thị Mới") in [cells[:2] for cells in page.table.cells()]
    assert page.password.text() == ""
    page.login.setText("quay2")
    page._dismiss()
    administrator.settle()
    (row,) = [cells for cells in page.table.cells() if cells[0] == "quay2"]
    assert row[3] == "đã nghỉ"


def test_a_backup_is_made_and_said(administrator: Rehearsal, tmp_path: Path) -> None:
    page = custody(administrator)
    place = tmp_path / "o-dia"
    place.mkdir()
    page.keep_backups_at(place)
    administrator.settle()
    page._back_up_now()
    administrator.settle()
    assert "gần nhất" in page._last.text()


def test_a_new_paper_takes_two_and_closes_only_sealed(administrator: Rehearsal) -> None:
    page = custody(administrator)
    page._want_paper()
    (asking,) = administrator.window.findChildren(SecondPerson)
    asking.login.setText(CHIEF[0])
    asking.password.setText(CHIEF[1])
    asking.reason.setText("Phong bì cũ rách")
    asking._give()
    paper = paper_of(administrator)
    key_on(paper)
    paper.close()
    administrator.key("Esc")
    assert paper.isVisible()
    paper.sealed.setChecked(True)
    paper._on.click()
    administrator.wait_until(lambda: not administrator.window.findChildren(RecoveryPaper))


def test_a_clerk_has_no_such_page_but_a_password_and_pin_of_their_own(seated: Rehearsal) -> None:
    assert seated.window.workplace is not None
    assert Place.CUSTODY not in seated.window.workplace.pages
    seated.window.workplace.menu.access.trigger()
    (changing,) = seated.window.findChildren(OwnAccess)
    changing.password.setText("sai mat khau")
    changing.pin.setText("2580")
    changing._keep_pin()
    seated.settle()
    assert changing.isVisible()
    changing.password.setText(CLERK[1])
    changing._keep_pin()
    seated.wait_until(lambda: not seated.window.findChildren(OwnAccess))
    seat = seated.counter.seat
    assert seat is not None
    assert seat.presence.pin_tries(seat.user) == 5


@pytest.fixture
def first_start(qapp: object, tmp_path: Path, reader: SilentReader) -> Iterator[Rehearsal]:
    profile = Profile(tmp_path / "moi")
    profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
    with rehearse(
        lambda: assemble(profile, clock=Watch(), password_cost=CHEAP), memory=tmp_path / "m"
    ) as rehearsal:
        yield rehearsal


def test_from_the_first_start_to_a_forgotten_password(first_start: Rehearsal) -> None:
    page = first_start.window.sign_in
    page.creating.emit("quantri", "Lê Thị Quản", ADMIN[1])
    paper = paper_of(first_start)
    key = key_on(paper)
    paper.sealed.setChecked(True)
    paper._on.click()
    first_start.settle()
    first_start.counter.leave()
    first_start.settle()
    page = first_start.window.sign_in
    page._turn_to(3)
    form = page.recovery
    form.key.setText(key)
    form.login.setText("quantri")
    form.password.setText("mat khau moi tinh")
    form.repeated.setText("mat khau khac")
    form._give()
    assert page._complaint.isVisible()
    form.repeated.setText("mat khau moi tinh")
    form._give()
    first_start.wait_until(lambda: first_start.window.workplace is not None)
    first_start.settle()
    assert form.key.text() == "", "nothing of the key stays in the window"


def test_a_new_machine_is_set_up_from_a_backup(
    administrator: Rehearsal, first_start: Rehearsal, tmp_path: Path
) -> None:
    seat = administrator.counter.seat
    assert seat is not None
    place = tmp_path / "o-dia"
    place.mkdir()
    second = seat.presence.witness(seat.user, "keys.recovery_witnessed", *CHIEF, "Máy cũ hỏng")
    key = seat.custody.new_recovery_key(seat.user, second)
    seat.custody.keep_backups_at(seat.user, place)
    seat.custody.back_up_now(seat.user)
    page = first_start.window.sign_in
    page._turn_to(4)
    form = page.restoring
    form.place.setText(str(place))
    form.key.setText(key)
    form.login.setText("quay1")
    form.password.setText("mat khau may moi")
    form.repeated.setText("mat khau may moi")
    form._give()
    first_start.wait_until(lambda: first_start.window.workplace is not None)


def test_what_a_search_showed_long_enough_is_on_record(seated: Rehearsal) -> None:
    seat = seated.counter.seat
    assert seat is not None
    received(seat)
    seated.window.go(Go(Place.SEARCH, "Nguyễn"))
    seated.settle()

    def said() -> bool:
        with seat.store.reading() as tx:
            return any('"persons.shown"' in row.body for row in audit.rows(tx))

    assert not said()
    seated.wait_until(said, 5)
