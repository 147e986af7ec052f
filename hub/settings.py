"""What one hub is told when it starts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DATABASE_VARIABLE = "MOTCUA_HUB_DATABASE"
"""Environment variable for a database address that holds a password: a command line is readable
by every user of the machine, the environment of a process only by its owner."""

DATA_VARIABLE = "MOTCUA_HUB_DATA"


@dataclass(frozen=True, slots=True)
class HubSettings:
    """Where the hub keeps things and where it listens."""

    data: Path
    """Folder of uploads, blobs and – without another address – the database file."""
    database: str | None = None
    """SQLAlchemy address; None means a SQLite file in `data`."""
    host: str = "127.0.0.1"
    port: int = 8765

    @property
    def database_url(self) -> str:
        """The address of the database."""
        return self.database or f"sqlite:///{self.data / 'hub.db'}"


def default_data() -> Path:
    """The hub's folder: ``MOTCUA_HUB_DATA``, else the user's place for program data."""
    if given := os.environ.get(DATA_VARIABLE):
        return Path(given)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "motcua-hub"


def default_database() -> str | None:
    """The database address of the environment, if any."""
    return os.environ.get(DATABASE_VARIABLE) or None
