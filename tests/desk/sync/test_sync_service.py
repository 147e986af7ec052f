"""What the desk does when hub or line misbehave, at the port."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from desk_kit import AGENCY, DeskKit
from fake_hub import BAD_BATCH, BROKEN, BUSY, CRASHED, NOT_ADMITTED, FakeHub

from desk.sync.leases import coming_days
from desk.sync.service import SyncService
from desk.sync.trouble import LineProblem, Nature
from models.dossier import CodeKind, SyncState
from models.messages import ItemStatus
from models.store import audit, dossiers, leases, outbox, values


def test_everything_arrives_and_the_window_hears_it(kit: DeskKit, hub: FakeHub) -> None:
    content = os.urandom(300_000)
    dossier = kit.receive(content, b"%PDF small")
    report = kit.sync(hub).once()
    assert (report.online, report.problem) == (True, None)
    assert (report.events_sent, report.files_sent) == (1, 2)
    assert (report.waiting_events, report.waiting_files, report.refused) == (0, 0, 0)
    assert sorted(hub.blobs.values(), key=len) == [b"%PDF small", content]
    assert kit.heard[-1].online
    assert kit.heard[-1].last_contact == "2026-11-23T08:00:00+07:00"
    assert [each.waiting_files for each in kit.heard] == [2, 1, 0, 0]
    with kit.store.reading() as tx:
        assert outbox.state_of(tx, dossier.id) is SyncState.SENT


def test_a_dossier_with_a_provisional_number_learns_its_official_code(
    kit: DeskKit, hub: FakeHub
) -> None:
    dossier = kit.receive()
    assert dossier.code_kind is CodeKind.PROVISIONAL
    kit.sync(hub).once()
    known = kit.dossier(dossier.id)
    assert known.code == hub.codes[dossier.id]
    assert known.code_kind is CodeKind.OFFICIAL
    with kit.store.reading() as tx:
        by_old = dossiers.by_code(tx, dossier.code)
        assert by_old is not None
        assert by_old.id == dossier.id
        assert audit.verify(tx).broken_at is None


def test_numbers_are_leased_ahead_and_not_twice(kit: DeskKit, hub: FakeHub) -> None:
    day = kit.clock().date().isoformat()
    sync = kit.sync(hub)
    sync.once()
    sync.once()
    with kit.store.reading() as tx:
        assert leases.remaining(tx, AGENCY, day) == 50
    for _ in range(31):
        kit.receive()
    sync.once()
    with kit.store.reading() as tx:
        assert leases.remaining(tx, AGENCY, day) == 19 + 50
    assert len({event.aggregate_id for event in hub.log}) == 31
    assert len(set(hub.codes.values())) == 31


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_lease_answer_burns_no_numbers(kit: DeskKit, hub: FakeHub, when: str) -> None:
    hub.faults.extend([None, (when, BROKEN)])
    assert not kit.sync(hub).once().online
    kit.sync(hub).once()
    assert len(hub.leases) == 1
    assert hub.last_number == {kit.clock().date().isoformat(): 50}


def test_numbers_for_today_and_three_working_days() -> None:
    from datetime import date

    days = coming_days(date(2026, 11, 27))
    assert days[0] == date(2026, 11, 27)
    assert len(days) == 4
    assert all(day.weekday() < 5 for day in days[1:])


def test_an_answer_lost_after_commit_makes_no_duplicate(kit: DeskKit, hub: FakeHub) -> None:
    dossier = kit.receive()
    hub.faults.extend([None, None, ("after", BROKEN)])
    assert kit.sync(hub).once().waiting_events == 1
    assert len(hub.log) == 1
    assert kit.sync(hub).once().waiting_events == 0
    assert len(hub.log) == 1
    assert kit.dossier(dossier.id).code == hub.codes[dossier.id]


def test_one_refused_dossier_does_not_hold_up_the_others(kit: DeskKit, hub: FakeHub) -> None:
    received = [kit.receive(os.urandom(10)) for _ in range(20)]
    for dossier in received:
        kit.hand_over(dossier)
    hub.poison.add(received[7].id)
    report = kit.sync(hub).once()
    assert (report.refused, report.waiting_events, report.events_sent) == (1, 1, 38)
    with kit.store.reading() as tx:
        assert outbox.state_of(tx, received[7].id) is SyncState.REFUSED
        assert outbox.state_of(tx, received[8].id) is SyncState.SENT
    hub.poison.clear()
    kit.clock.advance(days=30)
    assert kit.sync(hub).once().refused == 1
    with kit.store.writing() as tx:
        (event_id,) = [
            e.event_id for e in _all(kit) if (e.aggregate_id, e.sequence) == (received[7].id, 1)
        ]
        outbox.retry(tx, event_id)
    report = kit.sync(hub).once()
    assert (report.refused, report.waiting_events) == (0, 0)
    assert hub.last(received[7].id) == 2


def _all(kit: DeskKit) -> list:  # type: ignore[type-arg]
    from models.messages import Event
    from models.plain import from_plain
    from models.store import tables

    with kit.store.reading() as tx:
        rows = tx.execute(tables.outbox.select()).all()
    return [from_plain(Event, {**row.event, "body_json": row.body_json}) for row in rows]


@pytest.mark.parametrize("fault", [BAD_BATCH, CRASHED])
def test_one_event_that_spoils_the_batch_is_found(
    kit: DeskKit, hub: FakeHub, fault: LineProblem
) -> None:
    received = [kit.receive() for _ in range(33)]
    hub.spoiling[received[20].id] = fault
    report = kit.sync(hub).once()
    assert report.events_sent == 32
    refused = fault.nature is Nature.PERMANENT
    assert (report.refused, report.waiting_events) == ((1, 0) if refused else (0, 1))
    hub.spoiling.clear()
    kit.clock.advance(hours=1)
    assert kit.sync(hub).once().events_sent == (0 if refused else 1)


def test_a_hub_that_always_crashes_is_left_alone_soon(kit: DeskKit, hub: FakeHub) -> None:
    received = [kit.receive() for _ in range(64)]
    for dossier in received:
        hub.spoiling[dossier.id] = CRASHED
    report = kit.sync(hub).once()
    assert report.problem is CRASHED
    assert len(hub.asked) < 20
    assert report.waiting_events == 64


def test_a_desk_that_is_not_admitted_stops_and_loses_nothing(kit: DeskKit, hub: FakeHub) -> None:
    kit.receive(b"scan")
    hub.faults.extend([None, None, ("before", NOT_ADMITTED)])
    report = kit.sync(hub).once()
    assert (report.online, report.problem) == (False, NOT_ADMITTED)
    assert (report.waiting_events, report.waiting_files) == (1, 1)
    assert hub.asked == ["meta", "lease", "events:1"]


def test_events_go_before_files_and_small_files_before_large(kit: DeskKit, hub: FakeHub) -> None:
    sizes = [200_000, 10, 90_000]
    kit.receive(*(os.urandom(size) for size in sizes))
    kit.receive()
    kit.sync(hub).once()
    assert hub.asked[:3] == ["meta", "lease", "events:2"]
    assert [len(content) for content in hub.blobs.values()] == sorted(sizes)


def test_a_new_receipt_overtakes_a_large_scan(kit: DeskKit, hub: FakeHub) -> None:
    kit.receive(os.urandom(1_000_000))
    sync = kit.sync(hub)
    late: list[int] = []

    def while_sending() -> None:
        if hub.asked.count("chunk") == 3 and not late:
            kit.receive()
            late.append(len(hub.asked))
            sync.wake()

    chunk = hub.send_chunk

    def send_chunk(*arguments):  # type: ignore[no-untyped-def]
        while_sending()
        return chunk(*arguments)

    hub.send_chunk = send_chunk  # type: ignore[method-assign]
    report = sync.once()
    assert report.events_sent == 2
    assert hub.asked[late[0] + 1] == "events:1"
    assert hub.asked.count("chunk") == 16


def test_a_broken_upload_goes_on_where_it_stopped(kit: DeskKit, hub: FakeHub) -> None:
    content = os.urandom(640_000)
    kit.receive(content)
    hub.faults.extend([None] * 8 + [("after", BROKEN)])
    report = kit.sync(hub).once()
    assert (report.online, report.waiting_files) == (False, 1)
    chunks = hub.asked.count("chunk")
    kit.clock.advance(minutes=20)
    assert kit.sync(hub).once().waiting_files == 0
    assert hub.asked.count("chunk") == 10
    assert 0 < chunks < 10
    assert list(hub.blobs.values()) == [content]


def test_rubbish_at_the_hub_is_replaced_by_the_content(kit: DeskKit, hub: FakeHub) -> None:
    shorter, longer = os.urandom(100_000), os.urandom(100_000)
    one, other = kit.receive(shorter), kit.receive(longer)
    hub.parts[one.documents[0].sha256] = b"x" * 1000
    hub.parts[other.documents[0].sha256] = b"x" * 200_000
    assert kit.sync(hub).once().waiting_files == 0
    assert set(hub.blobs.values()) == {shorter, longer}


def test_a_damaged_scan_is_named_and_the_rest_goes(kit: DeskKit, hub: FakeHub) -> None:
    bad = kit.receive(os.urandom(1000))
    before = set((kit.folder / "blobs").rglob("*"))
    kit.receive(os.urandom(2000))
    for path in before:
        if path.is_file():
            path.write_bytes(b"\0" * path.stat().st_size)
    report = kit.sync(hub).once()
    assert report.problem is not None
    assert report.problem.code == "store.scan_damaged"
    assert (report.files_sent, report.waiting_files, report.events_sent) == (1, 1, 2)
    with kit.store.reading() as tx:
        assert outbox.state_of(tx, bad.id) is SyncState.WAITING


def test_the_document_of_two_dossiers_is_sent_once(kit: DeskKit, hub: FakeHub) -> None:
    content = os.urandom(1000)
    kit.receive(content)
    kit.receive(content)
    report = kit.sync(hub).once()
    assert (report.files_sent, report.waiting_files) == (1, 0)
    assert hub.asked.count("chunk") == 1


def test_events_the_hub_forgot_are_sent_again(kit: DeskKit, hub: FakeHub) -> None:
    dossier = kit.receive()
    kit.sync(hub).once()
    hub.log.clear()
    kit.hand_over(dossier)
    report = kit.sync(hub).once()
    assert (report.waiting_events, report.refused) == (0, 0)
    assert [event.sequence for event in hub.log] == [1, 2]


def test_a_hub_that_contradicts_itself_does_not_catch_the_desk_in_a_loop(
    kit: DeskKit, hub: FakeHub
) -> None:
    kit.hand_over(kit.receive())
    take = hub._take

    def forgetful(event):  # type: ignore[no-untyped-def]
        result = take(event)
        hub.log.clear()
        return result

    hub._take = forgetful  # type: ignore[method-assign]
    report = kit.sync(hub).once()
    assert report.waiting_events >= 1
    assert len(hub.asked) < 10


def test_an_answer_that_leaves_items_out_is_no_confirmation(kit: DeskKit, hub: FakeHub) -> None:
    kit.receive()
    kit.receive()
    send = hub.send_events
    hub.send_events = lambda events: send(events)[1:]  # type: ignore[method-assign]
    report = kit.sync(hub).once()
    assert (report.events_sent, report.waiting_events) == (1, 1)


def test_a_code_that_belongs_to_another_dossier_here_is_a_case_for_a_person(
    kit: DeskKit, hub: FakeHub
) -> None:
    kit.sync(hub).once()
    first = kit.receive()
    kit.sync(hub).once()
    kit.clock.advance(days=1)
    second = kit.receive()
    take = hub._take

    def confused(event):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        result = take(event)
        wrong = event.aggregate_id == second.id and result.status is ItemStatus.ACCEPTED
        return replace(result, official_code=first.code) if wrong else result

    hub._take = confused  # type: ignore[method-assign]
    third = kit.receive()
    report = kit.sync(hub, days=lambda today: ()).once()
    assert (report.refused, report.events_sent) == (1, 1)
    assert kit.dossier(second.id).code == second.code
    assert kit.dossier(third.id).code == hub.codes[third.id]


def test_the_clocks_difference_is_noted(kit: DeskKit, hub: FakeHub) -> None:
    hub.server_time = (kit.clock() + timedelta(seconds=200)).isoformat()
    assert kit.sync(hub).once().clock_skew_s == 200.0
    with kit.store.reading() as tx:
        assert values.get(tx, "sync.clock_skew_s") == "200.0"
    hub.server_time = "yesterday"
    problem = kit.sync(hub).once().problem
    assert problem is not None
    assert problem.code == "sync.not_a_hub"


def test_without_a_hub_everything_waits(kit: DeskKit) -> None:
    kit.receive(b"scan")
    report = kit.sync(None).once()
    assert report.problem is not None
    assert report.problem.code == "sync.no_hub"
    assert (report.online, report.waiting_events, report.waiting_files) == (False, 1, 1)


@contextmanager
def looping(sync: SyncService) -> Iterator[None]:
    stop = threading.Event()
    loop = threading.Thread(target=lambda: sync.run(stop), daemon=True)
    loop.start()
    try:
        yield
    finally:
        stop.set()
        sync.wake()
        loop.join(timeout=60)
    assert not loop.is_alive()


def soon(true: Callable[[], object]) -> None:
    for _ in range(3000):
        if true():
            return
        time.sleep(0.02)
    pytest.fail("never happened")


def test_the_loop_sends_when_woken_and_ends_when_told(kit: DeskKit, hub: FakeHub) -> None:
    sync = kit.sync(hub)
    with looping(sync):
        soon(lambda: kit.heard)
        kit.receive(b"scan")
        sync.wake()
        soon(lambda: hub.blobs)
    assert len(hub.log) == 1


def test_the_loop_ends_between_two_pieces_of_a_large_scan(kit: DeskKit, hub: FakeHub) -> None:
    kit.receive(os.urandom(1_000_000))
    stop = threading.Event()
    chunk = hub.send_chunk

    def send_chunk(*arguments):  # type: ignore[no-untyped-def]
        if hub.asked.count("chunk") == 4:
            stop.set()
        return chunk(*arguments)

    hub.send_chunk = send_chunk  # type: ignore[method-assign]
    kit.sync(hub).run(stop)
    assert hub.asked.count("chunk") == 5
    assert kit.counts().waiting_files == 1


@pytest.mark.expects_warnings
def test_a_defect_does_not_end_the_line_and_tells_no_names(
    kit: DeskKit, hub: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    sync = kit.sync(hub)

    person = "Nguyễn Thị Thử"

    asked = iter(range(2))

    def meta():  # type: ignore[no-untyped-def]
        if next(asked) == 0:
            sync.wake()
            raise RuntimeError(person)
        stop.set()
        raise RuntimeError(person)

    hub.meta = meta  # type: ignore[method-assign]
    sync.run(stop)
    assert "Nguyễn" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_what_the_hub_asked_for_is_waited_even_when_woken(kit: DeskKit, hub: FakeHub) -> None:
    busy = LineProblem("sync.hub_busy", Nature.RETRYABLE, status=503, retry_after=40.0)
    hub.faults.extend([("before", busy)] * 2)
    sync = kit.sync(hub)
    stop = TimeOver(sync.wake)
    sync.run(stop)
    assert stop.waits == [40.0, 40.0]
    assert hub.asked == ["meta", "meta"]


class TimeOver(threading.Event):
    """Every wait for it is over at once, something happening meanwhile; set at the second."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.waits: list[float | None] = []
        self._meanwhile = meanwhile

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        self._meanwhile()
        if len(self.waits) == 2:
            self.set()
        return self.is_set()


def test_busy_files_wait_and_the_line_stays_up(kit: DeskKit, hub: FakeHub) -> None:
    kit.receive(os.urandom(100), os.urandom(200))
    hub.faults.extend([None, None, None, ("before", BUSY)])
    report = kit.sync(hub).once()
    assert (report.online, report.files_sent, report.waiting_files) == (True, 1, 1)
