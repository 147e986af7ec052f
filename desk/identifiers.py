"""Identities of dossiers, pages, events: UUID version 7, which sorts by time (sync §D.3)."""

from __future__ import annotations

from collections.abc import Callable

from uuid_utils import uuid7

NewId = Callable[[], str]


def new_id() -> str:
    """A fresh UUIDv7 in its canonical text form."""
    return str(uuid7())
