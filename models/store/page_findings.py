"""What the clean-up saw on pages, the pictures it made, and the proposals a person took back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.codes import ScannedKind, classify, separated_component
from models.pages import PageView, Proposal, ReadingStage
from models.plain import from_plain, to_plain
from models.reading import Findings
from models.store import page_tables, tables
from models.store.blobs import drop_unless_referred
from models.store.engine import Tx

_page, _view, _undone = tables.page, page_tables.page_view, page_tables.page_undone
_OURS = frozenset({ScannedKind.DOSSIER, ScannedKind.PROVISIONAL})


def own_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes this office printed: separators and dossier codes.

    Everything else on a paper – the QR of an identity card first of all – is not ours to keep
    (rules §10: no raw QR dumps).
    """
    return tuple(
        one for one in codes if separated_component(one) is not None or classify(one).kind in _OURS
    )


def keep(tx: Tx, view: PageView, at: datetime) -> None:
    """Write what was seen of a page, in place of what was there; the picture before is erased.

    Foreign codes are left out.
    """
    before = tx.execute(sa.select(_view.c.sha256).where(_view.c.page_id == view.page_id)).scalar()
    findings = to_plain(view.findings) | {"codes": list(own_codes(view.findings.codes))}
    row = {
        "sha256": view.sha256,
        "size": view.size,
        "width": view.width,
        "height": view.height,
        "dpi": view.dpi,
        "findings": findings,
        "likeness": view.likeness,
        "prepared_at": at,
    }
    tx.execute(
        insert(_view)
        .values(page_id=view.page_id, **row)
        .on_conflict_do_update(index_elements=[_view.c.page_id], set_=row)
    )
    if before is not None and before != view.sha256:
        drop_unless_referred(tx, before)


def forget(tx: Tx, page_id: str) -> None:
    """The page must be prepared anew, whatever failed before; its picture is erased."""
    subjects = (page_id, *(f"{stage.value}:{page_id}" for stage in ReadingStage))
    work = page_tables.page_work
    tx.execute(sa.delete(work).where(work.c.subject.in_(subjects)))
    before = tx.execute(sa.select(_view.c.sha256).where(_view.c.page_id == page_id)).scalar()
    tx.execute(sa.delete(_view).where(_view.c.page_id == page_id))
    if before is not None:
        drop_unless_referred(tx, before)


def get(tx: Tx, page_id: str) -> PageView | None:
    """What was seen of one page."""
    row = tx.execute(sa.select(_view).where(_view.c.page_id == page_id)).mappings().first()
    return None if row is None else _as_view(row)


def of_draft(tx: Tx, draft_id: str) -> dict[str, PageView]:
    """What was seen of a draft's pages, by page."""
    rows = tx.execute(
        sa.select(_view)
        .join_from(_view, _page, _page.c.id == _view.c.page_id)
        .where(_page.c.draft_id == draft_id)
    ).mappings()
    return {row["page_id"]: _as_view(row) for row in rows}


def undone(tx: Tx, draft_id: str) -> dict[str, tuple[Proposal, ...]]:
    """The proposals taken back, by page of a draft."""
    rows = tx.execute(
        sa.select(_undone)
        .join_from(_undone, _page, _page.c.id == _undone.c.page_id)
        .where(_page.c.draft_id == draft_id)
        .order_by(_undone.c.page_id, _undone.c.proposal)
    )
    found: dict[str, tuple[Proposal, ...]] = {}
    for row in rows:
        found[row.page_id] = (*found.get(row.page_id, ()), Proposal(row.proposal))
    return found


def undone_of(tx: Tx, page_id: str) -> frozenset[Proposal]:
    """The proposals taken back on one page."""
    rows = tx.execute(sa.select(_undone.c.proposal).where(_undone.c.page_id == page_id))
    return frozenset(Proposal(one) for one in rows.scalars())


def set_undone(tx: Tx, page_id: str, proposals: Sequence[Proposal]) -> None:
    """Write which proposals are taken back on a page; none of the others."""
    tx.execute(sa.delete(_undone).where(_undone.c.page_id == page_id))
    for one in sorted(set(proposals)):
        tx.execute(sa.insert(_undone).values(page_id=page_id, proposal=one.value))


def _as_view(row: sa.RowMapping) -> PageView:
    return PageView(
        row["page_id"],
        row["sha256"],
        row["size"],
        row["width"],
        row["height"],
        row["dpi"],
        from_plain(Findings, row["findings"]),
        row["likeness"],
    )
