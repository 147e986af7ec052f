"""Values read from paper, confirmed by keyboard: beside the picture, doubts said, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desk.seat import Seat
from models.attachment import Page, PageSource
from models.dossier import Draft
from models.pages import PageView, ReadingStage
from models.reading import Findings
from models.store import drafts, field_values, page_findings, page_texts
from tests.support.capture_samples import page_jpeg
from tests.support.page_texts import plain_page
from tests.support.seat import HAU, LATE
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.page import Go, Place, ToConfirm
from ui.pages.confirming import ConfirmingPage
from ui.pages.dossier import DossierPage
from ui.pages.intake import IntakePage
from ui.pages.today import TodayPage
from ui.rehearsal import Rehearsal

COMPONENT = "02"
ROWS = (
    "GIẤY CHỨNG SINH",
    "Số: 321/GCS-2026",
    "Họ, chữ đệm, tên mẹ: TRẦN THỊ BÌNH",
    "Ngày, tháng, năm sinh: 12/03/1995",
    "Số định danh cá nhân: 001194012345",
    "Giới tính của con: Nữ",
)


def ready(seat: Seat) -> Draft:
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    required = {one.code for one in procedure.components if one.required}
    lines = tuple(replace(one, presented=one.code in required) for one in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    return draft


@pytest.fixture
def draft(seated: Rehearsal) -> Draft:
    """A birth notice was scanned and read; its mother's number does not fit her year of birth."""
    seat = seat_of(seated)
    made = ready(seat)
    text, blob = plain_page(*ROWS), seat.signed.blobs.put(page_jpeg(1))
    page = Page("page-1", made.id, COMPONENT, 0, blob.sha256, "image/jpeg", text.width, text.height,
                200, PageSource.SCANNER, LATE)  # fmt: skip
    view = PageView(page.id, blob.sha256, blob.size, text.width, text.height, 200, Findings(), b"")
    with seat.store.writing() as tx:
        seat.signed.blobs.record(tx, blob, LATE)
        drafts.add_page(tx, page)
        page_findings.keep(tx, view, LATE)
        page_texts.keep(tx, page.id, ReadingStage.FUSED, blob.sha256, text, LATE)
    seat.fields.reading.read(made.id, COMPONENT)
    return made


def confirming(window: Rehearsal) -> ConfirmingPage:
    page = window.page
    assert isinstance(page, ConfirmingPage)
    window.wait_until(lambda: bool(page.rows))
    return page


def open_from_intake(window: Rehearsal, draft: Draft) -> ConfirmingPage:
    window.window.go(Go(Place.INTAKE, draft))
    intake = window.page
    assert isinstance(intake, IntakePage)
    row = intake.papers.row
    window.wait_until(lambda: (found := row(COMPONENT)) is not None and not found.read.isHidden())
    shown = row(COMPONENT)
    assert shown is not None
    assert shown.read.text() == "Xác nhận 5"
    shown.read.click()
    return confirming(window)


def values(window: Rehearsal, draft: Draft) -> dict[str, str | None]:
    seat = seat_of(window)
    (paper,) = seat.fields.papers(seat.user, draft.id)
    return {
        one.template.name: one.confirmed.value if one.confirmed else None for one in paper.fields
    }


def test_enter_confirms_and_goes_to_the_next_that_waits(seated: Rehearsal, draft: Draft) -> None:
    page = open_from_intake(seated, draft)
    assert QApplication.focusWidget() is page.rows[0].edit
    seated.type("322/GCS-2026")  # what was read is selected: typing replaces it
    second, third = [place for place, row in enumerate(page.rows) if row.owed][1:3]
    assert second > 1, "a required field nobody found is passed over"
    seated.key("Return")
    assert QApplication.focusWidget() is page.rows[second].edit
    seated.wait_until(lambda: not page.rows[0].owed)
    assert values(seated, draft)["number"] == "322/GCS-2026"
    seated.key("Up")
    assert QApplication.focusWidget() is page.rows[second - 1].edit
    assert third > second
    assert values(seated, draft)["sex"] is None


def test_a_doubt_is_said_in_words_and_the_picture_is_beside_it(
    seated: Rehearsal, draft: Draft
) -> None:
    page = open_from_intake(seated, draft)
    number = next(row for row in page.rows if row.name == "mother.number")
    assert number._doubts.text() == "Số định danh và năm sinh không khớp."
    assert number.edit.property("doubted") is True
    seated.wait_until(lambda: not number._picture.pixmap().isNull())


def test_confirming_what_is_clear_leaves_the_doubted_one_and_the_rest_goes_back(
    seated: Rehearsal, draft: Draft
) -> None:
    page = open_from_intake(seated, draft)
    seated.press(Command.RECEIVE)
    number = next(row for row in page.rows if row.name == "mother.number")
    seated.wait_until(lambda: [row for row in page.rows if row.owed] == [number])
    seated.wait_until(lambda: QApplication.focusWidget() is number.edit)
    seated.key("Return")
    seated.wait_until(lambda: isinstance(seated.page, IntakePage))
    assert values(seated, draft)["mother.number"] == "001194012345"


def test_a_typed_value_is_not_lost_by_confirming_all(seated: Rehearsal, draft: Draft) -> None:
    page = open_from_intake(seated, draft)
    sex = next(row for row in page.rows if row.name == "sex")
    sex.edit.setText("Nam")
    seated.press(Command.RECEIVE)
    seated.wait_until(lambda: values(seated, draft)["sex"] == "Nam")


def test_later_is_a_debt_on_today_and_opens_the_oldest(seated: Rehearsal, draft: Draft) -> None:
    seat = seat_of(seated)
    seat.acceptance.receive(seat.user, draft)
    seated.window.go(Go(Place.CONFIRM, ToConfirm(draft.id, back=Place.DOSSIER)))
    confirming(seated)
    seated.press(Command.HOLD)
    seated.wait_until(lambda: isinstance(seated.page, DossierPage))
    dossier = seated.page
    assert isinstance(dossier, DossierPage)
    seated.wait_until(lambda: not dossier.papers.confirm.isHidden())
    assert dossier.papers.confirm.text().endswith(": 5")
    seated.press(Command.TODAY)
    today = seated.page
    assert isinstance(today, TodayPage)
    seated.wait_until(lambda: today.unconfirmed.count == 1)
    seated.press(Command.CONFIRM)
    page = confirming(seated)
    seated.press(Command.RECEIVE)
    seated.wait_until(lambda: [row.name for row in page.rows if row.owed] == ["mother.number"])
    last = next(row for row in page.rows if row.owed)
    seated.wait_until(lambda: QApplication.focusWidget() is last.edit)
    seated.key("Return")
    seated.wait_until(lambda: not page.rows)
    seated.press(Command.TODAY)
    seated.wait_until(today.unconfirmed.isHidden)


def test_another_kind_of_paper_is_read_anew(seated: Rehearsal, draft: Draft) -> None:
    page = open_from_intake(seated, draft)
    page.kind.setCurrentIndex(page.kind.findData("giay_khai_sinh"))
    page.kind.activated.emit(page.kind.currentIndex())
    seated.wait_until(lambda: any(row.name == "child.full_name" for row in page.rows))
    (paper,) = seat_of(seated).fields.papers(seat_of(seated).user, draft.id)
    assert paper.document.code == "giay_khai_sinh"


def test_every_field_can_be_shown_and_filled_by_hand(seated: Rehearsal, draft: Draft) -> None:
    page = open_from_intake(seated, draft)
    before = len(page.rows)
    page._more.click()
    assert len(page.rows) > before
    weight = next(row for row in page.rows if row.name == "weight")
    weight.edit.setText("3.100 gam")
    weight.edit.setFocus()
    seated.key("Return")
    seated.wait_until(lambda: values(seated, draft)["weight"] == "3.100 gam")


def test_a_paper_nobody_recognised_is_named_by_the_clerk(seated: Rehearsal, draft: Draft) -> None:
    with seat_of(seated).store.writing() as tx:
        field_values.forget(tx, draft.id)
    seated.window.go(Go(Place.CONFIRM, ToConfirm(draft.id, COMPONENT, back=Place.INTAKE)))
    page = seated.page
    assert isinstance(page, ConfirmingPage)
    seated.wait_until(lambda: not page.kind.isHidden() and page.kind.currentIndex() == -1)
    page.kind.setCurrentIndex(page.kind.findData("giay_chung_sinh"))
    page.kind.activated.emit(page.kind.currentIndex())
    seated.wait_until(lambda: any(row.name == "mother.full_name" for row in page.rows))
