"""What a scanner on a serial port says lands where a typed scan would."""

from __future__ import annotations

from desk.events import QrScanned
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
