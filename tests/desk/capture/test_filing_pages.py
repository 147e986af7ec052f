"""Separator sheets part a batch whenever they are read; other codes name a dossier or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from desk.capture.arranging import Arranging
from desk.capture.batches import RETAKEN, Batch, PaperWait, Place
from desk.capture.filing import Filing
from desk.events import Events, PageNamesDossier, PagesFiled
from models.attachment import Page, PageSource
from models.codes import separator_text
from models.dossier import ComponentLine, Draft
from models.pages import Proposal
from models.problems import Problem
from models.store import drafts, page_findings, page_sheets
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.desk.capture.conftest import DRAFT, NOON

ONE, TWO, THREE = "TP1", "TP2", "TP3"


class Feeder:
    """Pages with a letter each, into the draft's first component."""

    def __init__(self, store: Store, blobs: Blobs) -> None:
        self.store, self.blobs = store, blobs
        self.heard: list[object] = []
        self.events = Events(pytest.fail)  # type: ignore[arg-type]
        for kind in (PagesFiled, PageNamesDossier):
            self.events.subscribe(kind, self.heard.append)
        self.filing = Filing(store, self.events, lambda: NOON)
        self._batches = count(1)
        self.batch = self.start()

    def start(self, place: Place | None = None) -> Batch:
        name = f"batch-{next(self._batches)}"
        made = Batch(self.store, self.blobs, lambda: NOON, name, place or Place())
        self.batch = made
        return made

    def feed(self, letters: str) -> None:
        for letter in letters:
            blob = self.blobs.put(letter.encode())
            page = Page(
                letter, DRAFT, ONE, 0, blob.sha256, "image/jpeg", 9, 9, 200, PageSource.SCANNER,
                NOON,
            )  # fmt: skip
            self.batch.take(page, blob)

    def lie(self) -> dict[str, str]:
        found: dict[str, str] = {}
        with self.store.reading() as tx:
            for page in drafts.pages(tx, DRAFT):
                found[page.component_code] = found.get(page.component_code, "") + page.id
        return found


@pytest.fixture
def feeder(store: Store, blobs: Blobs) -> Iterator[Feeder]:
    lines = tuple(ComponentLine(code, presented=True) for code in (ONE, TWO, THREE))
    with store.writing() as tx:
        drafts.save(tx, Draft(DRAFT, "lan", NOON, components=lines), NOON)
    return Feeder(store, blobs)  # type: ignore[return-value]


def test_pages_behind_a_sheet_go_to_its_component_also_those_already_there(feeder: Feeder) -> None:
    feeder.feed("ab2cd")
    feeder.filing.prepared("2", [separator_text(TWO)])
    assert feeder.lie() == {ONE: "ab", TWO: "cd"}
    feeder.feed("e")
    assert feeder.lie() == {ONE: "ab", TWO: "cde"}
    assert feeder.heard == [PagesFiled(DRAFT, TWO, "2", 2)]


def test_each_sheet_leads_up_to_the_next(feeder: Feeder) -> None:
    feeder.feed("a2b3c")
    feeder.filing.prepared("2", [separator_text(TWO)])
    feeder.filing.prepared("3", [separator_text(THREE)])
    assert feeder.lie() == {ONE: "a", TWO: "b", THREE: "c"}


def test_a_sheet_read_at_once_leads_what_comes(feeder: Feeder) -> None:
    feeder.feed("a2")
    feeder.filing.prepared("2", [separator_text(TWO)])
    feeder.feed("bc")
    assert feeder.lie() == {ONE: "a", TWO: "bc"}


def test_a_sheet_without_a_name_leads_to_the_next_open_component(feeder: Feeder) -> None:
    feeder.feed("a*b+c-d")
    for sheet in "*+-":
        feeder.filing.prepared(sheet, [separator_text()])
    assert feeder.lie() == {ONE: "a", TWO: "b", THREE: "cd"}
    assert [one.component_code for one in feeder.heard] == [TWO, THREE, ""]  # type: ignore[attr-defined]


def test_one_step_brings_sheet_and_pages_back(feeder: Feeder, store: Store) -> None:
    feeder.feed("a2b")
    feeder.filing.prepared("2", [separator_text(TWO)])
    Arranging(store, lambda: NOON, lambda: None).undo(DRAFT)
    assert feeder.lie() == {ONE: "a2b"}
    with store.reading() as tx:
        assert page_findings.undone_of(tx, "2") == {Proposal.SEPARATOR}
    feeder.filing.prepared("2", [separator_text(TWO)])
    assert feeder.lie() == {ONE: "a2b"}, "it is not proposed twice"


def test_a_dropped_sheet_is_shown_where_it_lay_and_where_its_pages_went(
    feeder: Feeder, store: Store
) -> None:
    feeder.feed("a2b3c")
    feeder.filing.prepared("2", [separator_text(TWO)])
    feeder.filing.prepared("3", [separator_text(THREE)])
    with store.reading() as tx:
        second, third = page_sheets.dropped(tx, DRAFT)
    assert (second.page_id, second.into, second.led) == ("2", TWO, ("b",))
    assert (third.page_id, third.into, third.led) == ("3", THREE, ("c",))
    assert [second.place_among(one, ids) for one, ids in ((ONE, "a"), (TWO, "b"))] == [1, 0]
    assert [third.place_among(one, ids) for one, ids in ((TWO, "b"), (THREE, "c"))] == [1, 0]
    assert third.place_among(ONE, "a") is None


def test_a_sheet_called_back_brings_its_pages_along_in_one_step(
    feeder: Feeder, store: Store
) -> None:
    arrange = Arranging(store, lambda: NOON, lambda: None)
    feeder.feed("a2b3c")
    feeder.filing.prepared("2", [separator_text(TWO)])
    feeder.filing.prepared("3", [separator_text(THREE)])
    arrange.move("b", 0)
    arrange.keep_sheet(DRAFT, "2")
    assert feeder.lie() == {ONE: "a2b", THREE: "c"}
    with store.reading() as tx:
        assert [one.page_id for one in page_sheets.dropped(tx, DRAFT)] == ["3"]
    with pytest.raises(Problem, match=r"store\.no_page"):
        arrange.keep_sheet(DRAFT, "2")
    arrange.undo(DRAFT)
    assert feeder.lie() == {ONE: "a", TWO: "b", THREE: "c"}
    with store.reading() as tx:
        assert [one.page_id for one in page_sheets.dropped(tx, DRAFT)] == ["2", "3"]


def test_a_sheet_that_led_nowhere_is_called_back_alone(feeder: Feeder, store: Store) -> None:
    feeder.feed("a9b")
    feeder.filing.prepared("9", [separator_text("TP9")])
    with store.reading() as tx:
        (sheet,) = page_sheets.dropped(tx, DRAFT)
    assert (sheet.into, sheet.led, sheet.place_among(ONE, "ab")) == ("", (), 1)
    Arranging(store, lambda: NOON, lambda: None).keep_sheet(DRAFT, "9")
    assert feeder.lie() == {ONE: "a9b"}


def test_a_sheet_of_another_procedure_and_foreign_codes_move_nothing(feeder: Feeder) -> None:
    feeder.feed("a9b")
    feeder.filing.prepared("b", ["https://example.com", "001199000017||A|01011999|Nữ|X|0101"])
    assert feeder.heard == []
    feeder.filing.prepared("9", [separator_text("TP9")])
    assert feeder.lie() == {ONE: "ab"}
    assert feeder.heard == [PagesFiled(DRAFT, "", "9", 1)]


def test_a_dossier_code_names_the_dossier_and_takes_nothing_out(feeder: Feeder) -> None:
    feeder.feed("ab")
    feeder.filing.prepared("a", ["H99.01.02-261119-0001"])
    (named,) = feeder.heard
    assert isinstance(named, PageNamesDossier)
    assert named.dossier_code == "H99.01.02-261119-0001"
    assert feeder.lie() == {ONE: "ab"}


def test_pages_are_put_between_others(feeder: Feeder) -> None:
    feeder.feed("abc")
    feeder.start(Place(at=1))
    feeder.feed("xy")
    assert feeder.lie() == {ONE: "axybc"}


def test_a_retake_keeps_the_old_page_until_it_is_undone(feeder: Feeder, store: Store) -> None:
    feeder.feed("abc")
    feeder.start(Place(replacing="b"))
    feeder.feed("xy")
    assert feeder.lie() == {ONE: "axyc"}
    arrange = Arranging(store, lambda: NOON, lambda: None)
    assert [one.act for one in arrange.steps(DRAFT)] == [RETAKEN]
    arrange.undo(DRAFT)
    assert feeder.lie() == {ONE: "abcxy"}, "what was scanned stays"


def test_waiting_for_paper_looks_again_until_there_is_some() -> None:
    looks = iter([Problem("capture.feeder_empty")] * 3)

    def scan() -> None:
        if (problem := next(looks, None)) is not None:
            raise problem

    PaperWait(pause_s=0.001).scan(scan)
    assert next(looks, None) is None


def test_waiting_for_paper_can_be_given_up_and_other_problems_are_told() -> None:
    wait = PaperWait(pause_s=0.001)

    def empty() -> None:
        wait.cancel()
        raise Problem("capture.feeder_empty")

    def jammed() -> None:
        raise Problem("capture.feeder_jammed")

    wait.scan(empty)
    with pytest.raises(Problem, match="feeder_jammed"):
        wait.scan(jammed)
