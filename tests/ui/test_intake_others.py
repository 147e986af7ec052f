"""Việc khác at an intake: guidance, several dossiers, late entries, lodging, forms, reuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QLineEdit

from desk.settings import Profile
from models.dossier import Draft
from models.eform import OfferedValue
from models.facts import Guided
from models.procedure import PaperReason
from models.store import drafts, facts
from tests.support.seat import HAU, Watch
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.eform import EForm
from ui.widgets.late_form import LateForm
from ui.widgets.lodging_form import LodgingForm

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BIRTH = "1.001193"
MARRIAGE = "04"


def prepared(window: Rehearsal, code: str = BIRTH) -> tuple[IntakePage, Draft]:
    """An intake that lacks nothing."""
    seat = seat_of(window)
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, code)
    procedure = seat.intake.procedure(seat.user, code)
    assert procedure is not None
    required = {one.code for one in procedure.components if one.required}
    lines = tuple(replace(one, presented=one.code in required) for one in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    window.window.go(Go(Place.INTAKE, draft))
    window.settle(150)
    page = window.page
    assert isinstance(page, IntakePage)
    return page, draft


def printed(office: Profile, named: str) -> list[Path]:
    return list(office.papers.glob(f"*{named}*"))


def choose(window: Rehearsal, page: IntakePage, name: str) -> None:
    """Open the menu by its key and take a line of it."""
    window.press(Command.OTHERS)
    assert page.others.menu.isVisible()
    act = page.others._acts[name]
    assert act.isEnabled()
    page.others.menu.close()
    act.trigger()
    window.settle(100)


def test_guidance_is_kept_and_its_list_printed_without_a_name(
    seated: Rehearsal, office: Profile, watch: Watch
) -> None:
    page, draft = prepared(seated)
    choose(seated, page, "guide")
    seated.settle(900)
    assert printed(office, "huong-dan")
    seat = seat_of(seated)
    with seat.store.reading() as tx:
        (kept,) = facts.between(
            tx, Guided, watch.now - timedelta(hours=1), watch.now + timedelta(hours=1)
        )
    assert kept.body.procedure_code == BIRTH
    current = page.drafting.current()
    assert current is not None
    assert current.id == draft.id  # the draft stays


def test_the_same_person_again_and_one_list_for_all(seated: Rehearsal, office: Profile) -> None:
    page, draft = prepared(seated)
    seated.press(Command.OTHERS)
    assert not page.others._acts["list"].isEnabled()
    page.others.menu.close()
    seated.press(Command.SAME_PERSON)
    seated.settle(300)
    current = page.drafting.current()
    assert current is not None
    assert current.id != draft.id
    assert current.owner is not None
    assert current.owner.number == HAU.number
    assert current.visit == draft.id
    choose(seated, page, "list")
    seated.settle(600)
    assert printed(office, "danh-sach-ho-so")


def test_what_came_on_paper_is_entered_with_its_own_hour(
    seated: Rehearsal, office: Profile, watch: Watch
) -> None:
    page, draft = prepared(seated)
    choose(seated, page, "blanks")
    seated.settle(900)
    assert printed(office, "giay-tiep-nhan-trong")
    choose(seated, page, "late")
    form = page.others.form
    assert isinstance(form, LateForm)
    earlier = watch.now - timedelta(hours=2)
    form.at.setDateTime(
        type(form.at.dateTime())(
            earlier.year, earlier.month, earlier.day, earlier.hour, earlier.minute, 0
        )
    )
    form.do.click()
    seated.settle(100)
    assert form.isVisible()  # a reason is needed
    form.reason.setText("Mất điện")
    form.number.setText(f"TAM-Q1-{watch.now:%y%m%d}-0001")
    form.do.click()
    seated.settle(100)
    current = page.drafting.current()
    assert current is not None
    assert current.late_entry is not None
    assert current.late_entry.received_at == datetime(
        earlier.year, earlier.month, earlier.day, earlier.hour, earlier.minute,
        tzinfo=watch.now.tzinfo,
    )  # fmt: skip
    seated.press(Command.RECEIVE)
    seated.settle(300)
    seat = seat_of(seated)
    assert seat.lookup.dossier(seat.user, draft.id).dossier.received_at.hour == earlier.hour


def test_lodged_online_for_somebody_keeps_the_portals_code(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page, draft = prepared(seated)
    scan = tmp_path / "to-khai.jpg"
    Image.new("RGB", (800, 1100), "white").save(scan, dpi=(200, 200))
    seat = seat_of(seated)
    seat.capture.import_files(draft.id, draft.components[0].code, [scan])
    choose(seated, page, "lodge")
    form = page.others.form
    assert isinstance(form, LodgingForm)
    assert not form.tie.isEnabled()  # nothing before consent
    form.agree.click()
    seated.settle(100)
    folder = tmp_path / "nop"
    folder.mkdir()
    page.others.write_files(form, folder)
    seated.settle(600)
    assert [one.suffix for one in folder.iterdir()] == [".pdf"]
    form.code.setText("G01.899.000-261119-0001")
    form.tie.click()
    seated.settle(100)
    seated.press(Command.RECEIVE)
    seated.settle(400)
    found = seat.lookup.by_code(seat.user, "G01.899.000-261119-0001")
    assert found.dossier.id == draft.id  # found by the portal's code for ever
    assert isinstance(seated.page, IntakePage)


def test_the_form_comes_filled_from_what_is_known(seated: Rehearsal, office: Profile) -> None:
    page, _ = prepared(seated)
    choose(seated, page, "form")
    seated.settle(900)
    assert printed(office, "to-khai")


def test_a_paper_digitised_before_is_offered_on_its_line_and_taken(
    seated: Rehearsal, tmp_path: Path, watch: Watch
) -> None:
    seat = seat_of(seated)
    scan = tmp_path / "giay.png"
    Image.new("RGB", (827, 1169), "white").save(scan, dpi=(100, 100))
    _, earlier = prepared(seated)
    seat.capture.import_files(earlier.id, MARRIAGE, [scan])
    lines = tuple(
        replace(one, presented=True, paper_reason=PaperReason.NO_DATA)
        if one.code == MARRIAGE
        else one
        for one in earlier.components
    )
    earlier = replace(earlier, components=lines)
    seat.intake.save(seat.user, earlier)
    seat.acceptance.receive(seat.user, earlier)
    watch.pass_time(days=1)
    page, _ = prepared(seated)
    line = page.others.reuse
    assert line.isVisible()
    assert "đã có bản số hóa ngày" in line.said.toolTip()
    assert line.take.text() == "Đã đối chiếu bản chính: dùng lại"  # it was never signed
    line.take.click()
    seated.settle(200)
    assert not line.isVisible()
    current = page.drafting.current()
    assert current is not None
    (taken,) = [one for one in current.components if one.reused is not None]
    assert taken.code == MARRIAGE
    assert taken.reused is not None
    assert taken.reused.dossier_id == earlier.id


def test_the_form_is_filled_in_by_two_keys_and_printed_as_it_was_kept(
    seated: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = prepared(seated)
    seat = seat_of(seated)
    read = (
        OfferedValue("mother", "full_name", "Trần Thị Bình", "02", "giay_chung_sinh"),
        OfferedValue("mother", "birth_date", "12/03/1994", "02", "giay_chung_sinh"),
        OfferedValue("child", "full_name", "Lê Thu Ánh", "02", "giay_chung_sinh"),
    )
    monkeypatch.setattr(type(seat.fields), "offers", lambda *_: read)
    seated.press(Command.EFORM)
    seated.settle(150)
    form = page.others.form
    assert isinstance(form, EForm)
    assert form.values()[("child", "full_name")] == HAU.full_name, "from the card"
    assert "2" in form.take_all.text(), "the third has another value in its field"
    form.take_all.setFocus()
    seated.key("Ctrl+B")
    assert form.values()[("mother", "birth_date")] == "12/03/1994"
    assert form.values()[("child", "full_name")] == HAU.full_name, "what stands there stays"
    form.offers[("child", "full_name")].click()
    assert form.values()[("child", "full_name")] == "Lê Thu Ánh"
    father = form.fields[("father", "full_name")]
    assert isinstance(father, QLineEdit)
    father.setText("001099000025|123456789|Lê Văn Nhận|05031990|Nam|Thôn 2, Xã Thử|01072021")
    father.editingFinished.emit()
    assert form.values()[("father", "full_name")] == "Lê Văn Nhận", "the second card fills him"
    seated.key("F9")
    seated.settle(200)
    draft = page.drafting.current()
    assert draft is not None
    assert draft.owner is not None
    assert (draft.owner.full_name, page.person.name.text()) == ("Lê Thu Ánh",) * 2
    printed_form = seat.life.declarations.for_draft(seat.user, draft)
    assert printed_form.values["mother_full_name"] == "Trần Thị Bình"
    assert printed_form.values["father_birth_date"] == "05/03/1990"
    with seat.store.reading() as tx:
        kept = drafts.get(tx, draft.id)
    assert kept is not None
    assert kept.people == draft.people
