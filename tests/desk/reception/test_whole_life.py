"""Random lawful and unlawful acts over days with a moving clock, against a table typed apart.

The table is typed from rules §5.2 as acts of the desk, not read from the product's data; days are
counted one by one from a list typed from rules §11.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desk.assembly import assemble
from desk.clock import VIETNAM
from desk.reception.endings import Stopping
from desk.reception.supplements import Asking
from desk.settings import Profile, Settings
from models.dossier import StatusEvent
from models.facts import PaymentMethod, Wanted
from models.problems import Problem
from models.procedure import CopyKind, Limit, Unit
from models.role import Role
from models.store import audit, outbox
from tests.support.life import PROCEDURE, OfficeOfThree, other
from tests.support.seat import CHEAP, OFFICE, Watch

OFF = {date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}
MAKEUP = {date(2026, 8, 22)}
CLOSED = {3, 7, 8, 10}
# act: {status before: status after}; a second supplement request, a refusal after the due time, a
# late or second extension have conditions of their own, checked where they are drawn.
TABLE = {
    "forward": {2: 4},
    "request": {2: 5, 4: 5},
    "supplement": {5: 4},
    "stop_unsupplemented": {5: 8},
    "stop_unpaid": {6: 8},
    "stop_by_law": {2: 8, 4: 8},
    "demand": {2: 6, 4: 6},
    "pay": {6: 4},
    "withdraw": {2: 7, 4: 7, 5: 7, 6: 7},
    "finish": {4: 9},
    "decide_against": {4: 9},
    "arrive": {2: 9, 4: 9, 9: 9},
    "hand_over": {2: 10, 4: 10, 9: 10},
}
GROUNDS = {
    "stop_unsupplemented": "not_supplemented",
    "stop_unpaid": "not_paid",
    "stop_by_law": "sector_law",
}


def works(day: date) -> bool:
    return day in MAKEUP or (day.weekday() < 5 and day not in OFF)


def after_working_days(start: date, count: int) -> datetime:
    day = start
    while count:
        day += timedelta(days=1)
        count -= works(day)
    return datetime(day.year, day.month, day.day, 17, tzinfo=VIETNAM)


_shared: list[tuple[OfficeOfThree, Watch]] = []


def office() -> tuple[OfficeOfThree, Watch]:
    """One office for all examples: each takes a dossier of its own."""
    if not _shared:
        profile = Profile(Path(tempfile.mkdtemp(prefix="motcua-life-")) / "office")
        profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
        watch = Watch()
        desk = assemble(profile, clock=watch, password_cost=CHEAP)
        admin = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
        desk.admit(admin, "phutrach", "Phạm Văn Trách", Role.SUPERVISOR, "mat khau phu trach")
        desk.admit(admin, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
        admin.life.catalogue_editing.save(admin.user, PROCEDURE)
        admin.life.catalogue_editing.release(
            admin.user, PROCEDURE.code, PROCEDURE.version, PROCEDURE.valid_from
        )
        clerk = desk.sign_in("quay1", "mat khau quay 1")
        boss = desk.sign_in("phutrach", "mat khau phu trach")
        _shared.append((OfficeOfThree(admin, clerk, boss), watch))
    return _shared[0]


class WholeLife(RuleBasedStateMachine):
    """What the model believes is typed from the rules; the product has to agree."""

    @initialize(hour=st.integers(0, 23))
    def received(self, hour: int) -> None:
        self.office, self.watch = office()
        self.watch.now = datetime(2026, 8, 3, hour, 5, tzinfo=VIETNAM)
        self.dossier = self.office.receive()
        self.status, self.asked, self.extended = 2, 0, 0
        self.due = after_working_days(self.watch.now.date(), 3)
        self.history: tuple[StatusEvent, ...] = ()
        self.finished_at: datetime | None = None
        self.promises = 1

    @rule(hours=st.integers(1, 60))
    @precondition(lambda self: self.watch.now < datetime(2026, 9, 20, tzinfo=VIETNAM))
    def time_passes(self, hours: int) -> None:
        self.watch.now += timedelta(hours=hours)

    @rule(act=st.sampled_from(sorted(TABLE)))
    def act(self, act: str) -> None:
        lawful = self.status in TABLE[act]
        if act == "request" and self.asked:
            lawful = False
        if act == "decide_against" and self.watch.now > self.due:
            lawful = False
        self.expect(lawful, lambda: self.perform(act))
        if not lawful:
            return
        before, self.status = self.status, TABLE[act][self.status]
        if act == "request":
            self.asked += 1
        if act == "supplement":
            self.due = after_working_days(self.watch.now.date(), 3)
            self.promises += 1
        if act == "pay":
            self.due = self.office.dossier(self.dossier.id).due
            self.promises += 1
        if self.status in (9, 10) and before not in (9, 10):
            self.finished_at = self.watch.now

    @rule(because=st.sampled_from(["", "Tòa án yêu cầu thêm"]))
    @precondition(lambda self: self.asked)
    def supervisor_asks_again(self, because: str) -> None:
        boss = self.office.supervisor
        asking = replace(ASKING, repeated_because=because)
        lawful = self.status in (2, 4) and bool(because)
        self.expect(
            lawful, lambda: boss.life.supplements.request(boss.user, self.dossier.id, asking)
        )
        if lawful:
            self.status, self.asked = 5, self.asked + 1

    @rule(sent_late=st.booleans())
    def extend(self, sent_late: bool) -> None:
        boss = self.office.supervisor
        last = self.due.date() - timedelta(days=1)
        while not works(last):
            last -= timedelta(days=1)
        in_time = self.watch.now <= datetime(last.year, last.month, last.day, 17, tzinfo=VIETNAM)
        lawful = self.status in (2, 4) and not self.extended and (in_time or sent_late)
        start = max(self.watch.now, self.due)
        self.expect(
            lawful,
            lambda: boss.life.lateness.extend(
                boss.user, self.dossier.id, "Xác minh", Limit(Unit.WORKING_DAY, 2), "Bà Chủ tịch",
                sent_late=sent_late,
            ),
        )  # fmt: skip
        if lawful:
            self.extended, self.promises = 1, self.promises + 1
            self.due = after_working_days(start.date(), 2)

    @rule(onto=st.integers(1, 10), reason=st.sampled_from(["", "Bấm nhầm"]))
    @precondition(lambda self: self.status in CLOSED)
    def correct(self, onto: int, reason: str) -> None:
        boss, clerk = self.office.supervisor, self.office.clerk
        self.expect(
            False,
            lambda: clerk.life.endings.correct(clerk.user, self.dossier.id, onto, reason),
        )
        target = onto if onto in (2, 4, 9) else 4
        self.expect(
            bool(reason),
            lambda: boss.life.endings.correct(boss.user, self.dossier.id, target, reason),
        )
        if reason:
            self.status = target
            self.finished_at = self.watch.now if target == 9 else None

    @invariant()
    def the_desk_agrees(self) -> None:
        clerk = self.office.clerk
        view = clerk.lookup.dossier(clerk.user, self.dossier.id)
        assert view.dossier.status == self.status
        assert view.timeline[: len(self.history)] == self.history, "history is never edited"
        assert [step.sequence for step in view.timeline] == list(range(1, len(view.timeline) + 1))
        assert view.timeline[-1].status == self.status
        self.history = view.timeline
        assert view.dossier.due == self.due
        promises = clerk.life.appointments.promises(clerk.user, self.dossier.id)
        assert len(promises.all) == self.promises
        assert promises.all[0].due == after_working_days(self.dossier.received_at.date(), 3)
        late = {2: self.watch.now, 4: self.watch.now, 9: self.finished_at, 10: self.finished_at}
        reached = late.get(self.status)
        if self.status in (2, 4):
            assert promises.late_by_extended == (self.watch.now > self.due)
        elif reached is None:
            assert not promises.late_by_original

    def teardown(self) -> None:
        with self.office.clerk.store.reading() as tx:
            assert audit.verify(tx).broken_at is None
            events = [
                one
                for one in outbox.due(tx, self.watch.now, 10_000)
                if one.aggregate_id == self.dossier.id
            ]
        assert [one.sequence for one in events] == list(range(1, len(events) + 1))
        told = [
            step["id"] for one in events[1:] for step in json.loads(one.body_json)["status_events"]
        ]
        assert told == [step.id for step in self.history[1:]], "the hub is told every step once"

    def expect(self, lawful: bool, attempt) -> None:  # type: ignore[no-untyped-def]
        try:
            attempt()
        except Problem:
            assert not lawful
        else:
            assert lawful

    def perform(self, act: str) -> None:
        user, life, of = self.office.clerk.user, self.office.clerk.life, self.dossier.id
        results = self.office.clerk.results
        if act in GROUNDS:
            life.endings.stop(user, of, Stopping(GROUNDS[act], "Theo quy định", "Bà Trưởng"))
            return
        {
            "forward": lambda: life.holdings.forward(user, of, "Phòng Tư pháp"),
            "request": lambda: life.supplements.request(user, of, ASKING),
            "supplement": self.bring_supplement,
            "demand": lambda: life.payments.demand(user, of, 1000, "Thuế"),
            "pay": lambda: life.payments.paid(user, of, 1000, PaymentMethod.CASH),
            "withdraw": lambda: life.endings.withdraw(user, of, "Đơn ngày 03/08"),
            "finish": lambda: life.endings.finish(user, of, "Bà Chủ tịch"),
            "decide_against": lambda: life.endings.decide_against(user, of, ["Không đủ"]),
            "arrive": lambda: results.arrived(user, of, "Ngăn A-1"),
            "hand_over": lambda: results.hand_over(user, of, other()),
        }[act]()

    def bring_supplement(self) -> None:
        user, life = self.office.clerk.user, self.office.clerk.life
        draft = life.supplements.begin(user, self.dossier.id)
        lines = tuple(replace(one, presented=True) for one in draft.components)
        life.supplements.received(user, replace(draft, components=lines))


ASKING = Asking((Wanted("02", CopyKind.CERTIFIED_COPY),), "Thiếu bản án")

TestWholeLife = WholeLife.TestCase
TestWholeLife.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
