"""Events to the hub: in order within a dossier, in batches, one answer each (sync §D.4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from desk.clock import Clock
from desk.sync.backoff import Patience
from desk.sync.line import Line
from desk.sync.trouble import LineProblem, Nature
from models.messages import Event, EventType, ItemResult, ItemStatus
from models.plain import to_plain
from models.problems import Problem, wording
from models.store import audit, dossiers, outbox
from models.store.engine import Store, Tx

MAX_EVENTS = 200
MAX_BYTES = 1 << 20
_TAKEN = frozenset({ItemStatus.ACCEPTED, ItemStatus.REPLAYED})
_FAILURES_IN_A_ROW = 3
"""After so many single events the hub fell over, it is the hub and not the event."""


@dataclass(slots=True)
class Tally:
    """What one pass achieved, also when it was cut short."""

    events_sent: int = 0
    files_sent: int = 0
    problem: Problem | None = None

    def note(self, problem: Problem) -> None:
        """Keep the first problem that did not stop the pass."""
        self.problem = self.problem or problem


def batches(events: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    """Cut into batches of at most 200 events and 1 MiB; an event larger than that goes alone."""
    batch: list[Event] = []
    size = 0
    for event in events:
        length = len(json.dumps(to_plain(event), ensure_ascii=False).encode()) + 2
        if batch and (len(batch) == MAX_EVENTS or size + length > MAX_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(event)
        size += length
    if batch:
        yield tuple(batch)


@dataclass(slots=True)
class EventPush:
    """Sends what the outbox holds."""

    store: Store
    line: Line
    clock: Clock
    patience: Patience
    device_id: str
    changed: Callable[[], None]
    _failures: int = 0
    _sent_again: set[str] = field(default_factory=set)

    def push(self, tally: Tally) -> None:
        """Send until nothing is due. Every event sent is accepted, set aside or put off.

        Raises:
            LineProblem: retryable or auth, when there is no use in going on.
        """
        self._sent_again.clear()
        while due := self._due():
            for batch in batches(due):
                self._send(batch, tally)
                self.changed()

    def _due(self) -> tuple[Event, ...]:
        with self.store.reading() as tx:
            due = outbox.due(tx, self.clock(), MAX_EVENTS)
            return tuple(_with_code(tx, event) for event in due)

    def _send(self, batch: tuple[Event, ...], tally: Tally) -> None:
        try:
            results = self.line.send_events(batch)
        except LineProblem as problem:
            if not _may_be_the_content(problem):
                raise
            self._narrow_down(batch, problem, tally)
            return
        self._failures = 0
        with self.store.writing() as tx:
            self._take_answers(tx, batch, results, tally)

    def _narrow_down(self, batch: tuple[Event, ...], problem: LineProblem, tally: Tally) -> None:
        """One event spoils the batch: halve until it stands alone, and the others get through."""
        if len(batch) > 1:
            middle = len(batch) // 2
            self._send(batch[:middle], tally)
            self._send(batch[middle:], tally)
            return
        (event,) = batch
        if problem.nature is Nature.PERMANENT:
            with self.store.writing() as tx:
                self._refuse(tx, event, problem.hub_code, wording(problem).message_vi)
            return
        with self.store.writing() as tx:
            self._put_off(tx, event, problem.code, problem.retry_after)
        tally.note(problem)
        self._failures += 1
        if self._failures >= _FAILURES_IN_A_ROW:
            self._failures = 0
            raise problem

    def _take_answers(
        self, tx: Tx, batch: tuple[Event, ...], results: Sequence[ItemResult], tally: Tally
    ) -> None:
        answers = {result.event_id: result for result in results}
        stuck: set[str] = set()
        for event in batch:
            answer = answers.get(event.event_id)
            if answer is not None and answer.status in _TAKEN:
                tally.events_sent += self._accept(tx, event, answer)
            elif event.aggregate_id not in stuck:
                # Those behind it wait with it: whatever was said of them says nothing new.
                stuck.add(event.aggregate_id)
                self._set_aside(tx, event, answer)

    def _set_aside(self, tx: Tx, event: Event, answer: ItemResult | None) -> None:
        if answer is None:
            self._put_off(tx, event, "sync.no_item")
        elif answer.status is ItemStatus.REFUSED:
            self._refuse(tx, event, answer.code, answer.message_vi)
        else:
            self._fill_gap(tx, event, answer)

    def _accept(self, tx: Tx, event: Event, answer: ItemResult) -> int:
        now = self.clock()
        try:
            self._take_code(tx, event, answer.official_code)
        except Problem as problem:
            # The hub's code belongs to another dossier here: a person must look at both.
            self._refuse(tx, event, problem.code, wording(problem).message_vi)
            return 0
        outbox.accepted(tx, event.event_id, now)
        self.patience.succeeded(event.event_id)
        return 1

    def _take_code(self, tx: Tx, event: Event, code: str | None) -> None:
        if not code:
            return
        dossier = dossiers.get(tx, event.aggregate_id)
        if dossier is None or dossier.code == code:
            return
        dossiers.set_official_code(tx, dossier.id, code)
        facts = {"code": code, "before": dossier.code}
        audit.append(tx, "dossier.code_given", self.device_id, self.clock(), dossier.id, facts)

    def _refuse(self, tx: Tx, event: Event, code: str, message: str) -> None:
        now = self.clock()
        outbox.refused(tx, event.event_id, code, message, now)
        facts = {"code": code, "event": event.event_id}
        audit.append(tx, "sync.refused", self.device_id, now, event.aggregate_id, facts)

    def _fill_gap(self, tx: Tx, event: Event, answer: ItemResult) -> None:
        """The hub misses earlier events, e.g. after its backup was restored: send those again."""
        expected = answer.expected_sequence
        known_before = expected is not None and 0 < expected < event.sequence
        if expected is None or not known_before or event.aggregate_id in self._sent_again:
            self._put_off(tx, event, "sync.gap")
            return
        self._sent_again.add(event.aggregate_id)
        outbox.again_from(tx, event.aggregate_id, expected)

    def _put_off(self, tx: Tx, event: Event, reason: str, asked: float | None = None) -> None:
        wait = self.patience.failed(event.event_id, asked)
        outbox.postponed(tx, event.event_id, self.clock() + timedelta(seconds=wait), reason)


def _with_code(tx: Tx, event: Event) -> Event:
    """A reception sent again names the code the hub gave before: the citizen may know it."""
    if event.type != EventType.DOSSIER_RECEIVED:
        return event
    return replace(event, official_code=dossiers.official_code(tx, event.aggregate_id))


def _may_be_the_content(problem: LineProblem) -> bool:
    return problem.nature is Nature.PERMANENT or problem.status == 500
