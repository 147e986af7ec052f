"""Letting a desk in, for the command line and for the demonstration."""

from __future__ import annotations

from hub.clock import Clock, office_time
from hub.settings import HubSettings
from hub.store import devices, schema
from hub.store.devices import DESK
from hub.store.engine import HubStore


def enrol_device(
    settings: HubSettings,
    device_id: str,
    agency: str,
    clock: Clock = office_time,
    kind: str = DESK,
) -> str:
    """Let a desk or an adapter in at the hub of these settings, running or not; its new token.

    Raises:
        Problem: ``hub.bad_device``, ``hub.bad_agency`` or one of the database's.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = HubStore.open(settings.database_url)
    try:
        schema.migrate(store)
        with store.writing() as tx:
            return devices.enrol(tx, device_id, agency, clock(), kind)
    finally:
        store.close()
