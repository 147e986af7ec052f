"""Coming back after the lock, a lent right, and acts that take two people."""

from __future__ import annotations

import pytest

from desk.assembly import Desk
from desk.seat import Seat
from models.problems import Problem
from models.role import Act
from models.store import audit
from tests.support.seat import Watch

PASSWORD = "mat khau quay 1"
SUPERVISOR = ("phutrach", "mat khau phu trach")


def acts(seat: Seat) -> list[str]:
    with seat.store.reading() as tx:
        return [row.body for row in audit.rows(tx)]


def test_a_pin_opens_five_times_wrong_and_then_only_the_password(clerk: Seat) -> None:
    here, user = clerk.presence, clerk.user
    assert here.pin_tries(user) == 0
    with pytest.raises(Problem, match="pin_spent"):
        here.unlock_with_pin(user, "2580")
    here.set_pin(user, PASSWORD, "2580")
    here.unlock_with_pin(user, "2580")
    for left in (4, 3, 2, 1):
        with pytest.raises(Problem, match="pin_wrong") as wrong:
            here.unlock_with_pin(user, "2581")
        assert wrong.value.facts["left"] == left
    with pytest.raises(Problem, match="pin_spent"):
        here.unlock_with_pin(user, "2581")
    with pytest.raises(Problem, match="pin_spent"):
        here.unlock_with_pin(user, "2580")
    here.unlock(user, PASSWORD)
    here.unlock_with_pin(user, "2580")
    said = acts(clerk)
    assert sum('"pin_failed"' in one for one in said) == 5
    assert not any("2580" in one for one in said)


@pytest.mark.parametrize("weak", ["123", "1111", "1234", "8765", "12a4", "2" * 13, "٢٥٨٠"])
def test_a_pin_everybody_would_try_first_is_refused(clerk: Seat, weak: str) -> None:
    with pytest.raises(Problem, match="pin_weak"):
        clerk.presence.set_pin(clerk.user, PASSWORD, weak)


def test_choosing_a_pin_takes_the_password_and_dropping_it_ends_it(clerk: Seat) -> None:
    here, user = clerk.presence, clerk.user
    with pytest.raises(Problem, match="wrong_password"):
        here.set_pin(user, "sai mat khau", "2580")
    here.set_pin(user, PASSWORD, "2580")
    here.set_pin(user, PASSWORD, "")
    assert here.pin_tries(user) == 0


def test_wrong_passwords_at_the_lock_make_people_wait(clerk: Seat) -> None:
    for _ in range(3):
        with pytest.raises(Problem, match="wrong_password"):
            clerk.presence.unlock(clerk.user, "sai mat khau")
    with pytest.raises(Problem, match="wait"):
        clerk.presence.unlock(clerk.user, PASSWORD)


def test_a_supervisor_lends_one_right_for_two_minutes(clerk: Seat, watch: Watch) -> None:
    assert not clerk.user.may(Act.CORRECT)
    with pytest.raises(Problem, match="same_person"):
        clerk.presence.borrow(clerk.user, Act.CORRECT, clerk.user.login, PASSWORD, "Ghi nhầm")
    with pytest.raises(Problem, match="no_reason"):
        clerk.presence.borrow(clerk.user, Act.CORRECT, *SUPERVISOR, " ")
    with pytest.raises(Problem, match="second_may_not"):
        clerk.presence.borrow(clerk.user, Act.EDIT_CATALOGUE, *SUPERVISOR, "Ghi nhầm")
    clerk.presence.borrow(clerk.user, Act.CORRECT, *SUPERVISOR, "Ghi nhầm")
    assert clerk.user.may(Act.CORRECT)
    assert not clerk.user.may(Act.EXTEND), "one right, not the role"
    clerk.presence.give_back(clerk.user)
    assert not clerk.user.may(Act.CORRECT)
    clerk.presence.borrow(clerk.user, Act.CORRECT, *SUPERVISOR, "Ghi nhầm")
    watch.pass_time(minutes=3)
    assert not clerk.user.may(Act.CORRECT)
    (first, _) = [one for one in acts(clerk) if '"act.allowed"' in one]
    assert SUPERVISOR[0] in first
    assert clerk.user.login in first


def test_acts_for_two_need_somebody_else_as_soon_as_there_is_one(desk: Desk, admin: Seat) -> None:
    me, accounts = admin, desk.accounts()
    assert me.presence.wants_second(me.user)
    with pytest.raises(Problem, match="second_needed"):
        accounts.issue_recovery(me.signed)
    with pytest.raises(Problem, match="second_needed"):
        accounts.issue_recovery(me.signed, me.user)
    second = me.presence.witness(me.user, "keys.recovery_witnessed", *SUPERVISOR, "Tờ cũ bị mất")
    assert accounts.issue_recovery(me.signed, second)
    assert any('"keys.recovery_issued"' in one and SUPERVISOR[0] in one for one in acts(me))
    accounts.dismiss(me.signed, SUPERVISOR[0])
    assert not me.presence.wants_second(me.user)
    assert accounts.issue_recovery(me.signed), "one person alone runs the office"
