"""Dossiers lodged online: dropped by the province's adapter, held by one desk, answered once.

A desk holds a dossier for a few hours, as it holds numbers: two counters never work on the same
one. Held time that passed without an answer may be given to another desk, which is told whose it
was. The first answer to a version is the answer; every later one is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, exists, insert, select, update

from hub.store import feed, tables
from hub.store.devices import Device
from hub.store.engine import Tx
from models.online import OnlineDossier
from models.online_exchange import OnlineAnswer, OnlineHeld, OnlineOnHub, OnlineWaiting
from models.plain import from_plain, to_plain
from models.problems import Problem

HELD_FOR = timedelta(hours=4)
"""Half a working day: longer than a counter needs, shorter than the clock of eight hours."""

_packet, _hold, _answer = tables.online_packet, tables.online_hold, tables.online_answer


def drop(
    tx: Tx, agency: str, read: OnlineDossier, packet: Mapping[str, Any], at: datetime
) -> tuple[str, ...]:
    """Keep one version of a packet; the hashes of its files that are not here yet.

    Raises:
        Problem: ``hub.online_changed`` when this version was dropped with other content before.
    """
    feed.lock(tx, agency)
    body = json.dumps(packet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    kept = _row(tx, agency, read.code, read.version)
    if kept is not None and kept.body_sha256 != digest:
        raise Problem("hub.online_changed")
    if kept is None:
        tx.execute(
            insert(_packet).values(
                agency=agency,
                code=read.code,
                version=read.version,
                body_json=body,
                body_sha256=digest,
                dropped_at=at.isoformat(),
            )
        )
    return _missing(tx, agency, {one.sha256 for one in read.files})


def waiting(tx: Tx, agency: str, after: str, limit: int, at: datetime) -> OnlineWaiting:
    """The newest version of every dossier nobody answered, behind the code `after`."""
    later = _packet.alias()
    rows = tx.execute(
        select(_packet)
        .where(
            _packet.c.agency == agency,
            _packet.c.code > after,
            ~exists().where(
                later.c.agency == _packet.c.agency,
                later.c.code == _packet.c.code,
                later.c.version > _packet.c.version,
            ),
            ~exists().where(
                _answer.c.agency == _packet.c.agency,
                _answer.c.code == _packet.c.code,
                _answer.c.version == _packet.c.version,
            ),
        )
        .order_by(_packet.c.code)
        .limit(limit + 1)
    ).all()
    page = rows[:limit]
    holds = {
        row.code: row
        for row in tx.execute(
            select(_hold).where(
                _hold.c.agency == agency, _hold.c.code.in_([row.code for row in page])
            )
        )
        if datetime.fromisoformat(row.until) > at
    }
    return OnlineWaiting(
        tuple(_told(tx, row, holds.get(row.code)) for row in page), len(rows) > limit
    )


def hold(tx: Tx, device: Device, code: str, version: int, at: datetime) -> OnlineHeld:
    """Give a dossier to this desk; asked again by its holder, the time begins anew.

    Raises:
        Problem: ``hub.online_unknown``, ``hub.online_decided``; ``hub.online_held`` (facts
            ``device``, ``until``) while another desk works on it.
    """
    feed.lock(tx, device.agency)
    _open_version(tx, device.agency, code, version)
    held = tx.execute(
        select(_hold).where(_hold.c.agency == device.agency, _hold.c.code == code)
    ).one_or_none()
    mine = held is not None and held.device_id == device.device_id
    if held is not None and not mine and datetime.fromisoformat(held.until) > at:
        raise Problem("hub.online_held", device=held.device_id, until=held.until)
    until = (at + HELD_FOR).isoformat()
    key = and_(_hold.c.agency == device.agency, _hold.c.code == code)
    tx.execute(delete(_hold).where(key))
    tx.execute(
        insert(_hold).values(
            agency=device.agency, code=code, device_id=device.device_id, until=until
        )
    )
    return OnlineHeld(code, version, until, "" if held is None or mine else held.device_id)


def let_go(tx: Tx, device: Device, code: str) -> None:
    """This desk does not work on it any more; held by another or by nobody, nothing changes."""
    tx.execute(
        delete(_hold).where(
            _hold.c.agency == device.agency,
            _hold.c.code == code,
            _hold.c.device_id == device.device_id,
        )
    )


def answer(tx: Tx, device: Device, told: OnlineAnswer, at: datetime) -> None:
    """Keep a desk's decision for the portal; the same answer again changes nothing.

    Also one that comes after the held time counts, if it is the first: the desk had no line.

    Raises:
        Problem: ``hub.online_unknown``; ``hub.online_decided`` when the version has its answer.
    """
    feed.lock(tx, device.agency)
    if _row(tx, device.agency, told.code, told.version) is None:
        raise Problem("hub.online_unknown")
    body = json.dumps(to_plain(told), ensure_ascii=False, sort_keys=True)
    kept = _answered(tx, device.agency, told.code, told.version)
    if kept is not None and (kept.device_id, kept.body_json) != (device.device_id, body):
        raise Problem("hub.online_decided")
    if kept is None:
        tx.execute(
            insert(_answer).values(
                agency=device.agency,
                code=told.code,
                version=told.version,
                device_id=device.device_id,
                body_json=body,
                answered_at=at.isoformat(),
                told_at=None,
            )
        )
    key = and_(_hold.c.agency == device.agency, _hold.c.code == told.code)
    tx.execute(delete(_hold).where(key))


def untold(tx: Tx, agency: str, limit: int) -> tuple[OnlineAnswer, ...]:
    """Answers the adapter has not taken yet, the oldest first."""
    rows = tx.execute(
        select(_answer.c.body_json)
        .where(_answer.c.agency == agency, _answer.c.told_at.is_(None))
        .order_by(_answer.c.answered_at, _answer.c.code)
        .limit(limit)
    ).scalars()
    return tuple(from_plain(OnlineAnswer, json.loads(body)) for body in rows)


def was_told(tx: Tx, agency: str, code: str, version: int, at: datetime) -> None:
    """The portal knows this answer; saying so twice changes nothing."""
    tx.execute(
        update(_answer)
        .where(
            _answer.c.agency == agency,
            _answer.c.code == code,
            _answer.c.version == version,
            _answer.c.told_at.is_(None),
        )
        .values(told_at=at.isoformat())
    )


def _told(tx: Tx, row: Row[Any], held: Row[Any] | None) -> OnlineOnHub:
    packet = json.loads(row.body_json)
    named = {
        str(one.get("HashTepTin", "")).lower()
        for component in packet.get("ThanhPhanHoSo", ())
        for one in component.get("GiayToDinhKem", ())
    }
    return OnlineOnHub(
        code=row.code,
        version=row.version,
        packet=packet,
        held_by="" if held is None else held.device_id,
        held_until="" if held is None else held.until,
        missing=_missing(tx, row.agency, named),
    )


def _missing(tx: Tx, agency: str, hashes: set[str]) -> tuple[str, ...]:
    blob = tables.blob
    here = set(
        tx.execute(
            select(blob.c.sha256).where(blob.c.agency == agency, blob.c.sha256.in_(hashes))
        ).scalars()
    )
    return tuple(sorted(hashes - here))


def _open_version(tx: Tx, agency: str, code: str, version: int) -> None:
    if _row(tx, agency, code, version) is None:
        raise Problem("hub.online_unknown")
    if _answered(tx, agency, code, version) is not None:
        raise Problem("hub.online_decided")


def _row(tx: Tx, agency: str, code: str, version: int) -> Row[Any] | None:
    return tx.execute(
        select(_packet).where(
            _packet.c.agency == agency, _packet.c.code == code, _packet.c.version == version
        )
    ).one_or_none()


def _answered(tx: Tx, agency: str, code: str, version: int) -> Row[Any] | None:
    return tx.execute(
        select(_answer).where(
            _answer.c.agency == agency, _answer.c.code == code, _answer.c.version == version
        )
    ).one_or_none()
