"""The network scanners of this desk: typed addresses, and what the last search found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from desk.capture.escl_address import Address
from desk.capture.scanner import ScannerInfo
from models.plain import from_plain, to_plain
from models.problems import Problem
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


def each_once(sources: Sequence[ScannerInfo]) -> tuple[ScannerInfo, ...]:
    """The sources without those of the system that our own client reaches at the same address.

    Our client keeps the scanner's bytes, so it goes first.  Where the system knows more devices at
    an address than ours does, they are not the same: a server shares several, and all are shown.
    """
    own = Counter(_host(one.id.removeprefix(_PREFIX)) for one in sources if _is_own(one))
    theirs = {(_plain(one.network_address), one.name) for one in sources if one.network_address}
    many = Counter(host for host, _ in theirs)
    same = {host for host in many if host and many[host] <= own[host]}
    return tuple(one for one in sources if _is_own(one) or _plain(one.network_address) not in same)


def _is_own(source: ScannerInfo) -> bool:
    return source.id.startswith(_PREFIX)


def _host(address: str) -> str:
    try:
        return _plain(Address.typed(address).host)
    except Problem:
        return ""


def _plain(host: str) -> str:
    return host.strip("[]").partition("%")[0].rstrip(".").lower()


def _read(tx: Tx) -> list[str]:
    text = values.get(tx, _NAME)
    return [str(one) for one in json.loads(text)] if text else []
