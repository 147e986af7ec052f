"""The demo's office: an invented commune, its people, their invented passwords."""

from __future__ import annotations

from dataclasses import dataclass

from desk.settings import Office
from models.role import Role

OFFICE = Office(
    agency_code="H99.99.99",  # no province has the letter code H99: nobody can mistake it for real
    agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
    agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="Xã Thử Nghiệm",
    hotline="0000 000 000",
    return_place="Trung tâm Phục vụ hành chính công xã Thử Nghiệm (dữ liệu minh họa)",
)

DESKS = ("Q1", "Q2")


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Someone who works at the demo's counter."""

    login: str
    name: str
    role: Role
    password: str


ADMINISTRATOR = DemoUser("quantri", "Phạm Thị Quản Trị", Role.ADMINISTRATOR, "quan-tri-thu-nghiem")
SUPERVISOR = DemoUser("truongbp", "Lê Văn Trưởng", Role.SUPERVISOR, "truong-bo-phan-thu")
CLERKS = (
    DemoUser("canbo1", "Nguyễn Thị Tiếp Nhận", Role.CLERK, "can-bo-mot-thu"),
    DemoUser("canbo2", "Trần Văn Một Cửa", Role.CLERK, "can-bo-hai-thu"),
)
USERS = (ADMINISTRATOR, SUPERVISOR, *CLERKS)
