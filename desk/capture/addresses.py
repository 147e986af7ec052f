"""The network scanners of this desk: typed addresses, and what the last search found."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desk.capture.scanner import ScannerInfo
from models.plain import from_plain, to_plain
from models.store import values
from models.store.engine import Store, Tx

_NAME = "capture.scanner_addresses"
_FOUND = "sources.scanners_found"
_PREFIX = "escl:"


class Addresses:
    """Typed addresses, in the order they were added."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self) -> list[str]:
        """All of them."""
        with self._store.reading() as tx:
            return _read(tx)

    def add(self, scanner_id: str) -> None:
        """Remember the address of this scanner."""
        address = scanner_id.removeprefix(_PREFIX)
        with self._store.writing() as tx:
            known = _read(tx)
            if address not in known:
                values.set(tx, _NAME, json.dumps([*known, address]))

    def remove(self, scanner_id: str) -> None:
        """Forget it; an unknown one is no error."""
        address = scanner_id.removeprefix(_PREFIX)
        with self._store.writing() as tx:
            values.set(tx, _NAME, json.dumps([one for one in _read(tx) if one != address]))

    def found(self) -> tuple[ScannerInfo, ...]:
        """What the last search found, without those that are on the list of addresses."""
        with self._store.reading() as tx:
            text, known = values.get(tx, _FOUND), set(_read(tx))
        if not text:
            return ()
        every = (from_plain(ScannerInfo, one) for one in json.loads(text))
        return tuple(one for one in every if one.id.removeprefix(_PREFIX) not in known)

    def remember(self, found: Sequence[ScannerInfo]) -> None:
        """Keep what a search found; an empty search forgets nothing, it may have been too short."""
        if found:
            with self._store.writing() as tx:
                values.set(tx, _FOUND, json.dumps(to_plain(tuple(found))))


def _read(tx: Tx) -> list[str]:
    text = values.get(tx, _NAME)
    return [str(one) for one in json.loads(text)] if text else []
