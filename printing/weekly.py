"""Báo cáo tuần (A4): one page, whatever the week was like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from models.papers.weekly import WeeklyReport
from models.weekly import Tally
from models.weekly_lines import field_lines, total_lines
from printing.forms import Filling, Form, Values, shipped_form
from printing.slips import Slip, heading_values, render_slip

_DOTS = "…" * 34
_PAGE = re.compile(rb"/Type\s*/Page\b")
_COUNTS = ("carried", "new", "early", "on_time", "late", "open_in_time", "open_late")


def render_weekly(
    report: WeeklyReport, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the report as PDF: as many late dossiers as leave it one page, the others counted."""
    form = form or shipped_form("weekly")
    for shown in range(len(report.overdue), -1, -1):
        left_out = len(report.overdue) - shown
        some = replace(report, overdue=report.overdue[:shown], more=report.more + left_out)
        made = render_slip(_slip(some), form, reprinted_at)
        if len(_PAGE.findall(made)) == 1:
            return made
    return made


def _slip(report: WeeklyReport) -> Slip:
    week = report.week
    running = report.heading.at < week.end
    late = bool(report.overdue) or bool(report.more)
    values = {
        **heading_values(report.heading),
        "from": f"{week.start:%d/%m/%Y}",
        "to": f"{week.end - timedelta(days=1):%d/%m/%Y}",
        "running": f" (số liệu đến {report.heading.at:%H:%M %d/%m})" if running else "",
        "more": str(report.more) if report.more else "",
        "late": "x" if late else "",
        "head": "4. Kiến nghị, đề xuất:" if late else "3. Kiến nghị, đề xuất:",
        "proposals": report.proposals or _DOTS,
        "clerk": report.clerk,
    }
    rows: dict[str, Sequence[Values]] = {
        "totals": [
            {
                "name": one.name,
                "now": str(one.now),
                "parts": one.parts,
                "before": str(one.before),
                "change": one.change,
            }
            for one in total_lines(week)
        ],
        "fields": [_counts(name, tally) for name, tally in field_lines(week)],
        "overdue": [
            {
                "code": one.code,
                "procedure": one.procedure,
                "due": f"{one.due:%d/%m/%y}",
                "holder": one.holder,
                "reason": one.reason or "–",
            }
            for one in report.overdue
        ],
    }
    return Slip(report.heading, Filling(values, rows))


def _counts(name: str, tally: Tally) -> Values:
    return {"name": name, **{key: str(getattr(tally, key)) for key in _COUNTS}}
