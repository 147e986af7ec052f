"""The work behind the clerk: which page or document is next, and what failed and waits.

Nothing is marked as being worked on: what is done is in the rows it made, so that a desk that was
killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.attachment import Page, PageSource
from models.pages import ReadingStage
from models.store import page_tables, tables
from models.store.engine import Tx

_page, _work = tables.page, page_tables.page_work
_view, _text = page_tables.page_view, page_tables.page_text
_COLUMNS = tuple(_page.c[name] for name in Page.__slots__)


MOST_ATTEMPTS = 8
"""An hour or two with growing pauses; then it is left as it is, and the window says so."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Work that did not succeed: how often it was tried, and the code of the last problem."""

    subject: str
    attempts: int
    not_before: datetime
    code: str


def subject(stage: ReadingStage, page_id: str) -> str:
    """The name of the work of reading a page; that of preparing it is the page's id."""
    return f"{stage.value}:{page_id}"


def next_to_prepare(tx: Tx, now: datetime) -> Page | None:
    """The page that waits longest for its clean picture."""
    return _first(tx, sa.select(*_COLUMNS).where(~_exists(_view.c.page_id)), _page.c.id, now)


def next_to_read(
    tx: Tx, stage: ReadingStage, now: datetime, but: Collection[str] = ()
) -> Page | None:
    """The page that waits longest for this reading of its present picture; ``but`` these pages.

    The second reading follows the first one.
    """
    return _first(
        tx,
        _unread(stage).where(_page.c.id.not_in(but)),
        sa.literal(f"{stage.value}:") + _page.c.id,
        now,
    )


def _unread(stage: ReadingStage) -> sa.Select[tuple[object, ...]]:
    asked = sa.select(*_COLUMNS).join(_view, _view.c.page_id == _page.c.id)
    asked = asked.where(~_read(stage))
    if stage is ReadingStage.FUSED:
        asked = asked.where(_read(ReadingStage.FIRST))
    return asked


def _read(stage: ReadingStage) -> sa.Exists:
    return sa.exists().where(
        _text.c.page_id == _page.c.id,
        _text.c.stage == stage.value,
        _text.c.view_sha256 == _view.c.sha256,
    )


def _exists(column: sa.ColumnElement[str]) -> sa.Exists:
    return sa.exists().where(column == _page.c.id)


def _first(
    tx: Tx, asked: sa.Select[tuple[object, ...]], work: sa.ColumnElement[str], now: datetime
) -> Page | None:
    waits = sa.exists().where(_work.c.subject == work, _work.c.not_before > now)
    row = (
        tx.execute(
            asked.where(_page.c.removed_at.is_(None), ~waits).order_by(_page.c.serial).limit(1)
        )
        .mappings()
        .first()
    )
    return None if row is None else Page(**{**row, "source": PageSource(row["source"])})


def failed(tx: Tx, subject: str, not_before: datetime, code: str) -> int:
    """Note a failure; how many there were of this work."""
    before = tx.execute(sa.select(_work.c.attempts).where(_work.c.subject == subject)).scalar()
    row = {"attempts": (before or 0) + 1, "not_before": not_before, "code": code}
    tx.execute(
        insert(_work)
        .values(subject=subject, **row)
        .on_conflict_do_update(index_elements=[_work.c.subject], set_=row)
    )
    return (before or 0) + 1


def succeeded(tx: Tx, subject: str) -> None:
    """Forget the failures of this work."""
    tx.execute(sa.delete(_work).where(_work.c.subject == subject))


def trouble(tx: Tx, subject: str) -> Failed | None:
    """What stopped this work, if anything did."""
    row = tx.execute(sa.select(_work).where(_work.c.subject == subject)).first()
    return None if row is None else Failed(row.subject, row.attempts, row.not_before, row.code)


def page_trouble(tx: Tx, page_id: str) -> Failed | None:
    """What stopped the work behind a page, whichever step it was; the one tried most often."""
    return page_troubles(tx, [page_id]).get(page_id)


def page_troubles(tx: Tx, page_ids: Collection[str]) -> dict[str, Failed]:
    """The same of many pages in one question; pages nothing stopped are left out."""
    page_of = {
        each: page_id
        for page_id in page_ids
        for each in (page_id, *(subject(stage, page_id) for stage in ReadingStage))
    }
    found: dict[str, Failed] = {}
    for row in tx.execute(sa.select(_work)):  # failures only: nearly always empty
        page_id = page_of.get(row.subject)
        if page_id is None or (page_id in found and found[page_id].attempts >= row.attempts):
            continue
        found[page_id] = Failed(row.subject, row.attempts, row.not_before, row.code)
    return found
