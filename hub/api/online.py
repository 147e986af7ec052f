"""Dossiers lodged online: the adapter drops and is answered, desks see, hold and answer.

The adapter of the province is a device of its own kind: it may drop packets, send their files
(`hub.api.uploads`) and take answers, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import adapter_of, body_of, device_of, hub_of, read_json, whole_number
from hub.checks import is_sha256
from hub.store import online
from models.online import Decision, OnlineDossier, read_online
from models.online_exchange import OnlineAnswer, OnlineDropped, OnlineHeld, OnlineWaiting
from models.plain import from_plain, to_plain

LARGEST_PACKET = 1 << 20
PAGE = 100
_SMALL = 8192
_MOST_FILES = 200


async def drop(request: Request) -> Response:
    """One packet, as the portal wrote it; its files follow as uploads, in any order."""
    device = await adapter_of(request)
    packet, read = read_json(await body_of(request, LARGEST_PACKET), _packet)
    hub = hub_of(request)

    def keep() -> OnlineDropped:
        with hub.store.writing() as tx:
            missing = online.drop(tx, device.agency, read, packet, hub.clock())
        return OnlineDropped(read.code, read.version, missing)

    return JSONResponse(to_plain(await run_in_threadpool(keep)))


async def answers(request: Request) -> Response:
    """What desks decided and the adapter has not taken yet."""
    device = await adapter_of(request)
    store = hub_of(request).store

    def read() -> tuple[OnlineAnswer, ...]:
        with store.reading() as tx:
            return online.untold(tx, device.agency, PAGE)

    return JSONResponse({"answers": to_plain(await run_in_threadpool(read))})


async def told(request: Request) -> Response:
    """The portal knows these answers now."""
    device = await adapter_of(request)
    taken = read_json(await body_of(request, LARGEST_PACKET), _taken)
    hub = hub_of(request)

    def mark() -> None:
        with hub.store.writing() as tx:
            for code, version in taken:
                online.was_told(tx, device.agency, code, version, hub.clock())

    await run_in_threadpool(mark)
    return Response(status_code=204)


async def waiting(request: Request) -> Response:
    """What waits for a desk of this agency, page by page behind a code."""
    device = await device_of(request)
    asked = request.query_params
    limit = min(PAGE, max(1, whole_number(asked.get("limit") or str(PAGE))))
    hub = hub_of(request)

    def read() -> OnlineWaiting:
        with hub.store.reading() as tx:
            return online.waiting(tx, device.agency, asked.get("after", ""), limit, hub.clock())

    return JSONResponse(to_plain(await run_in_threadpool(read)))


async def hold(request: Request) -> Response:
    """Take a dossier for this desk."""
    device = await device_of(request)
    code, version = read_json(await body_of(request, _SMALL), _which)
    hub = hub_of(request)

    def take() -> OnlineHeld:
        with hub.store.writing() as tx:
            return online.hold(tx, device, code, version, hub.clock())

    return JSONResponse(to_plain(await run_in_threadpool(take)))


async def let_go(request: Request) -> Response:
    """Leave a dossier to the other desks."""
    device = await device_of(request)
    code, _ = read_json(await body_of(request, _SMALL), _which)
    hub = hub_of(request)

    def leave() -> None:
        with hub.store.writing() as tx:
            online.let_go(tx, device, code)

    await run_in_threadpool(leave)
    return Response(status_code=204)


async def answer(request: Request) -> Response:
    """What this desk decided, to be told to the portal."""
    device = await device_of(request)
    decided = read_json(await body_of(request, LARGEST_PACKET), _answer)
    hub = hub_of(request)

    def keep() -> None:
        with hub.store.writing() as tx:
            online.answer(tx, device, decided, hub.clock())

    await run_in_threadpool(keep)
    return Response(status_code=204)


def _packet(value: Any) -> tuple[Mapping[str, Any], OnlineDossier]:
    read = read_online(value, "")
    hashes = [one.sha256 for one in read.files]
    if read.version < 1 or len(hashes) > _MOST_FILES or not all(map(is_sha256, hashes)):
        raise ValueError("PhienBan, HashTepTin")
    return value, read


def _which(value: Any) -> tuple[str, int]:
    code, version = value["code"], value["version"]
    if not isinstance(code, str) or not isinstance(version, int):
        raise TypeError("code, version")
    return code, version


def _taken(value: Any) -> list[tuple[str, int]]:
    return [_which(one) for one in value["answers"]]


def _answer(value: Any) -> OnlineAnswer:
    told = from_plain(OnlineAnswer, value)
    Decision(told.decision)
    _which({"code": told.code, "version": told.version})
    return told
