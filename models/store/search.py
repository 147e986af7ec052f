"""Finding dossiers while the clerk types: names without marks, codes, numbers, phones."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from models.dossier import DossierRow
from models.search_keys import How, Kind, probes
from models.store import office, tables
from models.store.engine import Tx
from models.store.lists import rows_of
from models.store.search_keys import ELSEWHERE

_LAST = "\U0010ffff"
"""Sorts after every character a key can hold."""

_key = tables.search_key

# Built once: a look-up runs at every key press, and building a statement costs more than it.
_OF_KIND = sa.select(_key.c.key, _key.c.nid).where(_key.c.kind == sa.bindparam("kind"))
_BEGINNING = _OF_KIND.where(
    _key.c.key >= sa.bindparam("start"), _key.c.key < sa.bindparam("stop")
).limit(sa.bindparam("limit"))
_FIRST_PAGE = _BEGINNING.order_by(_key.c.key, _key.c.nid)
_NEXT_PAGE = _FIRST_PAGE.where(
    sa.tuple_(_key.c.key, _key.c.nid)
    > sa.tuple_(
        sa.bindparam("after_key", type_=sa.Text), sa.bindparam("after_nid", type_=sa.Integer)
    )
)
_NEWEST = _BEGINNING.with_only_columns(_key.c.nid).order_by(_key.c.nid)
_EQUAL = (
    sa.select(_key.c.nid)
    .where(_key.c.kind == sa.bindparam("kind"), _key.c.key == sa.bindparam("start"))
    .order_by(_key.c.nid)
    .limit(sa.bindparam("limit"))
)


def find(tx: Tx, text: str, limit: int = 20) -> tuple[DossierRow, ...]:
    """The dossiers a typed text may mean, at most ``limit``, the likelier reading first.

    Those of other counters are among them, behind our own where the reading is the same.  What a
    text may mean: `models.search_keys.probes`.
    """
    if not text.strip() or limit < 1:
        return ()
    found: dict[int, None] = {}
    for nid in _readings(tx, text, limit):
        found[nid] = None
        if len(found) == limit:
            break
    own = rows_of(tx, [-nid for nid in found if nid < 0])
    office_rows = office.rows(tx, [ELSEWHERE - nid for nid in found if nid > 0])
    rows = (own.get(-nid) if nid < 0 else office_rows.get(ELSEWHERE - nid) for nid in found)
    return tuple(row for row in rows if row is not None)


def _readings(tx: Tx, text: str, limit: int) -> Iterator[int]:
    ways = {How.EQUAL: _equal, How.BEGINS: _range, How.NEWEST: _newest}
    for probe in probes(text):
        yield from ways[probe.how](tx, probe.kind, probe.key, limit)


def _equal(tx: Tx, kind: Kind, key: str, limit: int) -> Iterator[int]:
    """Exactly this key, newest first."""
    yield from tx.execute(_EQUAL, {"kind": kind, "start": key, "limit": limit}).scalars()


def _newest(tx: Tx, kind: Kind, start: str, limit: int) -> Iterator[int]:
    """Keys that begin so, newest dossier first; only for beginnings few keys share."""
    yield from tx.execute(_NEWEST, _beginning(kind, start, limit)).scalars()


def _range(tx: Tx, kind: Kind, start: str, limit: int) -> Iterator[int]:
    """Keys that begin so, in their order, the newest dossier first among equal keys.

    One dossier may have several keys in the range; pages are fetched until there are ``limit``
    different ones or no more keys.
    """
    page = limit * 2
    seen: set[int] = set()
    values = _beginning(kind, start, page)
    rows = tx.execute(_FIRST_PAGE, values).all()
    while True:
        for row in rows:
            if row.nid not in seen:
                seen.add(row.nid)
                yield row.nid
        if len(rows) < page or len(seen) >= limit:
            return
        rows = tx.execute(
            _NEXT_PAGE, {**values, "after_key": rows[-1].key, "after_nid": rows[-1].nid}
        ).all()


def _beginning(kind: Kind, start: str, limit: int) -> dict[str, str | int]:
    return {"kind": kind, "start": start, "stop": start + _LAST, "limit": limit}
