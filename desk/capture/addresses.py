"""The network scanners a clerk typed the address of, remembered in the store."""

from __future__ import annotations

import json

from models.store import values
from models.store.engine import Store, Tx

_NAME = "capture.scanner_addresses"
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


def _read(tx: Tx) -> list[str]:
    text = values.get(tx, _NAME)
    return [str(one) for one in json.loads(text)] if text else []
