"""The lines of Báo cáo tuần, the same on the screen, on paper and in a file."""

from __future__ import annotations

from dataclasses import dataclass

from models.weekly import Tally, Week, merged

MOST_FIELDS = 6
"""Lines of fields that fit on one page with everything else."""
_TOTALS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("Kỳ trước chuyển sang", "carried", ()),
    (
        "Tiếp nhận mới",
        "new",
        (
            ("trực tiếp", "direct"),
            ("trực tuyến", "online"),
            ("trực tuyến có hỗ trợ", "assisted"),
            ("bưu chính", "post"),
        ),
    ),
    (
        "Đã giải quyết",
        "done",
        (("trước hạn", "early"), ("đúng hạn", "on_time"), ("quá hạn", "late")),
    ),
    ("Rút, dừng giải quyết", "dropped", ()),
    ("Đang giải quyết", "open", (("trong hạn", "open_in_time"), ("quá hạn", "open_late"))),
)
_REST, _SUM = "Lĩnh vực khác", "Cộng"


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One count of both weeks; `parts` says what this week's consists of."""

    name: str
    parts: str
    now: int
    before: int

    @property
    def change(self) -> str:
        """With its sign; a dash where nothing changed."""
        return f"{self.now - self.before:+d}".replace("-", "−") if self.now != self.before else "–"


def total_lines(week: Week) -> tuple[TotalLine, ...]:
    """Everything of both weeks in five lines; ways and outcomes nobody had are left out."""
    return tuple(
        TotalLine(
            name,
            " · ".join(
                f"{said} {getattr(week.total, part)}"
                for said, part in parts
                if getattr(week.total, part)
            ),
            getattr(week.total, key),
            getattr(week.before, key),
        )
        for name, key, parts in _TOTALS
    )


def field_lines(week: Week) -> tuple[tuple[str, Tally], ...]:
    """The fields and their sum; small ones together, so that the page stays one page."""
    return (*merged(week.fields, MOST_FIELDS, _REST), (_SUM, week.total))
