"""The hub's time. The only module of the hub that reads the machine's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07")

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in Vietnam's offset."""


def office_time() -> datetime:
    """Now, at +07:00."""
    return datetime.now(VIETNAM)
