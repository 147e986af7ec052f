"""Bộ chỉ số 766 as far as one desk can compute it, with the dossiers behind each lost point.

Every figure is «ước tính tại quầy»: the official score is computed on the national portal.  What a
desk cannot know is named and never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from models.dossier import Channel, Status
from models.lifecycle import is_overdue

_ONE_REQUEST = 1
"""More than one request for papers counts as overdue (day-at-the-desk §1)."""
_ENOUGH_SATISFIED = 0.90
_ENOUGH_REUSED = 0.80
_CLOSED_BEFORE = (Status.NOT_RECEIVED, Status.REGISTERED)
_SATISFIED = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """One dossier received in the period, with what the figures ask of it."""

    id: str
    code: str
    status: int
    received_at: datetime
    due: datetime
    """The appointment it is judged by: the last one that is no extension."""
    finished_at: datetime | None
    channel: Channel
    assisted: bool
    requests: int
    """How often papers were asked for."""
    duty: bool
    """Something was to be paid."""
    paid_online: bool
    wanted: int
    """Papers handed in that must be digitised."""
    digitised: int
    reused: int
    electronic_result: bool
    synced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A PAKN; `satisfied` None where nobody said."""

    about: str
    until: datetime | None
    answered_at: datetime | None
    satisfied: bool | None


@dataclass(frozen=True, slots=True)
class Rating:
    """An answer of 1 to 3 about a dossier."""

    dossier_code: str
    level: int


@dataclass(frozen=True, slots=True)
class Component:
    """One component: points of their maximum, its fraction, and what cost points."""

    key: str
    name: str
    group: str
    maximum: float
    points: float | None
    """None: nothing to count in the period, or nothing here can know."""
    good: int
    total: int
    lost: tuple[str, ...]
    """Codes of the dossiers (or matters) that cost points."""


@dataclass(frozen=True, slots=True)
class Score:
    """All components, the channels apart, and what the portal alone knows."""

    label: str
    components: tuple[Component, ...]
    points: float
    reachable: float
    """The sum of the maxima of components that could be counted."""
    direct: int
    online: int
    assisted: int
    """Lodged online by a clerk for somebody: never counted as plain online."""
    post: int
    online_share: float | None
    """Part of the received ones people lodged online themselves; the points are the province's."""
    not_here: tuple[str, ...]


def label_words(language: str = "vi") -> str:
    """What must stand beside every figure: an estimate of this desk's."""
    return str(_data()["label"][language])


def component_words(key: str, language: str = "vi") -> str:
    """The name of a component; the Vietnamese one is the ministry's."""
    rows = (*_data()["components"], *_data()["not_here"])
    return str(next(row[language] for row in rows if row["key"] == key))


def score(
    counted: Sequence[Counted],
    ratings: Sequence[Rating],
    complaints: Sequence[Complaint],
    now: datetime,
    *,
    has_hub: bool,
) -> Score:
    """Compute every component a desk can."""
    received = [one for one in counted if one.status not in _CLOSED_BEFORE]
    made = tuple(
        _component(
            row, _FORMULAS[row["key"]](received, tuple(ratings), tuple(complaints), now, has_hub)
        )
        for row in _data()["components"]
    )
    known = [one for one in made if one.points is not None]
    online = sum(one.channel is Channel.ONLINE and not one.assisted for one in received)
    return Score(
        label=label_words(),
        components=made,
        points=round(sum(one.points or 0 for one in known), 2),
        reachable=sum(one.maximum for one in known),
        direct=sum(one.channel is Channel.DIRECT for one in received),
        online=online,
        assisted=sum(one.assisted for one in received),
        post=sum(one.channel is Channel.POST for one in received),
        online_share=round(online / len(received), 4) if received else None,
        not_here=tuple(row["key"] for row in _data()["not_here"]),
    )


@dataclass(frozen=True, slots=True)
class _Share:
    good: int
    total: int
    lost: tuple[str, ...]
    enough: float = 1.0
    """From this share on all points are given."""
    all_if_none: bool = False


_Formula = Callable[..., _Share]


def _synced(received: list[Counted], _r: Any, _c: Any, now: datetime, hub: bool) -> _Share:
    if not hub:
        return _Share(0, 0, ())
    within = timedelta(hours=_data()["sync_within_hours"])
    judged = [
        one for one in received if one.synced_at is not None or now - one.received_at > within
    ]
    bad = [
        one for one in judged if one.synced_at is None or one.synced_at - one.received_at > within
    ]
    return _of(judged, bad)


def _on_time(received: list[Counted], _r: Any, _c: Any, now: datetime, _h: bool) -> _Share:
    bad = [
        one
        for one in received
        if one.requests > _ONE_REQUEST or is_overdue(one.status, one.due, now, one.finished_at)
    ]
    return _of(received, bad)


def _online_payment(received: list[Counted], *_: Any) -> _Share:
    duty = [one for one in received if one.duty]
    return _of(duty, [one for one in duty if not one.paid_online])


def _complaints_in_time(
    _d: Any, _r: Any, complaints: tuple[Complaint, ...], now: datetime, _h: bool
) -> _Share:
    judged = [one for one in complaints if one.until is not None]
    bad = [one for one in judged if one.until is not None and (one.answered_at or now) > one.until]
    lost = tuple(one.about for one in bad)
    return _Share(len(judged) - len(bad), len(judged), lost, all_if_none=True)


def _complaints_satisfied(_d: Any, _r: Any, complaints: tuple[Complaint, ...], *_: Any) -> _Share:
    judged = [one for one in complaints if one.satisfied is not None]
    lost = tuple(one.about for one in judged if not one.satisfied)
    return _Share(len(judged) - len(lost), len(judged), lost, all_if_none=True)


def _rated(_d: Any, ratings: tuple[Rating, ...], *_: Any) -> _Share:
    lost = tuple(one.dossier_code for one in ratings if one.level < _SATISFIED)
    return _Share(len(ratings) - len(lost), len(ratings), lost, _ENOUGH_SATISFIED)


def _results(received: list[Counted], *_: Any) -> _Share:
    done = [one for one in received if one.status in (Status.FINISHED, Status.RETURNED)]
    return _of(done, [one for one in done if not one.electronic_result])


def _digitised(received: list[Counted], *_: Any) -> _Share:
    wanted = [one for one in received if one.wanted]
    lost = tuple(one.code for one in wanted if one.digitised < one.wanted)
    return _Share(sum(one.digitised for one in wanted), sum(one.wanted for one in wanted), lost)


def _reused(received: list[Counted], *_: Any) -> _Share:
    wanted = [one for one in received if one.wanted]
    share = _of(wanted, [one for one in wanted if not one.reused])
    return _Share(share.good, share.total, share.lost, _ENOUGH_REUSED)


def _of(judged: Sequence[Counted], bad: Sequence[Counted]) -> _Share:
    return _Share(len(judged) - len(bad), len(judged), tuple(one.code for one in bad))


_FORMULAS: dict[str, _Formula] = {
    "DOSSIER_SYNC": _synced,
    "ON_TIME": _on_time,
    "ONLINE_PAYMENT": _online_payment,
    "PAKN_ON_TIME": _complaints_in_time,
    "PAKN_SATISFACTION": _complaints_satisfied,
    "DOSSIER_RECEIVING_SATISFACTION": _rated,
    "ORIGINAL_RESULT_AVAILABLE": _results,
    "SO_HOA_GIAY_TO_GIAI_QUYET": _digitised,
    "REUSED_DIGITIZED_DATA": _reused,
}


def _component(row: dict[str, Any], share: _Share) -> Component:
    maximum = float(row["points"])
    points: float | None = None
    if share.total:
        points = round(min(maximum, maximum * share.good / share.total / share.enough), 2)
    elif share.all_if_none:
        points = maximum
    return Component(
        row["key"], row["vi"], row["group"], maximum, points, share.good, share.total, share.lost
    )


@cache
def _data() -> dict[str, Any]:
    source = files("models.data").joinpath("kpi766.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
