"""Pages laid out as no paper of the generator is: fill-in rules, boxes, cells, dark heads."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageDraw

from demo.pages.scoring import score
from demo.pages.sheet import DPI as DRAWN_DPI
from demo.pages.sheet import font
from desk.capture.extraction import extract, recognise
from desk.capture.page_reader import PageReader
from desk.capture.preparing import prepare_page
from models.reading import PageText
from models.text import fold

pytestmark = pytest.mark.soak

TODAY = date(2026, 11, 22)
ROWS = (
    ("Họ, chữ đệm, tên người yêu cầu:", "Võ Hữu Lộc", "declarant.full_name"),
    ("Nơi cư trú:", "17 Hoàng Diệu, phường Ninh Kiều, thành phố Cần Thơ", "declarant.address"),
    ("Quan hệ với người được khai sinh:", "Cha", "declarant.relation"),
    ("Họ, chữ đệm, tên:", "THẠCH MINH KHÔI", "child.full_name"),
    ("Ngày, tháng, năm sinh:", "03/10/2026", "child.birth_date"),
    ("Nơi sinh:", "Bệnh viện Đa khoa thành phố Cần Thơ", "birth_place"),
    ("Họ, chữ đệm, tên người mẹ:", "THẠCH THỊ DIỄM", "mother.full_name"),
    ("Họ, chữ đệm, tên người cha:", "VÕ HỮU LỘC", "father.full_name"),
)


@dataclass
class Form:
    """An A4 sheet at the generator's resolution, and what stands on it."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", (2480, 3508), "white"))
    lines: list[str] = field(default_factory=list)

    def write(self, x: int, y: int, text: str, points: float = 12, ink: str = "#161618") -> int:
        """Text with its top left corner here; where it ends."""
        face = font("sans", points)
        ImageDraw.Draw(self.image).text((x, y), text, font=face, fill=ink)
        self.lines.append(text)
        return x + round(face.getlength(text))

    def rule(self, x: int, y: int, right: int) -> None:
        """A thin rule."""
        ImageDraw.Draw(self.image).line((x, y, right, y), fill="#202020", width=3)


def declaration(style: str) -> Form:
    """A declaration of birth: values on rules, or in the cells of a table under a dark head."""
    form, y = Form(), 560
    if style == "cells":
        ImageDraw.Draw(form.image).rectangle((0, 0, 2480, 330), fill="#14509f")
        form.write(300, 120, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", 16, "#ffffff")
    form.write(700, 400, "TỜ KHAI ĐĂNG KÝ KHAI SINH", 16)
    for label, value, name in ROWS:
        if name == "child.full_name":
            form.write(250, y + 26, "Đề nghị đăng ký khai sinh cho người dưới đây:")
            y += 110
        if style == "cells":
            ImageDraw.Draw(form.image).rectangle(
                (220, y, 2300, y + 110), outline="#202020", width=3
            )
            ImageDraw.Draw(form.image).line((1080, y, 1080, y + 110), fill="#202020", width=3)
            form.write(250, y + 26, label)
            form.write(1110, y + 26, value)
        else:
            end = form.write(250, y + 26, label)
            form.write(end + 40, y + 26, value)
            form.rule(end + 12, y + 82, 2300)
        y += 110
    end = form.write(250, y + 30, "Số định danh cá nhân:")
    for number, digit in enumerate("092085004471"):
        left = end + 40 + 74 * number
        ImageDraw.Draw(form.image).rectangle(
            (left, y + 12, left + 74, y + 92), outline="#202020", width=3
        )
        ImageDraw.Draw(form.image).text(
            (left + 22, y + 26), digit, font=font("sans", 12), fill="#161618"
        )
    return form


def scanned(form: Form, dpi: int, quality: int, *, bilevel: bool = False) -> bytes:
    """As a scanner of this resolution gives it, a little askew and noisy."""
    size = tuple(round(side * dpi / DRAWN_DPI) for side in form.image.size)
    turned = form.image.rotate(-0.4, Image.Resampling.BICUBIC, fillcolor="white")
    small = np.asarray(turned.resize((size[0], size[1]), Image.Resampling.BOX), np.float32)
    noise = np.random.default_rng(4).normal(0, 5, small.shape)
    gray = np.clip(small * 0.96 + noise, 0, 255).astype(np.uint8)
    picture = Image.fromarray(gray)
    if bilevel:
        picture = picture.convert("L").point(lambda level: 255 * (level > 160))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader()


def read(reader: PageReader, data: bytes, dpi: int, engine: str) -> PageText:
    made = prepare_page(data, media_type="image/jpeg", dpi=dpi)
    return reader.read(
        made.jpeg, made.dpi, engine, lambda: None, bilevel=made.findings.bilevel
    )  # fmt: skip


@pytest.mark.parametrize(
    ("style", "dpi", "quality", "bilevel", "engine", "most"),
    [
        ("rules", 200, 80, False, "fusion", 0.5),
        ("rules", 150, 30, False, "fusion", 1.0),
        ("rules", 100, 80, False, "fusion", 3.0),
        ("rules", 200, 80, True, "fusion", 1.5),
        ("cells", 200, 80, False, "fusion", 0.5),
        ("cells", 300, 60, False, "fusion", 1.5),
        ("rules", 200, 80, False, "tesseract", 1.5),
        ("cells", 200, 80, False, "tesseract", 1.5),
    ],
)
def test_forms_of_other_makers_are_read_and_no_value_is_wrong_unsaid(
    reader: PageReader,
    style: str,
    dpi: int,
    quality: int,
    bilevel: bool,
    engine: str,
    most: float,
) -> None:
    form = declaration(style)
    text = read(reader, scanned(form, dpi, quality, bilevel=bilevel), dpi, engine)
    assert score(form.lines, text.text).cer <= most
    assert recognise([text]) == "to_khai_khai_sinh"
    wrong = unsaid([text])
    assert not wrong, wrong


def unsaid(pages: Sequence[PageText]) -> list[tuple[str, str]]:
    """Values that are wrong in their letters, or missing, without a doubt."""
    found = {one.name: one for one in extract("to_khai_khai_sinh", pages, TODAY)}
    wrong = []
    for _, value, name in ROWS:
        one = found.get(name)
        if one is None:
            wrong.append((name, "missing"))
        elif fold(one.value) != fold(value) and not one.doubts:
            wrong.append((name, one.value))
    return wrong
