"""Minding accounts, the sealed paper and the backups through one door."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desk.assembly import Desk
from desk.seat import Seat
from models.problems import Problem
from models.role import Role
from printing.recovery_sheet import render
from tests.support.seat import LATE

ADMIN = "mat khau quan tri"


def test_people_come_are_let_in_again_and_go(desk: Desk, admin: Seat) -> None:
    here, user = admin.custody, admin.user
    here.admit(user, "quay2", "Vũ Thị Mới", Role.CLERK, "mat khau quay 2")
    here.readmit(user, "quay2", "mat khau khac han")
    desk.sign_in("quay2", "mat khau khac han").leave()
    here.dismiss(user, "quay2")
    found = {one.user.login: one.may_sign_in for one in here.colleagues(user)}
    assert found == {"phutrach": True, "quantri": True, "quay1": True, "quay2": False}
    with pytest.raises(Problem, match="wrong_password"):
        desk.sign_in("quay2", "mat khau khac han")


def test_ones_own_password_takes_the_old_one(desk: Desk, clerk: Seat) -> None:
    with pytest.raises(Problem, match="wrong_password"):
        clerk.custody.change_password(clerk.user, "khong phai no", "mat khau moi")
    clerk.custody.change_password(clerk.user, "mat khau quay 1", "mat khau moi")
    desk.sign_in("quay1", "mat khau moi").leave()


def test_a_place_for_backups_is_used_at_once_and_remembered(
    desk: Desk, admin: Seat, tmp_path: Path
) -> None:
    here, user = admin.custody, admin.user
    assert here.safety(user).place is None
    with pytest.raises(Problem, match="no_place"):
        here.back_up_now(user)
    with pytest.raises(Problem, match="no_place"):
        here.keep_backups_at(user, tmp_path / "khong co")
    second = tmp_path / "o-dia-thu-hai"
    second.mkdir()
    here.keep_backups_at(user, second)
    assert here.back_up_now(user) == 0
    safety = here.safety(user)
    assert (safety.place, safety.device_secret, safety.wants_second) == (second, "file", True)
    assert safety.last_backup is not None
    assert desk.profile.load().backup_folder == str(second)


def test_a_new_paper_takes_two_and_opens_the_desk(desk: Desk, admin: Seat, tmp_path: Path) -> None:
    user = admin.user
    with pytest.raises(Problem, match="second_needed"):
        admin.custody.new_recovery_key(user, None)
    second = admin.presence.witness(
        user, "keys.recovery_witnessed", "phutrach", "mat khau phu trach", "Phong bì rách"
    )
    paper = admin.custody.new_recovery_key(user, second)
    seat = desk.recover(paper, "quay1", "mat khau quay 1 moi")
    assert seat.user.login == "quay1"
    seat.leave()


def test_the_sheet_carries_the_key_in_two_lines() -> None:
    key = "-".join(f"{place}ABC{place}" for place in range(8))
    pdf = pypdfium2.PdfDocument(render(key, "UBND XÃ THỬ NGHIỆM", LATE))
    assert len(pdf) == 1
    said = pdf[0].get_textpage().get_text_range()
    assert "0ABC0 – 1ABC1 – 2ABC2 – 3ABC3" in said
    assert "4ABC4 – 5ABC5 – 6ABC6 – 7ABC7" in said
    assert "UBND XÃ THỬ NGHIỆM" in said
