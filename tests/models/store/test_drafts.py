"""Drafts and their pages: kept as left, in the order given, gone when the dossier is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models.attachment import Page, PageSource
from models.dossier import ComponentLine
from models.problems import Problem
from models.procedure import CopyKind, PaperReason
from models.store import drafts
from models.store.engine import Store
from tests.support.store_samples import NOON, citizen, draft


def page(number: int, component: str = "TP1", **changes: object) -> Page:
    made = Page(
        id=f"page-{number}",
        draft_id="draft-1",
        component_code=component,
        position=number,
        sha256=f"{number:02d}" * 32,
        media_type="image/jpeg",
        width=1654,
        height=2339,
        dpi=200,
        source=PageSource.SCANNER,
        captured_at=NOON,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_draft_comes_back_as_it_was_left(store: Store) -> None:
    first = draft(
        owner=citizen(),
        components=(
            ComponentLine("TP1", True, CopyKind.ELECTRONIC, 2, PaperReason.DATABASE_INCIDENT),
        ),
    )
    with store.writing() as tx:
        drafts.save(tx, draft(), NOON)
        drafts.save(tx, first, NOON)
    with store.reading() as tx:
        assert drafts.get(tx, "draft-1") == first
        assert drafts.get(tx, "draft-2") is None


def test_a_clerk_sees_the_own_drafts_the_latest_first(store: Store) -> None:
    with store.writing() as tx:
        for number in (1, 2, 3):
            drafts.save(tx, draft(number), NOON + timedelta(seconds=number))
        drafts.save(tx, draft(4, clerk="binh"), NOON)
        drafts.save(tx, draft(1), NOON + timedelta(seconds=9))
    with store.reading() as tx:
        assert [one.id for one in drafts.open_drafts(tx, "lan")] == [
            "draft-1",
            "draft-3",
            "draft-2",
        ]


def test_pages_keep_their_order_by_component(store: Store) -> None:
    with store.writing() as tx:
        drafts.save(tx, draft(), NOON)
        for one in (page(2), page(1), page(3, "TP0"), page(4, dpi=None)):
            drafts.add_page(tx, one)
        drafts.reorder(tx, "draft-1", "TP1", ["page-4", "page-2", "page-3", "unknown"])
    with store.reading() as tx:
        assert [(one.id, one.position) for one in drafts.pages(tx, "draft-1")] == [
            ("page-3", 3),
            ("page-4", 0),
            ("page-2", 1),
            ("page-1", 2),
        ]
        assert drafts.page(tx, "page-4") == page(4, dpi=None, position=0)


def test_pages_are_turned_and_removed(store: Store) -> None:
    with store.writing() as tx:
        drafts.save(tx, draft(), NOON)
        drafts.add_page(tx, page(1))
        drafts.add_page(tx, page(2))
        drafts.update_page(tx, page(1, rotation=270))
        drafts.remove_page(tx, "page-2", NOON)
    with store.reading() as tx:
        assert drafts.pages(tx, "draft-1") == (page(1, rotation=270),)


def test_pages_need_their_draft(store: Store) -> None:
    with pytest.raises(Problem, match="no_draft"), store.writing() as tx:
        drafts.add_page(tx, page(1))
    with pytest.raises(Problem, match="no_page"), store.writing() as tx:
        drafts.update_page(tx, page(1))


def test_a_draft_takes_its_pages_along(store: Store) -> None:
    with store.writing() as tx:
        drafts.save(tx, draft(), NOON)
        drafts.add_page(tx, page(1))
        drafts.delete(tx, "draft-1")
    with store.reading() as tx:
        assert drafts.page(tx, "page-1") is None
