"""Is it alive, and what can it do."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import hub_of
from hub.api.events import MAX_BATCH
from hub.api.uploads import CHUNK_BYTES, MAX_FILE_BYTES
from hub.store import schema
from models.messages import API_VERSION, Meta
from models.plain import to_plain


async def healthz(request: Request) -> Response:
    """Alive, and the database answers."""
    hub = hub_of(request)
    await run_in_threadpool(schema.answers, hub.store)
    return JSONResponse({"status": "ok"})


async def meta(request: Request) -> Response:
    """What this hub speaks; public, so that a desk can tell a wrong address from a wrong token."""
    told = Meta(
        api=API_VERSION,
        server_time=hub_of(request).clock().isoformat(),
        max_batch=MAX_BATCH,
        chunk_bytes=CHUNK_BYTES,
        features={
            "max_file_bytes": MAX_FILE_BYTES,
            "changes": True,
            "number_leases": True,
            "news": True,
            "reconciliations": True,
            "checkpoints": True,
            "register_numbers": True,
            "online": True,
            "register_book": True,
            "certificates": hub_of(request).renews_certificates,
        },
    )
    return JSONResponse(to_plain(told))
