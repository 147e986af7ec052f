"""The 766 figures: true only where the thing happened, each lost point with its dossiers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.clock import VIETNAM
from desk.reception.fees import Taking
from desk.reception.supplements import Asking
from models.dossier import Channel, ConsentWay, Status
from models.facts import Wanted
from models.facts_life import RatingWay
from models.facts_money import MoneyLine, PaymentMethod
from models.kpi766 import Complaint, Counted, Rating, Score, score
from models.problems import Problem
from models.procedure import CopyKind
from tests.support.life import OfficeOfThree, other, ready
from tests.support.life import office as office  # noqa: PLC0414 - a fixture is given on
from tests.support.seat import Watch

NOW = datetime(2026, 11, 30, 17, tzinfo=VIETNAM)
DAY = timedelta(days=1)
GOOD = Counted(
    id="1", code="H99-1", status=Status.RETURNED, received_at=NOW - 9 * DAY, due=NOW - 2 * DAY,
    finished_at=NOW - 3 * DAY, channel=Channel.DIRECT, assisted=False, requests=0, duty=True,
    paid_online=True, wanted=2, digitised=2, reused=1, electronic_result=True,
    synced_at=NOW - 9 * DAY,
)  # fmt: skip


def points(found: Score, key: str) -> float | None:
    return next(one.points for one in found.components if one.key == key)


def lost(found: Score, key: str) -> tuple[str, ...]:
    return next(one.lost for one in found.components if one.key == key)


def test_the_weights_are_those_of_the_decision() -> None:
    from importlib.resources import files

    data = json.loads(files("models.data").joinpath("kpi766.json").read_text())
    groups: dict[str, int] = {}
    for row in (*data["components"], *data["not_here"]):
        groups[row["group"]] = groups.get(row["group"], 0) + row["points"]
    assert groups == {
        "publicity": 18, "progress": 20, "online": 12, "payment": 10, "satisfaction": 18,
        "digitisation": 22,
    }  # fmt: skip
    assert sum(groups.values()) == 100


def test_a_flawless_dossier_gets_everything_that_can_be_counted() -> None:
    found = score([GOOD], [Rating("H99-1", 3)], [], NOW, has_hub=True)
    assert found.label == "ước tính tại quầy"
    assert found.points == found.reachable == 62
    assert all(one.lost == () for one in found.components)


@pytest.mark.parametrize(
    ("key", "flaw", "left"),
    [
        ("ON_TIME", {"finished_at": NOW - DAY}, 10.0),
        ("ON_TIME", {"requests": 2}, 10.0),
        ("ON_TIME", {"status": Status.PROCESSING, "finished_at": None}, 10.0),
        ("DOSSIER_SYNC", {"synced_at": NOW - 7 * DAY}, 3.0),
        ("DOSSIER_SYNC", {"synced_at": None}, 3.0),
        ("ONLINE_PAYMENT", {"paid_online": False}, 3.0),
        ("ORIGINAL_RESULT_AVAILABLE", {"electronic_result": False}, 3.0),
        ("SO_HOA_GIAY_TO_GIAI_QUYET", {"digitised": 0}, 2.0),
        ("REUSED_DIGITIZED_DATA", {"reused": 0}, 1.25),
    ],
)
def test_each_lost_point_names_its_dossier(key: str, flaw: dict[str, object], left: float) -> None:
    bad = replace(GOOD, id="2", code="H99-2", **flaw)  # type: ignore[arg-type]
    found = score([GOOD, bad], [], [], NOW, has_hub=True)
    assert points(found, key) == left
    assert lost(found, key) == ("H99-2",)


def test_what_does_not_count() -> None:
    refused = replace(GOOD, code="H99-3", status=Status.NOT_RECEIVED, synced_at=None)
    young = replace(GOOD, code="H99-4", received_at=NOW, due=NOW + DAY, synced_at=None)
    waiting = replace(GOOD, code="H99-5", status=Status.SUPPLEMENT_REQUESTED, finished_at=None)
    found = score([refused, young, waiting], [], [], NOW, has_hub=True)
    assert lost(found, "DOSSIER_SYNC") == (), "a day has not passed"
    assert lost(found, "ON_TIME") == (), "no clock runs while papers are awaited"
    assert points(score([GOOD], [], [], NOW, has_hub=False), "DOSSIER_SYNC") is None
    assert (
        points(score([GOOD], [], [], NOW, has_hub=True), "DOSSIER_RECEIVING_SATISFACTION") is None
    )


def test_complaints_and_ratings() -> None:
    late = Complaint("PAKN-1", NOW - 2 * DAY, NOW - DAY, satisfied=False)
    well = Complaint("PAKN-2", NOW - 2 * DAY, NOW - 3 * DAY, satisfied=True)
    found = score(
        [], [Rating("H99-1", 2)] * 9 + [Rating("H99-2", 1)], [late, well], NOW, has_hub=True
    )
    assert (points(found, "PAKN_ON_TIME"), lost(found, "PAKN_ON_TIME")) == (3.0, ("PAKN-1",))
    assert points(found, "PAKN_SATISFACTION") == 3.0
    assert points(found, "DOSSIER_RECEIVING_SATISFACTION") == 6.0, "nine of ten are enough"
    none = score([], [], [], NOW, has_hub=True)
    assert (points(none, "PAKN_ON_TIME"), points(none, "ON_TIME")) == (6.0, None)


@pytest.fixture
def busy(office: OfficeOfThree, watch: Watch) -> OfficeOfThree:
    """Four dossiers: paid online, asked twice, late, lodged online for somebody."""
    seat, boss = office.clerk, office.supervisor
    fee = (MoneyLine("Phí", 1, 8_000),)
    paid = office.receive("2.000635")
    seat.life.fees.take(
        seat.user, paid.id, Taking(fee, method=PaymentMethod.ONLINE, reference="DVC-1")
    )
    cash = office.receive("2.000635")
    seat.life.fees.take(seat.user, cash.id, Taking(fee))
    asked = office.receive()
    asking = Asking((Wanted("02", CopyKind.CERTIFIED_COPY),), "Thiếu")
    seat.life.supplements.request(seat.user, asked.id, asking)
    draft = seat.life.supplements.begin(seat.user, asked.id)
    lines = tuple(replace(one, presented=True) for one in draft.components)
    seat.life.supplements.received(seat.user, replace(draft, components=lines))
    again = replace(asking, repeated_because="Bản án sai tên")
    boss.life.supplements.request(boss.user, asked.id, again)
    draft = seat.life.lodging.begin(seat.user, ready(seat), ConsentWay.SIGNED, "Đồng ý")
    draft = seat.life.lodging.code_given(seat.user, draft, "G15-20261119-1", "DVCQG")
    seat.acceptance.receive(seat.user, draft)
    return office


def test_the_desks_own_record_is_counted(busy: OfficeOfThree, watch: Watch) -> None:
    boss, seat = busy.supervisor, busy.clerk
    watch.pass_time(minutes=5)
    start, end = watch.now - DAY, watch.now + DAY
    found = boss.kpi766.of(boss.user, start, end)
    assert (found.direct, found.online, found.assisted) == (3, 0, 1)
    assert points(found, "ONLINE_PAYMENT") == 3.0
    assert points(found, "DOSSIER_SYNC") is None, "this office has no hub"
    assert points(found, "ON_TIME") == 15.0
    assert points(found, "SO_HOA_GIAY_TO_GIAI_QUYET") == 0.0
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        seat.kpi766.of(seat.user, start, end)
    with pytest.raises(Problem, match=r"kpi\.bad_period"):
        boss.kpi766.of(boss.user, end, start)


def test_one_rating_after_the_result_and_never_before(busy: OfficeOfThree, watch: Watch) -> None:
    seat, boss = busy.clerk, busy.supervisor
    after = seat.life.after_result
    dossier = busy.receive()
    with pytest.raises(Problem, match=r"rating\.too_early"):
        after.rate(seat.user, dossier.id, 3, RatingWay.QR)
    seat.results.hand_over(seat.user, dossier.id, other())
    for level, answers in ((4, ()), (3, (1,)), (3, (0, 1, 2, 3, 1))):
        with pytest.raises(Problem, match=r"rating\.bad_answer"):
            after.rate(seat.user, dossier.id, level, RatingWay.QR, answers)
    after.rate(seat.user, dossier.id, 1, RatingWay.SECOND_SCREEN, (0, 1, 2, 1, 0))
    with pytest.raises(Problem, match=r"rating\.already"):
        after.rate(seat.user, dossier.id, 3, RatingWay.SLIP)
    answered = after.rating(seat.user, dossier.id)
    assert answered is not None
    assert answered.level == 1
    assert after.rating_link(seat.user, dossier.id) == ""
    watch.pass_time(minutes=1)
    found = boss.kpi766.of(boss.user, watch.now - DAY, watch.now)
    assert lost(found, "DOSSIER_RECEIVING_SATISFACTION") == (busy.dossier(dossier.id).code,)


def test_a_complaint_is_noted_and_answered(busy: OfficeOfThree, watch: Watch) -> None:
    seat, boss = busy.clerk, busy.supervisor
    after = seat.life.after_result
    with pytest.raises(Problem, match=r"complaint\.no_content"):
        after.note_complaint(seat.user, " ")
    mine = after.note_complaint(seat.user, "Chờ lâu", number="PAKN-9", until=watch.now + DAY)
    assert [one.body.number for one in after.open_complaints(seat.user)] == ["PAKN-9"]
    watch.pass_time(days=2)
    after.answer_complaint(seat.user, mine, satisfied=True)
    assert after.open_complaints(seat.user) == ()
    with pytest.raises(Problem, match=r"complaint\.unknown"):
        after.answer_complaint(seat.user, "khong-co")
    watch.pass_time(minutes=1)
    found = boss.kpi766.of(boss.user, watch.now - 3 * DAY, watch.now)
    assert lost(found, "PAKN_ON_TIME") == ("PAKN-9",)
    assert points(found, "PAKN_SATISFACTION") == 6.0


def test_the_slip_and_the_questions_are_of_today(busy: OfficeOfThree) -> None:
    seat, after = busy.clerk, busy.clerk.life.after_result
    dossier = busy.receive()
    form = after.rating_form(seat.user)
    assert [one.code for one in form.questions] == [
        "time", "agencies", "contacts", "published", "attitude",
    ]  # fmt: skip
    assert form.unconfirmed
    slip = after.rating_slip(seat.user, dossier.id)
    assert [one.question for one in slip.questions] == [one.vi for one in form.questions]
    assert slip.address == ""
    told = replace(after.scribe.settings, rating_url="https://danhgia.vi-du.vn/{code}")
    asking = replace(after, scribe=replace(after.scribe, settings=told))
    known_here_only = asking.rating_slip(seat.user, dossier.id)
    assert known_here_only.provisional
    assert known_here_only.address == "", "a provisional number leads nowhere"


def test_a_complaint_is_due_as_every_limit_is_counted(busy: OfficeOfThree, watch: Watch) -> None:
    seat, after = busy.clerk, busy.clerk.life.after_result
    watch.now = watch.now.replace(year=2026, month=11, day=20, hour=9, minute=0)
    after.note_complaint(seat.user, "Chờ lâu")
    (noted,) = after.open_complaints(seat.user)
    assert noted.body.until is not None
    # Friday; 24/11 is a day off: Mon, Wed, Thu, Fri, Mon, Tue, Wed
    assert f"{noted.body.until:%d/%m %H:%M}" == "02/12 17:00"


def test_the_command_answers_in_json(
    busy: OfficeOfThree, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager

    from desk import command_figures
    from desk.commands import build_parser

    @contextmanager
    def seated(_args: object) -> Iterator[tuple[None, object]]:
        yield None, busy.supervisor

    monkeypatch.setattr(command_figures, "seated", seated)
    parser = build_parser(lambda _: 0, with_guests=False)
    args = parser.parse_args(["kpi766", "--from", "2026-11-01", "--to", "2026-11-30", "--json"])
    assert args.run(args) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["label"] == "ước tính tại quầy"
    assert {one["key"] for one in told["components"]} >= {"ON_TIME", "REUSED_DIGITIZED_DATA"}
    args = parser.parse_args(["kpi766", "--from", "2026-11-01", "--to", "2026-11-30"])
    args.run(args)
    assert "ước tính tại quầy" in capsys.readouterr().out
    bad = parser.parse_args(["kpi766", "--from", "tháng 11", "--to", "2026-11-30"])
    with pytest.raises(Problem, match=r"command\.bad_option"):
        bad.run(bad)
