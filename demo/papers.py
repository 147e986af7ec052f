"""Sample papers of an invented family: what somebody registering a birth brings to the counter."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from demo.card.deck import person
from demo.paper_art import A4, DPI, MARGIN, Sheet, font, jpeg

_HOSPITAL = ("SỞ Y TẾ TỈNH THỬ NGHIỆM", "BỆNH VIỆN ĐA KHOA THỬ NGHIỆM")
_COMMUNE = ("ỦY BAN NHÂN DÂN", "XÃ THỬ NGHIỆM")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Huỳnh")
_GIVEN = ("Anh", "Khôi", "Phúc", "Ngọc", "Thảo", "Quân", "Hạnh", "Long", "Trang", "Đức")
_MIDDLE = ("Minh", "Gia", "Bảo", "Thu", "Quốc", "Phương", "Hữu", "Ánh")


@dataclass(frozen=True, slots=True)
class Family:
    """Two parents and the child whose birth is registered; all invented."""

    seed: str
    child: str
    child_sex: str
    born: date
    hour: str
    weight_g: int
    father: str
    father_number: str
    father_year: int
    mother: str
    mother_number: str
    mother_year: int
    address: str
    married: date


def family(seed: int = 0) -> Family:
    """A family; number 0 is that of the deck's first two cards, An and Bình."""
    rng = random.Random(f"family {seed}")  # noqa: S311 - invented people
    father, mother = person("an"), person("binh")
    names = father.name, mother.name
    numbers = father.number, mother.number
    years = father.born.year, mother.born.year
    if seed:
        line = rng.choice(_FAMILIES)
        names = (
            f"{line} Văn {rng.choice(_GIVEN)}",
            f"{rng.choice(_FAMILIES)} Thị {rng.choice(_GIVEN)}",
        )
        years = rng.randint(1985, 1999), rng.randint(1985, 1999)
        numbers = (
            f"0010{years[0] % 100:02d}{rng.randrange(10**6):06d}",
            f"0011{years[1] % 100:02d}{rng.randrange(10**6):06d}",
        )
    surname = names[0].split(" ")[0]
    born = date(2026, 11, 2) + timedelta(days=rng.randrange(14))
    return Family(
        seed=str(seed),
        child=f"{surname} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}",
        child_sex=rng.choice(("Nam", "Nữ")),
        born=born,
        hour=f"{rng.randrange(24)} giờ {rng.randrange(60):02d} phút",
        weight_g=rng.randrange(2600, 3900, 50),
        father=names[0],
        father_number=numbers[0],
        father_year=years[0],
        mother=names[1],
        mother_number=numbers[1],
        mother_year=years[1],
        address=father.address,
        married=date(2023, rng.randrange(1, 13), rng.randrange(1, 29)),
    )


def birth_notice(of: Family) -> bytes:
    """Giấy chứng sinh of the hospital, one A4 page, JPEG."""
    sheet = Sheet(f"notice {of.seed}")
    sheet.heading(_HOSPITAL, f"Số: {100 + of.weight_g % 97}/GCS-2026")
    sheet.centred("GIẤY CHỨNG SINH", 18, "Bold")
    sheet.space(18)
    sheet.field("Họ, chữ đệm, tên mẹ:", of.mother)
    sheet.field("Năm sinh:", str(of.mother_year))
    sheet.field("Số định danh cá nhân:", of.mother_number)
    sheet.field("Nơi cư trú:", of.address)
    sheet.field("Đã sinh con vào lúc:", f"{of.hour}, {_day(of.born)}")
    sheet.field("Tại:", "Bệnh viện Đa khoa Thử Nghiệm")
    sheet.field("Số con trong lần sinh này:", "01 (một)")
    sheet.field("Giới tính của con:", of.child_sex)
    sheet.field("Cân nặng:", f"{of.weight_g} gam")
    sheet.field("Tình trạng của con:", "Khoẻ mạnh")
    sheet.field("Dự định đặt tên con là:", of.child)
    sheet.field("Người đỡ đẻ:", "Hộ sinh Ngô Thị Thử")
    sheet.space(26)
    _signed(sheet, "THỦ TRƯỞNG CƠ SỞ Y TẾ", "Bác sĩ Đoàn Văn Mẫu", of.born + timedelta(days=2))
    _stamped(sheet, "BỆNH VIỆN ĐA KHOA THỬ NGHIỆM", "MẪU\nMINH HỌA")
    return jpeg(sheet.scanned())


def birth_declaration(of: Family) -> bytes:
    """Tờ khai đăng ký khai sinh, filled in by hand, one A4 page, JPEG."""
    return jpeg(_declaration(of).scanned())


def marriage_certificate(of: Family) -> bytes:
    """Giấy chứng nhận kết hôn of the parents, one A4 page, JPEG."""
    sheet = Sheet(f"marriage {of.seed}")
    sheet.heading(_COMMUNE, f"Số: {of.married.day}/{of.married.year}")
    sheet.centred("GIẤY CHỨNG NHẬN KẾT HÔN", 18, "Bold")
    sheet.space(18)
    for side, name, number, year in (
        ("vợ", of.mother, of.mother_number, of.mother_year),
        ("chồng", of.father, of.father_number, of.father_year),
    ):
        sheet.field(f"Họ, chữ đệm, tên {side}:", name)
        sheet.field("Năm sinh:", str(year))
        sheet.field("Dân tộc / Quốc tịch:", "Kinh / Việt Nam")
        sheet.field("Nơi cư trú:", of.address)
        sheet.field("Số định danh cá nhân:", number)
        sheet.space(12)
    sheet.field("Nơi đăng ký kết hôn:", "Ủy ban nhân dân xã Thử Nghiệm")
    sheet.field("Ngày đăng ký:", _day(of.married))
    sheet.space(20)
    left, right = A4[0] // 4 + 10, A4[0] * 3 // 4 - 40
    top = sheet.y
    for x, label, name in ((left, "VỢ", of.mother), (left + 330, "CHỒNG", of.father)):
        sheet.draw.text((x, top), label, (28, 28, 30), font(11, "Bold"), anchor="ma")
        sheet.signature(x, top + 120, name)
    sheet.y = top
    sheet.centred("TM. ỦY BAN NHÂN DÂN XÃ", 11, "Bold", x=right)
    sheet.signature(right, sheet.y + 110, "Cao Văn Minh Họa")
    _stamped(sheet, "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", "MẪU\nMINH HỌA")
    return jpeg(sheet.scanned())


def declaration_with_pledge(of: Family) -> bytes:
    """A two-page PDF: the declaration and a written pledge about the birth."""
    pledge = Sheet(f"pledge {of.seed}")
    pledge.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, "Bold")
    pledge.centred("Độc lập - Tự do - Hạnh phúc", 11.5, "Bold")
    pledge.space(30)
    pledge.centred("GIẤY CAM ĐOAN VỀ VIỆC SINH", 17, "Bold")
    pledge.space(20)
    pledge.field("Tôi tên là:", of.father)
    pledge.field("Số định danh cá nhân:", of.father_number)
    pledge.field("Nơi cư trú:", of.address)
    pledge.space(10)
    pledge.paragraph(
        f"Cam đoan cháu {of.child}, giới tính {of.child_sex}, sinh {_day(of.born)} tại Bệnh viện "
        f"Đa khoa Thử Nghiệm, là con của tôi và bà {of.mother}. Những lời khai trên là đúng sự "
        "thật; tôi chịu trách nhiệm trước pháp luật về lời cam đoan của mình. Giấy này là mẫu "
        "minh họa, mọi người nêu trong giấy đều không có thật."
    )
    pledge.space(30)
    _signed(pledge, "NGƯỜI CAM ĐOAN", of.father, of.born + timedelta(days=6))
    pages = [_declaration(of).scanned(), pledge.scanned()]
    return _pdf(pages)


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """Where the sample papers lie."""

    birth_notice: Path
    birth_declaration: Path
    marriage_certificate: Path
    declaration_with_pledge: Path


def write_samples(folder: Path, seed: int = 0) -> SampleFiles:
    """Write the family's four papers into the folder; the same bytes for the same seed."""
    folder.mkdir(parents=True, exist_ok=True)
    of = family(seed)
    found = SampleFiles(
        folder / "giay-chung-sinh.jpg",
        folder / "to-khai-khai-sinh.jpg",
        folder / "giay-chung-nhan-ket-hon.jpg",
        folder / "to-khai-va-cam-doan.pdf",
    )
    found.birth_notice.write_bytes(birth_notice(of))
    found.birth_declaration.write_bytes(birth_declaration(of))
    found.marriage_certificate.write_bytes(marriage_certificate(of))
    found.declaration_with_pledge.write_bytes(declaration_with_pledge(of))
    return found


def _declaration(of: Family) -> Sheet:
    sheet = Sheet(f"declaration {of.seed}")
    sheet.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, "Bold")
    sheet.centred("Độc lập - Tự do - Hạnh phúc", 11.5, "Bold")
    sheet.space(24)
    sheet.centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 17, "Bold")
    sheet.space(10)
    sheet.field("Kính gửi:", "Ủy ban nhân dân xã Thử Nghiệm")
    sheet.field("Họ, chữ đệm, tên người yêu cầu:", of.father)
    sheet.field("Nơi cư trú:", of.address)
    sheet.field("Số định danh cá nhân:", of.father_number)
    sheet.field("Quan hệ với người được khai sinh:", "Cha")
    sheet.space(10)
    sheet.paragraph("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:")
    sheet.field("Họ, chữ đệm, tên:", of.child)
    sheet.field("Ngày, tháng, năm sinh:", _day(of.born))
    sheet.field("Giới tính:", of.child_sex)
    sheet.field("Dân tộc / Quốc tịch:", "Kinh / Việt Nam")
    sheet.field("Nơi sinh:", "Bệnh viện Đa khoa Thử Nghiệm")
    sheet.field("Họ, chữ đệm, tên người mẹ:", of.mother)
    sheet.field("Năm sinh / Số định danh:", f"{of.mother_year} / {of.mother_number}")
    sheet.field("Họ, chữ đệm, tên người cha:", of.father)
    sheet.field("Năm sinh / Số định danh:", f"{of.father_year} / {of.father_number}")
    sheet.space(6)
    sheet.paragraph("Tôi cam đoan nội dung khai trên là đúng sự thật.")
    sheet.space(14)
    _signed(sheet, "NGƯỜI YÊU CẦU", of.father, of.born + timedelta(days=6))
    return sheet


def _signed(sheet: Sheet, role: str, name: str, on: date) -> None:
    x = A4[0] * 3 // 4 - 60
    place = f"Thử Nghiệm, {_day(on)}"
    sheet.draw.text((x, sheet.y), place, (28, 28, 30), font(11, "Italic"), anchor="ma")
    sheet.space(20)
    sheet.centred(role, 11.5, "Bold", x=x)
    sheet.signature(x, sheet.y + 110, name)


def _stamped(sheet: Sheet, ring: str, middle: str) -> None:
    sheet.stamp(A4[0] * 3 // 4 - 190, sheet.y + 120, ring, middle)
    sheet.draw.text(
        (MARGIN, A4[1] - MARGIN),
        "MẪU MINH HỌA – không phải giấy tờ thật, mọi người nêu tên đều không có thật",
        (150, 150, 154),
        font(8, "Italic"),
    )


def _day(day: date) -> str:
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def _pdf(pages: list[Image.Image]) -> bytes:
    """One page an image; the dates are fixed so that the bytes are, too."""
    fixed = time.struct_time((2026, 11, 2, 8, 0, 0, 0, 306, 0))
    out = BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DPI,
        quality=80,
        creationDate=fixed,
        modDate=fixed,
    )
    return out.getvalue()
