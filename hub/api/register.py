"""Numbers of the agency's book for dossiers a desk received."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, device_of, hub_of, read_json
from hub.store import register
from models.messages import RegisterAnswer, RegisterRequest
from models.plain import from_plain, to_plain

MAX_BYTES = 4 << 20
MAX_WANTED = 200
_LAST_YEAR = 2199


async def numbers(request: Request) -> Response:
    """A number for each; the same question again gets the same answer."""
    device = await device_of(request)
    wanted = read_json(await body_of(request, MAX_BYTES), _request)
    hub = hub_of(request)

    def work() -> RegisterAnswer:
        with hub.store.writing() as tx:
            return register.answer(tx, device, wanted)

    return JSONResponse(to_plain(await run_in_threadpool(work)))


def _request(value: Any) -> RegisterRequest:
    request = from_plain(RegisterRequest, value)
    if len(request.wanted) > MAX_WANTED:
        raise ValueError("too many")
    for each in request.held or ():
        if not (2020 <= each.year <= _LAST_YEAR and each.number > 0 and each.dossier_id):
            raise ValueError("no number")
    return request
