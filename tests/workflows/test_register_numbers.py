"""The year's book numbered by a real hub: consecutive over desks, also after a restored backup."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from desk_kit import START, DeskKit
from hub_process import AGENCY, HubProcess, run_hub_command

from desk.clock import VIETNAM
from desk.reception.registering import Registering
from desk.reception.scribe import Scribe
from desk.settings import UNNAMED_OFFICE, Settings
from desk.sync.line import HttpLine, Line
from desk.sync.office_book import OfficeBook
from models.dossier import Dossier, ReturnMethod
from models.problems import Problem
from models.role import Role, User
from models.store import audit, register, values
from printing.register import render_register

YEAR = 2026
YEAR_BOUNDS = (datetime(YEAR, 1, 1, tzinfo=VIETNAM), datetime(YEAR + 1, 1, 1, tzinfo=VIETNAM))


def line_of(hub: HubProcess, device: str) -> HttpLine:
    return HttpLine(hub.url, hub.tokens.get(device) or hub.enrol(device))


def numbers(kit: DeskKit) -> dict[int, str]:
    with kit.store.reading() as tx:
        return {one.number: one.dossier_id for one in register.entries(tx, YEAR)}


@pytest.fixture
def desks(hub: HubProcess, tmp_path: Path) -> list[DeskKit]:  # type: ignore[misc]
    made = [DeskKit(tmp_path / name, device=name) for name in ("desk-1", "desk-2")]
    hub.enrol("desk-2")
    yield made
    for kit in made:
        kit.close()


def synchronise(hub: HubProcess, kit: DeskKit) -> Problem | None:
    line = line_of(hub, kit.device)
    try:
        return kit.sync(line).once().problem
    finally:
        line.close()


def test_two_desks_fill_one_book_without_a_gap(hub: HubProcess, desks: list[DeskKit]) -> None:
    for _ in range(3):
        for kit in desks:
            kit.receive()
            assert synchronise(hub, kit) is None
    for kit in desks:
        synchronise(hub, kit)
    first, second = (numbers(kit) for kit in desks)
    assert not set(first) & set(second)
    assert sorted({**first, **second}) == [1, 2, 3, 4, 5, 6]


def test_a_primary_desk_numbers_itself_and_never_asks(
    hub: HubProcess, desks: list[DeskKit]
) -> None:
    kit = desks[0]
    with kit.store.writing() as tx:
        values.set(tx, "register.primary", "yes")
    kit.receive()
    synchronise(hub, kit)
    assert numbers(kit) == {}


def test_a_restored_hub_numbers_only_after_every_desk_told_what_it_holds(
    hub: HubProcess, desks: list[DeskKit], tmp_path: Path
) -> None:
    here, there = desks
    for kit in desks:
        kit.receive()
        synchronise(hub, kit)
        synchronise(hub, kit)
    hub.stop()
    shutil.copytree(hub.data, tmp_path / "backup")
    hub.start()
    lost = here.receive()
    synchronise(hub, here)
    synchronise(hub, here)
    assert set(numbers(here)) == {1, 3}
    hub.stop()
    shutil.rmtree(hub.data)
    shutil.copytree(tmp_path / "backup", hub.data)
    assert run_hub_command("restored", *hub.where()).returncode == 0
    hub.start()
    fresh = there.receive()
    for _ in range(2):
        synchronise(hub, there)
    assert set(numbers(there)) == {2}, "no number while desk-1 has not spoken"
    here.receive()
    for _ in range(3):
        synchronise(hub, here)
    for _ in range(2):
        synchronise(hub, there)
    first, second = numbers(here), numbers(there)
    assert first[3] == lost.id, "a number that was given stays"
    assert sorted({**first, **second}) == [1, 2, 3, 4, 5]
    assert not set(first) & set(second)
    assert fresh.id in second.values()


def test_a_number_held_twice_is_a_problem_for_people(hub: HubProcess, desks: list[DeskKit]) -> None:
    here, there = desks
    for kit in desks:
        kit.receive()
    synchronise(hub, here)
    with there.store.writing() as tx:
        (mine,) = register.unnumbered(tx, *YEAR_BOUNDS)
        register.enter(tx, mine, YEAR, 1, "01/2026", there.clock())
    there.receive()
    hub.stop()
    assert run_hub_command("restored", *hub.where()).returncode == 0
    hub.start()
    here.receive()
    for _ in range(2):
        synchronise(hub, here)
    problem = synchronise(hub, there)
    assert problem is not None
    assert problem.code == "sync.refused"
    forced = run_hub_command("release-register", AGENCY, *hub.where())
    assert forced.returncode == 0
    assert json.loads(forced.stdout)["silent"] == 1


BOSS = User("trach", "Phạm Văn Trách", Role.SUPERVISOR)
LAST_YEAR = START.replace(year=2025, month=12, day=30)


def registering_at(kit: DeskKit, line: Line) -> Registering:
    settings = Settings(office=UNNAMED_OFFICE, device_id=kit.device, hub_url="http://127.0.0.1:1")
    scribe = Scribe(kit.store, settings, kit.clock, lambda: "")
    return Registering(scribe, OfficeBook(line))


def taken_in_turn(hub: HubProcess, desks: list[DeskKit], each: int, **facts: object) -> list[str]:
    """Codes in the order of their numbers."""
    made: list[Dossier] = []
    for _ in range(each):
        for kit in desks:
            made.append(kit.receive(**facts))
            kit.clock.advance(minutes=1)
            assert synchronise(hub, kit) is None
    for kit in desks:
        assert synchronise(hub, kit) is None
    kit_of = {one.id: desks[place % len(desks)] for place, one in enumerate(made)}
    return [kit_of[one.id].dossier(one.id).code for one in made]


def test_any_desk_prints_the_whole_offices_book_and_its_head_closes_it(
    hub: HubProcess, desks: list[DeskKit]
) -> None:
    here, there = desks
    for kit in desks:
        kit.clock.now = LAST_YEAR
    codes = taken_in_turn(hub, desks, 2, note="Nhận hộ", return_method=ReturnMethod.BY_POST)
    there.hand_over(next(there.dossier(one) for one in numbers_of(there, 2025).values()))
    synchronise(hub, there)
    line = line_of(hub, here.device)
    book = registering_at(here, line)
    paper = book.office_paper(BOSS, 2025)
    assert [(row.number, row.code) for row in paper.rows] == list(enumerate(codes, start=1))
    assert [row.collected_by for row in paper.rows] == ["", "Nguyễn Thị Thử", "", ""]
    assert {(row.return_method, row.note) for row in paper.rows} == {("Bưu chính", "Nhận hộ")}
    assert (paper.closing, paper.excerpt_of) == (None, "")
    assert [row.number for row in book.office_paper(BOSS, 2025, 2, 3).rows] == [2, 3]
    assert [row.number for row in book.office_newest(BOSS, 2025, 1).rows] == [4]

    with pytest.raises(Problem, match=r"register\.no_signer"):
        book.close_office(BOSS, 2025, " ")
    with pytest.raises(Problem, match=r"register\.not_over"):
        book.close_office(BOSS, datetime.now(VIETNAM).year, "Bà Chủ tịch")
    for _ in range(2):  # an answer that was lost is asked for again
        book.close_office(BOSS, 2025, "Bà Chủ tịch")
    with pytest.raises(Problem, match=r"register\.closed"):
        book.close_office(BOSS, 2025, "Ông Phó Chủ tịch")
    closing = book.office_paper(BOSS, 2025).closing
    assert closing is not None
    assert (closing.signer, closing.keeper) == ("Bà Chủ tịch", BOSS.name)
    assert render_register(book.office_paper(BOSS, 2025)).startswith(b"%PDF")
    with here.store.reading() as tx:
        acts = [json.loads(line.body)["act"] for line in audit.rows(tx)]
    assert {"register.office_printed", "register.office_seen", "register.closed"} <= set(acts)
    line.close()


def numbers_of(kit: DeskKit, year: int) -> dict[int, str]:
    with kit.store.reading() as tx:
        return {one.number: one.dossier_id for one in register.entries(tx, year)}
