"""Pictures of what happens to a dossier after its reception, for `demo.screenshots`."""

from __future__ import annotations

from collections.abc import Callable

from ui.keys import Command
from ui.page import Go, Place
from ui.pages.bundles import BundlesPage
from ui.pages.certify import CertifyPage
from ui.pages.dossier import DossierPage
from ui.pages.results import ResultsPage
from ui.rehearsal import Rehearsal

Shoot = Callable[[Rehearsal, str], None]
"""Keeps a picture of the window under a name."""

UNIT = "Phòng Văn hóa – Xã hội"


def film_life(window: Rehearsal, shoot: Shoot) -> None:
    """Results, bundles, supplements, due dates, certified copies and the end of the day."""
    seat = window.counter.seat
    if seat is None:
        raise LookupError("nobody sits at the desk")
    rows = seat.today.overview(seat.user).received
    _results(window, shoot, rows[0].code)
    _bundles(window, shoot, rows[0].code)
    _sides(window, shoot, rows[-1].id)
    for command, name in ((Command.WAITING, "waiting"), (Command.PRESSING, "pressing")):
        window.press(command)
        window.settle(150)
        shoot(window, name)
    _certify(window, shoot)
    window.press(Command.CLOSING)
    window.settle(150)
    shoot(window, "closing")
    window.window.toasts.drop_all()


def _results(window: Rehearsal, shoot: Shoot, code: str) -> None:
    window.press(Command.RESULTS)
    page = window.page
    if not isinstance(page, ResultsPage):
        raise TypeError(page)
    page.scanned(code)
    window.settle(100)
    page.scanned("001085000023")
    window.settle(150)
    shoot(window, "results")
    for line in range(page.table.count()):
        del line
        page.table.setFocus()
        window.key("Delete")


def _bundles(window: Rehearsal, shoot: Shoot, code: str) -> None:
    window.press(Command.BUNDLES)
    page = window.page
    if not isinstance(page, BundlesPage):
        raise TypeError(page)
    page.unit.setCurrentText(UNIT)
    window.key("Return")
    window.settle(150)
    page.scanned(code)
    window.settle(150)
    shoot(window, "bundles")


def _sides(window: Rehearsal, shoot: Shoot, dossier_id: str) -> None:
    window.window.go(Go(Place.DOSSIER, dossier_id))
    window.settle(200)
    page = window.page
    if not isinstance(page, DossierPage):
        raise TypeError(page)
    window.press(Command.PROCEDURE)
    window.settle(150)
    next(iter(page.supplement.ticks.values())).setChecked(True)
    page.supplement.reason.setText("Tờ khai chưa có chữ ký")
    shoot(window, "supplement")
    window.press(Command.RECEIVE)
    window.settle(400)
    window.press(Command.COMPONENTS)
    page.contacts.note.setText("Hẹn sáng mai mang đến")
    window.press(Command.RECEIVE)
    window.window.toasts.drop_all()
    shoot(window, "contacts")
    window.press(Command.SCAN)
    window.settle(150)
    window.key("Return")
    shoot(window, "copying")
    _others(window, shoot)
    window.press(Command.BACK)


def _others(window: Rehearsal, shoot: Shoot) -> None:
    """The list behind «Khác», and panels of it by their digits."""
    window.press(Command.HOLD)
    shoot(window, "others")
    for digit, name in (("2", "stored-papers"), ("6", "ending")):
        window.press(Command.HOLD)
        window.key(digit)
        window.settle(200)
        shoot(window, name)
    window.press(Command.BACK)


def _certify(window: Rehearsal, shoot: Shoot) -> None:
    window.press(Command.CERTIFY)
    page = window.page
    if not isinstance(page, CertifyPage):
        raise TypeError(page)
    for who, kind, pages, copies in (
        ("Phạm Đức Thịnh", "Giấy khai sinh", 1, 3),
        ("Nguyễn Thị Ngọc Ánh", "Bằng tốt nghiệp", 2, 2),
    ):
        page.requester.setText(who)
        page.kind.setCurrentText(kind)
        page.pages.setValue(pages)
        page.copies.setValue(copies)
        window.settle(100)
        shoot(window, "certify")
        window.press(Command.RECEIVE)
        window.settle(200)
        window.window.toasts.drop_all()
