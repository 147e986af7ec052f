"""Documents on their way in: resumable, named by the hash of their content (sync §D.5).

Headers follow the IETF draft on resumable uploads: ``Upload-Offset``, ``Upload-Length`` (the whole
size) and ``Upload-Complete`` (``?1`` or ``?0``).
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, hub_of, read_json, sender_of, whole_number
from hub.checks import is_sha256
from hub.place import Hub
from hub.store import blobs
from hub.store.devices import Device
from hub.store.files import Writing
from models.problems import Problem

CHUNK_BYTES = 1 << 20
"""Size of a piece this hub likes best."""
MAX_FILE_BYTES = 256 << 20
_WRITE_AT_ONCE = 256 << 10
"""Bytes gathered before they are written: each write is a hop to another thread."""


async def head(request: Request) -> Response:
    """How much of it is here: `Upload-Offset`, and whether it is complete."""
    device, sha256 = await _asked(request)
    hub = hub_of(request)

    def look() -> tuple[int, bool]:
        size = _held(hub, device, sha256)
        if size is not None:
            return size, True
        return hub.files.offset(device.agency, sha256), False

    offset, complete = await run_in_threadpool(look)
    headers = {
        "Upload-Offset": str(offset),
        "Upload-Complete": "?1" if complete else "?0",
        "Cache-Control": "no-store",
    }
    return Response(status_code=204, headers=headers)


async def patch(request: Request) -> Response:
    """Take one piece; answered when it is durable, with the new offset."""
    device, sha256 = await _asked(request)
    offset = whole_number(request.headers.get("upload-offset"))
    total = whole_number(request.headers.get("upload-length"))
    if total > MAX_FILE_BYTES:
        raise Problem("hub.file_too_large", limit=MAX_FILE_BYTES)
    hub = hub_of(request)
    held = await run_in_threadpool(_held, hub, device, sha256)
    if held is not None:
        return _at(held)
    writing = await run_in_threadpool(hub.files.begin, device.agency, sha256, offset, total)
    try:
        await _pour(request, writing)
    finally:
        # Also what arrived before a line broke is kept: the next piece goes on behind it.
        reached = await run_in_threadpool(_settle, writing)
    return _at(reached)


async def complete(request: Request) -> Response:
    """Check the hash over the whole content and keep it for ever; repeating it changes nothing."""
    device, sha256 = await _asked(request)
    size = read_json(await body_of(request, 4096), lambda value: int(value["size"]))
    if size < 1:
        raise Problem("hub.bad_request")
    hub = hub_of(request)

    def finish() -> None:
        if _held(hub, device, sha256) == size:
            return
        hub.files.complete(device.agency, sha256, size)
        with hub.store.writing() as tx:
            blobs.record(tx, device.agency, sha256, size, hub.clock())

    await run_in_threadpool(finish)
    return JSONResponse({"sha256": sha256, "size": size})


async def _asked(request: Request) -> tuple[Device, str]:
    device = await sender_of(request)
    sha256 = request.path_params["sha256"]
    if not is_sha256(sha256):
        raise Problem("hub.bad_request")
    return device, sha256


async def _pour(request: Request, writing: Writing) -> None:
    gathered = bytearray()
    try:
        async for piece in request.stream():
            gathered += piece
            if len(gathered) >= _WRITE_AT_ONCE:
                await run_in_threadpool(writing.write, bytes(gathered))
                gathered.clear()
    except ClientDisconnect:
        await run_in_threadpool(writing.write, bytes(gathered))
        raise
    if gathered:
        await run_in_threadpool(writing.write, bytes(gathered))


def _settle(writing: Writing) -> int:
    try:
        return writing.settle()
    finally:
        writing.close()


def _held(hub: Hub, device: Device, sha256: str) -> int | None:
    with hub.store.reading() as tx:
        return blobs.size(tx, device.agency, sha256)


def _at(offset: int) -> Response:
    return Response(status_code=204, headers={"Upload-Offset": str(offset)})
