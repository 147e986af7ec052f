"""Friday's page: the office's week in figures, with the late dossiers, who holds them and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.clock import Clock
from desk.settings import Settings
from models.facts import Appointment, Cause, Holding
from models.papers.heading import Heading
from models.papers.weekly import OverdueRow, WeeklyReport
from models.role import Act, User, needs
from models.store import audit, facts, weekly
from models.store.engine import Store, Tx
from models.weekly import WeekDossier, count_week, week_of

MOST_OVERDUE = 8
"""Lines of late dossiers that fit on one page with everything else."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """Báo cáo tuần of the whole office, as far as this desk knows it."""

    store: Store
    settings: Settings
    clock: Clock

    @needs(Act.SEE_FIGURES)
    def period(self, user: User, weeks_ago: int = 0) -> tuple[datetime, datetime]:  # noqa: ARG002
        """The week of figures that runs today, or one before it."""
        day: date = self.clock().date() - timedelta(weeks=weeks_ago)
        return week_of(day, self.settings.week_last_day)

    @needs(Act.SEE_FIGURES)
    def report(self, user: User, weeks_ago: int = 0, proposals: str = "") -> WeeklyReport:
        """The page. A week that still runs is counted up to now."""
        start, end = self.period(user, weeks_ago)
        now = self.clock()
        since = start - timedelta(days=7)
        with self.store.reading() as tx:
            week = count_week(
                (*weekly.own(tx, since), *weekly.elsewhere(tx, since)), start, end, now
            )
            rows = tuple(_row(tx, one) for one in week.overdue[:MOST_OVERDUE])
        return WeeklyReport(
            self._heading(now), week, rows, len(week.overdue) - len(rows), user.name,
            proposals.strip(),
        )  # fmt: skip

    @needs(Act.SEE_FIGURES)
    def word(self, user: User, report: WeeklyReport) -> bytes:
        """The page as DOCX; that it leaves as a file is audited, since it names dossiers."""
        from printing.weekly_word import weekly_word  # noqa: PLC0415 - no paper at the start

        made, now = weekly_word(report), self.clock()
        with self.store.writing() as tx:
            audit.append(
                tx, "figures.week_exported", user.login, now, "",
                {"overdue": len(report.overdue), "from": f"{report.week.start:%Y-%m-%d}"},
            )  # fmt: skip
        return made

    def _heading(self, now: datetime) -> Heading:
        office = self.settings.office
        return Heading(
            agency_upper=office.agency_upper,
            agency=office.agency,
            place=office.place,
            at=now,
            office=office.return_place,
            hotline=office.hotline,
        )


def _row(tx: Tx, one: WeekDossier) -> OverdueRow:
    """Who holds it by the last word, and the reason the last extension or hand-over gave."""
    held = facts.latest(tx, one.id, Holding)
    promised = [
        fact.body
        for fact in facts.of(tx, one.id, Appointment)
        if fact.body.cause is Cause.EXTENSION
    ]
    holder = one.counter and f"Quầy {one.counter}"
    if held is not None:
        who = f" ({held.body.person})" if held.body.person else ""
        holder = f"{held.body.unit}{who}, từ {held.at:%d/%m}"
    reason = promised[-1].reason if promised else (held.body.note if held else "")
    return OverdueRow(one.code, one.procedure_name, one.due, holder or "Bộ phận Một cửa", reason)
