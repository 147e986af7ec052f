"""The agency's book: numbers for dossiers a desk received, the year's lines, its closing."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.api.access import body_of, device_of, hub_of, read_json, whole_number
from hub.store import register, register_book
from models.messages import (
    OfficeRegister,
    RegisterAnswer,
    RegisterClosing,
    RegisterRequest,
)
from models.plain import from_plain, to_plain
from models.problems import Problem

MAX_BYTES = 4 << 20
MAX_WANTED = 200
MAX_LINES = 500
MAX_NUMBER = 2**31 - 1
MAX_CLOSING_BYTES = 4096
_FIRST_YEAR, _LAST_YEAR = 2020, 2199


async def numbers(request: Request) -> Response:
    """A number for each; the same question again gets the same answer."""
    device = await device_of(request)
    wanted = read_json(await body_of(request, MAX_BYTES), _request)
    hub = hub_of(request)

    def work() -> RegisterAnswer:
        with hub.store.writing() as tx:
            return register.answer(tx, device, wanted)

    return JSONResponse(to_plain(await run_in_threadpool(work)))


async def book(request: Request) -> Response:
    """A page of the year's book behind a number, with how the book stands."""
    device = await device_of(request)
    asked = request.query_params
    year, after = whole_number(asked.get("year")), whole_number(asked.get("after") or "0")
    if not _FIRST_YEAR <= year <= _LAST_YEAR or after > MAX_NUMBER:
        raise Problem("hub.bad_request")
    store = hub_of(request).store

    def look() -> OfficeRegister:
        with store.reading() as tx:
            return register_book.read(tx, device.agency, year, after, MAX_LINES)

    return JSONResponse(to_plain(await run_in_threadpool(look)))


async def close(request: Request) -> Response:
    """Close the year's book for every desk; how it stands then. Repeating it changes nothing."""
    device = await device_of(request)
    closing = read_json(await body_of(request, MAX_CLOSING_BYTES), _closing)
    hub = hub_of(request)

    def work() -> OfficeRegister:
        with hub.store.writing() as tx:
            register_book.close(tx, device.agency, closing, hub.clock())
            return register_book.read(tx, device.agency, closing.year, 0, 0)

    return JSONResponse(to_plain(await run_in_threadpool(work)))


def _closing(value: Any) -> RegisterClosing:
    closing = from_plain(RegisterClosing, value)
    if not _FIRST_YEAR <= closing.year <= _LAST_YEAR or not closing.signer.strip():
        raise ValueError("no closing")
    return closing


def _request(value: Any) -> RegisterRequest:
    request = from_plain(RegisterRequest, value)
    if len(request.wanted) > MAX_WANTED:
        raise ValueError("too many")
    for each in request.held or ():
        if not (_FIRST_YEAR <= each.year <= _LAST_YEAR and each.number > 0 and each.dossier_id):
            raise ValueError("no number")
    return request
