"""The change feed: what is different since a cursor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import device_of, hub_of, whole_number
from hub.store import dossiers, feed, snapshot
from hub.store.devices import Device
from hub.store.engine import HubStore, Tx
from hub.store.snapshot import Place
from models.messages import OfficeNews
from models.plain import to_plain
from models.problems import Problem

MAX_PAGE = 500
MAX_NEWS = 100
_NOWHERE = "0"
"""The cursor of a desk that has read nothing."""


async def page(request: Request) -> Response:
    """Changes after the cursor, oldest first, without gaps; ids only. Keep the new cursor."""
    device = await device_of(request)
    cursor, limit = _asked(request, MAX_PAGE)
    store = hub_of(request).store

    def read() -> tuple[tuple[feed.Change, ...], str, bool]:
        with store.reading() as tx:
            changes, reached = _after(tx, device.agency, cursor, limit)
            more = reached < feed.head(tx, device.agency)
            return changes, feed.cursor_at(tx, device.agency, reached), more

    changes, reached, more = await run_in_threadpool(read)
    return JSONResponse({"changes": to_plain(changes), "cursor": reached, "more": more})


async def news(request: Request) -> Response:
    """The dossiers changed after the cursor, each once and whole, as they stand now."""
    device = await device_of(request)
    cursor, limit = _asked(request, MAX_NEWS)
    hub = hub_of(request)

    told = await run_in_threadpool(read_news, hub.store, device, cursor, limit, hub.clock())
    return JSONResponse(to_plain(told))


def read_news(
    store: HubStore, device: Device, cursor: str, limit: int, now: datetime
) -> OfficeNews:
    """A page of the agency's news; a desk that knows nothing is told a snapshot first.

    Raises:
        Problem: ``hub.bad_request`` for no cursor of ours, ``hub.cursor_gone`` for a forgotten one.
    """
    agency = device.agency
    with store.reading() as tx:
        place = snapshot.place_of(tx, agency, cursor)
        if place is not None:
            return _snapshot(tx, device, place, now, limit)
        if cursor == _NOWHERE:
            told = _snapshot(tx, device, snapshot.begin(tx, agency), now, limit)
            return replace(told, snapshot_begins=True)
        changes, reached = _after(tx, agency, cursor, limit)
        return OfficeNews(
            dossiers=dossiers.get_all(tx, agency, tuple({one.subject: 0 for one in changes})),
            cursor=feed.cursor_at(tx, agency, reached),
            more=reached < feed.head(tx, agency),
        )


def _snapshot(tx: Tx, device: Device, place: Place, now: datetime, limit: int) -> OfficeNews:
    ids = snapshot.after(tx, device, place, now, limit)
    ends = len(ids) < limit
    goes_on = place.feed_cursor if ends else Place(place.feed_cursor, ids[-1]).cursor
    began = int(place.feed_cursor.partition(".")[0])
    return OfficeNews(
        dossiers=dossiers.get_all(tx, device.agency, ids),
        cursor=goes_on,
        more=not ends or began < feed.head(tx, device.agency),
        snapshot_ends=ends,
    )


def _asked(request: Request, most: int) -> tuple[str, int]:
    asked = request.query_params
    limit = min(most, max(1, whole_number(asked.get("limit") or "100")))
    return asked.get("cursor") or _NOWHERE, limit


def _after(tx: Tx, agency: str, cursor: str, limit: int) -> tuple[tuple[feed.Change, ...], int]:
    seq = whole_number(cursor.partition(".")[0])
    is_other = "." in cursor and feed.cursor_at(tx, agency, seq) != cursor
    if is_other or not feed.remembers_after(tx, agency, seq):
        raise Problem("hub.cursor_gone")
    changes = feed.after(tx, agency, seq, limit)
    return changes, changes[-1].seq if changes else seq
