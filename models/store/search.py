"""Finding dossiers while the clerk types: names without marks, codes, numbers, phones."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from models.dossier import DossierRow
from models.store import office, tables
from models.store.engine import Tx
from models.store.lists import rows_of
from models.store.search_keys import ELSEWHERE, TAIL_DIGITS, Kind, code, phone_digits
from models.text import fold

_LAST = "\U0010ffff"
"""Sorts after every character a key can hold."""
_LONGEST = 200
_SHORTEST_NUMBER = 4

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

    Those of other counters are among them, behind our own where the reading is the same.

    Digits are read as the end of a code, a personal number (whole, beginning or end) or a phone
    number; a text with digits and letters as the beginning of a code; words as words of a name in
    their order, the last one perhaps unfinished, words between them left out at will.
    """
    text = text.strip()[:_LONGEST]
    if not text or limit < 1:
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
    compact = "".join(c for c in text if c.isalnum())
    if compact.isdecimal() and compact.isascii():
        yield from _digits(tx, compact, limit)
    if any(c.isdecimal() for c in text):
        yield from _range(tx, Kind.CODE, code(text), limit)
        if len(compact) > TAIL_DIGITS:
            yield from _newest(tx, Kind.CODE_REVERSED, compact.upper()[::-1], limit)
        return
    yield from _range(tx, Kind.CODE, code(text), limit) if "." in text or "-" in text else ()
    yield from _names(tx, fold(text), limit)


def _digits(tx: Tx, digits: str, limit: int) -> Iterator[int]:
    if len(digits) <= TAIL_DIGITS:
        yield from _equal(tx, Kind.CODE_TAIL, digits.zfill(TAIL_DIGITS), limit)
    if len(digits) < _SHORTEST_NUMBER:
        return
    yield from _range(tx, Kind.NUMBER, digits, limit)
    yield from _newest(tx, Kind.NUMBER_REVERSED, digits[::-1], limit)
    phone = phone_digits(digits)
    yield from _range(tx, Kind.PHONE, phone, limit)
    yield from _newest(tx, Kind.PHONE_REVERSED, digits[::-1], limit)


def _names(tx: Tx, folded: str, limit: int) -> Iterator[int]:
    if folded:
        yield from _range(tx, Kind.NAME, folded, limit)


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
