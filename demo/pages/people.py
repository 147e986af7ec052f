"""Invented persons and places for generated pages: names, numbers, days, addresses.

Places are real communes of the order of 2025, so that dictionaries of places can be tried; the
persons and their numbers are made up.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

_SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý", "Đoàn", "Trương", "Đinh", "Lâm", "Mai", "Trịnh", "Cao", "Quách", "Nông",
)  # fmt: skip
_MIDDLES_OF_MEN = ("Văn", "Hữu", "Đức", "Quốc", "Minh", "Xuân", "Đình", "Công", "Thế", "Trọng")
_MIDDLES_OF_WOMEN = ("Thị", "Thị Thu", "Ngọc", "Thị Bích", "Phương", "Thị Mỹ", "Kim", "Thúy")
_MEN = ("Khôi", "Dũng", "Hưng", "Quyền", "Nghĩa", "Thắng", "Vượng", "Tuấn", "Kiệt", "Hiếu", "Lộc",
        "Phước", "Sỹ", "Đạt", "Trường", "Bằng", "Huynh", "Thuận")  # fmt: skip
_WOMEN = ("Nhung", "Hường", "Quỳnh", "Thảo", "Uyên", "Ngân", "Yến", "Hạnh", "Trâm", "Duyên",
          "Thủy", "Vy", "Hằng", "Phượng", "Diễm", "Lệ", "Huyền")  # fmt: skip
_PEOPLES = ("Kinh",) * 6 + ("Tày", "Thái", "Mường", "Khmer", "Nùng", "Ê Đê", "Sán Dìu", "Hrê")
_PLACES = (
    ("xã Gia Lâm", "thành phố Hà Nội", "001"),
    ("xã Đông Anh", "thành phố Hà Nội", "001"),
    ("phường Hoàn Kiếm", "thành phố Hà Nội", "001"),
    ("phường Hải Châu", "thành phố Đà Nẵng", "048"),
    ("phường Sơn Trà", "thành phố Đà Nẵng", "048"),
    ("phường Bến Thành", "Thành phố Hồ Chí Minh", "079"),
    ("xã Củ Chi", "Thành phố Hồ Chí Minh", "079"),
    ("phường Ninh Kiều", "thành phố Cần Thơ", "092"),
    ("phường Thuận Hóa", "thành phố Huế", "046"),
    ("xã Quỳnh Lưu", "tỉnh Nghệ An", "040"),
    ("phường Trường Vinh", "tỉnh Nghệ An", "040"),
    ("phường Hạc Thành", "tỉnh Thanh Hóa", "038"),
    ("phường Rạch Giá", "tỉnh An Giang", "091"),
    ("phường Việt Trì", "tỉnh Phú Thọ", "025"),
)
_STREETS = ("Trần Hưng Đạo", "Lê Lợi", "Nguyễn Trãi", "Hai Bà Trưng", "Phan Đình Phùng",
            "Lý Thường Kiệt", "Hoàng Diệu", "Bạch Đằng", "Quang Trung")  # fmt: skip
_HAMLETS = ("thôn Đoài", "thôn Thượng", "ấp 3", "xóm Mới", "thôn Phú Mỹ", "ấp Bình Hòa", "bản Lác")
_JOBS = ("Nông dân", "Giáo viên", "Công nhân", "Buôn bán nhỏ", "Kỹ sư xây dựng", "Lái xe")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, its province, and an address in it."""

    commune: str
    province: str
    code: str
    address: str

    @property
    def committee(self) -> str:
        """The commune's people's committee."""
        return f"Ủy ban nhân dân {self.commune}"

    @property
    def whole(self) -> str:
        """Commune and province."""
        return f"{self.commune}, {self.province}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    sex: str
    born: date
    number: str
    people: str
    home: Place
    job: str
    phone: str

    @property
    def birthday(self) -> str:
        """The day of birth as forms write it."""
        return figures(self.born)


def place(rng: random.Random) -> Place:
    """A commune with a house number or a hamlet."""
    commune, province, code = rng.choice(_PLACES)
    near = (
        f"số {rng.randint(1, 399)} đường {rng.choice(_STREETS)}"
        if commune.startswith("phường")
        else rng.choice(_HAMLETS)
    )
    return Place(commune, province, code, f"{near}, {commune}, {province}")


def person(
    rng: random.Random,
    sex: str | None = None,
    years: tuple[int, int] = (1955, 2004),
    surname: str | None = None,
    home: Place | None = None,
) -> Person:
    """Somebody of this sex born in these years."""
    sex = sex or rng.choice(("Nam", "Nữ"))
    man = sex == "Nam"
    surname = surname or rng.choice(_SURNAMES)
    middle = rng.choice(_MIDDLES_OF_MEN if man else _MIDDLES_OF_WOMEN)
    given = rng.choice(_MEN if man else _WOMEN)
    born = date(years[0], 1, 1) + timedelta(
        days=rng.randrange((date(years[1], 12, 31) - date(years[0], 1, 1)).days)
    )
    home = home or place(rng)
    sign = (0 if man else 1) + (2 if born.year >= 2000 else 0)
    number = f"{home.code}{sign}{born.year % 100:02d}{rng.randrange(10**6):06d}"
    phone = f"09{rng.randrange(10**8):08d}"
    job = rng.choice(_JOBS)
    return Person(
        f"{surname} {middle} {given}", sex, born, number, rng.choice(_PEOPLES), home, job, phone
    )


def day(rng: random.Random, years: tuple[int, int]) -> date:
    """Some day of these years."""
    return date(years[0], 1, 1) + timedelta(days=rng.randrange(365 * (years[1] - years[0] + 1)))


def figures(on: date) -> str:
    """12/03/1994."""
    return f"{on.day:02d}/{on.month:02d}/{on.year}"


def spelled(on: date) -> str:
    """Ngày 12 tháng 03 năm 1994, as under a paper."""
    return f"ngày {on.day:02d} tháng {on.month:02d} năm {on.year}"


def in_words(on: date) -> str:
    """The day spelled out, as on certificates."""
    return f"Ngày {_below_100(on.day)}, tháng {_month(on.month)}, năm {_year(on.year)}"


def money(amount: int) -> str:
    """1.250.000."""
    return f"{amount:,}".replace(",", ".")


def _below_100(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return head
    if ones == 5:
        return f"{head} lăm"
    if ones == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} {_DIGITS[ones]}"


def _month(number: int) -> str:
    return "tư" if number == 4 else _below_100(number)


def _year(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = f"{_DIGITS[thousands]} nghìn {_DIGITS[hundreds]} trăm"
    if rest == 0:
        return words
    return f"{words} {'linh ' if rest < 10 else ''}{_below_100(rest)}"
