"""Pauses go on in the limit's own unit; legs add up; identity papers by the law's ages."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import VIETNAM
from models.calendar_data import shipped_calendar, shipped_hours
from models.calendar_local import LocalDay, LocalKind, with_local_days
from models.citizen import Citizen, IdentityPaper, PaperKind, PartialDate
from models.deadline import compute
from models.legs import Leg, plan
from models.office import Office
from models.pause import left_at, resumed
from models.people import PaperStanding, card_expiry, same_person, standing_of
from models.procedure import Limit, Unit

CALENDAR, HOURS = shipped_calendar(), shipped_hours()
OFFICE = Office(CALENDAR, HOURS)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


LIMITS = st.one_of(
    st.builds(Limit, st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]), st.integers(1, 40)),
    st.builds(Limit, st.just(Unit.WORKING_HOUR), st.integers(1, 40)),
)
MOMENTS = st.integers(0, 60 * 24 * 150).map(lambda n: at(1, 0, month=6) + timedelta(minutes=n))
HOURS_LATER = st.integers(0, 24 * 60)


@given(MOMENTS, LIMITS, HOURS_LATER, HOURS_LATER)
def test_a_pause_never_shortens_and_a_longer_one_never_ends_earlier(
    received: datetime, limit: Limit, before: int, pause: int
) -> None:
    due = compute(received, limit, CALENDAR, HOURS).due
    paused = received + timedelta(hours=before)
    left = left_at(paused, due, limit.unit, OFFICE)
    paid = paused + timedelta(hours=pause)
    end, exact = resumed(left, due, paid, OFFICE)
    later, _ = resumed(left, due, paid + timedelta(hours=5), OFFICE)
    assert later >= end
    if left.late:
        assert (end, exact) == (due, due), "a broken promise is not mended by a pause"
        return
    assert end >= min(due, paid)
    assert end >= paid or end.date() == paid.date()
    assert OFFICE.works(end.date())


@given(MOMENTS, LIMITS)
def test_paid_at_once_the_day_stays(received: datetime, limit: Limit) -> None:
    due = compute(received, limit, CALENDAR, HOURS).due
    end, _ = resumed(left_at(received, due, limit.unit, OFFICE), due, received, OFFICE)
    assert end.date() == due.date()


@pytest.mark.parametrize(
    ("unit", "due", "paused", "paid", "end"),
    [
        # Wed 25 was promised; on Fri 20 two working days are left (24 is off).
        (Unit.WORKING_DAY, at(25, 17), at(20), at(27), at(1, 17, month=12)),
        (Unit.WORKING_DAY, at(25, 17), at(25), at(27), at(27, 17)),
        (Unit.WORKING_DAY, at(25, 17), at(25), at(27, 17, 30), at(30, 17)),
        # Five calendar days were left; a Saturday end moves to Monday.
        (Unit.CALENDAR_DAY, at(25, 17), at(20), at(23), at(30, 17)),
        # 90 minutes were left: 10:30-11:30, then 13:30-14:00.
        (Unit.WORKING_HOUR, at(20, 10, 30), at(20, 9), at(23, 10, 30), at(23, 14)),
    ],
)
def test_what_is_left_by_hand(
    unit: Unit, due: datetime, paused: datetime, paid: datetime, end: datetime
) -> None:
    assert resumed(left_at(paused, due, unit, OFFICE), due, paid, OFFICE)[0] == end


@given(MOMENTS, st.lists(st.integers(1, 10), min_size=1, max_size=5))
def test_working_day_legs_add_up(received: datetime, days: list[int]) -> None:
    legs = [Leg(f"CQ {n}", Limit(Unit.WORKING_DAY, n)) for n in days]
    planned = plan(received, legs, CALENDAR, HOURS)
    whole = compute(received, Limit(Unit.WORKING_DAY, sum(days)), CALENDAR, HOURS)
    assert planned[-1].deadline.due == whole.due
    dues = [one.deadline.due for one in planned]
    assert dues == sorted(dues)


def test_local_days_change_the_count_and_nothing_else() -> None:
    limit = Limit(Unit.WORKING_DAY, 3)
    storm = LocalDay(date(2026, 11, 25), LocalKind.CLOSURE, "Bão", "CV 1")
    makeup = LocalDay(date(2026, 11, 21), LocalKind.MAKEUP, "Làm bù", "CV 2")
    off = LocalDay(date(2026, 11, 23), LocalKind.OFF, "Hoán đổi", "CV 2")

    def due(*days: LocalDay) -> date:
        return compute(at(19), limit, with_local_days(CALENDAR, days), HOURS).due.date()

    assert due() == date(2026, 11, 25)
    assert due(storm) == date(2026, 11, 26)
    assert due(makeup) == date(2026, 11, 23)
    assert due(makeup, off) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("birth", "issued", "expires"),
    [
        ((2000, 5, 1), (2021, 6, 1), (2025, 5, 1)),
        ((2000, 5, 1), (2023, 5, 1), (2040, 5, 1)),  # within two years of 25: to 40
        ((2000, 5, 1), (2023, 4, 30), (2025, 5, 1)),
        ((2015, 5, 1), (2022, 1, 1), (2029, 5, 1)),
        ((1960, 5, 1), (2018, 5, 1), None),  # 58: for life
        ((1960, 5, 1), (2018, 4, 30), (2020, 5, 1)),
        ((2004, 2, 29), (2010, 1, 1), (2018, 3, 1)),
    ],
)
def test_cards_expire_by_age(
    birth: tuple[int, int, int], issued: tuple[int, int, int], expires: tuple[int, int, int] | None
) -> None:
    wanted = date(*expires) if expires else None
    assert card_expiry(date(*birth), date(*issued)) == wanted


def test_what_a_paper_is_worth() -> None:
    today = date(2026, 11, 19)
    for kind in (PaperKind.PASSPORT, PaperKind.ELECTRONIC, PaperKind.IDENTITY_CERTIFICATE):
        assert standing_of(IdentityPaper(kind, "C1"), today) is PaperStanding.VALID
    old = IdentityPaper(PaperKind.OLD_CARD, "012345678")
    assert standing_of(old, date(2024, 12, 31)) is PaperStanding.VALID
    assert standing_of(old, date(2025, 1, 1)) is PaperStanding.NOT_ACCEPTED
    card = IdentityPaper(PaperKind.CITIZEN_CARD, "1", issued_on=date(2021, 6, 1))
    born = PartialDate(2000, 5, 1)
    assert standing_of(card, today, born) is PaperStanding.EXPIRED
    assert standing_of(card, today, PartialDate(2000)) is PaperStanding.VALID, "not known"
    printed = IdentityPaper(PaperKind.CITIZEN_CARD, "1", date(2021, 6, 1), "", date(2030, 1, 1))
    assert standing_of(printed, today, born) is PaperStanding.VALID, "what is printed prevails"


def test_who_is_the_same_person() -> None:
    hau = Citizen("Nguyễn Thị Hậu", "001199000017", PartialDate(1999, 1, 1))
    assert same_person(hau, Citizen("NGUYEN THI HAU", "001199000017"))
    assert not same_person(hau, Citizen("Nguyễn Thị Hậu", "001199000018"))
    assert same_person(hau, Citizen("nguyễn thị hậu"))
    assert not same_person(hau, Citizen("Nguyễn Thị Hậu", None, PartialDate(1998)))
