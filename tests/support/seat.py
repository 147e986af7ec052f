"""A real seat in a folder of its own: real keyring, store, scans and papers, cheap passwords."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.assembly import Desk, assemble
from desk.clock import VIETNAM
from desk.seat import Seat
from desk.security.keys import Cost
from desk.settings import Office, Profile, Settings
from models.citizen import Citizen, IdentifiedBy, PartialDate, Sex
from models.role import Role

LATE = datetime(2026, 11, 19, 15, 10, tzinfo=VIETNAM)
"""After the cut-off of same-day procedures: the slip is mandatory."""
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
OFFICE = Office(
    agency_code="H99.01.02",
    agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
    agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="Thử Nghiệm",
    hotline="0000 000 000",
    return_place="Trung tâm Phục vụ hành chính công xã Thử Nghiệm",
)
HAU = Citizen(
    full_name="Nguyễn Thị Hậu",
    number="001199000017",
    birth_date=PartialDate(1999, 1, 1),
    sex=Sex.FEMALE,
    address="Thôn 1, Xã Thử, Tỉnh Mẫu",
    phone="0900000001",
    identified_by=IdentifiedBy.QR,
)


@dataclass
class Watch:
    """A clock the test moves."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 19, 14, 20, tzinfo=VIETNAM))

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture
def watch() -> Watch:
    return Watch()


CHIEF = ("phutrach", "mat khau phu trach")
CLERK = ("quay1", "mat khau quay 1")
ADMIN = ("quantri", "mat khau quan tri")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of an office with its people, made once; each test works in a copy of its own."""
    profile = Profile(tmp_path_factory.mktemp("furnished") / "office")
    profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
    desk = assemble(profile, clock=Watch(), password_cost=CHEAP)
    seat = desk.create_office(ADMIN[0], "Lê Thị Quản", ADMIN[1])
    desk.admit(seat, CHIEF[0], "Phạm Văn Trách", Role.SUPERVISOR, CHIEF[1])
    desk.admit(seat, CLERK[0], "Trần Văn Quầy", Role.CLERK, CLERK[1])
    seat.leave()
    desk.workers.stop()
    return profile.folder


@pytest.fixture
def desk(tmp_path: Path, watch: Watch) -> Iterator[Desk]:
    profile = Profile(tmp_path / "office")
    profile.save(Settings(office=OFFICE, desk="Q1", print_to_folder=True))
    desk = assemble(profile, clock=watch, password_cost=CHEAP)
    yield desk
    desk.workers.stop()


@pytest.fixture
def admin(desk: Desk, furnished: Path) -> Iterator[Seat]:
    """The administrator of the furnished office, its keys and store copied to this desk."""
    shutil.copytree(Profile(furnished).security, desk.profile.security)
    seat = desk.sign_in(*ADMIN)
    yield seat
    seat.leave()


@pytest.fixture
def clerk(desk: Desk, admin: Seat) -> Iterator[Seat]:
    seat = desk.sign_in(*CLERK)
    yield seat
    seat.leave()


@pytest.fixture
def supervisor(desk: Desk, admin: Seat) -> Iterator[Seat]:
    seat = desk.sign_in(*CHIEF)
    yield seat
    seat.leave()
