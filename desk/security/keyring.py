"""The keyring: which logins there are, their sealed keys, and how often a password was wrong.

Two copies lie beside the database, each flushed before the other is touched, each with a code that
only this device can compute (decision 3).  The newer good copy counts.  A keyring damaged in both
copies is never made anew: without it the database cannot be read, with a new one neither.  Only
somebody who holds the recovery key replaces it (`desk.security.recovery`).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.security.keys import Cost, DataKeys, Wrapped, keyring_key
from models.problems import Problem
from models.store import durable

log = logging.getLogger(__name__)

FORMAT = 2
DEVICE_SECRET_IN_FILE = "file"  # noqa: S105 - the name of a place, not a secret

Boxes = Mapping[str, bytes]
"""Data keys sealed for one person, by the name of the pair."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One login: its key pair, its data keys, wrong passwords since the last good one, next try."""

    wrapped: Wrapped
    boxes: Boxes
    failures: int = 0
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """The data keys sealed for whoever holds the recovery key."""

    public: bytes
    boxes: Boxes


@dataclass(frozen=True, slots=True)
class Keyring:
    """All logins of a desk. ``generation`` counts writes; ``complete`` once the database exists."""

    office: str
    current: str
    """The data keys the database is under; see ``coming``."""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    recovery: Recovery | None = None
    coming: str | None = None
    """Set while keys are rotated: the database may be under these already."""
    former: str | None = None
    """Set after a rotation until the next good start: the file kept from before is under these."""
    generation: int = 0
    complete: bool = False
    device_secret: str = DEVICE_SECRET_IN_FILE
    """Where the device secret is kept; a change of place is never silent (decision 5)."""

    def with_entry(self, login: str, entry: Entry) -> Keyring:
        """The keyring with this login's entry put in or replaced."""
        return replace(self, entries={**self.entries, login: entry})

    def sealed(self, keys: DataKeys) -> Keyring:
        """The keyring with these data keys sealed for everybody in it."""
        entries = {
            login: replace(entry, boxes=self._with_box(entry.boxes, entry.wrapped.public, keys))
            for login, entry in self.entries.items()
        }
        recovery = self.recovery
        if recovery is not None:
            boxes = self._with_box(recovery.boxes, recovery.public, keys)
            recovery = replace(recovery, boxes=boxes)
        return replace(self, entries=entries, recovery=recovery)

    def settled(self, current: str, former: str | None = None) -> Keyring:
        """The keyring when a rotation has ended; boxes of other data keys are dropped."""
        names = {current, former}
        entries = {
            login: replace(entry, boxes=_only(entry.boxes, names))
            for login, entry in self.entries.items()
        }
        recovery = self.recovery
        if recovery is not None:
            recovery = replace(recovery, boxes=_only(recovery.boxes, names))
        return replace(
            self, entries=entries, recovery=recovery, current=current, coming=None, former=former
        )

    def _with_box(self, boxes: Boxes, public: bytes, keys: DataKeys) -> Boxes:
        return {**boxes, keys.id: keys.sealed_for(public, self.office)}


class KeyringFile:
    """The two copies on the disk."""

    def __init__(self, folder: Path) -> None:
        self.copies = (folder / "keyring", folder / "keyring.copy")

    def exists(self) -> bool:
        """Whether either copy is there, readable or not."""
        return any(copy.exists() for copy in self.copies)

    def read(self, device_secret: bytes) -> Keyring:
        """The newer good copy. Raises Problem ``security.keyring_damaged`` when none is good."""
        return _newest(_read(copy, keyring_key(device_secret)) for copy in self.copies)

    def read_unproved(self) -> Keyring:
        """The newer readable copy, whoever wrote it: only for boxes that prove themselves.

        Raises Problem ``security.keyring_damaged``.
        """
        return _newest(_read(copy, None) for copy in self.copies)

    def write(self, keyring: Keyring, device_secret: bytes) -> Keyring:
        """Write both copies, one after the other; the keyring as written comes back."""
        written = replace(keyring, generation=keyring.generation + 1)
        body = json.dumps(_plain(written), ensure_ascii=False, sort_keys=True)
        code = _code(body, keyring_key(device_secret))
        content = json.dumps({"body": body, "code": code}).encode()
        for copy in self.copies:
            durable.write(copy, content)
        return written


def _newest(found: Iterable[Keyring | None]) -> Keyring:
    good = [ring for ring in found if ring is not None]
    if not good:
        raise Problem("security.keyring_damaged")
    return max(good, key=lambda ring: ring.generation)


def _only(boxes: Boxes, names: set[str | None]) -> Boxes:
    return {name: box for name, box in boxes.items() if name in names}


def _code(body: str, key: bytes) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()


def _read(path: Path, key: bytes | None) -> Keyring | None:
    try:
        outer = json.loads(path.read_bytes())
        body, code = outer["body"], outer["code"]
        if key is not None and not hmac.compare_digest(_code(body, key), code):
            raise ValueError("the code does not fit")
        return _keyring(json.loads(body))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        log.info("a copy of the keyring is damaged: %s", type(error).__name__)
        return None


def _plain(keyring: Keyring) -> dict[str, Any]:
    recovery = keyring.recovery
    return {
        "format": FORMAT,
        "office": keyring.office,
        "generation": keyring.generation,
        "complete": keyring.complete,
        "device_secret": keyring.device_secret,
        "current": keyring.current,
        "coming": keyring.coming,
        "former": keyring.former,
        "entries": {login: _plain_entry(entry) for login, entry in keyring.entries.items()},
        "recovery": None if recovery is None else plain_recovery(recovery),
    }


def _plain_entry(entry: Entry) -> dict[str, Any]:
    wrapped = entry.wrapped
    return {
        "salt": wrapped.salt.hex(),
        "passes": wrapped.cost.passes,
        "memory_kib": wrapped.cost.memory_kib,
        "lanes": wrapped.cost.lanes,
        "public": wrapped.public.hex(),
        "private": wrapped.private.hex(),
        "boxes": _plain_boxes(entry.boxes),
        "failures": entry.failures,
        "next_try": None if entry.next_try is None else entry.next_try.isoformat(),
    }


def plain_recovery(recovery: Recovery) -> dict[str, Any]:
    """As JSON, for the keyring and for what lies beside a backup."""
    return {"public": recovery.public.hex(), "boxes": _plain_boxes(recovery.boxes)}


def recovery_from(plain: Mapping[str, Any]) -> Recovery:
    """From JSON. Raises ValueError, KeyError or TypeError for anything else."""
    return Recovery(bytes.fromhex(plain["public"]), _boxes(plain["boxes"]))


def _plain_boxes(boxes: Boxes) -> dict[str, str]:
    return {name: box.hex() for name, box in boxes.items()}


def _boxes(plain: Mapping[str, str]) -> Boxes:
    return {name: bytes.fromhex(box) for name, box in plain.items()}


def _keyring(plain: Mapping[str, Any]) -> Keyring:
    if plain["format"] > FORMAT:
        raise Problem("store.newer")
    if plain["format"] < FORMAT:
        raise Problem("security.keyring_of_trial")
    return Keyring(
        office=plain["office"],
        current=plain["current"],
        coming=plain["coming"],
        former=plain["former"],
        entries={login: _entry(one) for login, one in plain["entries"].items()},
        recovery=None if plain["recovery"] is None else recovery_from(plain["recovery"]),
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
            public=bytes.fromhex(plain["public"]),
            private=bytes.fromhex(plain["private"]),
        ),
        boxes=_boxes(plain["boxes"]),
        failures=plain["failures"],
        next_try=None if next_try is None else datetime.fromisoformat(next_try),
    )
