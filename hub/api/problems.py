"""Problems as answers: RFC 9457 with our stable code, in Vietnamese first."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from models.problems import Problem, wording

_log = logging.getLogger(__name__)

_STATUS = {
    "hub.not_enrolled": HTTPStatus.UNAUTHORIZED,
    "hub.wrong_device": HTTPStatus.FORBIDDEN,
    "hub.not_found": HTTPStatus.NOT_FOUND,
    "hub.cursor_gone": HTTPStatus.GONE,
    "hub.bad_request": HTTPStatus.BAD_REQUEST,
    "hub.batch_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "hub.file_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "hub.upload_too_long": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hub.upload_taken_over": HTTPStatus.CONFLICT,
    "hub.offset": HTTPStatus.CONFLICT,
    "hub.wrong_hash": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hub.lease_changed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hub.register_conflict": HTTPStatus.CONFLICT,
    "hub.online_changed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hub.online_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hub.online_decided": HTTPStatus.CONFLICT,
    "hub.online_held": HTTPStatus.CONFLICT,
    "hub.database_careless": HTTPStatus.SERVICE_UNAVAILABLE,
    "hub.no_authority": HTTPStatus.CONFLICT,
    "hub.register_not_over": HTTPStatus.CONFLICT,
    "hub.register_held": HTTPStatus.CONFLICT,
    "hub.register_unnumbered": HTTPStatus.CONFLICT,
    "hub.register_closed": HTTPStatus.CONFLICT,
    "hub.database_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "hub.disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "hub.defect": HTTPStatus.INTERNAL_SERVER_ERROR,
}
_WAIT_S = {"hub.database_unavailable": 5, "hub.disk_full": 60}


async def on_problem(_request: Request, error: Exception) -> Response:
    """Answer with a known problem."""
    if not isinstance(error, Problem):
        raise error
    return answer(error)


async def on_http(_request: Request, error: Exception) -> Response:
    """Answer what the router refuses: an unknown path or a method it does not have."""
    if not isinstance(error, HTTPException):
        raise error
    code = "hub.not_found" if error.status_code == HTTPStatus.NOT_FOUND else "hub.bad_request"
    return answer(Problem(code), HTTPStatus(error.status_code))


async def on_disconnect(_request: Request, _error: Exception) -> Response:
    """Nobody is there to hear the answer any more; that is no defect."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


async def on_defect(_request: Request, error: Exception) -> Response:
    """Answer a defect without telling anything about it; the log tells where, never whose data."""
    _log.error("defect in the hub: %s", type(error).__name__)
    return answer(Problem("hub.defect"))


def answer(problem: Problem, status: HTTPStatus | None = None) -> Response:
    """A problem as `application/problem+json`."""
    status = status or _STATUS[problem.code]
    text = wording(problem)
    headers = {}
    if problem.code in _WAIT_S:
        headers["Retry-After"] = str(_WAIT_S[problem.code])
    if problem.code == "hub.offset":
        headers["Upload-Offset"] = str(problem.facts["offset"])
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    body = {
        "type": f"urn:motcua:{problem.code}",
        "title": text.message_vi,
        "title_en": text.message_en,
        "status": int(status),
        "detail": text.next_step,
        "code": problem.code,
        **problem.facts,
    }
    return JSONResponse(
        body, status_code=status, headers=headers, media_type="application/problem+json"
    )
