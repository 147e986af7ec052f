"""What a scanner on a serial port says lands where a typed scan would."""

from __future__ import annotations

from desk.events import QrScanned
from models.citizen import PartialDate
from ui.page import Place
from ui.rehearsal import Rehearsal

QR = "001099000017||Nguyễn Thị Đào|01011999|Nữ|Thôn Đường Ấm, Xã Thử|15042021"


def test_a_card_opens_the_intake_with_its_person(seated: Rehearsal) -> None:
    desk = seated.counter.desk
    assert desk is not None
    desk.events.publish(QrScanned(QR))
    seated.settle()
    workplace = seated.window.workplace
    assert workplace is not None
    assert seated.page is workplace.pages[Place.INTAKE]
    person = seated.page.person.person()  # type: ignore[attr-defined]
    assert (person.number, person.full_name) == ("001099000017", "Nguyễn Thị Đào")


def test_a_name_that_lost_its_marks_is_left_to_the_chip_and_the_clerk(seated: Rehearsal) -> None:
    desk = seated.counter.desk
    assert desk is not None
    desk.events.publish(QrScanned("001099000017||Nguyen Thi Dao|01011999|N|Xa Thu|15042021"))
    seated.settle()
    person = seated.page.person.person()  # type: ignore[attr-defined]
    assert (person.number, person.full_name, person.address) == ("001099000017", "", "")
    assert person.birth_date == PartialDate(1999, 1, 1)


def test_a_locked_window_hears_nothing(seated: Rehearsal) -> None:
    desk = seated.counter.desk
    assert desk is not None
    seated.window.lock()
    desk.events.publish(QrScanned(QR))
    seated.settle()
    seated.window.unlock()
    workplace = seated.window.workplace
    assert workplace is not None
    assert seated.page is workplace.pages[Place.TODAY]
