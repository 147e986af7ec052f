"""The life-cycle against a table typed from the rules, apart from the product's data."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import VIETNAM
from models.dossier import Status
from models.lifecycle import (
    TERMINAL,
    Actor,
    Refusal,
    allowed,
    followers,
    is_overdue,
    may_correct,
    steps_to_result,
)
from models.role import Role

# Typed from rules §5.2: from, to, who, condition.
RULES = """
-  1 applicant
-  2 clerk    complete_and_valid
1  2 clerk    complete_and_valid
-  3 clerk    reason
1  3 clerk    reason
1  5 clerk    complete_notice
2  4 clerk
2  5 unit     complete_notice
4  5 unit     complete_notice
5  4 clerk    full_supplement
5  8 unit     supplement_overdue
2  6 unit     amount
4  6 unit     amount
6  4 clerk    paid
6  8 clerk    not_paid
1  7 applicant written_request
2  7 applicant written_request
4  7 applicant written_request
5  7 applicant written_request
6  7 applicant written_request
2  8 unit     reason
4  8 unit     reason
4  9 unit     result_signed
2  9 clerk    immediate_procedure,result_signed
9  10 returner receiver
"""


def typed_table():
    table = {}
    for line in RULES.strip().splitlines():
        source, target, actor, *needs = line.split()
        conditions = set(needs[0].split(",")) if needs else set()
        key = (None if source == "-" else int(source), int(target))
        table[key] = (Actor(actor), conditions)
    return table


TABLE = typed_table()
PAIRS = [(source, target) for source in (None, *range(1, 11)) for target in range(1, 11)]


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_exactly_the_steps_of_the_rules_exist(source, target):
    if (source, target) not in TABLE:
        for actor in Actor:
            answer = allowed(source, target, actor, {"reason", "result_signed", "paid"})
            assert not answer.allowed
            terminal = source in {3, 7, 8, 10}
            assert answer.refusal is (Refusal.TERMINAL if terminal else Refusal.NO_SUCH_STEP)
        return
    actor, conditions = TABLE[source, target]
    assert allowed(source, target, actor, conditions).allowed
    for one in conditions:
        answer = allowed(source, target, actor, conditions - {one})
        assert answer.refusal is Refusal.CONDITION_MISSING
        assert answer.missing == (one,)
    strangers = set(Actor) - allowed(source, target, actor).transition.by
    for stranger in strangers:
        assert allowed(source, target, stranger, conditions).refusal is Refusal.NOT_THEIR_ACT


def test_citizens_departments_and_windows_have_their_own_acts():
    assert allowed(4, 7, Actor.APPLICANT, {"written_request"}).allowed
    assert allowed(4, 9, Actor.UNIT, {"result_signed"}).allowed
    assert not allowed(4, 9, Actor.RETURNER, {"result_signed"}).allowed
    assert allowed(9, 10, Actor.RETURNER, {"receiver"}).allowed


def test_a_terminal_status_leads_nowhere():
    assert {status.value for status in TERMINAL} == {3, 7, 8, 10}
    for status in TERMINAL:
        assert followers(status) == ()
    assert {row.target.value for row in followers(5)} == {4, 7, 8}


def test_codes_of_other_systems_are_not_guessed_at():
    assert allowed(77, 4, Actor.CLERK).refusal is Refusal.UNKNOWN_STATUS
    assert allowed(2, 77, Actor.CLERK).refusal is Refusal.UNKNOWN_STATUS
    assert followers(77) == ()


def test_the_clock_and_the_forms_follow_the_step():
    def row(source, target):
        return allowed(source, target, Actor.CLERK).transition

    assert (row(None, 2).form, row(None, 2).effects) == ("01", ("deadline_starts",))
    assert "clock_restarts" in row(5, 4).effects
    assert "clock_stops" in row(4, 5).effects
    assert row(1, 5).effects == ()
    assert "clock_resumes" in row(6, 4).effects
    assert [row(*one).form for one in ((1, 3), (4, 5), (5, 8))] == ["03", "02", "05"]


def test_a_result_passes_through_processing_unless_it_was_immediate():
    assert steps_to_result(2) == (4, 9)
    assert steps_to_result(2, immediate=True) == (9,)
    assert steps_to_result(4) == (9,)
    assert steps_to_result(9) == ()
    for closed in (1, 3, 5, 6, 7, 8, 10, 77):
        with pytest.raises(ValueError, match="no result"):
            steps_to_result(closed)


def test_only_a_supervisor_corrects_and_says_why():
    assert may_correct(10, 9, Role.SUPERVISOR, "bấm nhầm hồ sơ")
    assert not may_correct(10, 9, Role.CLERK, "bấm nhầm hồ sơ")
    assert not may_correct(10, 9, Role.SUPERVISOR, "  ")
    assert not may_correct(10, 10, Role.SUPERVISOR, "bấm nhầm")
    assert not may_correct(77, 9, Role.SUPERVISOR, "bấm nhầm")


DUE = datetime(2026, 11, 25, 17, tzinfo=VIETNAM)
SECOND = timedelta(seconds=1)


def test_overdue_is_computed():
    for running in (Status.RECEIVED, Status.PROCESSING):
        assert not is_overdue(running, DUE, DUE)
        assert is_overdue(running, DUE, DUE + SECOND)
    for waiting in (1, 3, 5, 6, 7, 8, 77):
        assert not is_overdue(waiting, DUE, DUE + 100 * SECOND)
    for done in (Status.FINISHED, Status.RETURNED):
        assert not is_overdue(done, DUE, DUE + SECOND, finished_at=DUE)
        assert is_overdue(done, DUE, DUE + SECOND, finished_at=DUE + SECOND)
        assert not is_overdue(done, DUE, DUE + SECOND)


@given(st.lists(st.tuples(st.integers(1, 10), st.sampled_from(list(Actor))), max_size=30))
def test_no_walk_leaves_a_terminal_status_or_returns_before_it_was_received(attempts):
    everything = {need for _, needs in TABLE.values() for need in needs}
    status, history = None, []
    for target, actor in attempts:
        if allowed(status, target, actor, everything).allowed:
            assert status not in TERMINAL
            status = target
            history.append(target)
    if Status.RETURNED in history:
        assert history[-2:] == [Status.FINISHED, Status.RETURNED]
        assert Status.RECEIVED in history or Status.SUPPLEMENT_REQUESTED in history
    if history and history[-1] in TERMINAL:
        assert not set(history[:-1]) & TERMINAL
