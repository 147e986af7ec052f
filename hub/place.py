"""What the parts of one running hub share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hub.clock import Clock
from hub.settings import HubSettings
from hub.store.engine import HubStore
from hub.store.files import Files
from hub.witness import HubWitness


@dataclass(frozen=True, slots=True)
class Hub:
    """One running hub."""

    settings: HubSettings
    store: HubStore
    files: Files
    clock: Clock
    new_id: Callable[[], str]
    witness: HubWitness
