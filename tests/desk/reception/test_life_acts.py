"""The steps after reception: who has it, what is missing, what it costs, how it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desk.clock import VIETNAM
from desk.reception.endings import Stopping
from desk.reception.supplements import COUNTS_AS_OVERDUE, LATE_REQUEST, Asking
from models.calendar_local import LocalDay, LocalKind
from models.dossier import Status
from models.facts import Cause, PaymentMethod, Stage, Wanted, Way
from models.problems import Problem
from models.procedure import CopyKind, Limit, Unit
from models.role import Act
from models.store import audit, outbox, prints
from tests.support.life import OfficeOfThree, ready
from tests.support.seat import Watch

JUDGMENT = Wanted("02", CopyKind.CERTIFIED_COPY, 1, "Chưa có dấu")
ASKING = Asking((JUDGMENT,), "Thiếu bản án ly hôn", "Phòng Văn hóa - Xã hội")


def moment(day: int, hour: int = 17, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def test_where_it_is_is_one_sentence(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    assert life.holdings.where(user, dossier.id).stage is Stage.AT_DESK
    watch.now = moment(19, 15, 5)
    view = life.holdings.forward(user, dossier.id, "Phòng Tư pháp", "Đỗ Văn Lý")
    assert view.dossier.status == Status.PROCESSING
    watch.now = moment(20, 9, 30)
    where = life.holdings.moved(user, dossier.id, Stage.TO_SIGN, "Lãnh đạo UBND")
    assert where.sentence == "Đang trình ký: Lãnh đạo UBND, từ 09:30 20/11/2026"
    for stage in (Stage.SIGNED, Stage.TO_SEAL):
        life.holdings.moved(user, dossier.id, stage, "Văn thư")
    assert [one.body.stage for one in life.holdings.hands(user, dossier.id)] == [
        Stage.PROCESSING, Stage.TO_SIGN, Stage.SIGNED, Stage.TO_SEAL,
    ]  # fmt: skip
    with pytest.raises(Problem, match=r"holding\.no_unit"):
        life.holdings.moved(user, dossier.id, Stage.SIGNED, " ")


def test_after_three_it_may_wait_for_the_morning(office: OfficeOfThree, watch: Watch) -> None:
    watch.now = moment(19, 15, 0)
    on_time = office.receive()
    watch.now = moment(19, 15, 0).replace(second=1)
    late = office.receive()
    waiting = {
        one.row.id: one.by for one in office.clerk.life.holdings.to_forward(office.clerk.user)
    }
    assert waiting == {on_time.id: moment(19, 17), late.id: moment(20, 7)}


def test_one_complete_request_stops_the_clock_and_the_supplement_starts_it_from_zero(
    office: OfficeOfThree, watch: Watch
) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    assert dossier.due == moment(25)
    life.holdings.forward(user, dossier.id, "Phòng Tư pháp")
    watch.now = moment(20, 10)
    assert life.supplements.warnings(user, dossier.id) == ()
    view, notice = life.supplements.request(user, dossier.id, ASKING)
    assert view.dossier.status == Status.SUPPLEMENT_REQUESTED
    assert (notice.items[0].name, notice.items[0].certified) == ("Bản án ly hôn", 1)
    assert notice.heading.number == "01/HDHS-Q1"
    watch.now = moment(27, 10)
    assert life.appointments.promises(user, dossier.id).late_by_original is False
    draft = life.supplements.begin(user, dossier.id)
    with pytest.raises(Problem, match=r"supplement\.incomplete"):
        life.supplements.received(user, draft)
    with pytest.raises(Problem, match=r"intake\.is_supplement"):
        office.clerk.acceptance.receive(user, draft)
    draft = brought(draft)
    view = life.supplements.received(user, draft)
    assert view.dossier.status == Status.PROCESSING
    assert view.dossier.due == moment(2, month=12)
    assert {line.code for line in view.dossier.components if line.presented} == {"01", "02"}
    receipt = office.clerk.lookup.receipt(user, dossier.id)
    assert (receipt.received_at, receipt.due) == (watch.now, moment(2, month=12))
    with office.clerk.store.reading() as tx:
        assert dossier.id in prints.owed(tx)
    promises = life.appointments.promises(user, dossier.id)
    assert [(one.cause, one.due) for one in promises.all] == [
        (Cause.RECEPTION, moment(25)),
        (Cause.SUPPLEMENT, moment(2, month=12)),
    ]


def brought(draft):
    lines = tuple(replace(line, presented=True) for line in draft.components)
    return replace(draft, components=lines)


def test_a_second_request_needs_the_supervisor_and_a_reason(
    office: OfficeOfThree, watch: Watch
) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    life.supplements.request(user, dossier.id, ASKING)
    life.supplements.received(user, brought(life.supplements.begin(user, dossier.id)))
    watch.now = moment(30, 10)
    assert life.supplements.warnings(user, dossier.id) == (LATE_REQUEST, COUNTS_AS_OVERDUE)
    with pytest.raises(Problem, match=r"supplement\.once_only"):
        life.supplements.request(user, dossier.id, ASKING)
    boss = office.supervisor
    with pytest.raises(Problem, match=r"supplement\.once_only"):
        boss.life.supplements.request(boss.user, dossier.id, ASKING)
    again = replace(ASKING, repeated_because="Cơ quan thi hành án yêu cầu thêm")
    with pytest.raises(Problem, match=r"desk\.not_allowed") as refused:
        life.supplements.request(user, dossier.id, again)
    assert refused.value.facts["act"] == Act.CORRECT, "which a supervisor may lend at the counter"
    view, _ = boss.life.supplements.request(boss.user, dossier.id, again)
    assert view.dossier.status == Status.SUPPLEMENT_REQUESTED


def test_only_published_papers_can_be_asked_for(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    strange = Asking((Wanted("giay-con", CopyKind.ORIGINAL),), "Thiếu")
    with pytest.raises(Problem, match=r"supplement\.unpublished"):
        life.supplements.request(user, dossier.id, strange)
    with pytest.raises(Problem, match=r"supplement\.nothing_wanted"):
        life.supplements.request(user, dossier.id, Asking((), "Thiếu"))
    assert office.dossier(dossier.id).status == Status.RECEIVED, "all or nothing"


def test_at_the_counter_mau_02_is_given_once(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    draft = ready(office.clerk)
    notice = life.supplements.notice_at_intake(user, draft, ASKING)
    assert notice.subject.code == ""
    with pytest.raises(Problem, match=r"supplement\.once_only"):
        life.supplements.notice_at_intake(user, draft, ASKING)


def test_a_payment_pauses_and_what_was_left_goes_on(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    life.holdings.forward(user, dossier.id, "Phòng Kinh tế")
    watch.now = moment(20, 9)
    life.payments.demand(user, dossier.id, 150_000, "Thông báo số 12")
    watch.now = moment(27, 9)
    assert life.appointments.promises(user, dossier.id).late_by_original is False
    awaited = life.payments.awaited(user, dossier.id)
    assert awaited is not None
    assert awaited.body.amount_dong == 150_000
    with pytest.raises(Problem, match=r"payment\.other_amount"):
        life.payments.paid(user, dossier.id, 100_000, PaymentMethod.CASH)
    view = life.payments.paid(user, dossier.id, 150_000, PaymentMethod.TRANSFER, "FT1")
    # Two working days were left on Friday the 20th: Monday the 23rd and Wednesday the 25th.
    assert (view.dossier.status, view.dossier.due) == (Status.PROCESSING, moment(1, month=12))
    with pytest.raises(Problem, match=r"payment\.not_awaited"):
        life.payments.paid(user, dossier.id, 150_000, PaymentMethod.CASH)


def test_refused_at_the_counter_leaves_the_paper_and_no_dossier(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    draft = ready(office.clerk)
    refusal = life.endings.refuse_draft(user, draft, ["Không thuộc thẩm quyền"])
    assert refusal.heading.number == "01/TCHS-Q1"
    assert office.clerk.intake.open_drafts(user) == ()
    with pytest.raises(Problem, match=r"ending\.no_reason"):
        life.endings.refuse_draft(user, draft, ["  "])


def test_the_department_refuses_inside_the_limit_only(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    first, second = office.receive(), office.receive()
    for one in (first, second):
        life.holdings.forward(user, one.id, "Phòng Tư pháp")
    view, _ = life.endings.decide_against(user, first.id, ["Không đủ điều kiện"])
    assert view.dossier.status == Status.FINISHED
    watch.now = moment(25, 17, 1)
    with pytest.raises(Problem, match=r"ending\.refusal_too_late"):
        life.endings.decide_against(user, second.id, ["Không đủ điều kiện"])


def test_withdrawn_stopped_and_no_way_out_but_a_correction(office: OfficeOfThree) -> None:
    user, life, boss = office.clerk.user, office.clerk.life, office.supervisor
    first, second = office.receive(), office.receive()
    assert life.endings.withdraw(user, first.id, "Đơn ngày 19/11").dossier.status == 7
    stopping = Stopping("sector_law", "Điều 10 luật chuyên ngành", "Nguyễn Thị Trưởng")
    view, notice = life.endings.stop(user, second.id, stopping)
    assert view.dossier.status == Status.STOPPED
    assert [line.name for line in notice.papers_back] == ["Tờ khai"]
    for one in (first, second):
        with pytest.raises(Problem, match=r"life\.terminal"):
            life.holdings.forward(user, one.id, "Phòng Tư pháp")
        with pytest.raises(Problem, match=r"life\.terminal"):
            life.endings.withdraw(user, one.id, "Đơn")
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        life.endings.correct(user, first.id, Status.RECEIVED, "Nhầm")
    with pytest.raises(Problem, match=r"ending\.no_reason"):
        boss.life.endings.correct(boss.user, first.id, Status.RECEIVED, " ")
    view = boss.life.endings.correct(boss.user, first.id, Status.RECEIVED, "Bấm nhầm hồ sơ")
    assert [step.status for step in view.timeline] == [2, 7, 2], "history keeps the mistake"


def test_a_supplement_that_does_not_come_is_stopped_for_that(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    life.supplements.request(user, dossier.id, ASKING)
    wrong = Stopping("not_paid", "Chưa nộp", "Nguyễn Thị Trưởng")
    with pytest.raises(Problem, match=r"life\.condition_missing"):
        life.endings.stop(user, dossier.id, wrong)
    right = Stopping("not_supplemented", "Quá hạn bổ sung", "Nguyễn Thị Trưởng")
    assert life.endings.stop(user, dossier.id, right)[0].dossier.status == Status.STOPPED


def test_correcting_a_returned_dossier_takes_the_returning_back(office: OfficeOfThree) -> None:
    dossier = office.receive()
    office.clerk.results.hand_over(office.clerk.user, dossier.id, dossier.owner)
    boss = office.supervisor
    view = boss.life.endings.correct(boss.user, dossier.id, Status.FINISHED, "Trả nhầm người")
    assert (view.dossier.returned_at, view.dossier.returned_to) == (None, "")


MORE = Limit(Unit.WORKING_DAY, 2)


def test_the_apology_is_in_time_until_the_working_day_before(
    office: OfficeOfThree, watch: Watch
) -> None:
    boss, life = office.supervisor, office.supervisor.life
    dossier = office.receive()
    watch.now = moment(23, 17)  # the 24th is off, so the 23rd is the last day
    draft = life.lateness.draft_apology(boss.user, dossier.id, "Xác minh", MORE, "Bà Chủ tịch")
    assert (draft.heading.number, draft.new_due) == ("", moment(27))
    view, apology = life.lateness.extend(boss.user, dossier.id, "Xác minh", MORE, "Bà Chủ tịch")
    assert (apology.due, apology.new_due, view.dossier.due) == (moment(25), moment(27), moment(27))
    with pytest.raises(Problem, match=r"late\.once_only"):
        life.lateness.extend(boss.user, dossier.id, "Lại chậm", MORE, "Bà Chủ tịch")
    watch.now = moment(26, 8)
    promises = life.appointments.promises(boss.user, dossier.id)
    assert promises.extended is not None
    assert (promises.original.due, promises.extended.due) == (moment(25), moment(27))
    assert (promises.late_by_original, promises.late_by_extended) == (True, False)


def test_a_late_apology_must_say_so(office: OfficeOfThree, watch: Watch) -> None:
    boss, life = office.supervisor, office.supervisor.life
    dossier = office.receive()
    watch.now = moment(23, 17, 1)
    with pytest.raises(Problem, match=r"late\.too_late"):
        life.lateness.extend(boss.user, dossier.id, "Xác minh", MORE, "Bà Chủ tịch")
    view, _ = life.lateness.extend(
        boss.user, dossier.id, "Xác minh", MORE, "Bà Chủ tịch", sent_late=True
    )
    assert view.dossier.due == moment(27)
    promises = life.appointments.promises(boss.user, dossier.id)
    assert promises.extended is not None
    assert promises.extended.sent_late


def test_who_is_due_soon_and_who_was_reminded(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    life.holdings.forward(user, dossier.id, "Phòng Tư pháp", "Đỗ Văn Lý")
    assert life.lateness.pressing(user) == (), "three working days are left"
    watch.now = moment(20, 8)
    life.lateness.remind(user, dossier.id, "Đỗ Văn Lý", Way.PHONE)
    (pressing,) = life.lateness.pressing(user)
    assert (pressing.holder.person, pressing.reminded, pressing.apologised) == (
        "Đỗ Văn Lý", 1, False,
    )  # fmt: skip
    assert pressing.apologise_by == moment(23)
    watch.now = moment(26, 8)
    assert [one.row.id for one in life.lateness.pressing(user, 0)] == [dossier.id]


def test_a_new_holiday_changes_no_promise_by_itself(office: OfficeOfThree, watch: Watch) -> None:
    boss, life = office.supervisor, office.supervisor.life
    dossier = office.receive()
    storm = LocalDay(moment(25).date(), LocalKind.CLOSURE, "Bão số 9", "CV 12/UBND-VP")
    with pytest.raises(Problem, match=r"calendar\.no_document"):
        life.calendar_editing.set_days(boss.user, [replace(storm, document="")])
    life.calendar_editing.set_days(boss.user, [storm])
    assert office.dossier(dossier.id).due == moment(25), "what is printed stands"
    (proposal,) = life.appointments.proposals(boss.user)
    assert (proposal.promised, proposal.counted) == (moment(25), moment(26))
    assert any("Bão số 9" in one for one in proposal.days)
    with pytest.raises(Problem, match=r"appointment\.no_reason"):
        life.appointments.accept_proposal(boss.user, dossier.id, "")
    view = life.appointments.accept_proposal(boss.user, dossier.id, "Nghỉ do bão")
    assert view.dossier.due == moment(26)
    assert life.appointments.proposals(boss.user) == ()
    life.calendar_editing.remove_day(boss.user, storm.day)
    assert [one.counted for one in life.appointments.proposals(boss.user)] == [moment(25)]


def test_every_act_reaches_the_hub_and_the_audit_chain(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    life.holdings.forward(user, dossier.id, "Phòng Tư pháp")
    life.supplements.request(user, dossier.id, ASKING)
    life.supplements.received(user, brought(life.supplements.begin(user, dossier.id)))
    life.endings.finish(user, dossier.id, "Bà Chủ tịch")
    with office.clerk.store.reading() as tx:
        events = outbox.due(tx, office.clerk.lookup.clock(), 50)
        assert audit.verify(tx).broken_at is None
    assert [one.sequence for one in events] == list(range(1, len(events) + 1))
    assert [one.type for one in events] == ["dossier_received"] + ["status_changed"] * 4
