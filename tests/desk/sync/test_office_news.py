"""What one counter does is seen at the others; what two did at once is found when they meet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import store_samples as samples
from desk_kit import AGENCY, DeskKit
from office_line import HubInside, OfficeLine

from desk.events import OfficeChanged, ReturnedTwice
from desk.reception.lookup import OTHER_COUNTER
from desk.supervision.alarms import Alarms
from desk.sync.news import CURSOR
from models.dossier import CodeKind, Dossier, Status, SyncState
from models.problems import Problem
from models.role import Role, User
from models.store import alarms, dossiers, office, values

LAN = User("lan", "Phạm Thị Lan", Role.CLERK)
TRACH = User("trach", "Phạm Văn Trách", Role.SUPERVISOR)
HOA = samples.citizen("Đặng Thị Hoà", number="001199000555", phone="0987 654 321")
COLLECTOR = samples.citizen("Lê Thị Nhận")


class Counter:
    """A desk with its line."""

    def __init__(self, kit: DeskKit, hub: HubInside) -> None:
        self.kit = kit
        self.line = OfficeLine(hub, kit.device, AGENCY)
        self.twice: list[ReturnedTwice] = []
        self.changed: list[OfficeChanged] = []
        kit.events.subscribe(ReturnedTwice, self.twice.append)
        kit.events.subscribe(OfficeChanged, self.changed.append)

    def sync(self) -> None:
        report = self.kit.sync(self.line).once()
        assert report.problem is None or self.line.away or self.line.faults
        assert report.refused == 0

    def status(self, dossier: Dossier) -> int:
        return self.kit.lookup().dossier(LAN, dossier.id).dossier.status


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubInside]:  # type: ignore[override]
    made = HubInside(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def counters(empty_store: Path, tmp_path: Path, hub: HubInside) -> Iterator[list[Counter]]:
    made = [
        Counter(DeskKit.copied(empty_store, tmp_path / f"desk-{n}", device=f"desk-{n}"), hub)
        for n in (1, 2, 3)
    ]
    yield made
    for each in made:
        each.kit.close()


def test_a_receipt_of_another_counter_is_found_here_by_everything_on_it(
    counters: list[Counter],
) -> None:
    here, there, _ = counters
    dossier = there.kit.receive(b"%PDF scan", owner=HOA)
    assert dossier.code_kind is CodeKind.PROVISIONAL
    there.sync()
    here.sync()
    official = there.kit.dossier(dossier.id).code
    find = here.kit.lookup().find
    for text in ("dang hoa", "Hoà", official, official[-4:], "001199000555", "0987654321"):
        (row,) = find(LAN, text)
        assert (row.id, row.code, row.elsewhere) == (dossier.id, official, True), text
        assert row.seen_at == here.kit.clock()
        assert row.number_masked == "0011******55"
        assert row.sync is SyncState.SENT
    for code in (official, dossier.code):
        view = here.kit.lookup().by_code(LAN, code)
        assert view.elsewhere
        assert view.dossier.owner == HOA
        assert [step.status for step in view.timeline] == [Status.RECEIVED]
        assert view.warnings == ()
    own = here.kit.receive(owner=HOA)
    assert [row.elsewhere for row in find(LAN, "dang hoa")] == [False, True]
    with here.kit.store.reading() as tx:
        listed = dossiers.received_between(tx, own.received_at, own.received_at + timedelta(1))
    assert [row.id for row in listed] == [own.id], "the day's own figures stay this desk's"
    with pytest.raises(Problem, match=r"lookup\.received_elsewhere"):
        here.kit.lookup().receipt(LAN, dossier.id)
    with pytest.raises(Problem, match=r"lookup\.received_elsewhere"):
        here.kit.lookup().document(LAN, dossier.id, "C0")


def test_a_result_handed_over_elsewhere_is_seen_where_it_was_received(
    counters: list[Counter],
) -> None:
    here, there, third = counters
    dossier = here.kit.receive()
    here.sync()
    there.sync()
    view = there.kit.results().hand_over(LAN, dossier.id, COLLECTOR)
    assert (view.dossier.status, view.dossier.returned_to) == (Status.RETURNED, "Lê Thị Nhận")
    assert (view.sync, view.warnings) == (SyncState.WAITING, ())
    with pytest.raises(Problem, match=r"results\.already_closed"):
        there.kit.results().hand_over(LAN, dossier.id, COLLECTOR)
    there.sync()
    assert there.kit.lookup().dossier(LAN, dossier.id).sync is SyncState.SENT
    here.sync()
    third.sync()
    for each in (here, there, third):
        view = each.kit.lookup().dossier(LAN, dossier.id)
        assert (view.dossier.status, view.dossier.returned_to) == (Status.RETURNED, "Lê Thị Nhận")
        assert [step.status for step in view.timeline] == [2, 4, 9, 10]
        with pytest.raises(Problem, match=r"results\.already_closed"):
            each.kit.results().hand_over(LAN, dossier.id, COLLECTOR)
    assert any(dossier.id in told.dossier_ids for told in here.changed)
    with here.kit.store.reading() as tx:
        assert alarms.unsettled(tx) == ()


def test_a_result_left_twice_raises_one_alarm_at_every_desk(
    counters: list[Counter], hub: HubInside
) -> None:
    here, there, third = counters
    dossier = here.kit.receive()
    here.sync()
    there.sync()
    for each in counters:
        each.line.away = True
        each.sync()
        each.kit.clock.advance(minutes=30)
    first = here.kit.results().hand_over(LAN, dossier.id, samples.citizen("Trần Thị Một"))
    second = there.kit.results().hand_over(LAN, dossier.id, samples.citizen("Vũ Văn Hai"))
    assert second.warnings == (OTHER_COUNTER,)
    assert first.warnings == (), "nobody but this desk ever received anything, as far as it knows"
    for each in (there, here, third, there):
        each.line.away = False
        each.sync()
    for each in counters:
        with each.kit.store.reading() as tx:
            (alarm,) = alarms.unsettled(tx)
        assert (alarm.told.first.returned_to, alarm.told.second.returned_to) == (
            "Vũ Văn Hai",
            "Trần Thị Một",
        )
        assert (alarm.told.first.device_id, alarm.told.second.device_id) == ("desk-2", "desk-1")
        assert [one.dossier_id for one in each.twice] == [dossier.id]
        view = each.kit.lookup().dossier(LAN, dossier.id)
        assert (view.dossier.status, view.dossier.returned_to) == (10, "Vũ Văn Hai")
        assert sorted(step.status for step in view.timeline) == [2, 4, 4, 9, 9, 10, 10]
    (told,) = hub.all_dossiers(AGENCY)
    assert len(told.alarms) == 1
    service = Alarms(here.kit.store, here.kit.clock)
    (seen,) = service.unsettled(LAN)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        service.settle(LAN, seen.told.alarm_id, "Đã gọi hai người")
    with pytest.raises(Problem, match=r"alarms\.no_note"):
        service.settle(TRACH, seen.told.alarm_id, " ")
    service.settle(TRACH, seen.told.alarm_id, "Đã gọi: bản thứ hai là bản sao")
    assert service.unsettled(LAN) == ()
    here.kit.clock.advance(minutes=5)
    here.sync()
    assert service.unsettled(LAN) == (), "told again, it stays settled"
    with pytest.raises(Problem, match=r"alarms\.unknown"):
        service.settle(TRACH, seen.told.alarm_id, "Lần nữa")


def test_an_old_word_is_shown_with_its_age_and_a_warning(counters: list[Counter]) -> None:
    here, there, _ = counters
    dossier = there.kit.receive()
    there.sync()
    here.sync()
    heard = here.kit.clock()
    here.line.away = True
    here.kit.clock.advance(minutes=10)
    here.sync()
    view = here.kit.lookup().dossier(LAN, dossier.id)
    assert (view.seen_at, view.warnings) == (heard, (OTHER_COUNTER,))
    assert here.kit.lookup().find(LAN, dossier.owner.full_name)[0].seen_at == heard


def test_the_cursor_moves_only_with_what_was_learned(
    counters: list[Counter], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, _ = counters
    for _ in range(8):
        there.kit.receive()
    there.sync()
    learn, learned = office.learn, 0

    def die_at_the_fifth(*given: object) -> None:
        nonlocal learned
        learned += 1
        if learned == 5:
            raise RuntimeError("killed")
        learn(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(office, "learn", die_at_the_fifth)
        with pytest.raises(RuntimeError, match="killed"):
            here.kit.sync(here.line).once()
    with here.kit.store.reading() as tx:
        assert (values.get(tx, CURSOR) or "").startswith("s:8."), "in the middle of the snapshot"
        assert office.seen_at(tx) is None, "not read to the end"
    here.sync()
    assert len(here.kit.lookup().find(LAN, "Hậu")) == 8


def test_a_closed_dossier_of_another_counter_is_forgotten_in_time(counters: list[Counter]) -> None:
    here, there, _ = counters
    closed, still_open = there.kit.receive(), there.kit.receive()
    there.kit.results().hand_over(LAN, closed.id, COLLECTOR)
    there.sync()
    here.sync()
    assert len(here.kit.lookup().find(LAN, "Hậu")) == 2
    for each in counters:
        each.kit.clock.advance(days=90)
    here.sync()
    (row,) = here.kit.lookup().find(LAN, "Hậu")
    assert row.id == still_open.id


def test_a_hub_put_back_from_a_backup_gets_everything_again(
    counters: list[Counter], tmp_path: Path, hub: HubInside
) -> None:
    here, there, third = counters
    before = here.kit.receive(b"first scan")
    here.sync()
    hub.close()
    shutil.copytree(tmp_path / "hub", tmp_path / "backup")
    reopened = HubInside(tmp_path / "hub")
    for each in counters:
        each.line.hub = reopened
    lost = there.kit.receive(b"second scan", b"third scan")
    there.kit.results()
    there.sync()
    after = there.kit.receive()
    there.sync()
    here.sync()
    here.kit.results().hand_over(LAN, lost.id, COLLECTOR)
    here.sync()
    codes = {one.dossier.id: one.dossier.code for one in reopened.all_dossiers(AGENCY)}
    reopened.close()

    restored = HubInside(tmp_path / "backup")
    assert [one.dossier.id for one in restored.all_dossiers(AGENCY)] == [before.id]
    for each in counters:
        each.line.hub = restored
        each.kit.clock.advance(hours=1)
    third.kit.receive()
    for each in (here, there, third, here, there):
        each.sync()
        each.kit.clock.advance(minutes=20)
    told = {one.dossier.id: one for one in restored.all_dossiers(AGENCY)}
    assert {before.id, lost.id, after.id} <= told.keys()
    assert {each: told[each].dossier.code for each in codes} == codes, "no code changes"
    assert len({one.dossier.code for one in told.values()}) == len(told)
    assert told[lost.id].dossier.status == Status.RETURNED
    assert all(one.files_pending == () and not one.alarms for one in told.values())
    for document in there.kit.dossier(lost.id).documents:
        assert restored.files.has(document.sha256)
    for each in counters:
        counts = each.kit.counts()
        assert (counts.waiting_events, counts.waiting_files, counts.refused) == (0, 0, 0)
    restored.close()


def test_a_document_that_vanished_from_the_hubs_disk_is_sent_again(
    counters: list[Counter], hub: HubInside
) -> None:
    here = counters[0]
    dossier = here.kit.receive(b"a scan of some length")
    here.sync()
    (document,) = dossier.documents
    hub.files.document(document.sha256).unlink()
    here.sync()
    assert not hub.files.has(document.sha256), "compared once a day"
    here.kit.clock.advance(days=1)
    here.sync()
    assert hub.files.has(document.sha256)


def test_agreement_costs_one_short_question(
    counters: list[Counter], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = counters[0]
    for _ in range(3):
        here.kit.receive(b"one scan for all")
    here.sync()
    asked = []
    reconcile = OfficeLine.reconcile
    monkeypatch.setattr(
        OfficeLine, "reconcile", lambda line, told: asked.append(told) or reconcile(line, told)
    )
    here.kit.clock.advance(days=1)
    here.sync()
    (manifest,) = asked
    assert [(day.events, day.files, day.event_ids) for day in manifest.days] == [(3, 1, None)]
    here.sync()
    assert len(asked) == 1
