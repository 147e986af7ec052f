"""The daily comparison between a desk and the hub."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, device_of, hub_of, read_json
from hub.checks import is_sha256
from hub.store.reconcile import Reconciliation
from models.messages import Manifest, Reconciled
from models.plain import from_plain, to_plain
from models.problems import Problem

MAX_BYTES = 4 << 20
MAX_DAYS = 62
MAX_LEASES = 500


async def compare(request: Request) -> Response:
    """What differs, day by day; a desk may only ask about itself."""
    device = await device_of(request)
    manifest = read_json(await body_of(request, MAX_BYTES), _manifest)
    if manifest.device_id != device.device_id:
        raise Problem("hub.wrong_device")
    hub = hub_of(request)

    def work() -> Reconciled:
        with hub.store.writing() as tx:
            on_disk = hub.files.has
            return Reconciliation(tx, device, on_disk, hub.clock()).answer(manifest)

    return JSONResponse(to_plain(await run_in_threadpool(work)))


def _manifest(value: Any) -> Manifest:
    manifest = from_plain(Manifest, value)
    if len(manifest.days) > MAX_DAYS or len(manifest.leases) > MAX_LEASES:
        raise ValueError("too many")
    for day in manifest.days:
        _whole_day(day.day)
        if not all(is_sha256(each) for each in day.file_hashes or ()):
            raise ValueError("hashes")
    for lease in manifest.leases:
        _whole_day(lease.day)
        if not 0 < lease.first <= lease.last < 10**8 or not 0 < len(lease.lease_id) <= 64:
            raise ValueError("lease")
    return manifest


def _whole_day(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("day")
