"""Việc khác with a form: refused at the counter, papers asked for, an outside code, old papers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desk.settings import Profile
from models.dossier import ExternalCode
from tests.ui.test_intake_others import prepared, printed
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.asking_form import AskingForm
from ui.widgets.code_form import CodeForm
from ui.widgets.given_form import GivenForm
from ui.widgets.identity_form import IdentityForm
from ui.widgets.refusal_form import RefusalForm

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def choose(window: Rehearsal, page: IntakePage, name: str) -> None:
    """Open the menu by its key and take a line of it."""
    window.press(Command.OTHERS)
    act = page.others._acts[name]
    assert act.isEnabled()
    page.others.menu.close()
    act.trigger()
    window.settle(150)


def test_refused_with_a_reason_of_the_list_and_printed(seated: Rehearsal, office: Profile) -> None:
    page, draft = prepared(seated)
    choose(seated, page, "refuse")
    form = page.others.asking.form
    assert isinstance(form, RefusalForm)
    form.do.click()
    seated.settle(100)
    assert form.isVisible(), "a reason is needed"
    form.reasons.setFocus()
    seated.key("Space")
    form.words.setPlainText("Ghi thêm bằng lời\n\n")
    assert len(form.said()) == 2
    page.person.phone.setText("0900000001")
    page.drafting.changed()
    form.do.click()
    page.drafting.save()  # the pause in typing ends while the refusal is written
    seated.settle(900)
    seat = seat_of(seated)
    assert printed(office, "tu-choi")
    assert draft.id not in {one.id for one in seat.intake.open_drafts(seat.user)}
    current = page.drafting.current()
    assert current is not None
    assert current.id != draft.id, "the next citizen's form is there"
    choose(seated, page, "given")
    given = page.others.asking.form
    assert isinstance(given, GivenForm)
    assert "Mẫu 03" in given.lines.item(0).text()
    given.do.click()
    seated.settle(700)
    assert len(printed(office, "tu-choi")) == 2
    given.reject()


def test_missing_papers_are_asked_for_and_the_draft_stays(
    seated: Rehearsal, office: Profile
) -> None:
    page, draft = prepared(seated)
    page.papers.row("01").tick.setChecked(False)  # type: ignore[union-attr]
    choose(seated, page, "ask")
    form = page.others.asking.form
    assert isinstance(form, AskingForm)
    ticked = [
        form.papers.item(row).text()
        for row in range(form.papers.count())
        if form.papers.item(row).checkState() is Qt.CheckState.Checked
    ]
    assert len(ticked) == 1, "what is missing is ticked, what a database answers is not"
    form.reason.setText("Chưa có tờ khai")
    form.do.click()
    seated.settle(900)
    assert printed(office, "yeu-cau-bo-sung")
    current = page.drafting.current()
    assert current is not None
    assert current.id == draft.id
    choose(seated, page, "ask")
    second = page.others.asking.form
    assert isinstance(second, AskingForm)
    second.reason.setText("Còn thiếu nữa")
    second.do.click()
    seated.settle(150)
    assert second.once_more.isVisible(), "said once; a second time needs its own reason"
    second.reject()


def test_an_outside_code_before_printing(seated: Rehearsal) -> None:
    page, draft = prepared(seated)
    choose(seated, page, "code")
    form = page.others.asking.form
    assert isinstance(form, CodeForm)
    form.given.emit(" ")
    seated.settle(80)
    assert form.isVisible()
    form.code.setText("HT-2026-77")
    form.do.click()
    seated.settle(150)
    current = page.drafting.current()
    assert current is not None
    assert current.external_codes == (ExternalCode("HT-2026-77", "civil_status"),)
    seated.press(Command.RECEIVE)
    seated.settle(300)
    seat = seat_of(seated)
    assert seat.lookup.by_code(seat.user, "HT-2026-77").dossier.id == draft.id


def test_a_passport_identifies_somebody_without_a_number(seated: Rehearsal) -> None:
    page, _ = prepared(seated)
    page.person.clear()
    page.person.name.setText("Maria Thử Nghiệm")
    choose(seated, page, "identity")
    form = page.others.asking.form
    assert isinstance(form, IdentityForm)
    form.number.setText("C1234567")
    form.expires.setText("1/13/2030")
    form.do.click()
    assert form.isVisible(), "no such day"
    form.expires.setText("18/11/2026")
    form.do.click()
    seated.settle(100)
    assert form.because.isVisible(), "it has run out"
    form.because.setText("Đối chiếu VNeID")
    form.do.click()
    seated.settle(300)
    current = page.drafting.current()
    assert current is not None
    assert current.owner is not None
    assert current.owner.paper is not None
    assert current.owner.paper.number == "C1234567"
    assert "C1234567" in page.person._number.text()
    assert current.note == "Đối chiếu VNeID"


def test_a_card_that_ran_out_by_age_is_said_and_stops_nothing(seated: Rehearsal) -> None:
    page, _ = prepared(seated)
    page.person.clear()
    page.identification.take(
        "001085000007||Trần Văn Cũ|01011985|Nam|Thôn 1, Xã Thử, Hà Nội|15042021"
    )
    seated.settle(100)
    assert "hết hạn" in page.person._hint.text()
    person = page.person.person()
    assert person is not None
    assert person.full_name == "Trần Văn Cũ"
