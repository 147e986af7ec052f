"""What the parts of one running hub share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hub.authority import Authority
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
    desks_root: Path | None = None
    """The root whose desks are let in, where the line is secured."""

    @property
    def renews_certificates(self) -> bool:
        """Whether desks were let in by the root in the hub's own folder."""
        return self.desks_root is not None and Authority.is_root(self.desks_root, self.tls)

    @property
    def tls(self) -> Path:
        """Where the hub's own root lies, if it has one."""
        return self.settings.data / "tls"
