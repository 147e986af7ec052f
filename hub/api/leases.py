"""Blocks of dossier numbers for desks."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, device_of, hub_of, read_json
from hub.store import leases
from models.messages import Lease, LeaseRequest
from models.plain import from_plain, to_plain
from models.problems import Problem

MAX_COUNT = 500


async def grant(request: Request) -> Response:
    """A block of numbers of one day; the same block when the same request comes again."""
    device = await device_of(request)
    asked = read_json(await body_of(request, 4096), _request)
    if (asked.device_id, asked.agency) != (device.device_id, device.agency):
        raise Problem("hub.wrong_device")
    hub = hub_of(request)

    def give() -> Lease:
        with hub.store.writing() as tx:
            return leases.grant(tx, asked, hub.new_id(), hub.clock())

    return JSONResponse(to_plain(await run_in_threadpool(give)))


def _request(value: Any) -> LeaseRequest:
    asked = from_plain(LeaseRequest, value)
    names = (asked.request_id, asked.agency, asked.device_id)
    if not all(isinstance(name, str) and 0 < len(name) <= 64 for name in names):
        raise ValueError("names")
    if not isinstance(asked.count, int) or not 0 < asked.count <= MAX_COUNT:
        raise ValueError("count")
    if date.fromisoformat(asked.day).isoformat() != asked.day:
        raise ValueError("day")
    return asked
