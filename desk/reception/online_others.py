"""Whose an online dossier is: nobody's yet, this desk's for some hours, or another desk's."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.facts import Fact
from models.online import (
    OnlineBrought,
    OnlineDecided,
    OnlineDossier,
    OnlineElsewhere,
    OnlineHolding,
)
from models.problems import Problem
from models.store import facts
from models.store.engine import Tx

KEPT = timedelta(days=120)
"""How far back what was lodged is looked at."""


def undecided(tx: Tx, now: datetime) -> list[tuple[Fact[OnlineDossier], OnlineElsewhere | None]]:
    """What nobody answered as far as is known, each with the desk that works on it elsewhere."""
    newest = facts.newest_of_each_subject(tx, OnlineDossier, now - KEPT)
    subjects = [one.subject for one in newest]
    decided = facts.latest_of_each(tx, subjects, OnlineDecided)
    others = facts.latest_of_each(tx, subjects, OnlineElsewhere)
    found: list[tuple[Fact[OnlineDossier], OnlineElsewhere | None]] = []
    for one in newest:
        ours, theirs = decided.get(one.subject), others.get(one.subject)
        if ours is not None and ours.body.version >= one.body.version:
            continue
        other = theirs.body if theirs and theirs.body.version == one.body.version else None
        if other is None or (other.until is not None and other.until <= now):
            found.append((one, None))
        elif other.until is not None:
            found.append((one, other))
    return found


def others_news(tx: Tx, brought: OnlineBrought, now: datetime) -> list[tuple[str, OnlineElsewhere]]:
    """What other desks hold, let go or answered, where it is not what is known already."""
    if not brought.whole:
        return []
    here = {packet.code for packet in brought.packets}
    found = []
    for fact, other in undecided(tx, now):
        packet, held = fact.body, brought.held.get(fact.body.code)
        news: OnlineElsewhere | None = None
        if packet.code not in here and packet.portal == brought.portal:
            news = OnlineElsewhere(packet.version, "")
        elif held is not None:
            news = OnlineElsewhere(packet.version, *held)
        elif other is not None:
            news = OnlineElsewhere(packet.version, "", now)
        if news is not None and news != other:
            found.append((fact.subject, news))
    return found


def held_by_us(tx: Tx, subject: str, version: int, now: datetime) -> None:
    """Nothing, where this desk may decide now.

    Raises:
        Problem: ``online.decided_elsewhere``, ``online.hold_passed``.
    """
    other = facts.latest(tx, subject, OnlineElsewhere)
    if other is not None and other.body.version == version and other.body.until is None:
        raise Problem("online.decided_elsewhere")
    held = facts.latest(tx, subject, OnlineHolding)
    if held is None or held.body.version != version or held.body.until <= now:
        raise Problem("online.hold_passed")
