"""Pictures of the books, the catalogue and what came online, for `demo.screenshots`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from desk.reception.certified_copies import CopyOrder
from desk.reception.fees import Taking
from desk.seat import Seat
from desk.setting_list import GROUPS
from models.dossier import Status
from models.facts_money import MoneyLine
from ui.keys import Command
from ui.page import Go, Place
from ui.rehearsal import Rehearsal

Shoot = Callable[[Rehearsal, str], None]
"""Keeps a picture of the window under a name."""
_LODGED = (
    ("Nguyễn Thị Ngọc Ánh", "001190000017", "2.000635", "20T09:10", "valid"),
    ("Trần Văn Hậu", "001085000023", "1.001193", "23T08:05", "invalid"),
    ("Lê Hoàng Phương Uyên", "001301000031", "1.000894", "23T08:40", "none"),
)
_BOOKS = ("register", "certification", "money", "figures", "uncollected", "elsewhere")


def film_books(window: Rehearsal, shoot: Shoot) -> None:
    """Every book of «Sổ sách», as the head of the office sees them."""
    seat = window.counter.seat
    if seat is None:
        raise LookupError("nobody sits at the desk")
    _fill(seat)
    for name in _BOOKS:
        window.window.go(Go(Place.BOOKS, name))
        window.settle(150)
        shoot(window, f"books-{name}")
    window.window.go(Go(Place.CATALOGUE))
    window.settle(150)
    shoot(window, "catalogue-days")
    window.window.toasts.drop_all()


def film_catalogue(window: Rehearsal, shoot: Shoot) -> None:
    """Procedures, as the administrator sees them."""
    window.window.go(Go(Place.CATALOGUE))
    window.settle(150)
    shoot(window, "catalogue-procedures")


def film_settings(window: Rehearsal, shoot: Shoot) -> None:
    """The settings an administrator makes: the office, and how it signs."""
    groups = [name for name, _ in GROUPS]
    for name in ("office", "signing"):
        window.window.go(Go(Place.SETTINGS, (groups.index(name), {})))
        window.settle(150)
        shoot(window, f"settings-{name}")


def film_online(window: Rehearsal, shoot: Shoot) -> None:
    """The list of online dossiers, one of them looked at and about to be sent back."""
    window.press(Command.ONLINE)
    window.press(Command.HOLD)
    window.settle(200)
    window.window.toasts.drop_all()
    shoot(window, "online")
    window.press(Command.PROCEDURE)
    shoot(window, "online-supplement")
    window.press(Command.BACK)


def portal_folder(folder: Path) -> Path:
    """A portal of files with three invented dossiers, as a province would leave them."""
    for name in ("den", "tep"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    scan = folder / "tep" / "to-khai.jpg"
    Image.new("RGB", (827, 1169), "#FBFAF6").save(scan, dpi=(100, 100))
    mark = hashlib.sha256(scan.read_bytes()).hexdigest()
    for place, (who, number, procedure, hour, signed) in enumerate(_LODGED, start=9):
        packet = {
            "MaHoSo": f"G01.899.000-261123-{place:04d}",
            "MaTTHC": procedure,
            "NgayNop": f"2026-11-{hour}:00+07:00",
            "ThongTinNguoiNop": {"HoTen": who, "SoDinhDanh": number, "Sdt": "0900000033"},
            "ToKhai": {"Nơi sinh": "Trạm y tế xã Thử Nghiệm", "Số bản sao": "2"},
            "ThanhPhanHoSo": [
                {
                    "MaThanhPhanHoSo": "01",
                    "GiayToDinhKem": [
                        {"IdGiayTo": "to-khai.jpg", "TenGiayTo": "Tờ khai", "HashTepTin": mark}
                    ],
                }
            ],
            "TrangThaiThanhToan": 1,
            "SoTienDaThanhToan": 16000,
            "MaGiaoDich": f"DVC-{place}",
            "ChuKySo": signed,
        }
        (folder / "den" / f"{packet['MaHoSo']}.json").write_text(json.dumps(packet))
    return folder


def _fill(seat: Seat) -> None:
    """Money, certified copies, numbers and a dossier that went elsewhere."""
    user, life = seat.user, seat.life
    rows = seat.today.overview(user).received
    life.registering.number(user, rows[0].received_at.year)
    orders = (CopyOrder("Giấy khai sinh", 1, 3), CopyOrder("Bằng tốt nghiệp", 2, 2))
    life.certified_copies.take(user, "Phạm Đức Thịnh", orders)
    for row in rows:
        due = life.fees.balance(user, row.id).left_dong
        if due:
            life.fees.take(user, row.id, Taking((MoneyLine("Lệ phí", 1, due),)))
    slip = next((one for row in rows for one in life.fees.slips(user, row.id)), None)
    if slip is not None:
        life.fees.reverse(user, slip.subject, slip.body.number, "Thu nhầm hồ sơ")
    going = next((row for row in rows if row.status == Status.RECEIVED), None)
    if going is not None:
        agency = "Ủy ban nhân dân xã Thử Nghiệm Đông"
        life.agencies.sent(user, going.id, agency, "RR123456789VN")
