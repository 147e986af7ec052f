"""Dossiers as this hub knows them: what the desks reported, in order, under every code they had."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, and_, insert, select, update

from hub.checks import ResultArrived, ResultReturned
from hub.store import history, search, tables
from hub.store.engine import Tx, add_unless_there
from hub.store.history import History
from models.dossier import CodeKind, Dossier, Status, StatusEvent
from models.identity_number import mask
from models.messages import DossierOnHub, FoundDossier
from models.plain import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands at the hub."""

    agency: str
    last_sequence: int
    code: str
    returned: bool


def standing(tx: Tx, dossier_id: str) -> Standing | None:
    """Where the dossier stands; None when the hub never heard of it."""
    row = tx.execute(
        select(tables.dossier).where(tables.dossier.c.dossier_id == dossier_id)
    ).one_or_none()
    if row is None:
        return None
    return Standing(row.agency, row.last_sequence, row.code, row.returned_at is not None)


def code_is_taken(tx: Tx, agency: str, code: str) -> bool:
    """Whether a dossier already carries this official code."""
    table = tables.dossier
    query = select(table.c.dossier_id).where(table.c.agency == agency, table.c.code == code)
    return tx.execute(query).first() is not None


def add(tx: Tx, agency: str, dossier: Dossier, code: str, at: datetime) -> None:
    """Store a new dossier under its official code; every other code it had finds it too."""
    tx.execute(
        insert(tables.dossier).values(
            dossier_id=dossier.id,
            agency=agency,
            code=code,
            status=dossier.status,
            last_sequence=1,
            returned_at=None,
            returned_to="",
            body_json=json.dumps(to_plain(dossier), ensure_ascii=False),
            updated_at=at.isoformat(),
        )
    )
    search.index(tx, agency, dossier, code)
    for each in {code, dossier.code, *dossier.aliases}:
        add_unless_there(
            tx,
            tables.dossier_code,
            {"agency": agency, "code": each, "dossier_id": dossier.id},
        )


def give_back(tx: Tx, returned: ResultReturned, at: datetime) -> bool:
    """Record that the result was handed over; False when it had been before: the first counts."""
    table = tables.dossier
    changed = tx.execute(
        update(table)
        .where(table.c.dossier_id == returned.dossier_id, table.c.returned_at.is_(None))
        .values(
            status=int(Status.RETURNED),
            returned_at=returned.returned_at.isoformat(),
            returned_to=returned.returned_to,
            updated_at=at.isoformat(),
        )
    )
    return changed.rowcount == 1


def move_on(tx: Tx, arrived: ResultArrived, at: datetime) -> None:
    """Record that the result lies in the office, unless it was already handed over elsewhere."""
    table = tables.dossier
    tx.execute(
        update(table)
        .where(table.c.dossier_id == arrived.dossier_id, table.c.returned_at.is_(None))
        .values(status=int(Status.FINISHED), updated_at=at.isoformat())
    )


def take_steps(
    tx: Tx, dossier_id: str, steps: Sequence[StatusEvent], at: datetime, *, correcting: bool
) -> None:
    """The last of these steps is where the dossier stands now.

    A result that has left the office only comes back by a correction: the return was a mistake,
    and the true one is still to come.
    """
    if not steps:
        return
    table = tables.dossier
    status = int(steps[-1].status)
    change = update(table).where(table.c.dossier_id == dossier_id)
    if not correcting:
        change = change.where(table.c.returned_at.is_(None))
    elif status != Status.RETURNED:
        change = change.values(returned_at=None, returned_to="")
    tx.execute(change.values(status=status, updated_at=at.isoformat()))


def advance(tx: Tx, dossier_id: str, position: int) -> None:
    """The dossier's newest accepted event has this place in its order."""
    table = tables.dossier
    tx.execute(update(table).where(table.c.dossier_id == dossier_id).values(last_sequence=position))


def name_files(tx: Tx, agency: str, dossier_id: str, hashes: Iterable[str]) -> None:
    """The dossier has these documents, arrived or not."""
    for sha256 in hashes:
        add_unless_there(
            tx,
            tables.dossier_file,
            {"dossier_id": dossier_id, "sha256": sha256, "agency": agency},
        )


def with_file(tx: Tx, agency: str, sha256: str) -> tuple[str, ...]:
    """Ids of the dossiers that name this document."""
    table = tables.dossier_file
    query = select(table.c.dossier_id).where(table.c.agency == agency, table.c.sha256 == sha256)
    return tuple(tx.execute(query).scalars())


def get(tx: Tx, agency: str, dossier_id: str) -> DossierOnHub | None:
    """A dossier of this agency; None for any other."""
    return next(iter(get_all(tx, agency, (dossier_id,))), None)


def get_all(tx: Tx, agency: str, ids: Sequence[str]) -> tuple[DossierOnHub, ...]:
    """Those of these dossiers that are this agency's, in the order of the ids."""
    table = tables.dossier
    rows = {
        row.dossier_id: row
        for row in tx.execute(
            select(table).where(table.c.dossier_id.in_(ids), table.c.agency == agency)
        )
    }
    wanted = [each for each in ids if each in rows]
    past = history.of_dossiers(tx, wanted)
    codes, files = _codes(tx, wanted), _files(tx, wanted)
    return tuple(_whole(rows[each], past[each], codes[each], files[each]) for each in wanted)


def lines(tx: Tx, agency: str, ids: Sequence[str]) -> tuple[FoundDossier, ...]:
    """These dossiers as lines of a list, in the order of the ids; numbers masked."""
    table = tables.dossier
    rows = tx.execute(select(table).where(table.c.dossier_id.in_(ids), table.c.agency == agency))
    found = {row.dossier_id: _line(row) for row in rows}
    return tuple(found[each] for each in ids if each in found)


def _line(row: Row[tuple[object, ...]]) -> FoundDossier:
    dossier = from_plain(Dossier, json.loads(row.body_json))
    return FoundDossier(
        id=row.dossier_id,
        code=row.code,
        owner_name=dossier.owner.full_name,
        number_masked=mask(dossier.owner.number),
        procedure_name=dossier.procedure_name,
        status=row.status,
        received_at=dossier.received_at.isoformat(),
        returned=row.returned_at is not None,
    )


def by_code(tx: Tx, agency: str, code: str) -> tuple[DossierOnHub, ...]:
    """Dossiers of this agency under any code they ever had.

    More than one only for a provisional number that two desks of the same name both used.
    """
    known = tables.dossier_code
    query = select(known.c.dossier_id).where(known.c.agency == agency, known.c.code == code)
    return get_all(tx, agency, tx.execute(query).scalars().all())


def _codes(tx: Tx, ids: Sequence[str]) -> dict[str, list[str]]:
    known = tables.dossier_code
    found: dict[str, list[str]] = {each: [] for each in ids}
    query = select(known).where(known.c.dossier_id.in_(ids)).order_by(known.c.code)
    for row in tx.execute(query):
        found[row.dossier_id].append(row.code)
    return found


def _files(tx: Tx, ids: Sequence[str]) -> dict[str, list[tuple[str, bool]]]:
    """Every document of each dossier by its hash, and whether it has arrived."""
    named, blob = tables.dossier_file, tables.blob
    found: dict[str, list[tuple[str, bool]]] = {each: [] for each in ids}
    for row in tx.execute(
        select(named.c.dossier_id, named.c.sha256, blob.c.size)
        .join_from(
            named,
            blob,
            and_(named.c.agency == blob.c.agency, named.c.sha256 == blob.c.sha256),
            isouter=True,
        )
        .where(named.c.dossier_id.in_(ids))
        .order_by(named.c.sha256)
    ):
        found[row.dossier_id].append((row.sha256, row.size is not None))
    return found


def _whole(
    row: Row[tuple[object, ...]],
    past: History,
    codes: Sequence[str],
    files: Sequence[tuple[str, bool]],
) -> DossierOnHub:
    returned_at = None if row.returned_at is None else datetime.fromisoformat(row.returned_at)
    dossier = replace(
        from_plain(Dossier, json.loads(row.body_json)),
        code=row.code,
        code_kind=CodeKind.OFFICIAL,
        aliases=tuple(code for code in codes if code != row.code),
        status=row.status,
        returned_at=returned_at,
        returned_to=row.returned_to,
        version=max(1, len(past.timeline)),
        documents=past.versions.present,
    )
    replaced = {one.document.sha256 for one in past.versions.replaced}
    replaced -= {one.sha256 for one in dossier.documents}
    return DossierOnHub(
        dossier=dossier,
        home=past.home,
        last_sequence=row.last_sequence,
        files=tuple(sha256 for sha256, _ in files),
        files_pending=tuple(
            sha256 for sha256, arrived in files if not arrived and sha256 not in replaced
        ),
        replaced=past.versions.replaced,
        timeline=past.timeline,
        alarms=past.alarms,
        fields=past.fields,
    )
