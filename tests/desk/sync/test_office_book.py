"""The whole office's book as a desk asks for it: pages, excerpts, and closed years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_kit import AGENCY, START, DeskKit
from office_line import HubInside, OfficeLine

from desk.reception.registering import Registering
from desk.reception.scribe import Scribe
from desk.settings import UNNAMED_OFFICE, Settings
from desk.sync.line import Line
from desk.sync.office_book import OfficeBook
from models.messages import OfficeRegister
from models.problems import Problem
from models.role import Role, User
from models.store import register, values
from printing.register import render_register

YEAR = START.year
BOSS = User("trach", "Phạm Văn Trách", Role.SUPERVISOR)
LAST_YEAR = START.replace(year=2025, month=12, day=30)


def registering_at(kit: DeskKit, line: Line | None) -> Registering:
    url = None if line is None else "http://127.0.0.1:1"
    settings = Settings(office=UNNAMED_OFFICE, device_id=kit.device, hub_url=url)
    return Registering(Scribe(kit.store, settings, kit.clock, lambda: ""), OfficeBook(line))


def numbers_of(kit: DeskKit, year: int) -> dict[int, str]:
    with kit.store.reading() as tx:
        return {one.number: one.dossier_id for one in register.entries(tx, year)}


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[HubInside]:
    made = HubInside(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def pair(empty_store: Path, tmp_path: Path) -> Iterator[list[DeskKit]]:
    names = ("desk-1", "desk-2")
    made = [DeskKit.copied(empty_store, tmp_path / name, device=name) for name in names]
    yield made
    for kit in made:
        kit.close()


def talk(inside: HubInside, kit: DeskKit) -> OfficeLine:
    line = OfficeLine(inside, kit.device, AGENCY)
    for _ in range(2):
        assert kit.sync(line).once().problem is None
    return line


def test_what_a_closed_year_still_owed_a_number_stands_in_the_next_years_book(
    inside: HubInside, pair: list[DeskKit]
) -> None:
    here, there = pair
    for kit in pair:
        kit.clock.now = LAST_YEAR
    here.receive()
    silent = there.receive()  # its line is gone over the turn of the year
    book = registering_at(here, talk(inside, here))
    book.close_office(BOSS, 2025, "Bà Chủ tịch")
    talk(inside, there)
    assert numbers_of(there, 2025) == {}
    assert numbers_of(there, 2026) == {1: silent.id}
    assert len(book.office_paper(BOSS, 2025).rows) == 1


def test_a_book_with_a_dossier_that_waits_for_its_number_is_not_closed(
    inside: HubInside, pair: list[DeskKit]
) -> None:
    here, there = pair
    for kit in pair:
        kit.clock.now = LAST_YEAR
    with there.store.writing() as tx:
        values.set(tx, "register.primary", "yes")  # never asks for its number
    there.receive()
    talk(inside, there)
    with pytest.raises(Problem, match=r"register\.waits_at_counters"):
        registering_at(here, talk(inside, here)).close_office(BOSS, 2025, "Bà Chủ tịch")


def test_a_desk_without_its_line_has_an_excerpt_of_the_book(
    inside: HubInside, pair: list[DeskKit]
) -> None:
    here, there = pair
    codes = []
    for kit in (here, there, here):
        made = kit.receive()
        line = talk(inside, kit)
        codes.append(kit.dossier(made.id).code)
    excerpt = registering_at(here, line).paper(BOSS, YEAR)
    assert [(row.number, row.code) for row in excerpt.rows] == [(1, codes[0]), (3, codes[2])]
    assert excerpt.excerpt_of
    assert render_register(excerpt).startswith(b"%PDF")
    with pytest.raises(Problem, match=r"register\.no_hub"):
        registering_at(here, None).office_paper(BOSS, YEAR)


def test_a_long_book_comes_page_by_page_and_a_page_that_repeats_is_no_hub(
    inside: HubInside, pair: list[DeskKit]
) -> None:
    kit, _ = pair
    for _ in range(8):
        kit.receive()
    line = talk(inside, kit)
    book = registering_at(kit, line)
    assert [row.number for row in book.office_paper(BOSS, YEAR).rows] == [*range(1, 9)]
    assert [row.number for row in book.office_paper(BOSS, YEAR, 4, 5).rows] == [4, 5]
    assert [row.number for row in book.office_newest(BOSS, YEAR, 5).rows] == [*range(4, 9)]

    def first_again(year: int, after: int) -> OfficeRegister:
        return OfficeLine.register_book(line, year, min(after, 3))

    line.register_book = first_again  # type: ignore[method-assign]
    with pytest.raises(Problem, match=r"sync\.not_a_hub"):
        book.office_paper(BOSS, YEAR)
