"""Audit checkpoints handed in by desks, and signed back."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, device_of, hub_of, read_json
from hub.checks import is_sha256
from models.checkpoint import AuditCheckpoint, CounterSignature
from models.plain import from_plain, to_plain

MAX_BYTES = 256 << 10
MAX_CHECKPOINTS = 200


async def take(request: Request) -> Response:
    """Keep the checkpoints of the desk that asks; those left out were refused."""
    device = await device_of(request)
    given = read_json(await body_of(request, MAX_BYTES), _checkpoints)
    hub = hub_of(request)

    def work() -> tuple[CounterSignature, ...]:
        with hub.store.writing() as tx:
            return hub.witness.answer(tx, device.device_id, given, hub.clock())

    return JSONResponse({"answers": to_plain(await run_in_threadpool(work))})


def _checkpoints(value: Any) -> tuple[AuditCheckpoint, ...]:
    given = tuple(from_plain(AuditCheckpoint, each) for each in value["checkpoints"])
    if len(given) > MAX_CHECKPOINTS:
        raise ValueError("too many")
    for each in given:
        if each.seq < 1 or not is_sha256(each.head) or len(each.at) > 40:
            raise ValueError("no checkpoint")
    return given
