"""After a backup was put back: what the hub must not do before its desks have told it the rest."""

from __future__ import annotations

from datetime import date, timedelta

from hub.clock import Clock, office_time
from hub.settings import HubSettings
from hub.store import leases, register, schema
from hub.store.engine import HubStore

SKIPPED = 1000
"""Numbers left out a day: twenty blocks of fifty, more than an office uses between two backups."""
_BEFORE, _AHEAD = 2, 10
"""Days around today for which desks may hold blocks (they ask for three working days ahead)."""


def release_register(settings: HubSettings, agency: str) -> int:
    """Number the agency's book again though desks are still silent; how many were.

    Raises:
        Problem: one of the database's.
    """
    store = HubStore.open(settings.database_url)
    try:
        schema.migrate(store)
        with store.writing() as tx:
            return register.release(tx, agency)
    finally:
        store.close()


def make_safe(settings: HubSettings, clock: Clock = office_time) -> tuple[date, ...]:
    """Skip numbers that may have been given away after the backup; the days it was done for.

    Events and documents need no such act: desks compare daily and send what is missing.

    Raises:
        Problem: one of the database's.
    """
    today = clock().date()
    days = tuple(today + timedelta(days=away) for away in range(-_BEFORE, _AHEAD + 1))
    store = HubStore.open(settings.database_url)
    try:
        schema.migrate(store)
        with store.writing() as tx:
            leases.skip_ahead(tx, days, SKIPPED)
            register.hold(tx)
    finally:
        store.close()
    return days
