"""Friday's figures: every dossier in one place of each week, and the sums agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import VIETNAM
from models.dossier import Channel
from models.weekly import Tally, WeekDossier, count_week, merged, week_of
from models.weekly_lines import field_lines, total_lines

FRIDAY = date(2026, 11, 20)
START, END = week_of(FRIDAY)
ONE = WeekDossier(
    "1", "H99-1", "Hộ tịch", "Khai sinh", Channel.DIRECT, assisted=False,
    received_at=START + timedelta(days=2, hours=9), due=START + timedelta(days=4, hours=17),
)  # fmt: skip


def test_a_week_ends_with_the_offices_last_day() -> None:
    assert week_of(FRIDAY) == (
        datetime(2026, 11, 14, tzinfo=VIETNAM), datetime(2026, 11, 21, tzinfo=VIETNAM),
    )  # fmt: skip
    assert week_of(FRIDAY + timedelta(days=1))[0] == END, "Saturday belongs to the next one"
    assert week_of(FRIDAY, 7)[1] == datetime(2026, 11, 23, tzinfo=VIETNAM)
    assert week_of(date(2026, 11, 16), 1)[1] == datetime(2026, 11, 17, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Tally(direct=1, open_late=1)),
        ({"due": END}, Tally(direct=1, open_in_time=1)),
        ({"channel": Channel.POST, "due": END}, Tally(post=1, open_in_time=1)),
        ({"channel": Channel.ONLINE, "due": END}, Tally(online=1, open_in_time=1)),
        (
            {"channel": Channel.ONLINE, "assisted": True, "due": END},
            Tally(assisted=1, open_in_time=1),
        ),
        ({"done_at": ONE.due - timedelta(days=1)}, Tally(direct=1, early=1)),
        ({"done_at": ONE.due}, Tally(direct=1, on_time=1)),
        ({"done_at": ONE.due + timedelta(minutes=1)}, Tally(direct=1, late=1)),
        ({"dropped_at": ONE.due}, Tally(direct=1, dropped=1)),
        ({"done_at": END, "due": END}, Tally(direct=1, open_in_time=1)),
        ({"received_at": START - timedelta(days=1)}, Tally(carried=1, open_late=1)),
        (
            {"received_at": START - timedelta(days=3), "done_at": START - timedelta(days=1)},
            Tally(),
        ),
        ({"received_at": END}, Tally()),
    ],
)
def test_one_dossier_stands_in_its_place(changes: dict[str, object], expected: Tally) -> None:
    one = replace(ONE, **changes)  # type: ignore[arg-type]
    assert count_week([one], START, END).total == expected


def test_a_running_week_is_counted_up_to_now() -> None:
    now = START + timedelta(days=3)
    week = count_week([ONE], START, END, now)
    assert week.total == Tally(direct=1, open_in_time=1)
    assert week.overdue == ()
    assert count_week([ONE], START, END).overdue == (ONE,)


@st.composite
def dossiers(draw: st.DrawFn) -> WeekDossier:
    hours = st.integers(-15 * 24, 10 * 24)
    received = draw(hours)
    ended = draw(st.none() | st.integers(received, 12 * 24))
    dropped = ended is not None and draw(st.booleans())
    moment = None if ended is None else START + timedelta(hours=ended)
    return replace(
        ONE,
        field_name=draw(st.sampled_from("ABCDEFGH")),
        channel=draw(st.sampled_from(list(Channel))),
        assisted=draw(st.booleans()),
        received_at=START + timedelta(hours=received),
        due=START + timedelta(hours=received + draw(st.integers(0, 300))),
        done_at=None if dropped else moment,
        dropped_at=moment if dropped else None,
    )


@given(st.lists(dossiers(), max_size=30))
def test_what_comes_in_goes_out_or_stays(some: list[WeekDossier]) -> None:
    week = count_week(some, START, END)
    for tally in (week.total, week.before, *(one for _, one in week.fields)):
        assert tally.carried + tally.new == tally.done + tally.dropped + tally.open
    assert week.before.open == week.total.carried, "one week hands over to the next"
    assert len(week.overdue) == week.total.open_late
    lines = field_lines(week)
    assert len(lines) <= 7
    assert lines[-1][1] == week.total
    assert sum(one.new for _, one in lines[:-1]) == week.total.new


def test_small_fields_stand_together() -> None:
    fields = [(name, Tally(direct=count)) for name, count in (("A", 5), ("B", 3), ("C", 1))]
    assert merged(fields, 3, "khác") == fields
    assert merged(fields, 2, "khác") == [("A", Tally(direct=5)), ("khác", Tally(direct=4))]


def test_the_lines_say_what_a_count_consists_of() -> None:
    week = count_week([ONE, replace(ONE, channel=Channel.POST)], START, END)
    new = total_lines(week)[1]
    assert (new.now, new.before, new.change) == (2, 0, "+2")
    assert new.parts == "trực tiếp 1 · bưu chính 1"
