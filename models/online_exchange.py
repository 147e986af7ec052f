"""What hub, desks and the province's adapter say to each other about dossiers lodged online.

The packet itself stays as the portal wrote it (`models.online.read_online`); these are the words
around it. Times are ISO 8601.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OnlineOnHub:
    """One version of a dossier that waits for a desk.

    ``held_by`` is the desk that works on it until ``held_until``; empty when it is free.
    ``missing`` are hashes of files the adapter has announced and not sent yet.
    """

    code: str
    version: int
    packet: Mapping[str, Any]
    held_by: str = ""
    held_until: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnlineWaiting:
    """A page of what waits, in the order of the codes; ``more`` tells that there is a next one."""

    waiting: tuple[OnlineOnHub, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class OnlineHeld:
    """The dossier is this desk's until then.

    ``before`` names a desk that had it, let the time pass and never answered: it may have decided
    while it had no line.
    """

    code: str
    version: int
    until: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class OnlineAnswer:
    """What a desk decided about one version, for the portal. ``decision`` as in `Decision`."""

    code: str
    version: int
    decision: str
    reason: str = ""
    agency: str = ""
    paper_number: str = ""
    dossier_code: str = ""
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class OnlineDropped:
    """The adapter's receipt for a packet: which of its files are still to be sent."""

    code: str
    version: int
    missing: tuple[str, ...]
