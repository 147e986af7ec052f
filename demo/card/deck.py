"""The demo's people. All are invented; each card stands for one branch of reading."""

from __future__ import annotations

from datetime import date

from demo.card.identity import Person
from demo.card.os import Card
from demo.card.perso import personalise

_PEOPLE = (
    Person(
        key="an",
        number="001099000017",
        name="Nguyễn Văn An",
        born=date(1999, 1, 1),
        sex="Nam",
        hometown="Xã Mẫu Đông, Huyện Mẫu, Hà Nội",
        address="Thôn 1, Xã Thử Nghiệm, Hà Nội",
        issued=date(2021, 4, 15),
        expires=date(2039, 1, 1),
        parents=("Nguyễn Văn Bách", "Lê Thị Cúc"),
        spouse="Trần Thị Bình",
        old_number="012345678",
    ),
    Person(
        key="binh",
        number="079300000025",
        name="Trần Thị Bình",
        born=date(2000, 2, 29),
        sex="Nữ",
        hometown="Phường Thử, TP. Hồ Chí Minh",
        address="Khu phố 2, Phường Thử, TP. Hồ Chí Minh",
        issued=date(2024, 7, 2),
        expires=date(2040, 2, 29),
        parents=("Trần Văn Cường", "Phạm Thị Dung"),
        spouse="Nguyễn Văn An",
        new_layout=True,
    ),
    Person(
        key="luu",
        number="024045000031",
        name="Lưu Đình Lương",
        born=date(1945, 9, 2),
        sex="Nam",
        hometown="Xã Mẫu Bắc, Huyện Mẫu, Bắc Giang",
        address="Xóm Đình, Xã Thử Nghiệm, Bắc Ninh",
        issued=date(2021, 6, 20),
        expires=None,
        parents=("Lưu Đình Khoa", "Đỗ Thị Lành"),
        spouse="Vũ Thị Mận",
        old_number="120000031",
    ),
)


def deck(name: str = "demo") -> tuple[Person, ...]:
    """The people of a deck. Raises KeyError for an unknown name."""
    return {"demo": _PEOPLE}[name]


def person(key: str) -> Person:
    """The person of any deck with this key. Raises KeyError."""
    return {p.key: p for p in _PEOPLE}[key]


def card(key: str) -> Card:
    """A chip of this person, freshly powered."""
    return Card(personalise(person(key)))
