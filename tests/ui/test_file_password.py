"""A locked PDF is opened at the counter with the password the applicant tells."""

from __future__ import annotations

from pathlib import Path

from tests.support.capture_samples import acting_pdf, encrypted_pdf
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.file_password import FilePassword


def with_paper(seated: Rehearsal) -> IntakePage:
    seated.press(Command.NEXT_CITIZEN)
    page = seated.window.page
    assert isinstance(page, IntakePage)
    page.drafting.choose("1.001193")
    seated.settle(150)
    return page


def question(seated: Rehearsal) -> FilePassword:
    (asking,) = [one for one in seated.window.findChildren(FilePassword) if one.isVisible()]
    return asking


def test_a_wrong_password_asks_again_and_the_right_one_takes_the_file(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page = with_paper(seated)
    locked = tmp_path / "hop-dong.pdf"
    locked.write_bytes(encrypted_pdf("mở", "chủ"))
    page.tray.add_files([locked])
    seated.settle(300)
    asking = question(seated)
    asking.password.setText("sai")
    asking._give()
    seated.settle(300)
    asking = question(seated)
    asking.password.setText("mở")
    asking._give()
    seated.settle(300)
    assert page.papers.rows[0].pages.text() == "1 trang"
    assert any("mở bằng mật khẩu" in said for said in seated.window.toasts.words())


def test_giving_up_leaves_the_file_out(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_paper(seated)
    locked = tmp_path / "hop-dong.pdf"
    locked.write_bytes(encrypted_pdf("mở", "chủ"))
    page.tray.add_files([locked])
    seated.settle(300)
    question(seated).reject()
    seated.settle(100)
    assert not page.papers.rows[0].tick.isChecked()


def test_what_a_file_held_is_said_where_it_was_taken(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_paper(seated)
    acting = tmp_path / "bieu-mau.pdf"
    acting.write_bytes(acting_pdf())
    page.tray.add_files([acting])
    seated.settle(300)
    said = " ".join(seated.window.toasts.words())
    assert "mã lệnh" in said
    assert "đính kèm" in said
