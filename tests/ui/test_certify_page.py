"""Chứng thực nhanh by keyboard alone: a name, Enter, Enter, Enter, F9 – and back to the person."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from desk.seat import Seat
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.pages.certify import CertifyPage
from ui.rehearsal import Rehearsal


def certify(window: Rehearsal) -> CertifyPage:
    window.press(Command.CERTIFY)
    window.settle(80)
    page = window.page
    assert isinstance(page, CertifyPage)
    return page


def test_two_papers_in_one_visit_signed_and_given_back(seated: Rehearsal) -> None:
    page, seat = certify(seated), seat_of(seated)
    assert QApplication.focusWidget() is page.requester
    assert page._number.text() == "01-SCT/BS"
    seated.type("Nguyễn Thị Hậu")
    seated.key("Return")
    line = page.kind.lineEdit()
    assert line is not None
    assert QApplication.focusWidget() in (page.kind, line)
    page.kind.setCurrentText("Bằng tốt nghiệp")
    line.returnPressed.emit()
    assert QApplication.focusWidget() is page.pages
    page.pages.setValue(2)
    page.pages.lineEdit().returnPressed.emit()
    assert QApplication.focusWidget() is page.copies
    page.copies.setValue(3)
    page.copies.lineEdit().returnPressed.emit()
    seated.settle(80)
    assert QApplication.focusWidget() in (page.kind, line)
    assert [cells[:3] for cells in page.table.cells()] == [("Bằng tốt nghiệp", "2", "3")]
    page.kind.setCurrentText("Học bạ")
    seated.press(Command.RECEIVE)
    seated.settle(150)
    assert [line.label for line in seat.life.certified_copies.held(seat.user)] == [
        "01-SCT/BS",
        "02-SCT/BS",
    ]
    assert QApplication.focusWidget() is page.requester
    assert page.requester.text() == ""
    assert page._number.text() == "03-SCT/BS"
    assert "01-SCT/BS, 02-SCT/BS" in seated.window.toasts.words()[-1]
    assert [cells[3] for cells in page.held.cells()] == ["chờ ký"] * 2
    assert "tiền mặt" in seated.window.toasts.words()[-1]
    (first, *_) = seat.life.certified_copies.held(seat.user)
    assert seat.life.cash_counts.drawer(seat.user).cash_dong == first_fee(seat, first.dossier_id)

    seated.press(Command.COMPONENTS)
    assert QApplication.focusWidget() is page.signer
    seated.type("Phạm Văn Trách")
    seated.key("Return")
    seated.settle(100)
    assert [cells[3] for cells in page.held.cells()] == ["đã ký"] * 2
    seated.press(Command.PROCEDURE)
    seated.settle(100)
    assert page.held.count() == 0
    assert page.kind.itemText(0) in ("Bằng tốt nghiệp", "Học bạ")


def first_fee(seat: Seat, dossier_id: str) -> int:
    balance = seat.life.fees.balance(seat.user, dossier_id)
    assert balance.left_dong == 0
    return balance.taken_dong


def test_who_pays_when_the_copies_are_ready_is_asked_then(seated: Rehearsal) -> None:
    page, seat = certify(seated), seat_of(seated)
    page.cash.setChecked(False)
    page.requester.setText("Nguyễn Thị Hậu")
    page.kind.setCurrentText("Học bạ")
    seated.press(Command.RECEIVE)
    seated.settle(150)
    assert "Còn phải thu" in seated.window.toasts.words()[-1]
    assert seat.life.cash_counts.drawer(seat.user).cash_dong == 0
    (line,) = seat.life.certified_copies.held(seat.user)
    seat.life.certified_copies.signed(seat.user, (line.dossier_id,), "Phạm Văn Trách")
    page.cash.setChecked(True)
    seated.press(Command.PROCEDURE)
    seated.settle(150)
    assert "tiền mặt" in seated.window.toasts.words()[-1]
    assert seat.life.cash_counts.drawer(seat.user).cash_dong == line.paper.fee_dong


def test_what_is_missing_gets_the_focus(seated: Rehearsal) -> None:
    page = certify(seated)
    page.kind.setFocus()
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.requester
    seated.type("Nguyễn Thị Hậu")
    seated.press(Command.RECEIVE)
    assert QApplication.focusWidget() in (page.kind, page.kind.lineEdit())
    assert page.table.count() == 0


CARD = (
    "001199000017|012345678|Nguyễn Thị Hậu|01011999|Nữ|Thôn 1, Xã Thử, Huyện Mẫu, Hà Nội|15042021"
)


def test_a_signature_goes_into_its_own_book_with_the_card_that_was_shown(seated: Rehearsal) -> None:
    page, seat = certify(seated), seat_of(seated)
    seated.press(Command.SCAN)
    while page._of_now() is not None and page._of_now().procedure != "2.000884":  # type: ignore[union-attr]
        seated.press(Command.SCAN)
    seated.settle(100)
    assert page._number.text() == "01-SCT/CK,ĐC"
    assert not page.pages.isVisible()
    assert page.identity.isVisible()
    page.requester.setText("Nguyễn Thị Hậu")
    page.kind.setCurrentText("Giấy ủy quyền")
    seated.press(Command.RECEIVE)
    seated.settle(100)
    assert QApplication.focusWidget() is page.identity, "the book asks for the paper that was seen"
    assert page.scanned(CARD)
    assert "001199000017" in page.identity.text()
    page.parties.setText("Lê Văn Nhận (CCCD 001099000025)")
    seated.press(Command.RECEIVE)
    seated.settle(150)
    (line,) = seat.life.certified_copies.held(seat.user)
    assert line.label == "01-SCT/CK,ĐC"
    assert line.paper.fee_dong == 10_000
    assert line.paper.parties == ("Lê Văn Nhận (CCCD 001099000025)",)
    assert seat.lookup.dossier(seat.user, line.dossier_id).dossier.owner.number == "001199000017"
    assert page.identity.text() == ""


def test_a_card_names_who_wants_copies_and_nothing_more_is_kept(seated: Rehearsal) -> None:
    page, seat = certify(seated), seat_of(seated)
    assert page.scanned(CARD)
    page.kind.setCurrentText("Học bạ")
    seated.press(Command.RECEIVE)
    seated.settle(150)
    (line,) = seat.life.certified_copies.held(seat.user)
    owner = seat.lookup.dossier(seat.user, line.dossier_id).dossier.owner
    assert (owner.full_name, owner.number) == ("Nguyễn Thị Hậu", None)
