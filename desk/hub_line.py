"""The line from this desk to its hub: what it is secured with, its token, and who keeps it busy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desk.events import OnlineChanged
from desk.sync.certificates import Certificates
from desk.sync.downloads import Downloads
from desk.sync.line import HttpLine
from desk.sync.online_portal import HubPortal
from desk.sync.renewal import FEATURE as RENEWAL_FEATURE
from desk.sync.renewal import CertificateRenewal
from desk.sync.service import SyncService
from models.role import Act, User
from models.store import audit, values

if TYPE_CHECKING:
    from desk.assembly import Desk
    from desk.reception.online_inbox import OnlineInbox
    from desk.seat import Seat
    from desk.security.checkpoints import Checkpoints
    from desk.settings import Settings
    from models.store.blobs import Blobs
    from models.store.engine import Store

HUB_TOKEN = "hub.token"  # noqa: S105 - a name, not a token
"""Name under which the encrypted store keeps this device's token."""
ONLINE_EVERY = timedelta(minutes=2)
"""How often the list of online dossiers is asked for; the clock on them runs in hours."""

Work = Callable[[], None]


def certificates(settings: Settings) -> Certificates | None:
    """What the line to the hub is secured with; None as long as the office has not set it."""
    if settings.hub_ca and settings.hub_certificate and settings.hub_key:
        return Certificates(
            Path(settings.hub_ca), Path(settings.hub_certificate), Path(settings.hub_key)
        )
    return None


def keep_token(desk: Desk, seat: Seat, token: str) -> None:
    """Keep this device's token for the hub in the encrypted store."""
    with seat.store.writing() as tx:
        values.set(tx, HUB_TOKEN, token)
        audit.append(tx, "hub.token_set", seat.user.login, desk.clock(), "")


def sync_service(desk: Desk, store: Store, blobs: Blobs, checkpoints: Checkpoints) -> SyncService:
    """Who sends and asks; without an address of a hub it has no line and says so."""
    line = _line(desk.settings, store)
    service = SyncService(
        store,
        blobs,
        line,
        desk.events,
        desk.clock,
        desk.new_id,
        desk.settings.device_id,
        desk.settings.office.agency_code,
        hand_over=checkpoints.hand_over,
    )
    if line is not None and line.certificates is not None:
        renewal = CertificateRenewal(line, line.certificates, desk.clock)
        service.at_contact[RENEWAL_FEATURE] = renewal.once
    return service


def online_portal(desk: Desk, store: Store) -> HubPortal | None:
    """Where dossiers lodged online come from: a line of its own, no file delays the rest."""
    line = _line(desk.settings, store)
    return None if line is None else HubPortal(line, desk.settings.device_id, Downloads(line))


def online_at_contact(desk: Desk, inbox: OnlineInbox, user: Callable[[], User]) -> Work:
    """What is asked and told at a contact with the hub, every two minutes at most."""
    asked: list[datetime] = []

    def work() -> None:
        now = desk.clock()
        if not user().may(Act.SYNCHRONISE) or (asked and now - asked[-1] < ONLINE_EVERY):
            return
        asked[:] = [now]
        fetched = inbox.fetch(user())
        if inbox.answer(user()) or fetched.new or fetched.changed or fetched.others:
            desk.events.publish(OnlineChanged(fetched.new))

    return work


def _line(settings: Settings, store: Store) -> HttpLine | None:
    if not settings.hub_url:
        return None
    with store.reading() as tx:
        token = values.get(tx, HUB_TOKEN)
    return HttpLine(settings.hub_url, token, certificates=certificates(settings))
