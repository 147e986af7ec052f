"""The supervisor's week: this desk's dossiers and the other counters', who holds what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.seat import Seat
from models.dossier import Status
from models.messages import DossierOnHub
from models.problems import Problem
from models.store import audit
from models.store import office as office_cache
from tests.support.life import SLOW, OfficeOfThree, ready
from tests.support.seat import Watch


def received(seat: Seat) -> str:
    return seat.acceptance.receive(seat.user, ready(seat, SLOW)).dossier_id


def test_the_week_counts_both_counters_and_names_who_holds_what_is_late(
    office: OfficeOfThree, watch: Watch
) -> None:
    clerk, boss = office.clerk, office.supervisor
    first, second = received(clerk), received(clerk)
    clerk.life.holdings.forward(clerk.user, first, "Phòng Tư pháp", "Lê Văn Chậm", "chờ xác minh")
    clerk.results.arrived(clerk.user, second, "Ngăn B-1")
    there = replace(
        office.dossier(first), id="o-2", code="H99.01.02-261119-7001", desk="Q2",
        status=Status.RECEIVED,
    )  # fmt: skip
    told = DossierOnHub(there, home="may-2", last_sequence=1, files=(), files_pending=())
    with clerk.store.writing() as tx:
        office_cache.learn(tx, told, watch.now)
    report = boss.weekly.report(boss.user)
    total = report.week.total
    assert (total.carried, total.direct, total.early, total.open_in_time) == (0, 3, 1, 2)
    assert report.overdue == ()

    watch.now += timedelta(days=30)
    late = boss.weekly.report(boss.user)
    assert (late.week.total.carried, late.week.total.open_late) == (2, 2)
    holders = {one.code: (one.holder, one.reason) for one in late.overdue}
    code = office.dossier(first).code
    assert holders[code][0].startswith("Phòng Tư pháp (Lê Văn Chậm), từ 19/11")
    assert holders[code][1] == "chờ xác minh"
    assert holders[there.code] == ("Quầy Q2", "")
    before = boss.weekly.report(boss.user, 5)
    assert before.week.total.direct == 3, "the week it was"
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        clerk.weekly.report(clerk.user)


def test_the_file_that_leaves_is_on_record(office: OfficeOfThree) -> None:
    boss = office.supervisor
    made = boss.weekly.word(boss.user, boss.weekly.report(boss.user, proposals=" Thêm người. "))
    assert made.startswith(b"PK")
    with boss.store.reading() as tx:
        assert any("figures.week_exported" in one.body for one in audit.rows(tx))
