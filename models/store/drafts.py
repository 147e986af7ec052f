"""Intakes in progress and the pages captured for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.attachment import Page, PageSource
from models.dossier import Draft
from models.pages import ReadingStage
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.store import field_values, page_tables, tables
from models.store.engine import Tx

_draft, _page = tables.draft, tables.page
_view, _step, _work = page_tables.page_view, page_tables.page_step, page_tables.page_work
_COLUMNS = tuple(_page.c[name] for name in Page.__slots__)


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


def delete(tx: Tx, draft_id: str, keeping: Collection[str] = ()) -> tuple[str, ...]:
    """Remove a draft with its pages and what was read on them, ``keeping`` some components'.

    Pages that were taken out go in any case, and so do the undo steps.  Gives the hashes of the
    pictures that lost their row, and of papers fetched from other counters: their blobs stay until
    `Blobs.drop`.
    """
    fetched = _fetched(tx, draft_id)
    tx.execute(sa.delete(_draft).where(_draft.c.id == draft_id))
    tx.execute(sa.delete(_step).where(_step.c.draft_id == draft_id))
    field_values.forget(tx, draft_id, keeping)
    going = _page.c.draft_id == draft_id
    if keeping:
        going &= _page.c.component_code.not_in(keeping) | _page.c.removed_at.is_not(None)
    return erase_pages(tx, going) + fetched


def _fetched(tx: Tx, draft_id: str) -> tuple[str, ...]:
    draft = get(tx, draft_id)
    reused = [one.reused for one in draft.components] if draft else []
    return tuple(one.sha256 for one in reused if one is not None and one.counter)


def erase_pages(tx: Tx, which: sa.ColumnElement[bool]) -> tuple[str, ...]:
    """Delete these page rows with all that was seen on them; the hashes of their pictures."""
    ids = sa.select(_page.c.id).where(which)
    pictures = sa.union(
        sa.select(_page.c.sha256).where(which),
        sa.select(_view.c.sha256).where(_view.c.page_id.in_(ids)),
    )
    found = tuple(tx.execute(pictures).scalars())
    for stage in ("", *(f"{one.value}:" for one in ReadingStage)):
        subjects = sa.select(sa.literal(stage) + _page.c.id).where(which)
        tx.execute(sa.delete(_work).where(_work.c.subject.in_(subjects)))
    tx.execute(sa.delete(_page).where(which))
    return found


def add_page(tx: Tx, page: Page, batch: str = "") -> None:
    """Add a page to its draft, which must exist (Problem ``store.no_draft``)."""
    if tx.execute(sa.select(_draft.c.id).where(_draft.c.id == page.draft_id)).first() is None:
        raise Problem("store.no_draft")
    tx.execute(sa.insert(_page).values(_page_row(page) | {"batch": batch}))


def pages(tx: Tx, draft_id: str) -> tuple[Page, ...]:
    """The pages of a draft by component and position, without those taken out."""
    rows = tx.execute(
        sa.select(*_COLUMNS)
        .where(_page.c.draft_id == draft_id, _page.c.removed_at.is_(None))
        .order_by(_page.c.component_code, _page.c.position, _page.c.id)
    )
    return tuple(_as_page(row) for row in rows.mappings())


def page(tx: Tx, page_id: str) -> Page | None:
    """One page that was not taken out."""
    row = (
        tx.execute(sa.select(*_COLUMNS).where(_page.c.id == page_id, _page.c.removed_at.is_(None)))
        .mappings()
        .first()
    )
    return None if row is None else _as_page(row)


def update_page(tx: Tx, page: Page) -> None:
    """Write a known page again: turned, moved to another component, retaken."""
    row = _page_row(page)
    changed = tx.execute(sa.update(_page).where(_page.c.id == row.pop("id")).values(row))
    if changed.rowcount == 0:
        raise Problem("store.no_page")


def remove_page(tx: Tx, page_id: str, at: datetime) -> None:
    """Take a page out of its draft; it can be put back as long as the draft lives."""
    tx.execute(sa.update(_page).where(_page.c.id == page_id).values(removed_at=at))


def put_back(tx: Tx, page: Page) -> None:
    """Put a page that was taken out where it was. Raises Problem ``store.no_page``."""
    row = _page_row(page) | {"removed_at": None}
    if tx.execute(sa.update(_page).where(_page.c.id == row.pop("id")).values(row)).rowcount == 0:
        raise Problem("store.no_page")


def reorder(tx: Tx, draft_id: str, component_code: str, page_ids: Sequence[str]) -> None:
    """Give the pages of a component the positions 0, 1, … in this order.

    Pages of the component that are not named keep their order behind the named ones.
    """
    mine = (
        _page.c.draft_id == draft_id,
        _page.c.component_code == component_code,
        _page.c.removed_at.is_(None),
    )
    present = list(
        tx.execute(
            sa.select(_page.c.id).where(*mine).order_by(_page.c.position, _page.c.id)
        ).scalars()
    )
    named = [one for one in dict.fromkeys(page_ids) if one in present]
    for position, one in enumerate([*named, *(p for p in present if p not in named)]):
        tx.execute(sa.update(_page).where(_page.c.id == one).values(position=position))


def place(
    tx: Tx, draft_id: str, component_code: str, page_ids: Sequence[str], at: int | None = None
) -> None:
    """Put these pages, in this order, into a component at a position; None: behind its last one."""
    present = [one.id for one in pages(tx, draft_id) if one.component_code == component_code]
    kept = [one for one in present if one not in page_ids]
    start = len(kept) if at is None else max(0, min(at, len(kept)))
    for one in page_ids:
        tx.execute(sa.update(_page).where(_page.c.id == one).values(component_code=component_code))
    reorder(tx, draft_id, component_code, [*kept[:start], *page_ids, *kept[start:]])


def latest_of_batch(tx: Tx, batch: str) -> str | None:
    """The component the last page of a batch lies in: the next one belongs there too."""
    return tx.execute(
        sa.select(_page.c.component_code)
        .where(_page.c.batch == batch)
        .order_by(_page.c.serial.desc())
        .limit(1)
    ).scalar()


def head_batch(tx: Tx, sheet_id: str, component_code: str) -> None:
    """A separator sheet that was taken out leads what follows it into this component."""
    tx.execute(sa.update(_page).where(_page.c.id == sheet_id).values(component_code=component_code))


def behind_in_batch(tx: Tx, page_id: str) -> tuple[Page, ...]:
    """The pages that arrived behind this one in its batch, in the order of their arrival."""
    sheet = tx.execute(sa.select(_page.c.batch, _page.c.serial).where(_page.c.id == page_id)).one()
    if not sheet.batch:
        return ()
    rows = tx.execute(
        sa.select(*_COLUMNS)
        .where(
            _page.c.batch == sheet.batch,
            _page.c.serial > sheet.serial,
            _page.c.removed_at.is_(None),
        )
        .order_by(_page.c.serial)
    )
    return tuple(_as_page(row) for row in rows.mappings())


def _page_row(page: Page) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(page)
    return row | {"captured_at": page.captured_at}


def _as_page(row: sa.RowMapping) -> Page:
    return Page(**{**row, "source": PageSource(row["source"])})
