"""Values read from pages as rows: proposed, confirmed, put off, owed, forgotten.

A subject is a draft and, with the same id, the dossier it became.  A confirmed value is never
overwritten by a machine; the machine's value beside it stays what it was when it was confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.plain import from_plain, to_plain
from models.reading import Box, ConfirmedField, FieldProposal, Reading
from models.store import field_tables, page_tables, tables
from models.store.engine import Tx

_paper, _value = field_tables.field_paper, field_tables.field_value
_news = field_tables.field_news
NOWHERE = Box(0, 0, 0, 0)
"""Where a value stands that a person typed and no machine found."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A component's kind of paper, and when its values were read and put off."""

    subject: str
    component_code: str
    document_type: str
    by_person: bool
    proposed_at: datetime
    deferred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadField:
    """One value: what the machine proposed, and what a person confirmed, None until then."""

    proposal: FieldProposal
    page_id: str
    confirmed: ConfirmedField | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """A dossier or draft with values nobody confirmed yet."""

    subject: str
    code: str
    """The dossier's code; empty for an intake in progress."""
    person: str
    fields: int
    since: datetime
    deferred: bool


@dataclass(frozen=True, slots=True)
class News:
    """A received paper's confirmed values which its document, or the hub too, does not know yet."""

    dossier_id: str
    subject: str
    component_code: str
    confirmed_at: datetime
    told: bool
    """Whether the hub's event is queued."""
    owed: int
    """How many values of the paper wait for a person still."""


def propose(
    tx: Tx, paper: ReadPaper, proposals: Sequence[FieldProposal], page_ids: Sequence[str]
) -> None:
    """Write what was read on a component's pages in place of what was proposed before.

    Confirmed values stay, also those whose field the new reading no longer has.
    """
    mine = (_value.c.subject == paper.subject, _value.c.component_code == paper.component_code)
    row = to_plain(paper) | {
        "proposed_at": paper.proposed_at, "deferred_by": "", "deferred_at": None,
    }  # fmt: skip
    key = [_paper.c.subject, _paper.c.component_code]
    changes = {name: row[name] for name in ("document_type", "by_person", "proposed_at")}
    tx.execute(insert(_paper).values(row).on_conflict_do_update(index_elements=key, set_=changes))
    tx.execute(sa.delete(_value).where(*mine, _value.c.confirmed_at.is_(None)))
    for position, one in enumerate(proposals):
        page_id = page_ids[one.page] if one.page < len(page_ids) else ""
        found = _row(paper, position, one, page_id, paper.proposed_at)
        tx.execute(insert(_value).values(found).on_conflict_do_nothing())


def papers(tx: Tx, subject: str) -> tuple[ReadPaper, ...]:
    """The kinds of paper read for a draft or dossier, by component."""
    rows = tx.execute(
        sa.select(*(_paper.c[name] for name in ReadPaper.__slots__))
        .where(_paper.c.subject == subject)
        .order_by(_paper.c.component_code)
    )
    return tuple(ReadPaper(**row) for row in rows.mappings())


def paper(tx: Tx, subject: str, component_code: str) -> ReadPaper | None:
    """One component's kind of paper."""
    return next((one for one in papers(tx, subject) if one.component_code == component_code), None)


def fields(tx: Tx, subject: str, component_code: str) -> tuple[ReadField, ...]:
    """The values of a component in the order of its paper."""
    rows = tx.execute(
        sa.select(_value)
        .where(_value.c.subject == subject, _value.c.component_code == component_code)
        .order_by(_value.c.position, _value.c.name)
    )
    return tuple(_field(row) for row in rows.mappings())


def confirm(tx: Tx, paper: ReadPaper, name: str, value: str, by: str, at: datetime) -> None:
    """Write what a person says a field's value is; again and again, the last word counts.

    A field no machine found gets a row without a place.
    """
    typed = _row(paper, 999, FieldProposal(name, "", 0, NOWHERE), "", at)
    said = {"value": value, "confirmed_by": by, "confirmed_at": at}
    key = [_value.c.subject, _value.c.component_code, _value.c.name]
    tx.execute(
        insert(_value).values(typed | said).on_conflict_do_update(index_elements=key, set_=said)
    )
    news = {"confirmed_at": at, "told": False}
    of = {"subject": paper.subject, "component_code": paper.component_code}
    tx.execute(
        insert(_news)
        .values(of | news)
        .on_conflict_do_update(index_elements=[_news.c.subject, _news.c.component_code], set_=news)
    )


def put_off(tx: Tx, subject: str, component_code: str, by: str, at: datetime) -> None:
    """Note that somebody chose to confirm later; the first time counts."""
    tx.execute(
        sa.update(_paper)
        .where(
            _paper.c.subject == subject,
            _paper.c.component_code == component_code,
            _paper.c.deferred_at.is_(None),
        )
        .values(deferred_by=by, deferred_at=at)
    )


def drop_without_page(tx: Tx, subject: str) -> int:
    """Forget what was proposed on pages that were taken out or lie elsewhere by now; how much."""
    page = tables.page
    there = sa.exists().where(
        page.c.id == _value.c.page_id,
        page.c.component_code == _value.c.component_code,
        page.c.removed_at.is_(None),
    )
    mine = (_value.c.subject == subject, _value.c.confirmed_at.is_(None), ~there)
    if not tx.execute(sa.select(sa.func.count()).where(*mine)).scalar_one():
        return 0
    return tx.execute(sa.delete(_value).where(*mine)).rowcount


def confirmed(tx: Tx, subject: str) -> dict[str, tuple[ConfirmedField, ...]]:
    """What counts as extracted, by component: confirmed values only, empty ones left out."""
    rows = tx.execute(
        sa.select(_value)
        .where(_value.c.subject == subject, _value.c.confirmed_at.is_not(None))
        .order_by(_value.c.component_code, _value.c.position, _value.c.name)
    )
    found: dict[str, tuple[ConfirmedField, ...]] = {}
    for row in rows.mappings():
        one = _field(row).confirmed
        if one is not None and one.value:
            code = str(row["component_code"])
            found[code] = (*found.get(code, ()), one)
    return found


def owed(tx: Tx, subject: str, component_code: str = "") -> int:
    """How many values of a draft or dossier, or of one component, wait for a person."""
    mine = [_value.c.subject == subject, _value.c.confirmed_at.is_(None)]
    if component_code:
        mine.append(_value.c.component_code == component_code)
    return tx.execute(sa.select(sa.func.count()).where(*mine)).scalar_one()


def debts(tx: Tx) -> tuple[Debt, ...]:
    """Received dossiers that owe a confirmation, the oldest first."""
    dossier, of = tables.dossier, _papers_of_dossiers()
    same = sa.and_(
        _paper.c.subject == _value.c.subject, _paper.c.component_code == _value.c.component_code
    )
    rows = tx.execute(
        sa.select(
            dossier.c.id.label("subject"),
            dossier.c.code,
            sa.func.json_extract(dossier.c.owner, "$.full_name").label("person"),
            sa.func.count().label("fields"),
            sa.func.min(_value.c.proposed_at).label("since"),
            sa.func.count(_paper.c.deferred_at).label("deferred"),
        )
        .join_from(_value, of, of.c.subject == _value.c.subject)
        .join(dossier, dossier.c.id == of.c.dossier_id)
        .outerjoin(_paper, same)
        .where(_value.c.confirmed_at.is_(None))
        .group_by(dossier.c.id)
        .order_by(sa.func.min(_value.c.proposed_at), dossier.c.code)
    )
    return tuple(Debt(**{**row, "deferred": bool(row["deferred"])}) for row in rows.mappings())


def subjects_of(tx: Tx, dossier_id: str) -> tuple[str, ...]:
    """Under which ids values of a dossier may lie: its own, and those of supplements' drafts."""
    of = _papers_of_dossiers()
    drafts = sa.select(of.c.subject).where(of.c.dossier_id == dossier_id)
    return tuple(sorted({dossier_id, *tx.execute(drafts).scalars()}))


def account(tx: Tx, dossier_id: str) -> list[dict[str, Any]]:
    """Everything read and confirmed for a dossier as plain values, for the person it is about."""
    return [
        to_plain(one) | {"fields": to_plain(fields(tx, subject, one.component_code))}
        for subject in subjects_of(tx, dossier_id)
        for one in papers(tx, subject)
    ]


def news(tx: Tx) -> tuple[News, ...]:
    """Papers of received dossiers with values that are still to be told, the oldest first."""
    of = _papers_of_dossiers()
    owed = (
        sa.select(sa.func.count())
        .where(
            _value.c.subject == _news.c.subject,
            _value.c.component_code == _news.c.component_code,
            _value.c.confirmed_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = tx.execute(
        sa.select(
            of.c.dossier_id, _news.c.subject, _news.c.component_code, _news.c.confirmed_at,
            _news.c.told, owed.label("owed"),
        )
        .join_from(_news, of, of.c.subject == _news.c.subject)
        .order_by(_news.c.confirmed_at, _news.c.subject, _news.c.component_code)
    )  # fmt: skip
    return tuple(News(**row) for row in rows.mappings())


def told(tx: Tx, one: News) -> bool:
    """The word to the hub is queued; False when something was confirmed meanwhile."""
    return tx.execute(sa.update(_news).where(*_same(one)).values(told=True)).rowcount > 0


def settled(tx: Tx, one: News) -> None:
    """There is nothing more to do about it, unless something was confirmed meanwhile."""
    tx.execute(sa.delete(_news).where(*_same(one)))


def _same(one: News) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _news.c.subject == one.subject,
        _news.c.component_code == one.component_code,
        _news.c.confirmed_at == one.confirmed_at,
    )


def _papers_of_dossiers() -> sa.Subquery:
    """Every dossier with the drafts its papers were captured in."""
    source = page_tables.document_source
    own = sa.select(tables.dossier.c.id.label("dossier_id"), tables.dossier.c.id.label("subject"))
    captured = sa.select(source.c.dossier_id, source.c.draft_id)
    return sa.union(own, captured).subquery()


def forget(tx: Tx, subject: str, keeping: Collection[str] = ()) -> None:
    """Erase what was read for a subject, but for the components in ``keeping``."""
    for table in (_value, _paper, _news):
        tx.execute(
            sa.delete(table).where(
                table.c.subject == subject, table.c.component_code.not_in(keeping)
            )
        )


def _row(
    paper: ReadPaper, position: int, one: FieldProposal, page_id: str, at: datetime
) -> dict[str, Any]:
    return {
        "subject": paper.subject,
        "component_code": paper.component_code,
        "name": one.name,
        "position": position,
        "machine_value": one.value,
        "readings": to_plain(one.readings),
        "doubts": list(one.doubts),
        "page_id": page_id,
        "page": one.page,
        "box": to_plain(one.box),
        "proposed_at": at,
        "value": None,
        "confirmed_by": "",
        "confirmed_at": None,
    }


def _field(row: sa.RowMapping) -> ReadField:
    proposal = FieldProposal(
        row["name"],
        row["machine_value"],
        row["page"],
        from_plain(Box, row["box"]),
        tuple(from_plain(Reading, one) for one in row["readings"]),
        tuple(row["doubts"]),
    )
    said = None
    if row["confirmed_at"] is not None:
        said = ConfirmedField(
            row["name"], row["value"], row["machine_value"], row["confirmed_by"],
            row["confirmed_at"],
        )  # fmt: skip
    return ReadField(proposal, row["page_id"], said)
