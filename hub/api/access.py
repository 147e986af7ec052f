"""Who asks, and what a request may look like."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from hub.place import Hub
from hub.store import devices
from hub.store.devices import DESK, PORTAL, Device
from models.problems import Problem

T = TypeVar("T")


def hub_of(request: Request) -> Hub:
    """The hub that serves this request."""
    hub: Hub = request.app.state.hub
    return hub


async def device_of(request: Request) -> Device:
    """The enrolled desk that sent the request.

    Raises:
        Problem: ``hub.not_enrolled`` without a valid token, ``hub.wrong_device`` for an adapter.
    """
    return await _of_kind(request, DESK)


async def adapter_of(request: Request) -> Device:
    """The adapter of online dossiers that sent the request.

    Raises:
        Problem: as `device_of`; ``hub.wrong_device`` for a desk.
    """
    return await _of_kind(request, PORTAL)


async def _of_kind(request: Request, kind: str) -> Device:
    device = await sender_of(request)
    if device.kind != kind:
        raise Problem("hub.wrong_device")
    return device


async def sender_of(request: Request) -> Device:
    """Whoever is enrolled and sent the request.

    Raises:
        Problem: ``hub.not_enrolled`` without a valid token.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem("hub.not_enrolled")
    store = hub_of(request).store

    def look_up() -> Device | None:
        with store.reading() as tx:
            return devices.known(tx, token.strip())

    device = await run_in_threadpool(look_up)
    if device is None:
        raise Problem("hub.not_enrolled")
    return device


async def body_of(request: Request, limit: int) -> bytes:
    """The whole body.

    Raises:
        Problem: ``hub.batch_too_large`` when it is longer than `limit` bytes.
    """
    pieces = bytearray()
    async for piece in request.stream():
        pieces += piece
        if len(pieces) > limit:
            raise Problem("hub.batch_too_large", limit=limit)
    return bytes(pieces)


def read_json(body: bytes, build: Callable[[Any], T]) -> T:
    """Read JSON and build a value of it.

    Raises:
        Problem: ``hub.bad_request`` when it is no JSON or does not fit.
    """
    try:
        return build(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Problem("hub.bad_request") from error


def whole_number(text: str | None) -> int:
    """A decimal number from zero up.

    Raises:
        Problem: ``hub.bad_request`` for anything else.
    """
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Problem("hub.bad_request")
    return int(text)
