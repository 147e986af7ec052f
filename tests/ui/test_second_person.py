"""The lock with a PIN, and the supervisor who comes to the counter."""

from __future__ import annotations

from models.problems import Problem
from models.role import Act
from models.store import audit
from tests.ui.conftest import CHIEF, CLERK
from ui.keys import Command
from ui.rehearsal import Rehearsal
from ui.widgets.second_person import SecondPerson


def _asking(window: Rehearsal) -> SecondPerson | None:
    found = [one for one in window.window.findChildren(SecondPerson) if one.isVisible()]
    return found[0] if found else None


def _attempt(window: Rehearsal, said: list[str]) -> None:
    """A clerk tries something for which only a supervisor has the right."""
    seat, desk = window.counter.seat, window.counter.desk
    assert seat is not None
    assert desk is not None

    def work() -> str:
        if not seat.user.may(Act.CORRECT):
            raise Problem("desk.not_allowed", act=Act.CORRECT.value)
        return "done"

    window.window.bridge.ask(
        desk.workers.store,
        work,
        said.append,
        lambda problem: said.append(problem.code),
        asker=window.window,
    )
    window.wait_until(lambda: _asking(window) is not None)


def test_idleness_locks_and_input_puts_it_off(seated: Rehearsal) -> None:
    timer = seated.window._idle
    assert timer.isActive()
    assert timer.interval() == 5 * 60_000
    timer.setInterval(30)
    seated.wait_until(seated.window.is_locked, 5)


def test_a_pin_opens_the_lock_and_the_password_always_does(
    seated: Rehearsal,
) -> None:
    seat, lock = seated.counter.seat, seated.window.lock_page
    assert seat is not None
    seat.presence.set_pin(seat.user, CLERK[1], "2580")
    seated.press(Command.LOCK)
    seated.wait_until(lock.pin.isVisible)
    assert not lock.password.isVisible()
    lock.pin.setText("2581")
    lock._give()
    seated.settle()
    assert seated.window.is_locked()
    lock.pin.setText("2580")
    lock._give()
    seated.wait_until(lambda: not seated.window.is_locked())
    seated.press(Command.LOCK)
    seated.wait_until(lock.pin.isVisible)
    lock._rather.click()
    lock.password.setText(CLERK[1])
    lock._give()
    seated.wait_until(lambda: not seated.window.is_locked())


def test_after_five_wrong_pins_the_lock_asks_for_the_password(seated: Rehearsal) -> None:
    seat, lock = seated.counter.seat, seated.window.lock_page
    assert seat is not None
    seat.presence.set_pin(seat.user, CLERK[1], "2580")
    seated.press(Command.LOCK)
    seated.wait_until(lock.pin.isVisible)
    for _ in range(5):
        lock.pin.setText("9731")
        lock._give()
        seated.settle()
    assert lock.password.isVisible()
    assert not lock.pin.isVisible()


def test_a_supervisor_allows_one_act_and_the_work_goes_on(seated: Rehearsal) -> None:
    said: list[str] = []
    _attempt(seated, said)
    asking = _asking(seated)
    assert asking is not None
    asking.reason.setText("Ghi nhầm bước")
    asking.login.setText(CHIEF[0])
    asking.password.setText("khong phai mat khau")
    asking._give()
    seated.settle()
    assert asking.isVisible()
    assert said == []
    asking.password.setText(CHIEF[1])
    asking._give()
    seated.wait_until(lambda: said == ["done"])
    seated.settle()
    seat = seated.counter.seat
    assert seat is not None
    assert not seat.user.may(Act.CORRECT), "the right is gone with the act"
    with seat.store.reading() as tx:
        assert any('"act.allowed"' in row.body for row in audit.rows(tx))


def test_giving_up_says_what_the_clerk_may_not(seated: Rehearsal) -> None:
    said: list[str] = []
    _attempt(seated, said)
    asking = _asking(seated)
    assert asking is not None
    asking.reject()
    seated.wait_until(lambda: said == ["desk.not_allowed"])


def test_a_locked_window_asks_nobody(seated: Rehearsal) -> None:
    seated.window.lock()
    said: list[str] = []
    seat, desk = seated.counter.seat, seated.counter.desk
    assert seat is not None
    assert desk is not None
    refusal = Problem("desk.not_allowed", act=Act.CORRECT.value)

    def work() -> None:
        raise refusal

    seated.window.bridge.ask(
        desk.workers.store, work, lambda _: None, lambda one: said.append(one.code),
        asker=seated.window,
    )  # fmt: skip
    seated.wait_until(lambda: said == ["desk.not_allowed"])
    assert _asking(seated) is None
