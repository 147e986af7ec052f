"""What goes when its time is over. Nothing goes before the hub has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from models.facts import KINDS
from models.online import OnlineDossier
from models.retention import Retention
from models.signing import WaitState
from models.store import drafts, field_tables, page_tables, tables
from models.store.blobs import SENT, release
from models.store.columns import Moment
from models.store.engine import Tx
from models.store.life_tables import fact
from models.store.signing_tables import signing_wait as _wait

_file, _document, _page = tables.outbox_file, tables.document, tables.page
_view = page_tables.page_view
_value, _news = field_tables.field_value, field_tables.field_news


@dataclass(frozen=True, slots=True)
class Purged:
    """How much went."""

    scans: int
    drafts: int
    events: int

    def __bool__(self) -> bool:
        return bool(self.scans or self.drafts or self.events)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A dossier with work owed for so long that a supervisor must hear of it; codes and counts."""

    dossier_id: str
    code: str
    sent_at: datetime
    """When the hub had the last of its files."""
    fields: int
    """Values nobody confirmed."""
    signatures: int
    """Documents that wait for a signature."""


def overdue(tx: Tx, rules: Retention, now: datetime) -> tuple[Overdue, ...]:
    """Dossiers whose originals are kept only because somebody still owes work, the oldest first."""
    source, dossier = page_tables.document_source, tables.dossier
    papers = sa.union(
        sa.select(dossier.c.id.label("dossier_id"), dossier.c.id.label("subject")),
        sa.select(source.c.dossier_id, source.c.draft_id),
    ).subquery()
    fields = (
        sa.select(sa.func.count())
        .select_from(_value.join(papers, papers.c.subject == _value.c.subject))
        .where(papers.c.dossier_id == dossier.c.id, _value.c.confirmed_at.is_(None))
        .scalar_subquery()
    )
    signatures = (
        sa.select(sa.func.count())
        .where(_wait.c.dossier_id == dossier.c.id, _wait.c.state == WaitState.WAITING.value)
        .scalar_subquery()
    )
    sent_at = sa.func.max(_file.c.sent_at, type_=Moment())
    rows = tx.execute(
        sa.select(
            dossier.c.id.label("dossier_id"), dossier.c.code, sent_at.label("sent_at"),
            fields.label("fields"), signatures.label("signatures"),
        )
        .join(_file, _file.c.dossier_id == dossier.c.id)
        .group_by(dossier.c.id)
        .having(
            sa.func.count() == sa.func.count(_file.c.sent_at),
            sent_at <= now - timedelta(days=rules.owed_told_days),
            fields + signatures > 0,
        )
        .order_by(sent_at, dossier.c.code)
    )  # fmt: skip
    return tuple(Overdue(**row) for row in rows.mappings())


def purge(tx: Tx, rules: Retention, now: datetime) -> Purged:
    """Drop what the rules let go at ``now``.

    A scan's key goes, so that its file is noise, swept later; a draft nobody finished goes with
    its pages; what was said to the hub loses its words and keeps its place in the order.
    """
    originals = _originals(tx, rules, now)
    return Purged(
        scans=originals + _scans(tx, rules, now),
        drafts=_drafts(tx, now - timedelta(days=rules.draft_days))
        + _online(tx, now - timedelta(days=rules.draft_days)),
        events=_events(tx, now - timedelta(days=rules.sent_event_days)),
    )


def _scans(tx: Tx, rules: Retention, now: datetime) -> int:
    ripe = now - timedelta(days=rules.scan_days_after_sent)
    at_once = (
        sa.select(sa.literal(1))
        .select_from(tables.dossier)
        .where(
            tables.dossier.c.id == _file.c.dossier_id,
            tables.dossier.c.procedure_code.in_(rules.scans_dropped_once_sent_for),
        )
        .exists()
    )
    due = sa.case((at_once, sa.literal(now, Moment())), else_=sa.literal(ripe, Moment()))
    wanted = sa.select(_page.c.sha256).where(_page.c.sha256 == _file.c.sha256).exists()
    unsigned = sa.exists().where(
        _document.c.sha256 == _file.c.sha256,
        _document.c.dossier_id == _wait.c.dossier_id,
        _document.c.position == _wait.c.position,
        sa.or_(
            _wait.c.state == WaitState.WAITING.value,
            sa.and_(_wait.c.state == WaitState.SIGNED.value, _wait.c.owed != ""),
        ),
    )
    held = sa.and_(unsigned, _file.c.sent_at > now - timedelta(days=rules.owed_held_days))
    found = tx.execute(
        sa.select(_file.c.sha256)
        .join(tables.blob, tables.blob.c.sha256 == _file.c.sha256)
        .where(~wanted)
        .group_by(_file.c.sha256)
        # Every dossier that has it must have had it confirmed, the last one long enough ago.
        .having(
            sa.func.count() == sa.func.count(_file.c.sent_at),
            sa.func.max(sa.case((_file.c.sent_at <= due, 0), else_=1)) == 0,
            sa.func.max(sa.case((held, 1), else_=0)) == 0,
        )
    ).scalars()
    return sum(release(tx, sha256, SENT, now) for sha256 in found.all())


def _originals(tx: Tx, rules: Retention, now: datetime) -> int:
    """Pages behind documents that are finished, once the hub has every version long enough.

    As long as values wait for a person, who needs their pictures, or a signature is waited for,
    they stay for ``owed_held_days``; the supervisor has heard of it by then (`overdue`).
    """
    source, page = page_tables.document_source, tables.page
    ripe = now - timedelta(days=rules.scan_days_after_sent)
    mine = _file.c.dossier_id == source.c.dossier_id
    waits = sa.exists().where(mine, sa.or_(_file.c.sent_at.is_(None), _file.c.sent_at > ripe))
    again = source.alias()
    working = sa.exists().where(
        again.c.draft_id == source.c.draft_id, again.c.finished_at.is_(None)
    )
    owed = sa.or_(
        sa.exists().where(_value.c.subject == source.c.draft_id, _value.c.confirmed_at.is_(None)),
        sa.exists().where(_news.c.subject == source.c.draft_id),
        sa.exists().where(
            _wait.c.dossier_id == source.c.dossier_id, _wait.c.state == WaitState.WAITING.value
        ),
    )
    held = sa.and_(
        owed,
        sa.exists().where(mine, _file.c.sent_at > now - timedelta(days=rules.owed_held_days)),
    )
    done = (
        sa.select(source.c.draft_id)
        .where(sa.exists().where(mine), ~waits, ~working, ~held)
        .distinct()
    )
    behind = tx.execute(
        done.where(sa.exists().where(page.c.draft_id == source.c.draft_id))
    ).scalars()
    gone = 0
    for draft_id in behind.all():
        for sha256 in drafts.erase_pages(tx, page.c.draft_id == draft_id):
            gone += _drop_unless_used(tx, sha256)
    return gone


def _online(tx: Tx, before: datetime) -> int:
    """What was lodged online and never became a dossier here: sent on, or left undecided."""
    received = sa.select(tables.dossier.c.id)
    return tx.execute(
        sa.delete(fact).where(
            fact.c.kind == KINDS[OnlineDossier],
            fact.c.at < before,
            fact.c.subject.not_in(received),
        )
    ).rowcount


def _drafts(tx: Tx, before: datetime) -> int:
    draft = tables.draft
    old = tx.execute(sa.select(draft.c.id).where(draft.c.saved_at < before)).scalars().all()
    for draft_id in old:
        for sha256 in drafts.delete(tx, draft_id):
            _drop_unless_used(tx, sha256)
    return len(old)


def _drop_unless_used(tx: Tx, sha256: str) -> bool:
    used = (_page.c.sha256, _view.c.sha256, _document.c.sha256, _file.c.sha256)
    if any(
        tx.execute(sa.select(sa.literal(1)).where(one == sha256).limit(1)).first() for one in used
    ):
        return False
    gone = tx.execute(sa.delete(tables.blob).where(tables.blob.c.sha256 == sha256))
    return gone.rowcount > 0


def _events(tx: Tx, before: datetime) -> int:
    event = tables.outbox
    return tx.execute(
        sa.update(event)
        .where(event.c.accepted_at < before, event.c.body_json != "")
        .values(body_json="")
    ).rowcount
