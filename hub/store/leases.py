"""Blocks of numbers for desks, and single numbers for dossiers that come without one (sync §D.3).

Both come from one counter per agency and day that only ever rises, so no number is given twice:
not to two desks, not after a desk was lost with a half-used block.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import insert, select, update

from hub.store import tables
from hub.store.engine import Tx, add_unless_there
from models.messages import Lease, LeaseRequest
from models.problems import Problem


def grant(tx: Tx, request: LeaseRequest, lease_id: str, at: datetime) -> Lease:
    """The block for this request; the same block again when the request comes again.

    Raises:
        Problem: ``hub.lease_changed`` when the request id was used for something else before.
    """
    day = date.fromisoformat(request.day)
    _raise_counter(tx, request.agency, day, 0)
    known = _granted(tx, request.request_id)
    if known is not None:
        if not _same(known, request):
            raise Problem("hub.lease_changed")
        return known
    last = _raise_counter(tx, request.agency, day, request.count)
    lease = Lease(
        lease_id=lease_id,
        agency=request.agency,
        day=request.day,
        first=last - request.count + 1,
        last=last,
        device_id=request.device_id,
    )
    tx.execute(
        insert(tables.lease).values(
            lease_id=lease.lease_id,
            request_id=request.request_id,
            agency=lease.agency,
            day=lease.day,
            first=lease.first,
            last=lease.last,
            device_id=lease.device_id,
            granted_at=at.isoformat(),
        )
    )
    return lease


def next_number(tx: Tx, agency: str, day: date) -> int:
    """One number of that day for the hub's own use."""
    return _raise_counter(tx, agency, day, 1)


def never_below(tx: Tx, agency: str, day: date, number: int) -> None:
    """Never hand out `number` of that day: it is printed on a receipt.

    Matters when the hub was restored from a backup older than the block the number came from.
    """
    _raise_counter(tx, agency, day, 0)
    counter = tables.day_counter
    tx.execute(
        update(counter)
        .where(
            counter.c.agency == agency, counter.c.day == day.isoformat(), counter.c.last < number
        )
        .values(last=number)
    )


def skip_ahead(tx: Tx, days: Iterable[date], by: int) -> None:
    """Leave out `by` numbers of each day for every agency that has desks here.

    For a hub put back from a backup: blocks it gave away after the backup are unknown to it until
    their desks come back, and must not be given to anybody else meanwhile.
    """
    agencies = tx.execute(select(tables.device.c.agency).distinct()).scalars().all()
    for day in days:
        for agency in agencies:
            _raise_counter(tx, agency, day, by)


def _raise_counter(tx: Tx, agency: str, day: date, by: int) -> int:
    counter = tables.day_counter
    key = {"agency": agency, "day": day.isoformat()}
    add_unless_there(tx, counter, {**key, "last": 0})
    return int(
        tx.execute(
            update(counter)
            .where(counter.c.agency == agency, counter.c.day == day.isoformat())
            .values(last=counter.c.last + by)
            .returning(counter.c.last)
        ).scalar_one()
    )


def _granted(tx: Tx, request_id: str) -> Lease | None:
    row = tx.execute(
        select(tables.lease).where(tables.lease.c.request_id == request_id)
    ).one_or_none()
    if row is None:
        return None
    return Lease(row.lease_id, row.agency, row.day, row.first, row.last, row.device_id)


def _same(lease: Lease, request: LeaseRequest) -> bool:
    asked = (request.agency, request.day, request.count, request.device_id)
    return asked == (lease.agency, lease.day, lease.last - lease.first + 1, lease.device_id)
