"""The queue: strict order inside a dossier, nobody waits for somebody else's trouble."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models.dossier import SyncState
from models.problems import Problem
from models.store import outbox
from models.store.engine import Store
from tests.support.store_samples import NOON, event

MINUTE = timedelta(minutes=1)


def test_an_event_comes_out_as_it_went_in(store: Store) -> None:
    one = event("d1", body='{"tên":"Hậu"}')
    with store.writing() as tx:
        outbox.put(tx, one, NOON)
        assert outbox.due(tx, NOON, 10) == (one,)


def test_files_that_wait_for_a_final_version_are_released_when_nobody_makes_one(
    store: Store,
) -> None:
    with store.writing() as tx:
        outbox.add_file(tx, "aa", 10, "d1", NOON + 10 * MINUTE)
        outbox.add_file(tx, "bb", 10, "d2", NOON)
        outbox.file_postponed(tx, "bb", NOON + 5 * MINUTE, "hub.busy")
        assert outbox.files_due(tx, NOON, 10) == ()
        outbox.release_files(tx)
        assert [one.sha256 for one in outbox.files_due(tx, NOON, 10)] == ["aa"], (
            "what the hub put off stays put off"
        )


def test_a_sequence_is_used_once(store: Store) -> None:
    with store.writing() as tx:
        outbox.put(tx, event("d1"), NOON)
        assert outbox.next_sequence(tx, "d1") == 2
        assert outbox.next_sequence(tx, "d2") == 1
        with pytest.raises(Problem, match="changed_meanwhile"):
            outbox.put(tx, event("d1"), NOON)


def test_a_refused_dossier_is_set_aside_and_the_others_go_on(store: Store) -> None:
    with store.writing() as tx:
        for aggregate, sequence in [("d1", 1), ("d2", 1), ("d1", 2)]:
            outbox.put(tx, event(aggregate, sequence), NOON)
        outbox.refused(tx, "d1-e1", "422", "Thiếu trường", NOON)
        assert outbox.due(tx, NOON, 10) == (event("d2"),)
        assert outbox.state_of(tx, "d1") is SyncState.REFUSED
        assert outbox.counts(tx) == outbox.OutboxCounts(2, 0, 1)
        outbox.retry(tx, "d1-e1")
        assert outbox.due(tx, NOON, 10) == (event("d1"), event("d1", 2), event("d2"))
        assert outbox.counts(tx) == outbox.OutboxCounts(3, 0, 0)


def test_a_late_answer_does_not_undo_an_acceptance(store: Store) -> None:
    with store.writing() as tx:
        outbox.put(tx, event("d1"), NOON)
        outbox.accepted(tx, "d1-e1", NOON)
        outbox.refused(tx, "d1-e1", "422", "", NOON)
        outbox.postponed(tx, "d1-e1", NOON, "line")
        assert outbox.state_of(tx, "d1") is SyncState.SENT
        assert outbox.counts(tx) == outbox.OutboxCounts(0, 0, 0)


def test_what_the_hub_lost_is_sent_again(store: Store) -> None:
    with store.writing() as tx:
        for sequence in (1, 2, 3):
            outbox.put(tx, event("d1", sequence), NOON)
            outbox.accepted(tx, f"d1-e{sequence}", NOON)
        outbox.again_from(tx, "d1", 2)
        assert outbox.due(tx, NOON, 10) == (event("d1", 2), event("d1", 3))


def test_a_dossier_is_sent_only_with_all_its_files(store: Store) -> None:
    with store.writing() as tx:
        assert outbox.state_of(tx, "d1") is SyncState.WAITING, "nobody has confirmed anything"
        outbox.put(tx, event("d1"), NOON)
        outbox.add_file(tx, "aa", 10, "d1")
        outbox.accepted(tx, "d1-e1", NOON)
        assert outbox.state_of(tx, "d1") is SyncState.WAITING
        outbox.file_sent(tx, "aa", NOON)
        assert outbox.state_of(tx, "d1") is SyncState.SENT


def test_files_go_once_each_oldest_first(store: Store) -> None:
    with store.writing() as tx:
        for sha256, dossier_id in [("bb", "d1"), ("aa", "d1"), ("bb", "d2"), ("bb", "d1")]:
            outbox.add_file(tx, sha256, len(sha256), dossier_id)
        assert outbox.files_due(tx, NOON, 10) == (
            outbox.FileDue("bb", 2, "d1"),
            outbox.FileDue("aa", 2, "d1"),
        )
        assert outbox.counts(tx).waiting_files == 2
        outbox.file_postponed(tx, "bb", NOON + MINUTE, "line")
        assert [one.sha256 for one in outbox.files_due(tx, NOON, 10)] == ["aa"]
        assert len(outbox.files_due(tx, NOON + MINUTE, 10)) == 2
        outbox.file_sent(tx, "bb", NOON)
        assert [one.sha256 for one in outbox.files_due(tx, NOON + MINUTE, 10)] == ["aa"]


class Queue(RuleBasedStateMachine):
    """The outbox against a plain list that follows the rules word by word."""

    store: Store

    @initialize()
    def begin(self) -> None:
        self.now: datetime = NOON
        self.events: list[dict[str, object]] = []
        with self.store.writing() as tx:
            tx.exec_driver_sql("DELETE FROM outbox")

    @rule(aggregate=st.sampled_from(["d1", "d2", "d3"]))
    def put(self, aggregate: str) -> None:
        sequence = 1 + sum(one["aggregate"] == aggregate for one in self.events)
        self.events.append(
            {"aggregate": aggregate, "sequence": sequence, "until": None, "state": "waiting"}
        )
        with self.store.writing() as tx:
            outbox.put(tx, event(aggregate, sequence), self.now)

    @precondition(lambda self: self.events)
    @rule(data=st.data(), answer=st.sampled_from(["accepted", "refused", "later", "retry"]))
    def answer(self, data: st.DataObject, answer: str) -> None:
        one = data.draw(st.sampled_from(self.events))
        event_id = f"{one['aggregate']}-e{one['sequence']}"
        with self.store.writing() as tx:
            if answer == "accepted":
                outbox.accepted(tx, event_id, self.now)
            elif answer == "refused":
                outbox.refused(tx, event_id, "422", "", self.now)
            elif answer == "later":
                outbox.postponed(tx, event_id, self.now + 2 * MINUTE, "line")
            else:
                outbox.retry(tx, event_id)
        if one["state"] == "accepted":
            return
        if answer == "later":
            one["until"] = self.now + 2 * MINUTE
        elif answer == "retry":
            one.update(state="waiting", until=None)
        else:
            one["state"] = answer

    @rule()
    def time_goes_on(self) -> None:
        self.now += MINUTE

    @invariant()
    def the_right_ones_are_due_in_the_right_order(self) -> None:
        if not hasattr(self, "now"):
            return
        with self.store.reading() as tx:
            due = [(one.aggregate_id, one.sequence) for one in outbox.due(tx, self.now, 1000)]
            counts = outbox.counts(tx)
        assert due == list(self.expected())
        states = [one["state"] for one in self.events]
        assert counts == outbox.OutboxCounts(states.count("waiting"), 0, states.count("refused"))

    def expected(self) -> Iterator[tuple[object, object]]:
        waiting = [one for one in self.events if one["state"] != "accepted"]
        for aggregate in dict.fromkeys(one["aggregate"] for one in waiting):
            mine = [one for one in waiting if one["aggregate"] == aggregate]
            if any(one["state"] == "refused" for one in mine):
                continue
            for one in mine:
                if one["until"] is not None and one["until"] > self.now:  # type: ignore[operator]
                    break
                yield aggregate, one["sequence"]


def test_the_queue_follows_its_rules_whatever_happens(store: Store) -> None:
    class ThisQueue(Queue):
        pass

    ThisQueue.store = store
    run_state_machine_as_test(
        ThisQueue,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
