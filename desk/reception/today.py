"""Việc hôm nay: the first screen after sign-in, and the supervisor's counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.clock import Clock
from models.dossier import DossierRow, Status
from models.role import Act, User, needs
from models.store import drafts, lists, outbox
from models.store.engine import Store


@dataclass(frozen=True, slots=True)
class TodayView:
    """What waits for somebody today. Lists are newest or most urgent first, 500 rows at most."""

    received: tuple[DossierRow, ...]
    due_today: tuple[DossierRow, ...]
    overdue: tuple[DossierRow, ...]
    waiting_supplement: tuple[DossierRow, ...]
    results: tuple[DossierRow, ...]
    """Results that wait for the citizen."""
    not_sent: tuple[DossierRow, ...]
    drafts: int
    waiting_events: int
    waiting_files: int
    refused: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one day for the supervisor: (name, count), largest first."""

    by_procedure: tuple[tuple[str, int], ...]
    by_clerk: tuple[tuple[str, int], ...]
    by_channel: tuple[tuple[str, int], ...]
    received: int
    returned: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Today:
    """Reads only; nothing here changes anything."""

    store: Store
    clock: Clock

    @needs(Act.SEE_TODAY)
    def overview(self, user: User) -> TodayView:
        """The lists of the first screen."""
        start, end = _day(self.clock())
        with self.store.reading() as tx:
            counts = outbox.counts(tx)
            return TodayView(
                received=lists.received_between(tx, start, end),
                due_today=lists.due_between(tx, start, end),
                overdue=lists.overdue(tx, self.clock()),
                waiting_supplement=lists.with_status(tx, (Status.SUPPLEMENT_REQUESTED,)),
                results=lists.with_status(tx, (Status.FINISHED,)),
                not_sent=lists.not_sent(tx),
                drafts=len(drafts.open_drafts(tx, user.login)),
                waiting_events=counts.waiting_events,
                waiting_files=counts.waiting_files,
                refused=counts.refused,
            )

    @needs(Act.SEE_FIGURES)
    def figures(self, user: User) -> Figures:
        """The day in numbers."""
        start, end = _day(self.clock())
        with self.store.reading() as tx:
            by_channel = lists.counts_by(tx, start, end, "channel")
            return Figures(
                by_procedure=lists.counts_by(tx, start, end, "procedure"),
                by_clerk=lists.counts_by(tx, start, end, "clerk"),
                by_channel=by_channel,
                received=sum(count for _, count in by_channel),
                returned=lists.returned_count(tx, start, end),
                overdue=len(lists.overdue(tx, self.clock())),
            )


def _day(now: datetime) -> tuple[datetime, datetime]:
    start = datetime.combine(now.date(), time(), now.tzinfo)
    return start, start + timedelta(days=1)
