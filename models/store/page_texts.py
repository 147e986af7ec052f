"""The text of pages as the engines read it, first quickly, then together.

A text belongs to one picture of its page: turned or cleaned anew, the page is read anew.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.pages import ReadingStage
from models.plain import from_plain, to_plain
from models.reading import PageText
from models.store import page_tables, tables
from models.store.engine import Tx

_page, _view, _text = tables.page, page_tables.page_view, page_tables.page_text


def keep(
    tx: Tx, page_id: str, stage: ReadingStage, view_sha256: str, text: PageText, at: datetime
) -> bool:
    """Write what was read of a page's present picture; False when it has another one by now."""
    present = tx.execute(sa.select(_view.c.sha256).where(_view.c.page_id == page_id)).scalar()
    if present != view_sha256:
        return False
    row = {
        "engine": text.engine,
        "view_sha256": view_sha256,
        "body": to_plain(text),
        "read_at": at,
    }
    tx.execute(
        insert(_text)
        .values(page_id=page_id, stage=stage.value, **row)
        .on_conflict_do_update(index_elements=[_text.c.page_id, _text.c.stage], set_=row)
    )
    return True


def get(tx: Tx, page_id: str, stage: ReadingStage) -> PageText | None:
    """What was read of the page as it is shown now."""
    body = tx.execute(
        sa.select(_text.c.body)
        .join_from(_text, _view, _view.c.page_id == _text.c.page_id)
        .where(
            _text.c.page_id == page_id,
            _text.c.stage == stage.value,
            _text.c.view_sha256 == _view.c.sha256,
        )
    ).scalar()
    return None if body is None else from_plain(PageText, body)


def best(tx: Tx, page_id: str) -> PageText | None:
    """The best text of the page there is by now."""
    return get(tx, page_id, ReadingStage.FUSED) or get(tx, page_id, ReadingStage.FIRST)


def stages(tx: Tx, draft_id: str) -> dict[str, frozenset[ReadingStage]]:
    """Which readings of their present picture the pages of a draft have."""
    rows = tx.execute(
        sa.select(_text.c.page_id, _text.c.stage)
        .join_from(_text, _page, _page.c.id == _text.c.page_id)
        .join(_view, _view.c.page_id == _text.c.page_id)
        .where(_page.c.draft_id == draft_id, _text.c.view_sha256 == _view.c.sha256)
    )
    found: dict[str, frozenset[ReadingStage]] = {}
    for row in rows:
        found[row.page_id] = found.get(row.page_id, frozenset()) | {ReadingStage(row.stage)}
    return found


def stages_of(tx: Tx, draft_id: str, component_code: str) -> dict[str, frozenset[ReadingStage]]:
    """The readings every page of one component has, none where it has none."""
    read = stages(tx, draft_id)
    pages = tx.execute(
        sa.select(_page.c.id).where(
            _page.c.draft_id == draft_id,
            _page.c.component_code == component_code,
            _page.c.removed_at.is_(None),
        )
    ).scalars()
    return {page_id: read.get(page_id, frozenset()) for page_id in pages}
