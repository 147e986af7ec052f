"""The hub as an ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from uuid_utils import uuid7

from hub.api import (
    blobs,
    certificates,
    changes,
    checkpoints,
    dossiers,
    events,
    leases,
    meta,
    online,
    reconciliations,
    register,
    uploads,
)
from hub.api.problems import on_defect, on_disconnect, on_http, on_problem
from hub.clock import Clock, office_time
from hub.place import Hub
from hub.settings import HubSettings
from hub.store import schema
from hub.store.engine import HubStore
from hub.store.files import Files
from hub.witness import HubWitness
from models.problems import Problem

UPLOADS_KEPT = timedelta(days=14)
"""An upload nobody went on with for so long is dropped at the next start (sync §D.5)."""

_ROUTES = [
    Route("/healthz", meta.healthz, methods=["GET"]),
    Route("/v1/meta", meta.meta, methods=["GET"]),
    Route("/v1/events:batch", events.batch, methods=["POST"]),
    Route("/v1/events/{event_id}", events.one, methods=["GET"]),
    Route("/v1/uploads/{sha256}", uploads.head, methods=["HEAD"]),
    Route("/v1/uploads/{sha256}", uploads.patch, methods=["PATCH"]),
    Route("/v1/uploads/{sha256}/complete", uploads.complete, methods=["POST"]),
    Route("/v1/blobs/{sha256}", blobs.get, methods=["GET"]),
    Route("/v1/number-leases", leases.grant, methods=["POST"]),
    Route("/v1/dossiers", dossiers.by_code, methods=["GET"]),
    Route("/v1/dossiers:search", dossiers.find, methods=["GET"]),
    Route("/v1/dossiers/{dossier_id}", dossiers.one, methods=["GET"]),
    Route("/v1/changes", changes.page, methods=["GET"]),
    Route("/v1/reconciliations", reconciliations.compare, methods=["POST"]),
    Route("/v1/audit-checkpoints", checkpoints.take, methods=["POST"]),
    Route("/v1/register-numbers", register.numbers, methods=["POST"]),
    Route("/v1/certificates", certificates.renew, methods=["POST"]),
    Route("/v1/register", register.book, methods=["GET"]),
    Route("/v1/register-closings", register.close, methods=["POST"]),
    Route("/v1/news", changes.news, methods=["GET"]),
    Route("/v1/online/packets", online.drop, methods=["POST"]),
    Route("/v1/online/answers", online.answers, methods=["GET"]),
    Route("/v1/online/answers", online.answer, methods=["POST"]),
    Route("/v1/online/answers:told", online.told, methods=["POST"]),
    Route("/v1/online/waiting", online.waiting, methods=["GET"]),
    Route("/v1/online/holds", online.hold, methods=["POST"]),
    Route("/v1/online/holds:release", online.let_go, methods=["POST"]),
]


def open_hub(
    settings: HubSettings,
    clock: Clock = office_time,
    new_id: Callable[[], str] = lambda: str(uuid7()),
    desks_root: Path | None = None,
) -> Hub:
    """Open folder and database and bring the schema up to date.

    Raises:
        Problem: ``hub.database_address``, ``hub.database_unavailable`` or ``hub.database_newer``.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = HubStore.open(settings.database_url)
    schema.migrate(store)
    files = Files(settings.data)
    files.sweep(clock() - UPLOADS_KEPT)
    return Hub(settings, store, files, clock, new_id, HubWitness.of(settings.data), desks_root)


def build(hub: Hub) -> Starlette:
    """The application of an opened hub."""
    app = Starlette(
        routes=_ROUTES,
        exception_handlers={
            Problem: on_problem,
            HTTPException: on_http,
            ClientDisconnect: on_disconnect,
            Exception: on_defect,
        },
    )
    app.state.hub = hub
    return app
