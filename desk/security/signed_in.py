"""Somebody at the desk with the store open."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk.security.keys import DataKeys
from models.role import User
from models.store.blobs import Blobs
from models.store.engine import Store


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at the desk with the store open. Whoever got it closes the store."""

    user: User
    store: Store
    blobs: Blobs
    keys: DataKeys = field(repr=False)
    """Kept to let others in; gone when the process lets go of this object."""
    recovery_key: str = field(default="", repr=False)
    """The printed form, only right after set-up: to be put on paper, nobody keeps it."""
