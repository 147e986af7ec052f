"""Separator sheets that were taken out of a draft: where each lay and which pages it led."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from models.pages import DroppedSheet, Proposal
from models.store import page_tables, tables
from models.store.engine import Tx

_page, _step, _undone = tables.page, page_tables.page_step, page_tables.page_undone


def dropped(tx: Tx, draft_id: str) -> tuple[DroppedSheet, ...]:
    """The sheets that filed pages of a draft and were not called back, in the order of arrival.

    Known as long as the step that took them out is on the undo stack.
    """
    lay = _where_they_lay(tx, draft_id)
    if not lay:
        return ()
    kept = sa.select(_undone.c.page_id).where(_undone.c.proposal == Proposal.SEPARATOR.value)
    sheets = tx.execute(
        sa.select(_page)
        .where(_page.c.id.in_(lay), _page.c.removed_at.is_not(None), _page.c.id.not_in(kept))
        .order_by(_page.c.serial)
    ).all()
    found = []
    for place, sheet in enumerate(sheets):
        before, into = lay[sheet.id], sheet.component_code
        following = (one.serial for one in sheets[place + 1 :] if one.batch == sheet.batch)
        moved = into != before["component_code"]
        led = _led(tx, sheet, next(following, None)) if moved else ()
        found.append(
            DroppedSheet(
                sheet.id, before["component_code"], before["position"], into if moved else "", led
            )
        )
    return tuple(found)


def bring_back(tx: Tx, page_id: str) -> None:
    """The sheet is a page of its draft again."""
    tx.execute(sa.update(_page).where(_page.c.id == page_id).values(removed_at=None))


def _where_they_lay(tx: Tx, draft_id: str) -> dict[str, Mapping[str, Any]]:
    rows = tx.execute(
        sa.select(_step.c.before)
        .where(_step.c.draft_id == draft_id, sa.func.json_extract(_step.c.before, "$.sheet") != "")
        .order_by(_step.c.serial)
    ).scalars()
    return {one["sheet"]: one["pages"][one["sheet"]] for one in rows}


def _led(tx: Tx, sheet: sa.Row[Any], until: int | None) -> tuple[str, ...]:
    """Pages behind a sheet in its batch, before the next sheet, that lie where it led them."""
    if not sheet.batch:
        return ()
    asked = sa.select(_page.c.id).where(
        _page.c.batch == sheet.batch,
        _page.c.serial > sheet.serial,
        _page.c.component_code == sheet.component_code,
        _page.c.removed_at.is_(None),
    )
    if until is not None:
        asked = asked.where(_page.c.serial < until)
    return tuple(tx.execute(asked.order_by(_page.c.serial)).scalars())
