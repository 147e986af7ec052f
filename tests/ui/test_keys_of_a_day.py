"""A day at the desk by keyboard: as many keys as were asked for, or fewer; a scan is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox

from desk.settings import Profile
from models.dossier import Status
from models.facts import Guided
from models.store import facts
from tests.desk.reception import test_online
from tests.desk.reception.test_online import lodge
from tests.support.seat import CLERK, HAU
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.page import Page
from ui.pages.bundles import BundlesPage
from ui.pages.certify import CertifyPage
from ui.pages.intake import IntakePage
from ui.pages.online import OnlinePage
from ui.pages.results import ResultsPage
from ui.pages.search import SearchPage
from ui.rehearsal import Rehearsal
from ui.widgets.eform import EForm

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
portal = test_online.portal
COPIES = "2.000635"
P = TypeVar("P", bound=Page)


@dataclass
class Hands:
    """Counts what fingers do; scanned codes and the words of a person's own are no keys."""

    window: Rehearsal
    keys: int = 0

    def press(self, command: Command) -> None:
        self.keys += 1
        self.window.press(command)
        self.window.settle(120)

    def key(self, name: str) -> None:
        self.keys += 1
        self.window.key(name)
        self.window.settle(120)

    def letter(self, one: str) -> None:
        """A letter or digit that has to be typed."""
        self.keys += 1
        self.window.type(one)
        self.window.settle(120)

    def words(self, said: str) -> None:
        """What only this person can say: a name, a number, a kind of paper."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QComboBox):
            focused.setCurrentText(said)
        elif isinstance(focused, QSpinBox):
            focused.setValue(int(said))
        else:
            assert isinstance(focused, QLineEdit)
            focused.setText(said)
            focused.textEdited.emit(said)
        self.window.settle(120)

    def scan(self, code: str) -> None:
        self.words(code)
        self.window.key("Return")
        self.window.settle(150)

    def took(self, most: int) -> None:
        assert self.keys <= most
        self.keys = 0


def front(window: Rehearsal, kind: type[P]) -> P:
    page = window.page
    assert isinstance(page, kind)
    return page


@pytest.fixture
def hands(portal: Path, office: Profile, request: pytest.FixtureRequest) -> Hands:
    scan = (portal / "tep" / "to-khai.jpg").read_bytes()
    file = {"IdGiayTo": "to-khai.jpg", "HashTepTin": hashlib.sha256(scan).hexdigest()}
    lodge(
        portal,
        MaTTHC=COPIES,
        ThanhPhanHoSo=[{"MaThanhPhanHoSo": "01", "GiayToDinhKem": [file]}],
        ThongTinNguoiNop={"HoTen": "Lê Thị Mạng", "SoDinhDanh": "001199000033"},
    )
    office.save(replace(office.load(), online_folder=str(portal)))
    window: Rehearsal = request.getfixturevalue("window")
    window.sign_in(*CLERK)
    window.settle(300)
    return Hands(window)


def test_online_in_two_keys_a_result_in_two_a_bundle_in_three(hands: Hands) -> None:
    window, seat = hands.window, seat_of(hands.window)
    window.press(Command.ONLINE)
    window.settle(200)
    hands.press(Command.RECEIVE)
    window.settle(500)
    assert front(window, IntakePage).papers.rows[0].pages.text() == "1 trang"
    hands.press(Command.RECEIVE)
    window.settle(300)
    assert front(window, OnlinePage).table.count() == 0, "the next one would open by itself"
    hands.took(2)

    ready, other = received(seat), received(seat)
    hands.press(Command.BUNDLES)
    front(window, BundlesPage)
    hands.words("Phòng Tư pháp")
    hands.key("Return")
    for event in (ready, other):
        hands.scan(event.receipt.code)
    hands.press(Command.RECEIVE)
    window.settle(400)
    assert seat.lookup.dossier(seat.user, ready.dossier_id).dossier.status == Status.PROCESSING
    hands.took(3)

    seat.results.arrived(seat.user, ready.dossier_id, "Ngăn B-17")
    window.press(Command.RESULTS)
    front(window, ResultsPage)
    hands.scan(ready.receipt.code)
    hands.press(Command.RECEIVE)
    hands.press(Command.RECEIVE)
    assert seat.lookup.dossier(seat.user, ready.dossier_id).dossier.status == Status.RETURNED
    hands.took(2)

    hands.press(Command.SEARCH)
    found = front(window, SearchPage)
    for digit in other.receipt.code[-4:]:
        hands.letter(digit)
    assert found.table.model().rowCount() >= 1
    hands.took(6)


def test_a_birth_in_five_keys_guidance_in_three_and_the_next_dossier_in_one(
    hands: Hands,
) -> None:
    window, seat = hands.window, seat_of(hands.window)
    window.press(Command.NEXT_CITIZEN)
    window.settle(150)
    page = front(window, IntakePage)
    hands.press(Command.PROCEDURE)
    hands.words("khai sinh")
    hands.key("Return")
    hands.press(Command.GUIDE)
    window.settle(300)
    now = seat.acceptance.clock()
    with seat.store.reading() as tx:
        assert facts.between(tx, Guided, now.replace(hour=0), now.replace(hour=23))
    hands.took(3)

    window.press(Command.NEXT_CITIZEN)
    window.settle(150)
    page.person.scan.setFocus()
    hands.scan("001199000017|012345678|Nguyễn Thị Hậu|01011999|Nữ|Thôn 1, Xã Thử|15042021")
    hands.press(Command.PROCEDURE)
    hands.words("khai sinh")
    hands.key("Return")
    hands.press(Command.EFORM)
    form = page.others.form
    assert isinstance(form, EForm)
    for key, said in {
        ("child", "full_name"): "Nguyễn An Nhiên", ("child", "birth_date"): "10/11/2026",
        ("child", "ethnicity"): "Kinh", ("mother", "full_name"): HAU.full_name,
    }.items():  # fmt: skip
        field = form.fields[key]
        assert isinstance(field, QLineEdit)
        field.setText(said)
    form.keep.setFocus()
    hands.key("F9")
    draft = page.drafting.current()
    assert draft is not None
    assert draft.owner is not None
    assert draft.owner.full_name == "Nguyễn An Nhiên"
    hands.took(4)  # and F9 receives: the fifth


def test_certified_copies_in_nine_keys_and_seven_for_each_further_paper(hands: Hands) -> None:
    window, seat = hands.window, seat_of(hands.window)
    hands.press(Command.CERTIFY)
    front(window, CertifyPage)
    hands.words("Nguyễn Thị Hậu")
    hands.key("Return")
    for kind, pages, copies in (("Học bạ", "12", "2"), ("Bằng tốt nghiệp", "1", "3")):
        hands.words(kind)
        hands.key("Return")
        for count in (pages, copies):
            for digit in count:
                hands.letter(digit)
            hands.key("Return")
        if kind == "Học bạ":
            first, hands.keys = hands.keys, 0
    assert first <= 8, "and F9 is the ninth"
    hands.took(7)
    hands.press(Command.RECEIVE)
    held = seat.life.certified_copies.held(seat.user)
    assert sorted((one.paper.kind, one.paper.copies) for one in held) == [
        ("Bằng tốt nghiệp", 3), ("Học bạ", 2),
    ]  # fmt: skip
