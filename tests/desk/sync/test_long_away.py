"""A desk that was away longer than the hub remembers changes is told a snapshot (sync §D.6).

The hub's own code and database; time passes for months, changes are forgotten, passes are cut.
"""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from desk_kit import AGENCY, START, DeskKit
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from office_line import HubInside, OfficeLine

from desk.sync.news import CURSOR
from desk.sync.trouble import LineProblem
from hub.store import feed, tables
from models.dossier import Dossier, Status
from models.lifecycle import TERMINAL
from models.role import Role, User
from models.store import alarms, office, values
from models.store.office_tables import office_dossier

LAN = User("lan", "Phạm Thị Lan", Role.CLERK)
AT = st.integers(0, 2)


class Office(RuleBasedStateMachine):
    """Two desks at work, a third that comes and goes; the hub forgets early and often."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        folder = Path(self.scratch.name)
        self.hub = HubInside(folder / "hub")
        self.kits = [
            DeskKit.copied(self.template, folder / f"d{n}", device=f"desk-{n}") for n in range(3)
        ]
        self.lines = [OfficeLine(self.hub, kit.device, AGENCY) for kit in self.kits]
        self.at_work = [0, 1]
        self.received: list[Dossier] = []

    def talk(self, at: int, faults: tuple[str | None, ...] = ()) -> None:
        self.lines[at].faults.clear()
        self.lines[at].faults.extend(faults)
        self.kits[at].sync(self.lines[at], chance=0.5).once()

    @rule(at=AT)
    def receive(self, at: int) -> None:
        self.received.append(self.kits[at].receive())

    @rule(at=AT, which=st.integers(0, 20))
    def hand_over(self, at: int, which: int) -> None:
        with self.kits[at].store.reading() as tx:
            known = [one for one in self.received if office.get(tx, one.id) is not None]
        rows = {row.id: row for row in self.kits[at].lookup().find(LAN, "Hậu", 50)}
        still_open = [
            one for one in (*known, *self.received)
            if one.id in rows and rows[one.id].status != Status.RETURNED
        ]  # fmt: skip
        if still_open:
            results = self.kits[at].results()
            results.hand_over(LAN, still_open[which % len(still_open)].id, still_open[0].owner)

    @rule()
    def a_working_day(self) -> None:
        for at in self.at_work:
            self.talk(at)
            self.talk(at)

    @rule(faults=st.lists(st.sampled_from([None, None, "before", "after"]), max_size=9))
    def the_third_comes_by(self, faults: list[str | None]) -> None:
        self.talk(2, tuple(faults))

    @rule(days=st.sampled_from([1, 20, 70]))
    def time_passes(self, days: int) -> None:
        self.hub.now += timedelta(days=days)
        for kit in self.kits:
            kit.clock.advance(days=days)
        with self.hub.store.writing() as tx:
            feed.forget(tx, AGENCY, self.hub.now - feed.KEPT)

    @invariant()
    def the_feed_has_no_hole(self) -> None:
        with self.hub.store.reading() as tx:
            numbers = list(tx.execute(sa.select(tables.change.c.seq).order_by("seq")).scalars())
            last = feed.head(tx, AGENCY)
        assert numbers == list(range(last - len(numbers) + 1, last + 1))
        assert bool(numbers) == bool(last)

    def teardown(self) -> None:
        try:
            for _ in range(2):
                for at in (0, 1, 2):
                    self.kits[at].clock.advance(hours=1)
                    self.talk(at)
            for at in (0, 1, 2):
                self.judge(at)
        finally:
            for kit in self.kits:
                kit.close()
            self.hub.close()
            self.scratch.cleanup()

    def judge(self, at: int) -> None:
        kit = self.kits[at]
        told = {one.dossier.id: one for one in self.hub.all_dossiers(AGENCY)}
        assert told.keys() == {one.id for one in self.received}
        with kit.store.reading() as tx:
            cached = {one for one in told if office.get(tx, one) is not None}
            doubted = tx.execute(sa.select(office_dossier.c.id).where(office_dossier.c.closed > 1))
            assert doubted.all() == [], "no snapshot is half read"
            heard = {alarm.told.alarm_id for alarm in alarms.unsettled(tx)}
        assert heard == {alarm.alarm_id for one in told.values() for alarm in one.alarms}
        for dossier_id, one in told.items():
            own = one.home == kit.device
            if own or one.dossier.status not in TERMINAL:
                assert own or dossier_id in cached, "what is open is known everywhere"
            if own or dossier_id in cached:
                view = kit.lookup().dossier(LAN, dossier_id)
                assert view.dossier.status == one.dossier.status
                assert len(view.timeline) == len(one.timeline)


@pytest.fixture(autouse=True)
def known_template(empty_store: Path) -> None:
    Office.template = empty_store


@pytest.mark.soak
@pytest.mark.timeout(1200)
class TestOfficeForYears(Office.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(
        max_examples=40,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def test_who_was_away_too_long_hears_of_everything_open_and_forgets_what_was_closed(
    empty_store: Path, tmp_path: Path
) -> None:
    hub = HubInside(tmp_path / "hub")
    here, there = (
        DeskKit.copied(empty_store, tmp_path / name, device=name) for name in ("desk-1", "desk-2")
    )
    line, other = (OfficeLine(hub, kit.device, AGENCY) for kit in (here, there))
    own = here.receive()
    closed = there.receive()
    for kit, through in ((here, line), (there, other), (here, line)):
        assert kit.sync(through).once().problem is None
    with here.store.reading() as tx:
        assert office.get(tx, closed.id) is not None

    there.results().hand_over(LAN, closed.id, closed.owner)
    there.results().hand_over(LAN, own.id, own.owner)
    assert there.sync(other).once().problem is None
    away = feed.KEPT + timedelta(days=65)
    hub.now += away
    for kit in (here, there):
        kit.clock.advance(seconds=away.total_seconds())
    fresh = [there.receive() for _ in range(7)]
    assert there.sync(other).once().problem is None
    forget_old(hub, hub.now)
    with here.store.reading() as tx, pytest.raises(LineProblem) as gone:
        line.news(values.get(tx, CURSOR) or "")
    assert gone.value.hub_code == "hub.cursor_gone"
    assert here.sync(line).once().problem is None
    assert here.dossier(own.id).status == Status.RETURNED, "our own, closed elsewhere long ago"
    with here.store.reading() as tx:
        assert office.get(tx, closed.id) is None, "it would stand there as open for ever"
        assert all(office.get(tx, one.id) is not None for one in fresh)
    for kit in (here, there):
        kit.close()
    hub.close()


def forget_old(hub: HubInside, now: datetime) -> None:
    with hub.store.writing() as tx:
        feed.forget(tx, AGENCY, now - feed.KEPT)


def test_a_hub_forgets_old_changes_by_itself_and_keeps_the_newest(tmp_path: Path) -> None:
    hub = HubInside(tmp_path / "hub")
    with hub.store.writing() as tx:
        for number in range(300):
            feed.append(tx, AGENCY, "dossier", f"d-{number}", START)
        feed.append(tx, "H15.50.06", "dossier", "d-of-others", START)
        for number in range(300, 512):
            feed.append(tx, AGENCY, "dossier", f"d-{number}", START + timedelta(days=61))
        assert [one.seq for one in feed.after(tx, AGENCY, 0, 1000)] == [*range(301, 513)]
        assert not feed.remembers_after(tx, AGENCY, 299)
        assert feed.remembers_after(tx, AGENCY, 300)
        feed.forget(tx, AGENCY, START + timedelta(days=999))
        assert [one.seq for one in feed.after(tx, AGENCY, 0, 1000)] == [512]
        assert len(feed.after(tx, "H15.50.06", 0, 10)) == 1
    hub.close()


def test_what_happens_while_a_snapshot_is_read_is_told_behind_it(
    empty_store: Path, tmp_path: Path
) -> None:
    hub = HubInside(tmp_path / "hub")
    here, there = (
        DeskKit.copied(empty_store, tmp_path / name, device=name) for name in ("desk-1", "desk-2")
    )
    line, other = (OfficeLine(hub, kit.device, AGENCY) for kit in (here, there))
    made = sorted((there.receive() for _ in range(7)), key=lambda one: one.id)
    assert there.sync(other).once().problem is None
    line.faults.extend([None, None, "before"])  # greeted, a page of three, then cut off
    assert here.sync(line).once().problem is not None
    with here.store.reading() as tx:
        known = [office.get(tx, one.id) is not None for one in made]
    assert known == [True] * 3 + [False] * 4
    there.results().hand_over(LAN, made[0].id, made[0].owner)
    late = there.receive()
    assert there.sync(other).once().problem is None
    here.clock.advance(hours=1)
    assert here.sync(line).once().problem is None
    with here.store.reading() as tx:
        seen = [office.get(tx, one.id) for one in (*made, late)]
    assert all(seen)
    assert seen[0] is not None
    assert seen[0].dossier.status == Status.RETURNED
    for kit in (here, there):
        kit.close()
    hub.close()
