"""Nothing lost, nothing twice, order kept – whatever fails, before or after the hub took it."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from desk_kit import DeskKit
from fake_hub import BROKEN, BUSY, CRASHED, NOT_ADMITTED, FakeHub
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from models.dossier import CodeKind, Dossier, SyncState
from models.store import leases, outbox

FAULT = st.tuples(
    st.sampled_from(["before", "after"]), st.sampled_from([BROKEN, BUSY, CRASHED, NOT_ADMITTED])
)
FAULTS = st.one_of(
    st.builds(lambda passed, fault: [None] * passed + [fault], st.integers(0, 10), FAULT),
    st.lists(st.one_of(st.none(), FAULT), max_size=12),
)


class Line(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.kit = DeskKit.copied(self.template, Path(self.scratch.name) / "desk")
        self.hub = FakeHub(chunk=64 << 10)
        self.sync = self.kit.sync(self.hub, chance=0.9)
        self.received: list[Dossier] = []
        self.contents: set[bytes] = set()
        self.open: list[Dossier] = []
        self.number = 0

    @rule(sizes=st.lists(st.sampled_from([1, 5000, 70_000, 150_000]), max_size=2))
    def receive(self, sizes: list[int]) -> None:
        contents = []
        for size in sizes:
            self.number += 1
            contents.append(self.number.to_bytes(4, "big") + b"x" * size)
        dossier = self.kit.receive(*contents)
        self.contents.update(contents)
        self.received.append(dossier)
        self.open.append(dossier)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def hand_over(self, data: Any) -> None:
        dossier = data.draw(st.sampled_from(self.open))
        self.open.remove(dossier)
        self.kit.hand_over(dossier)

    @rule(faults=FAULTS)
    def talk(self, faults: list[Any]) -> None:
        self.hub.faults.clear()
        self.hub.faults.extend(faults)
        self.sync.once()

    @rule(seconds=st.sampled_from([1, 30, 1000]))
    def wait(self, seconds: int) -> None:
        self.kit.clock.advance(seconds=seconds)

    @rule()
    def start_the_program_again(self) -> None:
        self.sync = self.kit.sync(self.hub, chance=0.9)

    @invariant()
    def the_hub_has_each_fact_once_and_in_order(self) -> None:
        places = Counter((event.aggregate_id, event.sequence) for event in self.hub.log)
        assert all(times == 1 for times in places.values())
        for aggregate in {event.aggregate_id for event in self.hub.log}:
            sequences = [e.sequence for e in self.hub.log if e.aggregate_id == aggregate]
            assert sequences == list(range(1, len(sequences) + 1))

    @invariant()
    def nothing_is_believed_sent_that_is_not_there(self) -> None:
        with self.kit.store.reading() as tx:
            sent = [d for d in self.received if outbox.state_of(tx, d.id) is SyncState.SENT]
            counts = outbox.counts(tx)
        there = {event.aggregate_id for event in self.hub.log}
        for dossier in sent:
            assert dossier.id in there
            assert all(document.sha256 in self.hub.blobs for document in dossier.documents)
        assert counts.refused == 0

    def teardown(self) -> None:
        try:
            self._finish()
        finally:
            self.kit.close()
            self.scratch.cleanup()

    def _finish(self) -> None:
        self.hub.faults.clear()
        self.kit.clock.advance(hours=1)
        report = self.sync.once()
        assert (report.waiting_events, report.waiting_files, report.refused) == (0, 0, 0)
        assert {event.aggregate_id for event in self.hub.log} == {d.id for d in self.received}
        assert set(self.hub.blobs.values()) == self.contents
        known = [self.kit.dossier(dossier.id) for dossier in self.received]
        assert all(dossier.code_kind is CodeKind.OFFICIAL for dossier in known)
        codes = [dossier.code for dossier in known]
        assert len(set(codes)) == len(codes)
        assert {d.id: d.code for d in known} == self.hub.codes
        self._no_number_is_lost()

    def _no_number_is_lost(self) -> None:
        day = self.kit.clock().date().isoformat()
        with self.kit.store.reading() as tx:
            left = leases.remaining(tx, "H15.50.05", day)
        granted = sum(lease.last - lease.first + 1 for lease in self.hub.leases.values())
        used = sum(1 for dossier in self.received if dossier.code_kind is CodeKind.OFFICIAL)
        assert left + used == granted


@pytest.fixture(autouse=True)
def known_template(empty_store: Path) -> None:
    Line.template = empty_store


TestLine = Line.TestCase
TestLine.settings = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
