"""Documents the hub holds."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from hub.api.access import device_of, hub_of
from hub.checks import is_sha256
from hub.store import blobs
from models.problems import Problem


async def get(request: Request) -> Response:
    """The content, whole or in ranges; HEAD tells whether it is there."""
    device = await device_of(request)
    sha256 = request.path_params["sha256"]
    hub = hub_of(request)

    def look() -> int | None:
        with hub.store.reading() as tx:
            return blobs.size(tx, device.agency, sha256)

    if not is_sha256(sha256) or await run_in_threadpool(look) is None:
        raise Problem("hub.not_found")
    return FileResponse(
        hub.files.document(sha256),
        media_type="application/octet-stream",
        headers={
            "ETag": f'"{sha256}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
