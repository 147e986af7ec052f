"""Several counters that lose the line, the power and each other: at the end the hub has it all.

The hub's own code and database stand behind each desk's line; a fault breaks a request before or
after the hub took it, a killed desk starts again from its store.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import store_samples as samples
from desk_kit import AGENCY, DeskKit
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from office_line import HubInside, OfficeLine

from desk.events import ReturnedTwice
from models.codes import is_dossier_code
from models.dossier import Dossier, Status
from models.problems import Problem
from models.role import Role, User
from models.store import alarms, outbox

LAN = User("lan", "Phạm Thị Lan", Role.CLERK)
DESKS = 3
AT = st.integers(0, DESKS - 1)
FAULTS = st.lists(st.sampled_from([None, None, "before", "after"]), max_size=8)


class Killed(BaseException):
    """The power of one counter went."""


class Office(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        folder = Path(self.scratch.name)
        self.hub = HubInside(folder / "hub")
        self.kits = [
            DeskKit.copied(self.template, folder / f"d{n}", device=f"desk-{n}")
            for n in range(DESKS)
        ]
        self.lines = [OfficeLine(self.hub, kit.device, AGENCY) for kit in self.kits]
        self.heard: list[list[ReturnedTwice]] = [[] for _ in self.kits]
        self.listen()
        self.received: dict[str, Dossier] = {}
        self.contents: set[bytes] = set()
        self.returned: Counter[str] = Counter()

    def listen(self) -> None:
        for kit, heard in zip(self.kits, self.heard, strict=True):
            kit.events.subscribe(ReturnedTwice, heard.append)

    @rule(at=AT, scan=st.binary(max_size=40))
    def receive(self, at: int, scan: bytes) -> None:
        contents = (scan,) if scan else ()
        dossier = self.kits[at].receive(*contents)
        self.contents.update(contents)
        self.received[dossier.id] = dossier

    def open_at(self, at: int) -> list[str]:
        rows = self.kits[at].lookup().find(LAN, "Hậu", 50)
        still_open = {row.id for row in rows if row.status != Status.RETURNED}
        return [each for each in self.received if each in still_open]

    def give(self, at: int, dossier_id: str) -> None:
        results = self.kits[at].results()
        results.hand_over(LAN, dossier_id, samples.citizen("Lê Thị Nhận"))
        self.returned[dossier_id] += 1
        with pytest.raises(Problem, match=r"results\.already_closed"):
            results.hand_over(LAN, dossier_id, samples.citizen("Lê Thị Nhận"))

    @rule(at=AT, data=st.data())
    def hand_over(self, at: int, data: Any) -> None:
        if open_ones := self.open_at(at):
            self.give(at, data.draw(st.sampled_from(open_ones)))

    @rule(desks=st.lists(AT, min_size=2, max_size=DESKS, unique=True), data=st.data())
    def hand_over_without_hearing_of_each_other(self, desks: list[int], data: Any) -> None:
        seen = [self.open_at(at) for at in desks]
        both = [each for each in seen[0] if all(each in other for other in seen)]
        if both:
            chosen = data.draw(st.sampled_from(both))
            for at in desks:
                self.give(at, chosen)

    @rule()
    def a_good_moment(self) -> None:
        for kit, line in zip(self.kits, self.lines, strict=True):
            if not line.away:
                line.faults.clear()
                kit.sync(line, chance=0.5).once()

    @rule(at=AT, data=st.data())
    def arrived(self, at: int, data: Any) -> None:
        if open_ones := self.open_at(at):
            self.kits[at].results().arrived(LAN, data.draw(st.sampled_from(open_ones)), "Ngăn B-17")

    @rule(at=AT, away=st.booleans())
    def line_goes_or_comes(self, at: int, away: bool) -> None:
        self.lines[at].away = away

    @rule(at=AT, faults=FAULTS)
    def talk(self, at: int, faults: list[str | None]) -> None:
        self.lines[at].faults.clear()
        self.lines[at].faults.extend(faults)
        self.kits[at].sync(self.lines[at], chance=0.5).once()

    @rule(at=AT, requests=st.integers(0, 8))
    def killed_while_talking(self, at: int, requests: int) -> None:
        kit, line = self.kits[at], self.lines[at]
        left = requests
        ask = line._ask

        def dying(work: Any) -> Any:
            nonlocal left
            left -= 1
            answer = ask(work)
            if left < 0:
                # The hub has it; the desk dies before it hears so.
                raise Killed
            return answer

        line._ask = dying  # type: ignore[method-assign]
        try:
            kit.sync(line, chance=0.5).once()
        except Killed:
            pass
        finally:
            del line._ask
        kit.store.close()
        self.kits[at] = DeskKit(kit.folder, device=kit.device, clock=kit.clock)
        self.kits[at].events.subscribe(ReturnedTwice, self.heard[at].append)

    @rule(minutes=st.sampled_from([1, 20, 600]))
    def time_passes(self, minutes: int) -> None:
        for kit in self.kits:
            kit.clock.advance(minutes=minutes)

    @invariant()
    def the_hub_orders_every_dossier(self) -> None:
        for told in self.hub.all_dossiers(AGENCY):
            places = [step.sequence for step in told.timeline]
            assert places == list(range(1, len(places) + 1))
            assert told.timeline[0].status == Status.RECEIVED

    @invariant()
    def nothing_is_ever_refused(self) -> None:
        assert all(kit.counts().refused == 0 for kit in self.kits)

    def teardown(self) -> None:
        try:
            self._everybody_comes_back()
            self._judge()
        finally:
            for kit in self.kits:
                kit.close()
            self.hub.close()
            self.scratch.cleanup()

    def _everybody_comes_back(self) -> None:
        for line in self.lines:
            line.away = False
            line.faults.clear()
        # Twice: what one desk appended may wait for what another still has to report.
        for _ in range(3):
            for kit, line in zip(self.kits, self.lines, strict=True):
                kit.clock.advance(hours=1)
                kit.sync(line, chance=0.5).once()

    def _judge(self) -> None:
        told = {one.dossier.id: one for one in self.hub.all_dossiers(AGENCY)}
        assert told.keys() == self.received.keys(), "the union of all that was accepted"
        codes = [one.dossier.code for one in told.values()]
        assert len(set(codes)) == len(codes)
        assert all(is_dossier_code(code) for code in codes)
        for kit, heard in zip(self.kits, self.heard, strict=True):
            counts = kit.counts()
            assert (counts.waiting_events, counts.waiting_files, counts.refused) == (0, 0, 0)
            with kit.store.reading() as tx:
                known = {alarm.told.alarm_id for alarm in alarms.unsettled(tx)}
            assert known == {alarm.alarm_id for one in told.values() for alarm in one.alarms}
            assert len({one.alarm_id for one in heard}) == len(heard), "told once, not twice"
        for dossier_id, one in told.items():
            times = self.returned[dossier_id]
            assert len(one.alarms) == max(0, times - 1), "every return but the first, once"
            assert [s.status for s in one.timeline].count(Status.RETURNED) == times
            self._own_order_is_kept(dossier_id, [step.id for step in one.timeline])
            for kit in self.kits:
                view = kit.lookup().dossier(LAN, dossier_id)
                assert view.dossier.code == one.dossier.code
                assert (view.dossier.status == Status.RETURNED) == (times > 0)
                assert len(view.timeline) == len(one.timeline)
        assert self.contents == {
            self.hub.files.document(sha256).read_bytes()
            for one in told.values()
            for sha256 in one.files
        }

    def _own_order_is_kept(self, dossier_id: str, at_hub: list[str]) -> None:
        for kit in self.kits:
            with kit.store.reading() as tx:
                said = [json.loads(body) for body in outbox.bodies(tx, dossier_id)]
            steps = [step["id"] for body in said for step in body.get("status_events", ())]
            places = [at_hub.index(step) for step in steps]
            assert places == sorted(places)


@pytest.fixture(autouse=True)
def known_template(empty_store: Path) -> None:
    Office.template = empty_store


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
