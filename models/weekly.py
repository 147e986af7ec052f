"""Friday's figures: what was carried over, came, was done and is open, this week and the last.

Pure counting; a dossier is judged by the appointment that holds now, as on the desk's own lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from models.calendar import VIETNAM
from models.dossier import Channel

FRIDAY = 5
"""ISO number of the day a week of figures ends with, unless the office says otherwise."""


@dataclass(frozen=True, slots=True)
class WeekDossier:
    """What the page asks of one dossier. ``done_at``: the result was there."""

    id: str
    code: str
    field_name: str
    procedure_name: str
    channel: int
    assisted: bool
    received_at: datetime
    due: datetime
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    """Withdrawn or stopped: no result will come."""
    counter: str = ""
    """The counter that received it; empty for this one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One column of the page."""

    carried: int = 0
    direct: int = 0
    online: int = 0
    assisted: int = 0
    post: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    dropped: int = 0
    open_in_time: int = 0
    open_late: int = 0

    @property
    def new(self) -> int:
        """Received in the week, whatever the way."""
        return self.direct + self.online + self.assisted + self.post

    @property
    def done(self) -> int:
        """Results that came."""
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        """What the next week begins with."""
        return self.open_in_time + self.open_late


@dataclass(frozen=True, slots=True)
class Week:
    """The page's figures: [start, end), by field – the largest first – and the week before."""

    start: datetime
    end: datetime
    total: Tally
    before: Tally
    fields: tuple[tuple[str, Tally], ...] = ()
    overdue: tuple[WeekDossier, ...] = field(default=())
    """Open and late at the end, the longest first."""


def week_of(day: date, last_day: int = FRIDAY) -> tuple[datetime, datetime]:
    """The week of figures a day belongs to: seven days up to the end of the office's last day."""
    ends = day + timedelta(days=(last_day - day.isoweekday()) % 7 + 1)
    end = datetime.combine(ends, time(), VIETNAM)
    return end - timedelta(days=7), end


def count_week(
    dossiers: Sequence[WeekDossier], start: datetime, end: datetime, now: datetime | None = None
) -> Week:
    """Count the week [start, end) and the one before it; one that still runs, up to `now`."""
    until = end if now is None else min(end, now + timedelta.resolution)
    before = start - timedelta(days=7)
    by_field: dict[str, list[WeekDossier]] = {}
    for one in dossiers:
        by_field.setdefault(one.field_name, []).append(one)
    fields = [(name, _tally(some, start, until)) for name, some in by_field.items()]
    seen = [(name, one) for name, one in fields if one != Tally()]
    late = [
        one
        for one in dossiers
        if one.received_at < until and one.due < until and not _over(one, until)
    ]
    return Week(
        start,
        end,
        total=_tally(dossiers, start, until),
        before=_tally(dossiers, before, start),
        fields=tuple(sorted(seen, key=lambda pair: (-pair[1].carried - pair[1].new, pair[0]))),
        overdue=tuple(sorted(late, key=lambda one: one.due)),
    )


def merged(fields: Sequence[tuple[str, Tally]], most: int, rest: str) -> list[tuple[str, Tally]]:
    """At most so many fields; the others together under `rest`, so that a page stays one page."""
    if len(fields) <= most:
        return list(fields)
    return [*fields[: most - 1], (rest, _sum(one for _, one in fields[most - 1 :]))]


def _tally(dossiers: Iterable[WeekDossier], start: datetime, end: datetime) -> Tally:
    return _sum(_of_one(one, start, end) for one in dossiers)


def _of_one(one: WeekDossier, start: datetime, end: datetime) -> Tally:
    if one.received_at >= end or _over(one, start):
        return Tally()
    made = Tally(carried=1) if one.received_at < start else _arrival(one)
    if one.dropped_at is not None and one.dropped_at < end:
        return replace(made, dropped=1)
    if one.done_at is not None and one.done_at < end:
        return _finish(made, one.done_at.astimezone(VIETNAM), one.due.astimezone(VIETNAM))
    return replace(made, open_late=1) if one.due < end else replace(made, open_in_time=1)


def _over(one: WeekDossier, at: datetime) -> bool:
    """Whether it had ended before a moment, with a result or without."""
    ended = one.dropped_at or one.done_at
    return ended is not None and ended < at


def _arrival(one: WeekDossier) -> Tally:
    if one.channel == Channel.POST:
        return Tally(post=1)
    if one.assisted:
        return Tally(assisted=1)
    return Tally(online=1) if one.channel == Channel.ONLINE else Tally(direct=1)


def _finish(made: Tally, done: datetime, due: datetime) -> Tally:
    """Before the day, on the day in time, or later (QĐ 766/QĐ-TTg counts the first two alike)."""
    if done > due:
        return replace(made, late=1)
    return replace(made, early=1) if done.date() < due.date() else replace(made, on_time=1)


def _sum(tallies: Iterable[Tally]) -> Tally:
    names = Tally.__slots__
    totals = dict.fromkeys(names, 0)
    for one in tallies:
        for name in names:
            totals[name] += getattr(one, name)
    return Tally(**totals)
