"""Sổ theo dõi of an agency: one book a year, numbers from 01 without gaps (TT 01/2018 Điều 10).

Unlike dossier codes these numbers are never leased: a block a desk did not use up would be a gap.
A hub put back from a backup therefore gives none until every desk has told which ones it holds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import and_, delete, insert, or_, select, update

from hub.store import tables
from hub.store.devices import DESK, Device
from hub.store.engine import Tx, add_unless_there
from models.messages import RegisterAnswer, RegisterNumber, RegisterRequest
from models.problems import Problem

_entry, _hold = tables.register_number, tables.register_hold


def answer(tx: Tx, device: Device, request: RegisterRequest) -> RegisterAnswer:
    """Numbers for the dossiers asked about, in the order they were received.

    Raises:
        Problem: ``hub.register_conflict`` when a desk holds a number that is another dossier's.
    """
    if request.held is not None:
        _learn(tx, device, request.held)
    if is_held(tx, device.agency):
        return RegisterAnswer((), tell_held=_must_tell(tx, device))
    given = [_number_of(tx, device.agency, each) for each in _received(tx, device, request.wanted)]
    return RegisterAnswer(tuple(given), tell_held=False)


def hold(tx: Tx) -> None:
    """Give no numbers until every desk let in here has told what it holds."""
    device = tables.device
    for row in tx.execute(
        select(device.c.agency, device.c.device_id).where(device.c.kind == DESK)
    ).all():
        add_unless_there(tx, _hold, {"agency": row.agency, "device_id": row.device_id})


def release(tx: Tx, agency: str) -> int:
    """Go on numbering though desks are still silent, since they are gone; how many were."""
    return tx.execute(delete(_hold).where(_hold.c.agency == agency)).rowcount


def _received(tx: Tx, device: Device, wanted: Sequence[str]) -> list[tuple[str, int]]:
    """(identity, year) of those the agency has received, in the order of reception."""
    dossier = tables.dossier
    rows = tx.execute(
        select(dossier.c.dossier_id, dossier.c.body_json).where(
            dossier.c.dossier_id.in_(wanted), dossier.c.agency == device.agency
        )
    ).all()
    # A late entry counts where it was received, not where it was typed.
    moments = sorted((json.loads(row.body_json)["received_at"], row.dossier_id) for row in rows)
    return [(dossier_id, int(moment[:4])) for moment, dossier_id in moments]


def _number_of(tx: Tx, agency: str, dossier: tuple[str, int]) -> RegisterNumber:
    dossier_id, year = dossier
    # The year's row is the lock: two desks at once get two numbers.
    last = _at_least(tx, agency, year, 0)
    known = tx.execute(select(_entry).where(_entry.c.dossier_id == dossier_id)).one_or_none()
    if known is not None:
        return RegisterNumber(dossier_id, known.year, known.number)
    if is_closed(tx, agency, year):
        # A desk that was away while the year was closed: a closed book is signed, the next is open.
        return _number_of(tx, agency, (dossier_id, year + 1))
    _at_least(tx, agency, year, last + 1)
    number = RegisterNumber(dossier_id, year, last + 1)
    _keep(tx, agency, number)
    return number


def touch(tx: Tx, agency: str, year: int) -> None:
    """Make the year's row if need be, and hold it until the transaction ends."""
    _at_least(tx, agency, year, 0)


def is_closed(tx: Tx, agency: str, year: int) -> bool:
    """Whether the year's book was closed and signed."""
    query = select(tables.register_year.c.closed_at).where(
        tables.register_year.c.agency == agency, tables.register_year.c.year == year
    )
    return tx.execute(query).scalar_one_or_none() is not None


def is_held(tx: Tx, agency: str) -> bool:
    """Whether numbering waits for the word of desks (`hold`)."""
    return tx.execute(select(_hold).where(_hold.c.agency == agency)).first() is not None


def _learn(tx: Tx, device: Device, held: Sequence[RegisterNumber]) -> None:
    for each in held:
        this = and_(
            _entry.c.agency == device.agency,
            _entry.c.year == each.year,
            _entry.c.number == each.number,
        )
        about = or_(this, _entry.c.dossier_id == each.dossier_id)
        known = [
            RegisterNumber(row.dossier_id, row.year, row.number)
            for row in tx.execute(select(_entry).where(about))
        ]
        if not known:
            _keep(tx, device.agency, each)
            _at_least(tx, device.agency, each.year, each.number)
        elif known != [each]:
            raise Problem("hub.register_conflict", year=each.year, number=each.number)
    tx.execute(
        delete(_hold).where(_hold.c.agency == device.agency, _hold.c.device_id == device.device_id)
    )


def _keep(tx: Tx, agency: str, number: RegisterNumber) -> None:
    tx.execute(
        insert(_entry).values(
            agency=agency, year=number.year, number=number.number, dossier_id=number.dossier_id
        )
    )


def _at_least(tx: Tx, agency: str, year: int, number: int) -> int:
    """Raise the year's last number to this; the last one now."""
    counter = tables.register_year
    add_unless_there(tx, counter, {"agency": agency, "year": year, "last": 0})
    mine = (counter.c.agency == agency, counter.c.year == year)
    tx.execute(update(counter).where(*mine).values(last=counter.c.last))
    last = int(tx.execute(select(counter.c.last).where(*mine)).scalar_one())
    if number > last:
        tx.execute(update(counter).where(*mine).values(last=number))
    return max(last, number)


def _must_tell(tx: Tx, device: Device) -> bool:
    mine = (_hold.c.agency == device.agency, _hold.c.device_id == device.device_id)
    return tx.execute(select(_hold).where(*mine)).first() is not None
