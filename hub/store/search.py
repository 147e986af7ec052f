"""Finding dossiers at the hub: the desk's keys and readings over the hub's own index.

Keys are kept as UTF-8 bytes: both engines then compare them octet by octet, whatever collation a
database was made with, and a range over an ordinary index answers the beginning of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import LargeBinary, bindparam, insert, select, tuple_

from hub.store import tables
from hub.store.devices import Device
from hub.store.engine import Tx
from models.dossier import Dossier
from models.search_keys import How, Key, Probe, of_code, of_dossier, probes

_key = tables.search_key
_END = b"\xff"
"""Sorts after every octet UTF-8 begins a character with."""
_EPOCH = datetime.fromisoformat("2020-01-01T00:00:00+07:00")

# Built once: a statement costs more to build than to run.
_OF_KIND = select(_key.c.key, _key.c.nid, _key.c.dossier_id).where(
    _key.c.agency == bindparam("of_agency"), _key.c.kind == bindparam("of_kind")
)
_BEGINNING = _OF_KIND.where(_key.c.key >= bindparam("start"), _key.c.key < bindparam("stop"))
_FIRST_PAGE = _BEGINNING.order_by(_key.c.key, _key.c.nid).limit(bindparam("most"))
_NEXT_PAGE = _FIRST_PAGE.where(
    tuple_(_key.c.key, _key.c.nid)
    > tuple_(bindparam("after_key", type_=LargeBinary), bindparam("after_nid"))
)
_NEWEST = _BEGINNING.order_by(_key.c.nid).limit(bindparam("most"))
_EQUAL = (
    _OF_KIND.where(_key.c.key == bindparam("start")).order_by(_key.c.nid).limit(bindparam("most"))
)


def index(tx: Tx, agency: str, dossier: Dossier, code: str) -> None:
    """Make a new dossier findable, under the code the hub gave it too."""
    keys = {*of_dossier(dossier), *of_code(code)}
    write(tx, agency, dossier.id, _number(dossier.received_at), keys)


def write(tx: Tx, agency: str, dossier_id: str, number: int, keys: Iterable[Key]) -> None:
    """Store keys; ``number`` grows with the moment of reception."""
    rows = [
        {
            "agency": agency,
            "kind": int(kind),
            "key": key.encode(),
            "nid": -number,
            "dossier_id": dossier_id,
        }
        for kind, key in sorted(set(keys))
        if key
    ]
    if rows:
        tx.execute(insert(_key), rows)


def find(tx: Tx, agency: str, typed: str, limit: int = 20) -> tuple[str, ...]:
    """Identities of the agency's dossiers a typed text may mean, the likelier reading first."""
    if not typed.strip() or limit < 1:
        return ()
    found: dict[str, None] = {}
    for probe in probes(typed):
        for dossier_id in _answers(tx, agency, probe, limit):
            found[dossier_id] = None
            if len(found) == limit:
                return tuple(found)
    return tuple(found)


def note(
    tx: Tx, id_: str, device: Device, user: str, at: datetime, dossier_ids: Sequence[str]
) -> None:
    """Who looked for persons, and whom they were shown (storage §7.1)."""
    tx.execute(
        insert(tables.look_up).values(
            look_up_id=id_,
            agency=device.agency,
            device_id=device.device_id,
            user_login=user,
            at=at.isoformat(),
            dossiers=" ".join(dossier_ids),
        )
    )


def _answers(tx: Tx, agency: str, probe: Probe, limit: int) -> Iterator[str]:
    start = probe.key.encode()
    wanted = {"of_agency": agency, "of_kind": int(probe.kind), "start": start, "most": limit * 2}
    if probe.how is How.EQUAL:
        yield from (row.dossier_id for row in tx.execute(_EQUAL, wanted))
        return
    wanted["stop"] = start + _END
    if probe.how is How.NEWEST:
        yield from (row.dossier_id for row in tx.execute(_NEWEST, wanted))
        return
    rows = tx.execute(_FIRST_PAGE, wanted).all()
    while True:
        yield from (row.dossier_id for row in rows)
        if len(rows) < limit * 2:
            return
        after = {"after_key": rows[-1].key, "after_nid": rows[-1].nid}
        rows = tx.execute(_NEXT_PAGE, wanted | after).all()


def _number(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() * 1000)
