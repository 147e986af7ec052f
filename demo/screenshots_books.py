"""Pictures of the books, for `demo.screenshots`."""

from __future__ import annotations

from collections.abc import Callable

from desk.assembly import Seat
from desk.reception.certified_copies import CopyOrder
from desk.reception.fees import Taking
from models.facts_money import MoneyLine
from ui.page import Go, Place
from ui.rehearsal import Rehearsal

Shoot = Callable[[Rehearsal, str], None]
"""Keeps a picture of the window under a name."""
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
    window.window.toasts.drop_all()


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
    life.agencies.sent(user, rows[-1].id, "Ủy ban nhân dân xã Thử Nghiệm Đông", "RR123456789VN")
