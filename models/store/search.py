"""Finding dossiers while the clerk types: names without marks, codes, numbers, phones."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from models.dossier import DossierRow
from models.store import tables
from models.store.engine import Tx
from models.store.lists import by_serials
from models.store.search_keys import TAIL_DIGITS, Kind, code, phone_digits
from models.text import fold

_LAST = "\U0010ffff"
"""Sorts after every character a key can hold."""
_LONGEST = 200
_SHORTEST_NUMBER = 4

_key = tables.search_key


def find(tx: Tx, text: str, limit: int = 20) -> tuple[DossierRow, ...]:
    """The dossiers a typed text may mean, at most ``limit``, the likelier reading first.

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
    return by_serials(tx, [-nid for nid in found])


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
    wanted = sa.select(_key.c.nid).where(_key.c.kind == kind, _key.c.key == key)
    yield from tx.execute(wanted.order_by(_key.c.nid).limit(limit)).scalars()


def _newest(tx: Tx, kind: Kind, start: str, limit: int) -> Iterator[int]:
    """Keys that begin so, newest dossier first; only for beginnings few keys share."""
    wanted = _beginning(kind, start).order_by(_key.c.nid).limit(limit)
    yield from (row.nid for row in tx.execute(wanted))


def _range(tx: Tx, kind: Kind, start: str, limit: int) -> Iterator[int]:
    """Keys that begin so, in their order, the newest dossier first among equal keys.

    One dossier may have several keys in the range; pages are fetched until there are ``limit``
    different ones or no more keys.
    """
    page = max(limit, 1) * 2
    seen: set[int] = set()
    wanted = _beginning(kind, start).order_by(_key.c.key, _key.c.nid).limit(page)
    after: tuple[str, int] | None = None
    while len(seen) < limit:
        rows = tx.execute(
            wanted if after is None else wanted.where(sa.tuple_(_key.c.key, _key.c.nid) > after)
        ).all()
        for row in rows:
            if row.nid not in seen:
                seen.add(row.nid)
                yield row.nid
        if len(rows) < page:
            return
        after = (rows[-1].key, rows[-1].nid)


def _beginning(kind: Kind, start: str) -> sa.Select[tuple[str, int]]:
    return sa.select(_key.c.key, _key.c.nid).where(
        _key.c.kind == kind, _key.c.key >= start, _key.c.key < start + _LAST
    )
