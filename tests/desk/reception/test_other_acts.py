"""Contacts, guidance, outside codes, copying, look-ups, visits, people, power cuts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.clock import VIETNAM
from models.citizen import Citizen, IdentityPaper, PaperKind, PartialDate, Sex
from models.codes import is_provisional_code
from models.dossier import CodeKind, ExternalCode, LookupOutcome
from models.facts import Contact, LegState, Purpose, Way
from models.legs import Leg
from models.messages import Lease
from models.people import Involved, PersonRole
from models.problems import Problem
from models.procedure import Limit, PaperReason, Unit
from models.store import dossiers, leases
from tests.support.life import SLOW, OfficeOfThree, other, ready
from tests.support.seat import HAU, Watch

BIRTH = "1.001193"
BABY = Citizen("Nguyễn An Nhiên", birth_date=PartialDate(2026, 11, 10), sex=Sex.FEMALE)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def test_answering_the_phone_is_one_key_and_one_line(office: OfficeOfThree, watch: Watch) -> None:
    user, contacts = office.clerk.user, office.clerk.life.contacts
    dossier = office.receive()
    contacts.answered_phone(user, dossier.id, "Hỏi bao giờ xong")
    (line,) = contacts.of_dossier(user, dossier.id)
    assert (line.at, line.by, line.body.purpose) == (watch.now, "quay1", Purpose.QUESTION)
    assert line.body.outgoing is False


def test_who_must_be_told_the_official_code(office: OfficeOfThree) -> None:
    user, contacts = office.clerk.user, office.clerk.life.contacts
    dossier = office.receive()
    assert contacts.to_tell_code(user) == ()
    with office.clerk.store.writing() as tx:
        dossiers.set_official_code(tx, dossier.id, "H99.01.02-261119-0007")
    (tell,) = contacts.to_tell_code(user)
    assert (tell.old_codes, tell.phone) == ((dossier.code,), HAU.phone)
    contacts.log(user, dossier.id, Contact(Way.MESSAGE, Purpose.NEW_CODE, reached=True))
    assert contacts.to_tell_code(user) == ()
    assert office.clerk.lookup.by_code(user, dossier.code).dossier.id == dossier.id


def test_guidance_is_kept_without_a_dossier(office: OfficeOfThree, watch: Watch) -> None:
    user, guidance = office.clerk.user, office.clerk.life.guidance
    paper = guidance.guide(user, BIRTH, ["01"], "Hẹn quay lại thứ Sáu")
    assert {one.code for one in paper.missing} == {"02", "03"}
    draft = ready(office.clerk)
    assert guidance.guide_draft(user, draft).missing == ()
    given = guidance.given(user, watch.now, watch.now + timedelta(seconds=1))
    assert [one.body.procedure_code for one in given] == [SLOW, BIRTH]
    assert given[1].body.missing == ("02", "03")
    with pytest.raises(Problem, match=r"supplement\.unpublished"):
        guidance.guide(user, BIRTH, ["giay-con"])
    with pytest.raises(Problem, match=r"guidance\.no_procedure"):
        guidance.guide(user, "9.999999")


def test_outside_codes_find_the_dossier_for_ever(office: OfficeOfThree) -> None:
    user, others, lookup = office.clerk.user, office.clerk.life.other_software, office.clerk.lookup
    draft = ready(office.clerk)
    before = ExternalCode("g15.22-20261119-0092637", "civil_status")
    draft = others.code_for_draft(user, draft, before)
    received = office.clerk.acceptance.receive(user, draft)
    assert lookup.by_code(user, "G15.22-20261119-0092637").dossier.id == received.dossier_id
    after = ExternalCode("ĐKKD 2026/0017", "household_business")
    for _ in range(2):
        others.code_for_dossier(user, received.dossier_id, after)
    assert lookup.by_code(user, "ĐKKD2026/0017").dossier.id == received.dossier_id
    systems = [one.body.code.system for one in others.codes(user, received.dossier_id)]
    assert systems == ["civil_status", "household_business"]
    second = office.receive()
    with pytest.raises(Problem, match=r"store\.code_taken"):
        others.code_for_dossier(user, second.id, after)
    with pytest.raises(Problem, match=r"store\.code_taken"):
        others.code_for_draft(user, ready(office.clerk), before)
    with pytest.raises(Problem, match=r"codes\.bad"):
        others.code_for_dossier(user, second.id, ExternalCode(" ", "province"))


def test_a_look_up_elsewhere_is_the_reason_and_nobody_lies(office: OfficeOfThree) -> None:
    user, others = office.clerk.user, office.clerk.life.other_software
    draft = ready(office.clerk)
    lines = tuple(replace(one, presented=True) for one in draft.components)
    draft = replace(draft, components=lines)
    problems = office.clerk.intake.prospect(user, draft).problems
    assert [one.code for one in problems] == ["intake.reason_needed"]
    found = others.consulted(user, draft, "03", LookupOutcome.FOUND)
    problems = office.clerk.intake.prospect(user, found).problems
    assert [one.code for one in problems] == ["intake.reason_needed"], "then no paper is needed"
    draft = others.consulted(user, draft, "03", LookupOutcome.NO_DATA)
    received = office.clerk.acceptance.receive(user, draft)
    line = next(one for one in office.dossier(received.dossier_id).components if one.code == "03")
    assert line.paper_reason is PaperReason.NO_DATA
    assert line.lookup is not None
    assert (line.lookup.database, line.lookup.by) == ("CSDL hộ tịch", "quay1")
    with pytest.raises(Problem, match=r"lookup\.bad_database"):
        others.consulted(user, ready(office.clerk), "01", LookupOutcome.FOUND)


def test_a_look_up_that_answered_is_kept_but_is_no_paper(office: OfficeOfThree) -> None:
    user = office.clerk.user
    draft = office.clerk.life.other_software.consulted(
        user, ready(office.clerk), "03", LookupOutcome.FOUND
    )
    received = office.clerk.acceptance.receive(user, draft)
    kept = {one.code: one for one in office.dossier(received.dossier_id).components}
    assert kept["03"].presented is False
    assert [line.name for line in received.receipt.lines] == ["Tờ khai"]


def test_same_person_again_and_one_list(office: OfficeOfThree) -> None:
    user, visits = office.clerk.user, office.clerk.life.visits
    first = ready(office.clerk)
    one = office.clerk.acceptance.receive(user, first)
    second = visits.same_person_again(user, first)
    assert (second.owner, second.visit) == (HAU, first.id)
    second = office.clerk.intake.choose(user, second, BIRTH)
    lines = tuple(replace(x, presented=x.code in "010203") for x in second.components)
    two = office.clerk.acceptance.receive(user, replace(second, components=lines))
    third = visits.same_person_again(user, second)
    assert third.visit == first.id
    assert [x.id for x in visits.dossiers(user, first.id)] == [one.dossier_id, two.dossier_id]
    paper = visits.paper(user, first.id)
    assert (paper.visitor, paper.phone, len(paper.rows)) == (HAU.full_name, HAU.phone, 2)
    with pytest.raises(Problem, match=r"visits\.unknown"):
        visits.paper(user, "khong-co")


def test_a_baby_without_a_number_its_parents_and_the_other_programs_form(
    office: OfficeOfThree,
) -> None:
    user, clerk = office.clerk.user, office.clerk
    mother = Involved(PersonRole.MOTHER, HAU, {"ethnicity": "Kinh"})
    child = Involved(
        PersonRole.CHILD,
        BABY,
        {"ethnicity": "Kinh", "home_place": "Xã Thử", "birth_place": "Bệnh viện Mẫu"},
    )
    came = Involved(PersonRole.DECLARANT, HAU, {"relation": "Mẹ"})
    draft = ready(clerk, BIRTH, BABY)
    lacking = clerk.intake.prospect(user, draft).people_missing
    assert "Mẹ" in lacking
    assert "Con: Quê quán" in lacking
    draft = replace(
        draft, submitter=HAU, people=(child, mother, came), form={"certificate_number": "X.GCS.1"}
    )
    clerk.intake.save(user, draft)
    assert clerk.intake.prospect(user, draft).people_missing == ()
    received = clerk.acceptance.receive(user, draft)
    dossier = office.dossier(received.dossier_id)
    assert (dossier.people, dossier.form["certificate_number"]) == (draft.people, "X.GCS.1")
    assert [row.id for row in clerk.lookup.find(user, "hau")] == [dossier.id]
    names = [one.name for one in clerk.life.other_software.targets(user, dossier.id)]
    assert names == ["ho_tich.khai_sinh"]
    values = clerk.life.other_software.values(user, dossier.id, "ho_tich.khai_sinh")
    told = {one.label: one.value for one in values}
    assert list(told)[:2] == ["Họ, chữ đệm, tên trẻ", "Ngày sinh"], "the other form's order"
    assert told["Họ, chữ đệm, tên trẻ"] == "NGUYỄN AN NHIÊN"
    assert (told["Ngày sinh"], told["Giới tính"], told["Quan hệ"]) == ("10/11/2026", "Nữ", "Mẹ")
    assert told["Họ tên cha"] == ""
    assert [one.label for one in values if one.missing] == []
    with pytest.raises(Problem, match=r"copying\.unknown_target"):
        clerk.life.other_software.values(user, dossier.id, "khong.co")


def test_a_passport_is_kept_with_the_person(office: OfficeOfThree) -> None:
    paper = IdentityPaper(PaperKind.PASSPORT, "C1234567", issuer="Cục QLXNC")
    foreigner = Citizen("John Doe", nationality="Anh", paper=paper)
    dossier = office.receive(owner=foreigner)
    assert dossier.owner.paper == paper


def test_late_entry_counts_from_the_real_hour_and_is_seen(
    office: OfficeOfThree, watch: Watch
) -> None:
    user, late, clerk = office.clerk.user, office.clerk.life.late_entries, office.clerk
    watch.now = at(18, 8)
    blanks = late.blank_receipts(user, 2)
    assert all(is_provisional_code(one) for one in blanks.codes)
    watch.now = at(20, 8)
    draft = ready(clerk)
    with pytest.raises(Problem, match=r"late_entry\.no_reason"):
        late.enter(user, draft, at(18, 9, 30), " ")
    with pytest.raises(Problem, match=r"late_entry\.in_the_future"):
        late.enter(user, draft, at(20, 9), "Mất điện")
    with pytest.raises(Problem, match=r"late_entry\.unknown_blank"):
        late.enter(user, draft, at(18, 9, 30), "Mất điện", "TAM-Q1-261118-0099")
    draft = late.enter(user, draft, at(18, 9, 30), "Mất điện cả ngày", blanks.codes[0])
    received = clerk.acceptance.receive(user, draft)
    dossier = office.dossier(received.dossier_id)
    assert (dossier.code, dossier.code_kind) == (blanks.codes[0], CodeKind.PROVISIONAL)
    assert (dossier.received_at, dossier.due) == (at(18, 9, 30), at(23, 17))
    assert not received.slip_required, "the person left with a slip"
    again = late.enter(user, ready(clerk), at(18, 9, 30), "Mất điện", blanks.codes[0])
    with pytest.raises(Problem, match=r"store\.code_taken"):
        clerk.acceptance.receive(user, again)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        late.entered(user, at(20, 0), at(21, 0))
    boss = office.supervisor
    (seen,) = boss.life.late_entries.entered(boss.user, at(20, 0), at(21, 0))
    assert (seen.subject, seen.at, seen.by) == (dossier.id, watch.now, "quay1")
    assert seen.body.entry.reason == "Mất điện cả ngày"


def test_boundary_free_runs_from_the_competent_agency(office: OfficeOfThree, watch: Watch) -> None:
    user, agencies = office.clerk.user, office.clerk.life.agencies
    dossier = office.receive(competent_agency="H99.09.09")
    assert dossier.due_is_provisional
    assert office.clerk.lookup.receipt(user, dossier.id).due_note == "dự kiến"
    agencies.sent(user, dossier.id, "UBND xã Khác", "BCCI-0001")
    watch.now = at(25, 10)
    with pytest.raises(Problem, match=r"agency\.bad_time"):
        agencies.confirmed_there(user, dossier.id, "UBND xã Khác", at(26, 9))
    view = agencies.confirmed_there(user, dossier.id, "UBND xã Khác", at(23, 9))
    assert (view.dossier.due, view.dossier.due_is_provisional) == (at(27, 17), False)
    receipt = office.clerk.lookup.receipt(user, dossier.id)
    assert (receipt.due, receipt.due_note, receipt.received_at) == (
        at(27, 17), "", dossier.received_at,
    )  # fmt: skip
    with pytest.raises(Problem, match=r"agency\.confirmed_already"):
        agencies.confirmed_there(user, dossier.id, "UBND xã Khác", at(23, 9))


def test_a_chain_of_agencies_has_a_day_each(office: OfficeOfThree, watch: Watch) -> None:
    user, agencies = office.clerk.user, office.clerk.life.agencies
    dossier = office.receive()
    legs = [Leg("Công an xã", Limit(Unit.WORKING_DAY, 2)), Leg("BHXH", Limit(Unit.WORKING_DAY, 3))]
    first, second = agencies.plan_legs(user, dossier.id, legs)
    assert (first.due, second.due) == (at(23, 17), at(27, 17))
    assert office.dossier(dossier.id).due == at(27, 17)
    with pytest.raises(Problem, match=r"agency\.legs_in_order"):
        agencies.leg_moved(user, dossier.id, 2, LegState.RUNNING)
    watch.now = at(20, 9)
    agencies.leg_moved(user, dossier.id, 1, LegState.RUNNING)
    assert office.clerk.life.holdings.where(user, dossier.id).unit == "Công an xã"
    agencies.leg_moved(user, dossier.id, 1, LegState.DONE)
    watch.now = at(30, 9)
    agencies.leg_moved(user, dossier.id, 2, LegState.RUNNING)
    states = [(one.state, one.due) for one in agencies.legs(user, dossier.id)]
    assert states == [(LegState.DONE, at(25, 17)), (LegState.RUNNING, at(3, 17, month=12))]


def test_a_leased_number_is_not_spent_on_a_blank_receipt(office: OfficeOfThree) -> None:
    user, late, clerk = office.clerk.user, office.clerk.life.late_entries, office.clerk
    blanks = late.blank_receipts(user, 1)
    with clerk.store.writing() as tx:
        leases.add(tx, Lease("lease-1", "H99.01.02", "2026-11-19", 1, 5, "device"))
    draft = late.enter(user, ready(clerk), at(19, 9), "Mất điện", blanks.codes[0])
    clerk.acceptance.receive(user, draft)
    with clerk.store.reading() as tx:
        assert leases.remaining(tx, "H99.01.02", "2026-11-19") == 5
    assert office.receive(owner=other()).code == "H99.01.02-261119-0001"
