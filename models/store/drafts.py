"""Intakes in progress and the pages captured for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.attachment import Page, PageSource
from models.dossier import Draft
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.store import tables
from models.store.engine import Tx

_draft, _page = tables.draft, tables.page


def save(tx: Tx, draft: Draft, at: datetime) -> None:
    """Write the draft, whether new or known."""
    row = {"clerk": draft.clerk, "saved_at": at, "body": to_plain(draft)}
    tx.execute(
        insert(_draft)
        .values(id=draft.id, **row)
        .on_conflict_do_update(index_elements=[_draft.c.id], set_=row)
    )


def get(tx: Tx, draft_id: str) -> Draft | None:
    """The draft as last saved."""
    body = tx.execute(sa.select(_draft.c.body).where(_draft.c.id == draft_id)).scalar()
    return None if body is None else from_plain(Draft, body)


def open_drafts(tx: Tx, clerk: str) -> tuple[Draft, ...]:
    """A clerk's drafts, the one saved last first."""
    bodies = tx.execute(
        sa.select(_draft.c.body)
        .where(_draft.c.clerk == clerk)
        .order_by(_draft.c.saved_at.desc(), _draft.c.id.desc())
    ).scalars()
    return tuple(from_plain(Draft, body) for body in bodies)


def delete(tx: Tx, draft_id: str) -> None:
    """Remove a draft and its pages. Their blobs stay until `Blobs.drop`."""
    tx.execute(sa.delete(_draft).where(_draft.c.id == draft_id))


def add_page(tx: Tx, page: Page) -> None:
    """Add a page to its draft, which must exist (Problem ``store.no_draft``)."""
    if tx.execute(sa.select(_draft.c.id).where(_draft.c.id == page.draft_id)).first() is None:
        raise Problem("store.no_draft")
    tx.execute(sa.insert(_page).values(_page_row(page)))


def pages(tx: Tx, draft_id: str) -> tuple[Page, ...]:
    """The pages of a draft by component and position."""
    rows = tx.execute(
        sa.select(_page)
        .where(_page.c.draft_id == draft_id)
        .order_by(_page.c.component_code, _page.c.position, _page.c.id)
    )
    return tuple(_as_page(row) for row in rows.mappings())


def page(tx: Tx, page_id: str) -> Page | None:
    """One page."""
    row = tx.execute(sa.select(_page).where(_page.c.id == page_id)).mappings().first()
    return None if row is None else _as_page(row)


def update_page(tx: Tx, page: Page) -> None:
    """Write a known page again: turned, moved to another component, retaken."""
    row = _page_row(page)
    changed = tx.execute(sa.update(_page).where(_page.c.id == row.pop("id")).values(row))
    if changed.rowcount == 0:
        raise Problem("store.no_page")


def remove_page(tx: Tx, page_id: str) -> None:
    """Take a page out of its draft."""
    tx.execute(sa.delete(_page).where(_page.c.id == page_id))


def reorder(tx: Tx, draft_id: str, component_code: str, page_ids: Sequence[str]) -> None:
    """Give the pages of a component the positions 0, 1, … in this order.

    Pages of the component that are not named keep their order behind the named ones.
    """
    mine = (_page.c.draft_id == draft_id, _page.c.component_code == component_code)
    present = list(
        tx.execute(
            sa.select(_page.c.id).where(*mine).order_by(_page.c.position, _page.c.id)
        ).scalars()
    )
    named = [one for one in dict.fromkeys(page_ids) if one in present]
    for position, one in enumerate([*named, *(p for p in present if p not in named)]):
        tx.execute(sa.update(_page).where(_page.c.id == one).values(position=position))


def _page_row(page: Page) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(page)
    return row | {"captured_at": page.captured_at}


def _as_page(row: sa.RowMapping) -> Page:
    return Page(**{**row, "source": PageSource(row["source"])})
