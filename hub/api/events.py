"""Taking in events, and telling what was answered to one."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, device_of, hub_of, read_json
from hub.store.events import Intake, answer_to
from models.messages import Event, ItemResult
from models.plain import from_plain, to_plain
from models.problems import Problem

MAX_BATCH = 200
MAX_BATCH_BYTES = 1 << 20
_WRAPPING = 4096
"""Room for the words around the events."""


async def batch(request: Request) -> Response:
    """Up to 200 events or 1 MiB; 200 with one result an event, in the order sent."""
    device = await device_of(request)
    body = await body_of(request, MAX_BATCH_BYTES + _WRAPPING)
    events = read_json(body, _events)
    if len(events) > MAX_BATCH:
        raise Problem("hub.batch_too_large", limit=MAX_BATCH)
    hub = hub_of(request)

    def take() -> tuple[ItemResult, ...]:
        with hub.store.writing() as tx:
            return Intake(tx, device, hub.clock()).take(events)

    results = await run_in_threadpool(take)
    return JSONResponse({"results": to_plain(results)})


async def one(request: Request) -> Response:
    """Did you get it? For a desk that lost an answer."""
    device = await device_of(request)
    hub = hub_of(request)

    def look_up() -> ItemResult | None:
        with hub.store.reading() as tx:
            return answer_to(tx, device.agency, request.path_params["event_id"])

    found = await run_in_threadpool(look_up)
    if found is None:
        raise Problem("hub.not_found")
    return JSONResponse(to_plain(found))


def _events(value: Any) -> tuple[Event, ...]:
    return tuple(from_plain(Event, each) for each in value["events"])
