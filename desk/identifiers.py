"""Identities of dossiers, pages and events: UUID version 7, so that they sort by time (sync §D.3)."""

from __future__ import annotations

from collections.abc import Callable

from uuid_utils import uuid7

NewId = Callable[[], str]


def new_id() -> str:
    """A fresh UUIDv7 in its canonical text form."""
    return str(uuid7())
