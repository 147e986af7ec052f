"""The change feed: what is different since a cursor."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import device_of, hub_of, whole_number
from hub.store import feed
from models.plain import to_plain

MAX_PAGE = 500


async def page(request: Request) -> Response:
    """Changes after the cursor, oldest first, without gaps; ids only. Keep the new cursor."""
    device = await device_of(request)
    cursor = whole_number(request.query_params.get("cursor") or "0")
    limit = min(MAX_PAGE, max(1, whole_number(request.query_params.get("limit") or "100")))
    store = hub_of(request).store

    def read() -> tuple[tuple[feed.Change, ...], int]:
        with store.reading() as tx:
            return feed.after(tx, device.agency, cursor, limit), feed.head(tx, device.agency)

    changes, head = await run_in_threadpool(read)
    reached = changes[-1].seq if changes else cursor
    answer = {"changes": to_plain(changes), "cursor": str(reached), "more": reached < head}
    return JSONResponse(answer)
