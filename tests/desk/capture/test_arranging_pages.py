"""Acts on captured pages: each does what it says, and undo puts everything back where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk.capture.arranging import Arranging
from models.attachment import Page, PageSource
from models.pages import PageView, Proposal
from models.problems import Problem
from models.reading import Findings
from models.store import blobs as blob_rows
from models.store import drafts, page_findings, page_work
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.desk.capture.conftest import DRAFT, NOON

PAPER, OTHER = "TP1", "TP2"
FOUR = "abcd"


@pytest.fixture
def arrange(store: Store, blobs: Blobs) -> Arranging:
    with store.writing() as tx:
        for position, name in enumerate(FOUR):
            blob = blobs.put(name.encode())
            blob_rows.record(tx, blob, NOON)
            page = Page(
                name, DRAFT, PAPER, position, blob.sha256, "image/jpeg", 9, 9, 200,
                PageSource.SCANNER, NOON,
            )  # fmt: skip
            drafts.add_page(tx, page)
    return Arranging(store, lambda: NOON, lambda: None)


def lie(store: Store) -> dict[str, str]:
    """Component → its pages in order, a letter each."""
    found: dict[str, str] = {}
    with store.reading() as tx:
        for page in drafts.pages(tx, DRAFT):
            found[page.component_code] = found.get(page.component_code, "") + page.id
    return found


ACTS: list[tuple[Callable[[Arranging], object], dict[str, str]]] = [
    (lambda a: a.delete("b"), {PAPER: "acd"}),
    (lambda a: a.move("d", 0), {PAPER: "dabc"}),
    (lambda a: a.move_to(["c", "a"], OTHER), {PAPER: "bd", OTHER: "ca"}),
    (lambda a: a.move_to(["d"], PAPER, 1), {PAPER: "adbc"}),
    (lambda a: a.move_all(["b", "c"], 0), {PAPER: "bcad"}),
    (lambda a: a.delete_all(["a", "c"]), {PAPER: "bd"}),
    (lambda a: a.turn_all(["a", "c"], 90), {PAPER: FOUR}),
    (lambda a: a.split("c", OTHER), {PAPER: "ab", OTHER: "cd"}),
    (lambda a: a.reverse(DRAFT, PAPER), {PAPER: "dcba"}),
    (lambda a: a.interleave(DRAFT, PAPER, fronts=2), {PAPER: "adbc"}),
    (lambda a: a.interleave(DRAFT, PAPER, fronts=2, backs_reversed=False), {PAPER: "acbd"}),
    (lambda a: a.deinterleave(DRAFT, PAPER), {PAPER: "acbd"}),
    (lambda a: a.merge(DRAFT, PAPER, OTHER), {OTHER: FOUR}),
    (lambda a: a.take_back("a", Proposal.BLANK), {PAPER: FOUR}),
    (lambda a: a.turn("a", 90), {PAPER: FOUR}),
]


@pytest.mark.parametrize(("act", "after"), ACTS)
def test_an_act_does_what_it_says_and_is_undone(
    arrange: Arranging, store: Store, act: Callable[[Arranging], object], after: dict[str, str]
) -> None:
    act(arrange)
    assert lie(store) == after
    assert len(arrange.steps(DRAFT)) == 1
    assert arrange.undo(DRAFT) is not None
    assert lie(store) == {PAPER: FOUR}
    with store.reading() as tx:
        assert [page.rotation for page in drafts.pages(tx, DRAFT)] == [0, 0, 0, 0]
        assert page_findings.undone(tx, DRAFT) == {}
    assert arrange.undo(DRAFT) is None


def test_acts_are_undone_one_by_one_from_the_last(arrange: Arranging, store: Store) -> None:
    for act, _ in ACTS[:3]:
        act(arrange)
    arrange.split("a", "TP3")
    while arrange.undo(DRAFT) is not None:
        pass
    assert lie(store) == {PAPER: FOUR}


def test_a_page_that_came_after_the_act_stays_when_it_is_undone(
    arrange: Arranging, store: Store
) -> None:
    arrange.move("d", 0)
    with store.writing() as tx:
        page = drafts.page(tx, "a")
        assert page is not None
        new = Page(
            "e", DRAFT, PAPER, 4, page.sha256, "image/jpeg", 9, 9, 200, PageSource.SCANNER, NOON
        )
        drafts.add_page(tx, new)
    arrange.undo(DRAFT)
    assert lie(store) == {PAPER: "abcde"}


def test_sides_that_differ_are_not_put_together(arrange: Arranging, store: Store) -> None:
    with pytest.raises(Problem, match=r"capture\.sides_differ") as raised:
        arrange.interleave(DRAFT, PAPER, fronts=3)
    assert raised.value.facts == {"fronts": 3, "backs": 1}
    assert lie(store) == {PAPER: FOUR}


def test_blank_pages_go_in_one_step_and_come_back_in_one(arrange: Arranging, store: Store) -> None:
    with store.writing() as tx:
        for name in "bcd":
            seen = Findings(probably_blank=True)
            page_findings.keep(tx, PageView(name, name * 64, 1, 9, 9, 200, seen), NOON)
        page_findings.set_undone(tx, "c", [Proposal.BLANK])
    arrange.delete_blank(DRAFT, PAPER)
    assert lie(store) == {PAPER: "ac"}
    arrange.undo(DRAFT)
    assert lie(store) == {PAPER: FOUR}
    assert arrange.delete_blank(DRAFT, OTHER) is None


def test_turning_starts_from_what_is_shown_and_makes_the_picture_anew(
    arrange: Arranging, store: Store, blobs: Blobs
) -> None:
    with store.writing() as tx:
        blob = blobs.put(b"the picture")
        blob_rows.record(tx, blob, NOON)
        view = PageView("a", blob.sha256, blob.size, 9, 9, 200, Findings(turn=90))
        page_findings.keep(tx, view, NOON)
        page_work.failed(tx, "fused:a", NOON, "reading.page_unreadable")
    assert arrange.turn("a", 90).rotation == 180
    with store.reading() as tx:
        assert page_work.page_trouble(tx, "a") is None, "another picture may well be read"
        assert page_findings.get(tx, "a") is None
        assert page_findings.undone_of(tx, "a") == {Proposal.TURN}
        with pytest.raises(Problem, match=r"store\.scan_missing"):
            blobs.get(tx, blob.sha256)


def test_nothing_is_arranged_behind_a_promise(arrange: Arranging, store: Store) -> None:
    with store.writing() as tx:
        drafts.delete(tx, DRAFT, {PAPER})
    for act, _ in ACTS:
        with pytest.raises(Problem, match=r"store\.no_draft"):
            act(arrange)
    assert lie(store) == {PAPER: FOUR}
