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
from desk.reception.fees import Taking
from desk.reception.supplements import Asking
from desk.settings import Profile, Settings
from models.dossier import StatusEvent
from models.facts import PaymentMethod, Wanted
from models.facts_life import PostState
from models.facts_money import MoneyLine
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


POST = {"sent": ("delivered", "failed", "came_back"), "failed": ("delivered", "came_back")}


def days_between(start: date, end: date) -> int:
    """Working days after `start` up to `end`, one by one."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += works(day)
    return count


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
        self.paused = False
        self.posted = ""
        self.held: set[str] = set()

    @rule(hours=st.integers(1, 60))
    @precondition(lambda self: self.watch.now < datetime(2026, 9, 20, tzinfo=VIETNAM))
    def time_passes(self, hours: int) -> None:
        self.watch.now += timedelta(hours=hours)

    @rule(act=st.sampled_from(sorted(TABLE)))
    def act(self, act: str) -> None:
        lawful = self.status in TABLE[act]
        if act == "request" and self.asked:
            lawful = False
        if act in ("request", "demand") and self.paused:
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
        lawful = self.status in (2, 4) and bool(because) and not self.paused
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
        lawful = lawful and not self.paused
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

    @rule(days=st.integers(-1, 9))
    def pause(self, days: int) -> None:
        user, life = self.office.clerk.user, self.office.clerk.life
        until = self.watch.now + timedelta(days=days)
        lawful = self.status in (2, 4) and not self.paused and days > 0
        self.expect(lawful, lambda: life.pauses.begin(user, self.dossier.id, "tax", until))
        if lawful:
            self.paused, self.left = True, (self.watch.now, self.due)
            self.due, self.promises = self.office.dossier(self.dossier.id).due, self.promises + 1
            assert self.due >= min(until, self.left[1]), "what was left is not lost"

    @rule()
    def go_on(self) -> None:
        user, life = self.office.clerk.user, self.office.clerk.life
        self.expect(self.paused, lambda: life.pauses.end(user, self.dossier.id))
        if not self.paused:
            return
        since, due = self.left
        self.paused, self.promises = False, self.promises + 1
        if since > due:
            self.due = due
            return
        left = days_between(since.date(), due.date())
        now = self.watch.now
        if not left and (not works(now.date()) or now.hour >= 17):
            left = 1
        self.due = after_working_days(now.date(), left)

    @rule(amount=st.sampled_from([0, 3_000, 8_000]), reference=st.sampled_from(["", "FT1"]))
    def take_money(self, amount: int, reference: str) -> None:
        user, fees = self.office.clerk.user, self.office.clerk.life.fees
        lines = (MoneyLine("Lệ phí", 1, amount),)
        taking = Taking(lines, method=PaymentMethod.TRANSFER, reference=reference)
        # The procedure is free of charge: nothing may be taken for it.
        self.expect(False, lambda: fees.take(user, self.dossier.id, taking))
        assert fees.balance(user, self.dossier.id).left_dong == 0

    @rule(code=st.sampled_from(["", "EB1"]))
    def post(self, code: str) -> None:
        user, way = self.office.clerk.user, self.office.clerk.life.deliveries
        lawful = self.status == 9 and bool(code) and self.posted not in ("sent", "failed")
        self.expect(lawful, lambda: way.send(user, self.dossier.id, code))
        if lawful:
            self.posted = "sent"

    @rule(state=st.sampled_from(list(PostState)))
    def post_reports(self, state: PostState) -> None:
        user, way = self.office.clerk.user, self.office.clerk.life.deliveries
        lawful = state.value in POST.get(self.posted, ())
        if lawful and state is PostState.DELIVERED and self.status in CLOSED:
            return  # handed over at the window meanwhile: nothing more to close
        self.expect(lawful, lambda: way.moved(user, self.dossier.id, state))
        if lawful:
            self.posted = state.value
            if state is PostState.DELIVERED:
                if self.status not in (9, 10):
                    self.finished_at = self.watch.now
                self.status = 10

    @rule()
    def hold_original(self) -> None:
        user, originals = self.office.clerk.user, self.office.clerk.life.originals
        got: list[str] = []
        self.expect(
            self.status not in CLOSED,
            lambda: got.append(originals.hold(user, self.dossier.id, "Sổ đỏ", "BA 1").id),
        )
        self.held.update(got)

    @rule(twice=st.booleans())
    @precondition(lambda self: self.held)
    def give_original_back(self, twice: bool) -> None:
        user, originals = self.office.clerk.user, self.office.clerk.life.originals
        one = self.held.pop()
        originals.give_back(user, self.dossier.id, [one], "Bà Hậu")
        if twice:
            self.expect(False, lambda: originals.give_back(user, self.dossier.id, [one], "Bà Hậu"))

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
        kept = clerk.life.originals.of(clerk.user, self.dossier.id)
        assert {one.id for one in kept} == self.held
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
