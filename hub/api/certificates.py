"""A new certificate for a desk before its old one ends."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, hub_of, sender_of
from hub.authority import Authority
from models.messages import Renewed
from models.plain import to_plain
from models.problems import Problem

MAX_BYTES = 16 << 10
_log = logging.getLogger(__name__)


async def renew(request: Request) -> Response:
    """Sign the key in the request for the device whose token came with it.

    Whoever is enrolled may, through a connection its present certificate opened; one that is shut
    out has no token and gets none.
    """
    device = await sender_of(request)
    wanted = await body_of(request, MAX_BYTES)
    hub = hub_of(request)

    def work() -> bytes:
        if not hub.renews_certificates:
            # Signed by another root it would shut the desk out.
            raise Problem("hub.no_authority")
        return Authority(hub.tls, hub.clock()).renew_client(device.device_id, wanted)

    certificate = await run_in_threadpool(work)
    _log.info("a new certificate for %s", device.device_id)
    return JSONResponse(to_plain(Renewed(certificate.decode("ascii"))))
