"""The secret of a device: 32 random bytes in a file only its owner may read (decision 5)."""

from __future__ import annotations

import secrets
from pathlib import Path

from desk.security.keys import KEY_BYTES
from models.problems import Problem
from models.store import durable


class DeviceSecret:
    """The secret's file. Once there it is never replaced: what it protects could not be opened."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "device-secret"

    def exists(self) -> bool:
        """Whether the secret is there."""
        return self._path.exists()

    def read(self) -> bytes:
        """The secret. Raises Problem ``security.device_secret_missing`` or ``…_damaged``."""
        try:
            secret = self._path.read_bytes()
        except FileNotFoundError as error:
            raise Problem("security.device_secret_missing") from error
        if len(secret) != KEY_BYTES:
            raise Problem("security.device_secret_damaged")
        return secret

    def make(self) -> bytes:
        """The secret, made if there is none yet; for a new office only."""
        if not self._path.exists():
            durable.write(self._path, secrets.token_bytes(KEY_BYTES))
        return self.read()
