"""Danh mục: a procedure completed and put into use, a packet taken in, the office's own days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication

from models.people import PersonRole
from models.procedure import AskedRole, Case, CopyKind, Fee, Limit, LodgingChannel, Unit
from tests.ui.conftest import CHIEF
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.books.office_days import OfficeDaysBook
from ui.books.old_lists import OldListsBook
from ui.books.procedure_editor import ProcedureEditor
from ui.books.procedures import ProceduresBook
from ui.keys import Command
from ui.page import Notice, Place
from ui.pages.catalogue import CataloguePage
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal

AUTUMN = date(2026, 9, 1)
ADMINISTRATOR = ("quantri", "mat khau quan tri")


def catalogue(window: Rehearsal) -> CataloguePage:
    window.press(Command.CATALOGUE)
    window.settle(100)
    page = window.page
    assert isinstance(page, CataloguePage)
    return page


def editor_of(window: Rehearsal) -> tuple[ProceduresBook, ProcedureEditor]:
    window.sign_in(*ADMINISTRATOR)
    book = catalogue(window).book
    assert isinstance(book, ProceduresBook)
    return book, book.editor


def opened(window: Rehearsal, book: ProceduresBook, typed: str) -> None:
    window.press(Command.PROCEDURE)
    window.type(typed)
    window.key("Return")
    window.settle()
    book.table.open_current()
    window.settle(100)


def test_a_version_is_made_from_the_first_gap_to_its_release(window: Rehearsal) -> None:
    book, editor = editor_of(window)
    assert book.table.cells()[0][3] != "dùng được", "what lacks comes first"
    opened(window, book, "xac nhan tinh trang hon nhan")
    assert window.window.focusWidget() is editor.names.name
    assert "thành phần hồ sơ" in editor.lacks.text()
    editor.limits.legal.show_limit(Limit(Unit.WORKING_DAY, 3))
    editor.limits.committed.show_limit(Limit(Unit.WORKING_DAY, 5))
    assert "thời hạn cam kết dài hơn luật" in editor.lacks.text()
    editor.limits.committed.show_limit(Limit(Unit.WORKING_DAY, 2))
    editor.limits.cases.add_one()
    editor.limits.cases.name.setText("Đã ly hôn")
    editor.limits.cases.name.textEdited.emit("Đã ly hôn")
    editor.limits.cases.legal.show_limit(Limit(Unit.WORKING_DAY, 23))
    editor.turn_to(2)
    window.settle()
    editor.papers.add_one()
    window.type("To khai")
    assert editor.papers.items[-1].name == "To khai"
    editor.papers.kinds[CopyKind.ELECTRONIC].setChecked(True)
    editor.papers.add_one()
    window.type("Ban an")
    editor.papers.required.setChecked(False)
    editor.papers.database.setEditText("CSDL hộ tịch")
    editor.papers.case.setCurrentIndex(editor.papers.case.findData("Đã ly hôn"))
    editor.turn_to(3)
    editor.fees.add_one()
    window.type("Le phi")
    editor.fees.amount.setValue(15_000)
    editor.roles.asked[PersonRole.WIFE].setCurrentIndex(1)
    editor.places.channels[LodgingChannel.POST].setChecked(False)
    editor.names.result.setText("Giấy xác nhận")
    editor.names.basis.setPlainText("Luật 1\nNghị định 2")
    window.settle()
    assert editor.lacks.text() == "Đủ để đưa vào dùng."
    window.press(Command.RECEIVE)
    window.settle(100)
    assert not editor.unsaved
    window.press(Command.COMPONENTS)
    window.settle(50)
    assert editor.comparing
    said = editor.comparison.toPlainText()
    assert "3 ngày làm việc" in said
    assert "15.000 đ" in said
    window.press(Command.COMPONENTS)
    window.settle(150)
    assert not editor.open
    seat = seat_of(window)
    (kept,) = seat.life.catalogue_editing.own(seat.user)
    made = kept.procedure
    assert (made.code, made.complete, kept.missing) == ("1.004873", True, ())
    assert made.limit == Limit(Unit.WORKING_DAY, 2)
    assert made.cases == (Case("Đã ly hôn", Limit(Unit.WORKING_DAY, 23)),)
    assert [(one.code, one.required, one.case) for one in made.components] == [
        ("01", True, ""),
        ("02", False, "Đã ly hôn"),
    ]
    assert made.components[0].copy_kinds == (CopyKind.ORIGINAL, CopyKind.ELECTRONIC)
    assert made.fees == (Fee("Le phi", 15_000),)
    assert made.roles == (AskedRole(PersonRole.WIFE, required=False),)
    assert made.channels == (LodgingChannel.DIRECT, LodgingChannel.ONLINE)
    assert made.legal_basis == ("Luật 1", "Nghị định 2")


def test_steps_are_taken_back_and_a_draft_is_given_up(window: Rehearsal) -> None:
    book, editor = editor_of(window)
    opened(window, book, "1.000656")
    before = editor.procedure()
    assert before.code == "1.000656"
    editor.turn_to(2)
    editor.papers.table.setFocus()
    count = len(before.components)
    window.key("Delete")
    window.key("Delete")
    assert len(editor.procedure().components) == count - 2
    window.press(Command.UNDO)
    assert len(editor.procedure().components) == count - 1
    editor.undo.click()
    assert editor.procedure() == before
    editor.names.name.setText("Tên khác")
    editor.names.name.textEdited.emit("Tên khác")
    told: list[Notice] = []
    book.telling.connect(told.append)
    window.press(Command.BACK)
    assert editor.open
    assert told[-1].tone == "warn"
    window.press(Command.RECEIVE)
    window.settle(100)
    seat = seat_of(window)
    assert [one.procedure.name for one in seat.life.catalogue_editing.own(seat.user)] == [
        "Tên khác"
    ]
    present = seat.intake.catalogue.current("1.000656", date(2026, 11, 23))
    assert present is not None
    assert present.name == before.name, "a draft rules nothing"
    editor.names.short.setText("Gõ thêm")
    editor.names.short.textEdited.emit("Gõ thêm")
    assert editor.unsaved
    editor.discard.click()
    window.settle(150)
    assert book.stack.currentWidget() is not editor
    assert seat.life.catalogue_editing.own(seat.user) == ()


def test_a_version_only_looked_at_is_left_without_a_word(window: Rehearsal) -> None:
    book, editor = editor_of(window)
    opened(window, book, "1.000656")
    told: list[Notice] = []
    book.telling.connect(told.append)
    editor.discard.click()
    window.settle(150)
    assert book.stack.currentWidget() is not editor
    assert "bad" not in [one.tone for one in told]


def test_what_is_shown_is_what_comes_back_unchanged(window: Rehearsal) -> None:
    book, editor = editor_of(window)
    seat = seat_of(window)
    editing = seat.life.catalogue_editing
    for one in seat.intake.catalogue.all_current(date(2026, 11, 23)):
        begun = editing.begin(seat.user, one.code, one.version)
        editor.show_editing(begun, ())
        assert editor.procedure() == begun.draft.procedure, one.code
        assert [change.fact for change in editor.compared() if change.counts] == []
        assert not editor.undo.isEnabled()
    editor.close_editing()
    assert book.table.count() > 60


def test_nothing_of_the_editor_is_wider_or_higher_than_its_place(window: Rehearsal) -> None:
    book, editor = editor_of(window)
    opened(window, book, "chung thuc ban sao tu ban chinh")
    for place in range(7):
        editor.turn_to(place)
        window.settle()
        part = editor.stack.currentWidget()
        assert part is not None
        assert part.minimumSizeHint().width() <= part.width(), place
        assert part.minimumSizeHint().height() <= part.height(), place
    assert window.window.width() == 1366


def test_a_procedure_nobody_knew_begins_empty(window: Rehearsal) -> None:
    book, editor = editor_of(window)
    book.filter.setText("1.999999")
    book.open_new()
    window.settle(100)
    assert editor.procedure().code == "1.999999"
    assert editor.lacks.text().count("•") >= 6


def test_a_list_of_the_old_program_is_looked_at_then_taken_in(
    window: Rehearsal, tmp_path: Path
) -> None:
    window.sign_in(*CHIEF)
    page = catalogue(window)
    page.open("old")
    book = page.book
    assert isinstance(book, OldListsBook)
    assert not book.take.isEnabled()
    listed = tmp_path / "hs-cu.csv"
    listed.write_text(
        "Mã hồ sơ,Họ tên,Thủ tục,Ngày nhận,Ngày hẹn trả\n"
        "H99-260105-0007,Trần Văn Cũ,Đất đai,05/01/2026,05/02/2026\n"
        "H99-260105-0008,Lê Thị Xưa,Đất đai,hôm qua,05/02/2026\n",
        encoding="utf-8",
    )
    book.look_at(listed)
    window.settle(100)
    assert [(cells[0], cells[5]) for cells in book.table.cells()] == [
        ("3", "bỏ qua: Ngày tiếp nhận"),
        ("2", "nhận vào"),
    ]
    window.press(Command.RECEIVE)
    window.settle(150)
    assert [cells[5] for cells in book.table.cells()][1] == "đã có"
    assert not book.take.isEnabled()
    seat = seat_of(window)
    assert [one.owner_name for one in seat.lookup.find(seat.user, "tran van cu")] == ["Trần Văn Cũ"]


def test_a_packet_that_cannot_be_read_is_said(window: Rehearsal, tmp_path: Path) -> None:
    window.sign_in(*ADMINISTRATOR)
    book = catalogue(window).book
    assert isinstance(book, ProceduresBook)
    broken = tmp_path / "goi.json"
    broken.write_bytes(b"\xff\xfe\x00")
    told: list[Notice] = []
    book.telling.connect(told.append)
    book.take_packet(broken)
    window.settle(100)
    assert [one.tone for one in told] == ["bad"]


def test_the_head_closes_a_day_by_a_document_and_sees_whose_promise_it_touches(
    window: Rehearsal,
) -> None:
    window.sign_in(*CHIEF)
    event = received(seat_of(window), code="1.000894")
    page = catalogue(window)
    book = page.book
    assert isinstance(book, OfficeDaysBook)  # procedures are the administrator's
    due = event.receipt.due.date()
    book.day.setDate(QDate(due.year, due.month, due.day))
    window.press(Command.RECEIVE)
    assert QApplication.focusWidget() is book.document
    window.type("12/TB-UBND")
    window.key("Return")
    window.settle(150)
    assert [cells[0] for cells in book.promises.cells()] == [event.receipt.code]
    assert book.table.count() == 0, "shown before it is written"
    book.part.setCurrentIndex(1)
    book.part.setCurrentIndex(0)
    window.press(Command.RECEIVE)
    window.settle(150)
    assert book.table.count() == 0, "other fields were chosen meanwhile"
    window.press(Command.RECEIVE)
    window.settle(150)
    (cells,) = book.table.cells()
    assert cells[4] == "12/TB-UBND"
    assert [cells[0] for cells in book.promises.cells()] == [event.receipt.code]
    window.press(Command.COMPONENTS)
    window.settle(150)
    assert book.table.count() == 1
    window.press(Command.COMPONENTS)
    window.settle(150)
    assert book.table.count() == 0
    assert book.promises.count() == 0


def test_saturdays_of_some_weeks_are_set_by_one_word(window: Rehearsal) -> None:
    window.sign_in(*CHIEF)
    book = catalogue(window).book
    assert isinstance(book, OfficeDaysBook)
    book.day.setDate(QDate(2026, 12, 5))
    book.repeat.setCurrentIndex(2)
    book.until.setDate(QDate(2026, 12, 26))
    book.kind.setCurrentIndex(book.kind.findData("makeup"))
    book.part.setCurrentIndex(1)
    book.document.setText("15/KH-UBND")
    window.press(Command.RECEIVE)
    window.settle(150)
    assert book.table.count() == 4
    assert {cells[2] for cells in book.table.cells()} == {"buổi sáng"}
    seat = seat_of(window)
    days = [one.day for one in seat.life.calendar_editing.local_days(seat.user)]
    assert days == [date(2026, 12, one) for one in (5, 12, 19, 26)]
    book.until.setDate(QDate(2026, 12, 1))
    assert book.chosen_days() == ()


def test_the_two_screens_of_one_rail_line_stand_above_each_other(window: Rehearsal) -> None:
    window.sign_in(*CHIEF)
    catalogue(window)
    workplace = window.window.workplace
    assert workplace is not None
    siblings = workplace.siblings
    assert siblings.isVisible()
    siblings._buttons[Place.CUSTODY].click()
    window.settle(100)
    assert not isinstance(window.page, CataloguePage)
    assert siblings.isVisible()
    window.press(Command.TODAY)
    assert not siblings.isVisible()


def test_a_clerk_has_no_catalogue(seated: Rehearsal) -> None:
    before = seated.page
    seated.press(Command.CATALOGUE)
    assert seated.page is before


def test_days_are_written_as_people_read_them(window: Rehearsal) -> None:
    window.sign_in(*CHIEF)
    book = catalogue(window).book
    assert isinstance(book, OfficeDaysBook)
    book.day.setDate(QDate(2026, 12, 24))
    assert book.day.text() == f"{date(2026, 12, 24):%d/%m/%Y}"


def test_the_counter_offers_the_cases_and_promises_by_the_chosen_one(seated: Rehearsal) -> None:
    seat = seat_of(seated)
    base = seat.intake.catalogue.version("1.000656", "2026-11-21")
    assert base is not None
    four_days = Case("Có yếu tố nước ngoài", Limit(Unit.WORKING_DAY, 4))
    seat.intake.catalogue.add(
        (replace(base, version="cq-thu", cases=(four_days,), valid_from=AUTUMN),)
    )
    seated.press(Command.NEXT_CITIZEN)
    seated.settle(100)
    page = seated.page
    assert isinstance(page, IntakePage)
    assert not page.procedure.case.isVisible()
    page.drafting.choose("1.000656")
    seated.settle(150)
    assert page.procedure.case.isVisible()
    said: list[str] = []
    page.drafting.foreseen.connect(lambda prospect: said.append(prospect.limit_text))
    page.procedure.case.setCurrentIndex(1)
    seated.settle(150)
    assert said[-1] == "4 ngày làm việc"
    draft = page.drafting.current()
    assert draft is not None
    assert draft.form == {"case": "Có yếu tố nước ngoài"}
    page.drafting.choose("2.000635")
    seated.settle(150)
    assert not page.procedure.case.isVisible()
