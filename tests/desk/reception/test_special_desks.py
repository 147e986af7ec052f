"""Times that do not count, several results followed on their own, and a wedding of two owners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from desk.assembly import Desk
from desk.clock import VIETNAM
from models.citizen import Citizen
from models.dossier import Status
from models.facts import Cause, PaymentMethod
from models.facts_life import ResultState
from models.people import Involved, PersonRole
from models.problems import Problem
from models.procedure import Component, Fee, Limit, Unit
from tests.support.life import PROCEDURE, OfficeOfThree, other
from tests.support.seat import Watch

LINKED = "2.000986"
WEDDING = "1.000894"
NAM = Citizen(full_name="Trần Văn Nam", number="001099000033")
NU = Citizen(full_name="Lê Thị Nữ", number="001199000041")


def day(*at: int) -> datetime:
    return datetime(2026, *at, tzinfo=VIETNAM)


def test_posting_stops_the_clock_and_what_was_left_goes_on(
    office: OfficeOfThree, watch: Watch
) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    assert dossier.due == day(11, 25, 17)
    watch.now = day(11, 20, 9)
    view = life.pauses.begin(user, dossier.id, "posting", note="Niêm yết tại trụ sở")
    assert view.dossier.due_is_provisional
    assert view.dossier.due > day(12, 5)
    (standing,) = life.pauses.standing(user)
    assert (standing.row.id, standing.overrun) == (dossier.id, False)
    for attempt in (
        lambda: life.pauses.begin(user, dossier.id, "tax", day(12, 20, 9)),
        lambda: life.payments.demand(user, dossier.id, 1000, "Thuế"),
    ):
        with pytest.raises(Problem, match=r"pause\.already"):
            attempt()
    watch.now = day(12, 8, 10)
    assert life.pauses.standing(user)[0].overrun
    view = life.pauses.end(user, dossier.id)
    # Two working days were left on 20/11: 23/11 and 25/11, for 24/11 is off.
    assert view.dossier.due == day(12, 10, 17)
    assert not view.dossier.due_is_provisional
    assert office.clerk.papers.owed(user) == (dossier.id,)
    assert life.pauses.standing(user) == ()
    causes = [one.cause for one in life.appointments.promises(user, dossier.id).all]
    assert causes == [Cause.RECEPTION, Cause.PAUSE, Cause.PAUSE]
    assert life.appointments.proposals(user) == ()
    with pytest.raises(Problem, match=r"pause\.not_paused"):
        life.pauses.end(user, dossier.id)


def test_a_pause_names_its_kind_and_end(office: OfficeOfThree) -> None:
    user, pauses = office.clerk.user, office.clerk.life.pauses
    dossier = office.receive()
    with pytest.raises(Problem, match=r"pause\.unknown_kind"):
        pauses.begin(user, dossier.id, "nghỉ")
    with pytest.raises(Problem, match=r"pause\.until_needed"):
        pauses.begin(user, dossier.id, "other")
    assert "measuring" not in [one.code for one in pauses.kinds(user, dossier.id)]
    office.clerk.life.payments.demand(user, dossier.id, 1000, "Thuế")
    with pytest.raises(Problem, match=r"pause\.not_running"):
        pauses.begin(user, dossier.id, "posting")
    office.clerk.life.payments.paid(user, dossier.id, 1000, PaymentMethod.CASH)


@pytest.fixture
def linked(office: OfficeOfThree, desk: Desk) -> Iterator[OfficeOfThree]:
    procedure = replace(
        PROCEDURE,
        code=LINKED,
        name="Liên thông khai sinh, thường trú, thẻ BHYT",
        legal_limit=Limit(Unit.WORKING_DAY, 4),
        components=(Component("01", "Tờ khai điện tử"),),
        fees=(Fee("Lệ phí", 0),),
        back_end="interlinked",
    )
    admin = office.admin
    admin.life.catalogue_editing.save(admin.user, procedure)
    admin.life.catalogue_editing.release(
        admin.user, LINKED, procedure.version, procedure.valid_from
    )
    clerk = desk.sign_in("quay1", "mat khau quay 1")
    yield replace(office, clerk=clerk)
    clerk.leave()


def test_three_results_each_on_its_own(linked: OfficeOfThree, watch: Watch) -> None:
    user, follow = linked.clerk.user, linked.clerk.life.linked
    dossier = linked.receive(LINKED)
    birth, residence, insurance = follow.start(user, dossier.id)
    assert [one.due for one in (birth, residence, insurance)] == [
        day(11, 20, 17), day(11, 25, 17), day(11, 26, 17),
    ]  # fmt: skip
    assert linked.dossier(dossier.id).due == insurance.due
    with pytest.raises(Problem, match=r"linked\.wrong_state"):
        follow.returned(user, dossier.id, "birth", other())
    follow.arrived(user, dossier.id, "birth", "Ngăn A-1")
    follow.returned(user, dossier.id, "birth", other())
    assert linked.dossier(dossier.id).status == Status.RECEIVED
    watch.now = day(11, 26, 9)
    assert [one.result.key for one in follow.late(user)] == ["residence"]
    follow.arrived(user, dossier.id, "residence", "Ngăn A-2")
    follow.refused(user, dossier.id, "insurance", "Trẻ đã có thẻ")
    assert linked.dossier(dossier.id).status == Status.FINISHED
    follow.returned(user, dossier.id, "residence", other())
    view = linked.clerk.lookup.dossier(user, dossier.id)
    assert view.dossier.status == Status.RETURNED
    assert [one.status for one in view.timeline] == [2, 4, 9, 10]
    assert follow.results(user, dossier.id)[1].taken_by == other()
    assert [one.state for one in follow.results(user, dossier.id)] == [
        ResultState.RETURNED, ResultState.RETURNED, ResultState.REFUSED,
    ]  # fmt: skip


def test_what_is_not_interlinked_has_one_result(linked: OfficeOfThree) -> None:
    user, follow = linked.clerk.user, linked.clerk.life.linked
    dossier = linked.receive()
    with pytest.raises(Problem, match=r"linked\.not_linked"):
        follow.start(user, dossier.id)
    assert follow.results(user, dossier.id) == ()


@pytest.fixture
def wedding(office: OfficeOfThree) -> str:
    people = (Involved(PersonRole.HUSBAND, NAM), Involved(PersonRole.WIFE, NU))
    return office.receive(WEDDING, NAM, people=people).id


def test_both_owners_find_their_dossier(office: OfficeOfThree, wedding: str) -> None:
    for typed in ("nam", NU.number or "", "le thi nu"):
        found = office.clerk.lookup.find(office.clerk.user, typed)
        assert [row.id for row in found] == [wedding]


def test_the_agreed_day_is_the_promise_and_both_must_come(
    office: OfficeOfThree, wedding: str, watch: Watch
) -> None:
    user, life = office.clerk.user, office.clerk.life
    with pytest.raises(Problem, match=r"wedding\.day_off"):
        life.weddings.agree(user, wedding, date(2026, 11, 24))
    view = life.weddings.agree(user, wedding, date(2026, 11, 27), time(9, 30))
    assert view.dossier.due == day(11, 27, 17)
    assert view.dossier.due_hour_exact == day(11, 27, 9, 30)
    assert [one.row.id for one in life.weddings.agreed(user)] == [wedding]
    with pytest.raises(Problem, match=r"wedding\.not_signed"):
        life.weddings.hold(user, wedding, NAM, NU, "Phó Chủ tịch")
    office.clerk.results.arrived(user, wedding, "Ngăn C-1")
    with pytest.raises(Problem, match=r"wedding\.both_needed"):
        life.weddings.hold(user, wedding, NAM, other(), "Phó Chủ tịch")
    view = life.weddings.hold(user, wedding, NAM, NU, "Phó Chủ tịch")
    assert view.dossier.status == Status.RETURNED
    assert view.dossier.returned_to == "Trần Văn Nam; Lê Thị Nữ"


def test_verification_adds_the_procedures_own_time_once(
    office: OfficeOfThree, wedding: str
) -> None:
    user, life = office.clerk.user, office.clerk.life
    before = office.dossier(wedding).due
    assert before == day(11, 19, 17)
    view = life.pauses.verify(user, wedding, "Tình trạng hôn nhân ở nơi cư trú cũ")
    assert view.dossier.due == day(11, 27, 17)
    assert life.appointments.proposals(user) == ()
    with pytest.raises(Problem, match=r"pause\.verified_already"):
        life.pauses.verify(user, wedding, "Lần nữa")
    with pytest.raises(Problem, match=r"intake\.not_extendable"):
        life.pauses.verify(user, office.receive().id, "Xác minh")


def test_a_certificate_nobody_came_for_in_sixty_days(
    office: OfficeOfThree, wedding: str, watch: Watch
) -> None:
    user, life = office.clerk.user, office.clerk.life
    office.clerk.results.arrived(user, wedding, "Ngăn C-1")
    watch.pass_time(days=60)
    assert life.weddings.expired(user) == ()
    watch.pass_time(days=1)
    assert [row.id for row in life.weddings.expired(user)] == [wedding]
