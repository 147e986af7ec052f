"""The undo stack of a draft's pages: where each page was before every act.

A step holds all of the draft's pages, those taken out too. Pages that arrived after it stay when it
is taken back, behind the others of their component.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.pages import Proposal
from models.store import drafts, page_findings, page_tables, tables
from models.store.engine import Tx

_page, _step = tables.page, page_tables.page_step
MOST_STEPS = 50
"""Older ones are forgotten; so are all when the draft becomes a dossier."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act on a draft's pages that can be taken back; ``act`` names it for the window."""

    serial: int
    draft_id: str
    act: str


def note(tx: Tx, draft_id: str, act: str, at: datetime, sheet: str = "") -> Step:
    """Remember how the pages lie, before they are changed.

    ``sheet`` is the separator sheet that acts: taking the step back says it is none.
    """
    undone = page_findings.undone(tx, draft_id)
    rows = tx.execute(sa.select(_page).where(_page.c.draft_id == draft_id)).mappings()
    before = {
        "sheet": sheet,
        "pages": {row["id"]: _where(row, undone.get(row["id"], ())) for row in rows},
    }
    values = {"draft_id": draft_id, "act": act, "before": before, "at": at}
    serial = tx.execute(sa.insert(_step), values).lastrowid
    old = (
        sa.select(_step.c.serial)
        .where(_step.c.draft_id == draft_id)
        .order_by(_step.c.serial.desc())
        .offset(MOST_STEPS)
    )
    tx.execute(sa.delete(_step).where(_step.c.serial.in_(old.scalar_subquery())))
    return Step(int(serial), draft_id, act)


def steps(tx: Tx, draft_id: str) -> tuple[Step, ...]:
    """What can be taken back, the last act first."""
    rows = tx.execute(
        sa.select(_step.c.serial, _step.c.draft_id, _step.c.act)
        .where(_step.c.draft_id == draft_id)
        .order_by(_step.c.serial.desc())
    )
    return tuple(Step(*row) for row in rows)


def take_back(tx: Tx, draft_id: str) -> Step | None:
    """Undo the last act on a draft's pages; None when there is none."""
    row = tx.execute(
        sa.select(_step)
        .where(_step.c.draft_id == draft_id)
        .order_by(_step.c.serial.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    tx.execute(sa.delete(_step).where(_step.c.serial == row.serial))
    before: Mapping[str, Any] = row.before["pages"]
    for page_id, place in before.items():
        _put(tx, page_id, place)
    if sheet := row.before["sheet"]:
        page_findings.set_undone(
            tx, sheet, (*page_findings.undone_of(tx, sheet), Proposal.SEPARATOR)
        )
    _close_ranks(tx, draft_id, before)
    return Step(row.serial, row.draft_id, row.act)


def _where(row: sa.RowMapping, undone: tuple[Proposal, ...]) -> dict[str, Any]:
    return {
        "component_code": row["component_code"],
        "position": row["position"],
        "rotation": row["rotation"],
        "removed_at": None if row["removed_at"] is None else row["removed_at"].isoformat(),
        "undone": [one.value for one in undone],
    }


def _put(tx: Tx, page_id: str, place: Mapping[str, Any]) -> None:
    removed, back = place["removed_at"], [Proposal(one) for one in place["undone"]]
    asked = sa.select(_page.c.rotation).where(_page.c.id == page_id)
    rotation = tx.execute(asked).scalar()
    if rotation is None:
        return
    shown = (Proposal.TURN, Proposal.CLEAN)
    now = page_findings.undone_of(tx, page_id)
    if rotation != place["rotation"] or any((one in now) != (one in back) for one in shown):
        page_findings.forget(tx, page_id)
    page_findings.set_undone(tx, page_id, back)
    tx.execute(
        sa.update(_page)
        .where(_page.c.id == page_id)
        .values(
            component_code=place["component_code"],
            position=place["position"],
            rotation=place["rotation"],
            removed_at=None if removed is None else datetime.fromisoformat(removed),
        )
    )


def _close_ranks(tx: Tx, draft_id: str, known: Mapping[str, Any]) -> None:
    """Positions 0, 1, … in every component, pages that arrived meanwhile at the end."""
    components: dict[str, list[str]] = {}
    for page in sorted(drafts.pages(tx, draft_id), key=lambda one: one.id not in known):
        components.setdefault(page.component_code, []).append(page.id)
    for component, ids in components.items():
        drafts.reorder(tx, draft_id, component, ids)
