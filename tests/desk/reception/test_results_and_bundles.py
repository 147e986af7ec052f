"""Results in and out as two jobs, and bundles between the desk and the departments."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.clock import VIETNAM
from desk.reception.bundles import Giving
from desk.reception.results import Collecting
from models.dossier import Status
from models.facts import Authority, Contact, Purpose, Right, Stage, Way
from models.papers.handing import Bundle
from models.people import Involved, PersonRole
from models.problems import Problem
from models.store import audit
from models.units import Unit, are_sound, unit_of
from tests.support.life import SLOW, OfficeOfThree, other
from tests.support.seat import HAU, Watch

JUSTICE = Unit("Phòng Tư pháp", fields=("Hộ tịch",))
ECONOMY = Unit("Phòng Kinh tế", fields=("Đất đai",), procedures=("1.001612",))
PAPER = Authority("Nguyễn Thị Hậu", "2026-11-18", certified_by="UBND xã Thử", number="77")


@pytest.fixture
def units(office: OfficeOfThree) -> OfficeOfThree:
    office.admin.life.bundles.set_units(office.admin.user, [JUSTICE, ECONOMY])
    return office


def at(hour: int, minute: int = 0, day: int = 19) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def test_one_person_takes_ten_with_one_paper_or_none(office: OfficeOfThree) -> None:
    user, results = office.clerk.user, office.clerk.results
    mine = [office.receive() for _ in range(9)]
    not_mine = office.receive(owner=other("Trần Thị Khác", "001199000033"))
    ids = [one.id for one in (*mine, not_mine)]
    results.take_in(user, [one.code for one in mine], "Ngăn B-17")
    with pytest.raises(Problem) as caught:
        results.hand_over_many(user, ids, Collecting(HAU))
    assert (caught.value.code, caught.value.facts["count"]) == ("results.authority_needed", 1)
    assert {office.dossier(one).status for one in ids} == {Status.FINISHED, Status.RECEIVED}
    views = results.hand_over_many(user, ids, Collecting(HAU, PAPER, slip_shown=False))
    assert {view.dossier.status for view in views} == {Status.RETURNED}
    own = office.clerk.life.collections.collected(user, mine[0].id)
    strange = office.clerk.life.collections.collected(user, not_mine.id)
    assert own is not None
    assert strange is not None
    assert (own.body.right, own.body.authority, own.body.together_with) == (Right.OWNER, None, 10)
    assert (strange.body.right, strange.body.authority) == (Right.AUTHORISED, PAPER)
    with pytest.raises(Problem, match=r"results\.already_closed"):
        results.hand_over_many(user, ids[:1], Collecting(HAU))


def test_all_or_none(office: OfficeOfThree) -> None:
    user, results = office.clerk.user, office.clerk.results
    open_one, closed = office.receive(), office.receive()
    office.clerk.life.endings.withdraw(user, closed.id, "Đơn")
    with pytest.raises(Problem, match=r"results\.already_closed"):
        results.hand_over_many(user, [open_one.id, closed.id], Collecting(HAU))
    assert office.dossier(open_one.id).status == Status.RECEIVED
    with pytest.raises(Problem, match=r"results\.nothing_chosen"):
        results.hand_over_many(user, [], Collecting(HAU))


def test_whom_the_applicant_named_and_the_post_need_no_paper(office: OfficeOfThree) -> None:
    user, results = office.clerk.user, office.clerk.results
    brother = other("Nguyễn Văn Em")
    named = office.receive(people=(Involved(PersonRole.COLLECTOR, brother),))
    results.hand_over_many(user, [named.id], Collecting(brother))
    posted = office.receive()
    mail = Collecting(other("Bưu tá"), post_code="RR123456789VN")
    results.hand_over_many(user, [posted.id], mail)
    rights = [
        found.body.right
        for one in (named, posted)
        if (found := office.clerk.life.collections.collected(user, one.id))
    ]
    assert rights == [Right.NAMED, Right.POST]


def test_taking_in_by_scan_shelves_and_lists_what_is_wrong(office: OfficeOfThree) -> None:
    user, clerk = office.clerk.user, office.clerk
    good, waiting = office.receive(), office.receive()
    clerk.life.payments.demand(user, waiting.id, 1000, "Thuế")
    taken = clerk.results.take_in(user, [good.code, "H99-X", waiting.code, good.code], "Ngăn B-17")
    assert [view.dossier.id for view in taken.taken] == [good.id]
    assert taken.unknown == ("H99-X",)
    assert [problem.code for _, problem in taken.refused] == ["results.not_yet"]
    shelf = clerk.life.collections.place(user, good.id)
    assert shelf is not None
    assert (shelf.body.place, shelf.body.early) == ("Ngăn B-17", True)
    assert clerk.life.holdings.where(user, good.id).stage is Stage.BACK_AT_DESK
    with pytest.raises(Problem, match=r"results\.no_place"):
        clerk.results.take_in(user, [good.code], " ")


def test_what_lies_for_a_month_and_what_came_early(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    first = office.receive()
    office.clerk.results.take_in(user, [first.code], "A-1")
    assert [one.row.id for one in life.collections.early(user)] == [first.id]
    told = Contact(Way.PHONE, Purpose.EARLY, reached=True)
    life.contacts.log(user, first.id, replace(told, reached=False))
    assert life.collections.early(user), "not reached is not told"
    life.contacts.log(user, first.id, told)
    assert life.collections.early(user) == ()
    watch.pass_time(days=30)
    assert life.collections.uncollected(user) == ()
    watch.pass_time(seconds=1)
    (lying,) = life.collections.uncollected(user)
    assert (lying.row.id, lying.place, lying.told) == (first.id, "A-1", True)


def test_the_list_everybody_signs(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    one = office.receive()
    office.clerk.results.hand_over_many(user, [one.id], Collecting(other("Lê Văn Nhận"), PAPER))
    start = at(0)
    paper = life.collections.signing_list_of_day(user, start, start + timedelta(days=1))
    (row,) = paper.rows
    assert (row.code, row.owner) == (one.code, "Nguyễn Thị Hậu")
    assert row.collector == "Lê Văn Nhận (Theo giấy ủy quyền)"
    assert row.result == "Giấy xác nhận tình trạng hôn nhân"
    assert row.collected_at == watch.now
    with office.clerk.store.reading() as tx:
        head = audit.head(tx)
    assert paper.audit_mark.startswith(f"{head.seq} dòng, ")
    assert paper.audit_mark.split(", ")[1].replace(" ", "") == head.hash


def test_where_a_dossier_belongs() -> None:
    assert unit_of((JUSTICE, ECONOMY), SLOW, "hộ  TỊCH") is JUSTICE
    assert unit_of((JUSTICE, ECONOMY), "1.001612.000.00.00.H99", "Hộ tịch") is ECONOMY
    assert unit_of((JUSTICE,), "2.000815", "Chứng thực") is None
    assert are_sound([JUSTICE, ECONOMY])
    assert not are_sound([JUSTICE, replace(ECONOMY, fields=("Hộ tịch",))])
    assert not are_sound([Unit(" ")])


def test_a_bundle_is_scanned_counted_handed_over_and_confirmed(
    units: OfficeOfThree, watch: Watch
) -> None:
    user, bundles = units.clerk.user, units.clerk.life.bundles
    watch.now = at(9)
    taken = [units.receive() for _ in range(3)]
    watch.now = at(15, 1)
    late = units.receive()
    pile = bundles.pile(user, "Phòng Tư pháp")
    assert [row.id for row in pile.now] == [one.id for one in taken]
    assert [row.id for row in pile.next_morning] == [late.id], "after 15:00 it may wait"
    assert bundles.pile(user, "Phòng Kinh tế").now == ()
    codes = tuple(one.code for one in taken)
    scan = bundles.scan(user, "Phòng Tư pháp", codes[0])
    assert scan.row is not None
    assert (scan.row.sheets, scan.row.originals) == (1, "Tờ khai")
    with pytest.raises(Problem, match=r"bundle\.miscount"):
        bundles.hand_over(user, Giving("Phòng Tư pháp", codes[:2], 3))
    one, record = bundles.hand_over(user, Giving("Phòng Tư pháp", codes, 3, "Đỗ Văn Lý"))
    assert (record.kind, record.receiver, len(record.rows)) == (Bundle.DOSSIERS, "Phòng Tư pháp", 3)
    assert record.heading.number == one.number == "01/BBBG-Q1-2026"
    assert [one.id for one in bundles.unconfirmed(user)] == [one.id]
    confirmed = bundles.confirm(user, one.id, "Đỗ Văn Lý")
    assert confirmed.confirmed_at == watch.now
    assert bundles.unconfirmed(user) == ()
    assert bundles.record(user, one.id) == replace(record, receiver_name="Đỗ Văn Lý")
    assert len(bundles.out_with(user, "Phòng Tư pháp")) == 3
    where = units.clerk.life.holdings.where(user, taken[0].id)
    assert (where.unit, where.person) == ("Phòng Tư pháp", "Đỗ Văn Lý")
    watch.now = at(7, 0, day=20)
    assert [row.id for row in bundles.pile(user, "Phòng Tư pháp").now] == [late.id]


@pytest.mark.parametrize(
    ("unit", "spoil", "alarm"),
    [
        ("Phòng Tư pháp", "unknown", "bundle.unknown_code"),
        ("Phòng Tư pháp", "twice", "bundle.scanned_twice"),
        ("Phòng Kinh tế", "", "bundle.wrong_unit"),
        ("Phòng Tư pháp", "gone", "bundle.wrong_status"),
        ("Phòng Lạ", "", "bundle.unknown_unit"),
    ],
)
def test_the_alarm_stops_the_whole_bundle(
    units: OfficeOfThree, unit: str, spoil: str, alarm: str
) -> None:
    user, life = units.clerk.user, units.clerk.life
    first, second = units.receive(), units.receive()
    codes = [first.code, second.code]
    if spoil == "unknown":
        codes.append("TAM-Q9-261119-0001")
    elif spoil == "twice":
        codes.append(first.code.lower())
    elif spoil == "gone":
        life.endings.withdraw(user, second.id, "Đơn")
    with pytest.raises(Problem, match=alarm):
        life.bundles.hand_over(user, Giving(unit, tuple(codes), len(codes)))
    assert units.dossier(first.id).status == Status.RECEIVED
    if alarm not in ("bundle.unknown_unit", "bundle.wrong_unit"):
        scan = life.bundles.scan(user, unit, codes[-1], codes[:-1])
        assert scan.alarm is not None
        assert scan.alarm.code == alarm


def test_the_way_back_brings_results(units: OfficeOfThree) -> None:
    user, bundles = units.clerk.user, units.clerk.life.bundles
    taken = [units.receive() for _ in range(2)]
    codes = tuple(one.code for one in taken)
    bundles.hand_over(user, Giving("Phòng Tư pháp", codes, 2))
    back, record, came = bundles.take_back(
        user, Giving("Phòng Tư pháp", (*codes, "LA-0001"), 3, "Đỗ Văn Lý"), "Ngăn C-2"
    )
    assert back is not None
    assert record is not None
    assert came.unknown == ("LA-0001",)
    assert (record.kind, record.giver, record.giver_name) == (
        Bundle.RESULTS, "Phòng Tư pháp", "Đỗ Văn Lý",
    )  # fmt: skip
    assert record.receiver_name == "Trần Văn Quầy"
    assert {units.dossier(one.id).status for one in taken} == {Status.FINISHED}
    assert bundles.out_with(user, "Phòng Tư pháp") == ()
