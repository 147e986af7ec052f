"""The keyring: which logins there are, their wrapped keys, and how often a password was wrong.

Two copies lie beside the database, each flushed before the other is touched, each with a code that
only this device can compute (decision 3).  The newer good copy counts.  A keyring damaged in both
copies is never made anew: without it the database cannot be read, with a new one neither.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.security.keys import Cost, Wrapped, keyring_key
from models.problems import Problem
from models.store import durable

log = logging.getLogger(__name__)

FORMAT = 1
DEVICE_SECRET_IN_FILE = "file"  # noqa: S105 - the name of a place, not a secret


@dataclass(frozen=True, slots=True)
class Entry:
    """One login: its wrapped keys, wrong passwords since the last good one, and the next try."""

    wrapped: Wrapped
    failures: int = 0
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Keyring:
    """All logins of a desk. ``generation`` counts writes; ``complete`` once the database exists."""

    office: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    generation: int = 0
    complete: bool = False
    device_secret: str = DEVICE_SECRET_IN_FILE
    """Where the device secret is kept; a change of place is never silent (decision 5)."""

    def with_entry(self, login: str, entry: Entry) -> Keyring:
        """The keyring with this login's entry put in or replaced."""
        return replace(self, entries={**self.entries, login: entry})


class KeyringFile:
    """The two copies on the disk."""

    def __init__(self, folder: Path) -> None:
        self._copies = (folder / "keyring", folder / "keyring.copy")

    def exists(self) -> bool:
        """Whether either copy is there, readable or not."""
        return any(copy.exists() for copy in self._copies)

    def read(self, device_secret: bytes) -> Keyring:
        """The newer good copy. Raises Problem ``security.keyring_damaged`` when none is good."""
        good = [
            ring
            for ring in (_read(copy, keyring_key(device_secret)) for copy in self._copies)
            if ring is not None
        ]
        if not good:
            raise Problem("security.keyring_damaged")
        return max(good, key=lambda ring: ring.generation)

    def write(self, keyring: Keyring, device_secret: bytes) -> Keyring:
        """Write both copies, one after the other; the keyring as written comes back."""
        written = replace(keyring, generation=keyring.generation + 1)
        body = json.dumps(_plain(written), ensure_ascii=False, sort_keys=True)
        code = _code(body, keyring_key(device_secret))
        content = json.dumps({"body": body, "code": code}).encode()
        for copy in self._copies:
            durable.write(copy, content)
        return written


def _code(body: str, key: bytes) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()


def _read(path: Path, key: bytes) -> Keyring | None:
    try:
        outer = json.loads(path.read_bytes())
        body, code = outer["body"], outer["code"]
        if not hmac.compare_digest(_code(body, key), code):
            raise ValueError("the code does not fit")
        return _keyring(json.loads(body))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        log.info("a copy of the keyring is damaged: %s", type(error).__name__)
        return None


def _plain(keyring: Keyring) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "office": keyring.office,
        "generation": keyring.generation,
        "complete": keyring.complete,
        "device_secret": keyring.device_secret,
        "entries": {login: _plain_entry(entry) for login, entry in keyring.entries.items()},
    }


def _plain_entry(entry: Entry) -> dict[str, Any]:
    wrapped = entry.wrapped
    return {
        "salt": wrapped.salt.hex(),
        "passes": wrapped.cost.passes,
        "memory_kib": wrapped.cost.memory_kib,
        "lanes": wrapped.cost.lanes,
        "database": wrapped.database.hex(),
        "scans": wrapped.scans.hex(),
        "failures": entry.failures,
        "next_try": None if entry.next_try is None else entry.next_try.isoformat(),
    }


def _keyring(plain: Mapping[str, Any]) -> Keyring:
    if plain["format"] > FORMAT:
        raise Problem("store.newer")
    return Keyring(
        office=plain["office"],
        entries={login: _entry(one) for login, one in plain["entries"].items()},
        generation=plain["generation"],
        complete=plain["complete"],
        device_secret=plain["device_secret"],
    )


def _entry(plain: Mapping[str, Any]) -> Entry:
    next_try = plain["next_try"]
    return Entry(
        Wrapped(
            salt=bytes.fromhex(plain["salt"]),
            cost=Cost(plain["passes"], plain["memory_kib"], plain["lanes"]),
            database=bytes.fromhex(plain["database"]),
            scans=bytes.fromhex(plain["scans"]),
        ),
        failures=plain["failures"],
        next_try=None if next_try is None else datetime.fromisoformat(next_try),
    )
