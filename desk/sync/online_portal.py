"""Dossiers lodged online, from the hub: listed, reserved for this desk, fetched, answered.

The hub is the only one who gives a dossier to a desk, as it gives numbers; without a line no desk
takes one it does not hold already. The port is `desk.reception.online_inbox.Portal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from desk.sync.downloads import Downloads
from desk.sync.line import HttpLine
from desk.sync.trouble import LineProblem, Nature
from models.online import (
    OnlineBrought,
    OnlineDecided,
    OnlineDossier,
    OnlineFile,
    OnlineHolding,
    read_online,
)
from models.online_exchange import OnlineAnswer, OnlineHeld, OnlineOnHub, OnlineWaiting
from models.plain import from_plain, to_plain
from models.problems import Problem

_CONFLICT = 409
_PAGES = 50
"""Of a hundred dossiers each; more than an office can have waiting."""


@dataclass(slots=True)
class HubPortal:
    """The hub as the place online dossiers come from."""

    line: HttpLine
    device_id: str
    downloads: Downloads
    name: str = "hub"
    reserves: bool = True

    def fetch(self) -> OnlineBrought:
        """Everything that waits at the hub.

        Raises:
            LineProblem: without a line, or where the hub knows nothing of online dossiers.
        """
        waiting: list[OnlineOnHub] = []
        after = ""
        for _ in range(_PAGES):
            response = self.line.ask("GET", f"/v1/online/waiting?after={quote(after)}")
            page = self.line.read(response, lambda told: from_plain(OnlineWaiting, told))
            waiting += page.waiting
            if not page.more or not page.waiting:
                break
            after = page.waiting[-1].code
        return self._brought(waiting)

    def hold(self, code: str, version: int) -> OnlineHolding | None:
        """Reserve a dossier for this desk.

        Raises:
            LineProblem: without a line.
            Problem: ``online.held_elsewhere``, ``online.decided_elsewhere``.
        """
        response = self.line.ask(
            "POST",
            "/v1/online/holds",
            body={"code": code, "version": version},
            also=frozenset({_CONFLICT}),
        )
        if response.status_code == _CONFLICT:
            raise self.line.read(response, _taken)
        held = self.line.read(response, lambda told: from_plain(OnlineHeld, told))
        return OnlineHolding(held.version, datetime.fromisoformat(held.until), held.before)

    def let_go(self, code: str, version: int) -> None:
        """Leave a dossier to the others. Raises LineProblem without a line."""
        self.line.ask("POST", "/v1/online/holds:release", body={"code": code, "version": version})

    def content(self, one: OnlineFile) -> bytes:
        """An attached file, by its hash.

        Raises:
            LineProblem: when the line breaks; asked again, it goes on.
            Problem: ``online.file_on_the_way``, ``sync.download_damaged``.
        """
        try:
            return self.downloads.content(one.sha256)
        except Problem as problem:
            if problem.code == "sync.download_not_there":
                raise Problem("online.file_on_the_way") from problem
            raise

    def answer(self, code: str, decided: OnlineDecided, at: datetime) -> bool:
        """Tell what was decided; False when another desk's answer was there before.

        Raises:
            LineProblem: when the hub did not take it.
        """
        told = OnlineAnswer(
            code=code,
            version=decided.version,
            decision=decided.decision.value,
            reason=decided.reason,
            agency=decided.agency,
            paper_number=decided.paper_number,
            dossier_code=decided.dossier_code,
            decided_at=at.isoformat(),
        )
        response = self.line.ask(
            "POST", "/v1/online/answers", body=to_plain(told), also=frozenset({_CONFLICT})
        )
        return bool(response.status_code != _CONFLICT)

    def _brought(self, waiting: list[OnlineOnHub]) -> OnlineBrought:
        packets: list[OnlineDossier] = []
        held: dict[str, tuple[str, datetime]] = {}
        unreadable = 0
        for one in waiting:
            try:
                packets.append(read_online(one.packet, self.name))
            except (ValueError, KeyError, TypeError, AttributeError):
                unreadable += 1
                continue
            if one.held_by and one.held_by != self.device_id:
                held[packets[-1].code] = (one.held_by, datetime.fromisoformat(one.held_until))
        return OnlineBrought(tuple(packets), unreadable, self.name, held, whole=True)


def _taken(told: Any) -> Problem:
    """Why a dossier is not to be had, in this desk's words."""
    if told["code"] == "hub.online_held":
        until = datetime.fromisoformat(told["until"])
        return Problem("online.held_elsewhere", device=str(told["device"]), until=f"{until:%H:%M}")
    if told["code"] == "hub.online_decided":
        return Problem("online.decided_elsewhere")
    raise LineProblem("sync.refused", Nature.PERMANENT, hub_code=str(told["code"]))
