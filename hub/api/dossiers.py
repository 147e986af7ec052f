"""Dossiers of the asking desk's agency, by identity or by any code they ever had."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import device_of, hub_of
from hub.store import dossiers, search
from models.messages import DossierOnHub, FoundDossier
from models.plain import to_plain
from models.problems import Problem

_LONGEST_LOGIN = 64


async def one(request: Request) -> Response:
    """The dossier with this identity."""
    device = await device_of(request)
    store = hub_of(request).store

    def look_up() -> DossierOnHub | None:
        with store.reading() as tx:
            return dossiers.get(tx, device.agency, request.path_params["dossier_id"])

    found = await run_in_threadpool(look_up)
    if found is None:
        raise Problem("hub.not_found")
    return JSONResponse(to_plain(found))


async def by_code(request: Request) -> Response:
    """The dossiers that have or had this code; the alias of a provisional number stays for ever."""
    device = await device_of(request)
    code = request.query_params.get("code", "").strip()
    if not code or "\0" in code:
        raise Problem("hub.bad_request")
    store = hub_of(request).store

    def look_up() -> tuple[DossierOnHub, ...]:
        with store.reading() as tx:
            return dossiers.by_code(tx, device.agency, code)

    return JSONResponse({"dossiers": to_plain(await run_in_threadpool(look_up))})


async def find(request: Request) -> Response:
    """What a typed text may mean, as lines with masked numbers; who looked is kept."""
    device = await device_of(request)
    typed = request.query_params.get("q", "").strip()
    user = request.query_params.get("user", "").strip()
    if not typed or not user or "\0" in typed + user or len(user) > _LONGEST_LOGIN:
        raise Problem("hub.bad_request")
    hub = hub_of(request)

    def look_up() -> tuple[FoundDossier, ...]:
        with hub.store.writing() as tx:
            ids = search.find(tx, device.agency, typed)
            search.note(tx, hub.new_id(), device, user, hub.clock(), ids)
            return dossiers.lines(tx, device.agency, ids)

    return JSONResponse({"dossiers": to_plain(await run_in_threadpool(look_up))})
