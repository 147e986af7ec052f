"""Dossiers as this hub knows them: what the desks reported, in order, under every code they had."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, and_, insert, select, update

from hub.checks import ResultArrived, ResultReturned
from hub.store import tables
from hub.store.engine import Tx, add_unless_there
from models.dossier import CodeKind, Dossier, Status
from models.plain import from_plain, to_plain
from models.problems import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands at the hub."""

    agency: str
    last_sequence: int
    code: str
    returned: bool


@dataclass(frozen=True, slots=True)
class DossierOnHub:
    """A dossier with what the hub knows beyond the desk's words."""

    dossier: Dossier
    last_sequence: int
    files: tuple[str, ...]
    files_pending: tuple[str, ...]
    """Hashes of documents that were named but have not arrived yet."""


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
    for each in {code, dossier.code, *dossier.aliases}:
        add_unless_there(
            tx,
            tables.dossier_code,
            {"agency": agency, "code": each, "dossier_id": dossier.id},
        )


def give_back(tx: Tx, returned: ResultReturned, at: datetime) -> None:
    """Record that the result was handed over.

    Raises:
        Problem: ``hub.already_returned``: the paper may have left twice.
    """
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
    if changed.rowcount != 1:
        raise Problem("hub.already_returned")


def move_on(tx: Tx, arrived: ResultArrived, at: datetime) -> None:
    """Record that the result lies in the office."""
    table = tables.dossier
    tx.execute(
        update(table)
        .where(table.c.dossier_id == arrived.dossier_id)
        .values(status=int(Status.FINISHED), updated_at=at.isoformat())
    )


def advance(tx: Tx, dossier_id: str, sequence: int) -> None:
    """The dossier's newest accepted event has this sequence."""
    table = tables.dossier
    tx.execute(update(table).where(table.c.dossier_id == dossier_id).values(last_sequence=sequence))


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
    table = tables.dossier
    row = tx.execute(
        select(table).where(table.c.dossier_id == dossier_id, table.c.agency == agency)
    ).one_or_none()
    return None if row is None else _whole(tx, row)


def by_code(tx: Tx, agency: str, code: str) -> tuple[DossierOnHub, ...]:
    """Dossiers of this agency under any code they ever had.

    More than one only for a provisional number that two desks of the same name both used.
    """
    known = tables.dossier_code
    query = select(known.c.dossier_id).where(known.c.agency == agency, known.c.code == code)
    found = (get(tx, agency, each) for each in tx.execute(query).scalars().all())
    return tuple(one for one in found if one is not None)


def _whole(tx: Tx, row: Row[tuple[object, ...]]) -> DossierOnHub:
    told = from_plain(Dossier, json.loads(row.body_json))
    codes = tx.execute(
        select(tables.dossier_code.c.code)
        .where(tables.dossier_code.c.dossier_id == row.dossier_id)
        .order_by(tables.dossier_code.c.code)
    ).scalars()
    returned_at = None if row.returned_at is None else datetime.fromisoformat(row.returned_at)
    dossier = replace(
        told,
        code=row.code,
        code_kind=CodeKind.OFFICIAL,
        aliases=tuple(code for code in codes if code != row.code),
        status=row.status,
        returned_at=returned_at,
        returned_to=row.returned_to,
        version=row.last_sequence,
    )
    named, blob = tables.dossier_file, tables.blob
    files = tx.execute(
        select(named.c.sha256, blob.c.size)
        .join_from(
            named,
            blob,
            and_(named.c.agency == blob.c.agency, named.c.sha256 == blob.c.sha256),
            isouter=True,
        )
        .where(named.c.dossier_id == row.dossier_id)
        .order_by(named.c.sha256)
    ).all()
    return DossierOnHub(
        dossier=dossier,
        last_sequence=row.last_sequence,
        files=tuple(file.sha256 for file in files),
        files_pending=tuple(file.sha256 for file in files if file.size is None),
    )
