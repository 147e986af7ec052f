"""How a sample paper looks: printed lines, handwriting, a red stamp, and the scanner's touch."""

from __future__ import annotations

import math
import random
from functools import lru_cache
from importlib.resources import as_file, files
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

DPI = 200
A4 = (1654, 2339)
"""Pixels of an A4 page at 200 dpi."""
MARGIN = 170
PRINT = (28, 28, 30)
INK = (24, 48, 132)
RED = (196, 26, 36)
PAPER = (250, 249, 244)


@lru_cache(maxsize=32)
def font(points: float, style: str = "Regular") -> ImageFont.FreeTypeFont:
    """Noto Sans at a size in points of the printed page."""
    with as_file(files("printing").joinpath("fonts", f"NotoSans-{style}.ttf")) as path:
        return ImageFont.truetype(str(path), round(points * DPI / 72))


class Sheet:
    """An A4 page being filled from top to bottom."""

    def __init__(self, seed: str) -> None:
        self.image = Image.new("RGB", A4, PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.rng = random.Random(seed)  # noqa: S311 - handwriting, not a secret
        self.y = MARGIN

    def space(self, points: float) -> None:
        """Leave room."""
        self.y += round(points * DPI / 72)

    def centred(
        self, text: str, points: float, style: str = "Regular", x: int = A4[0] // 2
    ) -> None:
        """A printed line around `x`."""
        face = font(points, style)
        self.draw.text((x, self.y), text, PRINT, face, anchor="ma")
        self.space(points * 1.45)

    def heading(self, office: tuple[str, str], number: str) -> None:
        """The head of an official paper: issuer left, state and motto right, a rule under both."""
        top = self.y
        left, right = A4[0] // 4 + 20, A4[0] * 3 // 4 - 40
        self.centred(office[0], 9.5, x=left)
        self.centred(office[1], 9.5, "Bold", x=left)
        self.draw.line((left - 90, self.y + 4, left + 90, self.y + 4), PRINT, 2)
        self.space(5)
        self.centred(number, 9.5, x=left)
        below = self.y
        self.y = top
        self.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 9.5, "Bold", x=right)
        self.centred("Độc lập - Tự do - Hạnh phúc", 10, "Bold", x=right)
        self.draw.line((right - 190, self.y + 4, right + 190, self.y + 4), PRINT, 2)
        self.y = max(below, self.y) + 60

    def field(self, label: str, value: str) -> None:
        """A printed label, a dotted line, and what somebody wrote on it."""
        face = font(11.5)
        self.draw.text((MARGIN, self.y), label, PRINT, face)
        x = MARGIN + round(face.getlength(label)) + 14
        base = self.y + round(12.5 * DPI / 72)
        for dot in range(x, A4[0] - MARGIN, 9):
            self.draw.point((dot, base), (120, 120, 124))
            self.draw.point((dot + 1, base), (120, 120, 124))
        self.written(x + 10, self.y - 4, value)
        self.space(22)

    def paragraph(self, text: str, points: float = 11.5) -> None:
        """Printed text, broken to the width of the page."""
        face = font(points)
        line = ""
        for word in [*text.split(" "), ""]:
            longer = f"{line} {word}".strip()
            if word and face.getlength(longer) <= A4[0] - 2 * MARGIN:
                line = longer
                continue
            self.draw.text((MARGIN, self.y), line, PRINT, face)
            self.space(points * 1.55)
            line = word

    def written(self, x: int, y: int, text: str, points: float = 13) -> None:
        """Handwriting in blue ink: slanted letters that do not keep the line quite."""
        face = font(points, "Italic")
        drift = 0.0
        for word in text.split(" "):
            drift = max(-4.0, min(4.0, drift + self.rng.uniform(-1.6, 1.6)))
            self.draw.text((x, y + drift), word, INK, face)
            x += round(face.getlength(word + " ")) + self.rng.randint(-2, 3)

    def signature(self, x: int, y: int, name: str) -> None:
        """A scrawl and the name under it."""
        pace, phase = self.rng.uniform(0.34, 0.5), self.rng.uniform(0, 6)
        points = []
        for step in range(70):
            swing = phase + step * pace
            height = 40 * math.exp(-step / 45) * math.sin(swing)
            points.append((x - 110 + step * 3.2 + 12 * math.cos(swing), y + height))
        self.draw.line(points, INK, 4, joint="curve")
        self.draw.text((x, y + 70), name, PRINT, font(11.5, "Bold"), anchor="ma")

    def stamp(self, x: int, y: int, ring: str, middle: str) -> None:
        """A round red stamp, pressed on unevenly and over whatever is there."""
        pressed = _stamp(ring, middle).rotate(self.rng.uniform(-14, 14), fillcolor=(255,) * 3)
        size = pressed.width
        box = (x - size // 2, y - size // 2, x - size // 2 + size, y - size // 2 + size)
        self.image.paste(ImageChops.multiply(self.image.crop(box), pressed), box)

    def scanned(self) -> Image.Image:
        """The page as a flatbed sees it: a little askew, a little soft, a little grainy."""
        page = self.image.filter(ImageFilter.BoxBlur(0.5))
        page = page.rotate(
            self.rng.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=(238, 238, 236)
        )
        small = (A4[0] // 4, A4[1] // 4)
        noise = Image.frombytes("L", small, self.rng.randbytes(small[0] * small[1]))
        noise = noise.resize(A4, Image.Resampling.BILINEAR).point(lambda v: 246 + v // 28)
        return ImageChops.multiply(page, Image.merge("RGB", (noise, noise, noise)))


@lru_cache(maxsize=16)
def _stamp(ring: str, middle: str) -> Image.Image:
    size, centre, radius = 330, 165, 150
    stamp = Image.new("RGB", (size, size), (255, 255, 255))
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((centre - radius, centre - radius, centre + radius, centre + radius), None, RED, 7)
    draw.ellipse((centre - 96, centre - 96, centre + 96, centre + 96), None, RED, 3)
    points = []
    for corner in range(10):
        reach = 30 if corner % 2 == 0 else 12
        angle = math.radians(corner * 36 - 90)
        points.append((centre + reach * math.cos(angle), centre - 22 + reach * math.sin(angle)))
    draw.polygon(points, RED)
    lines = middle.split("\n")
    for row, line in enumerate(lines):
        draw.text((centre, centre + 16 + row * 26), line, RED, font(7, "Bold"), anchor="ma")
    face = font(8, "Bold")
    step = min(13.0, 320 / max(1, len(ring)))
    angle = -90 - step * (len(ring) - 1) / 2
    for letter in ring:
        glyph = Image.new("RGB", (56, 56), (255, 255, 255))
        ImageDraw.Draw(glyph).text((28, 28), letter, RED, face, anchor="mm")
        glyph = glyph.rotate(-angle - 90, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        x = centre + 122 * math.cos(math.radians(angle)) - 28
        y = centre + 122 * math.sin(math.radians(angle)) - 28
        box = (round(x), round(y), round(x) + 56, round(y) + 56)
        stamp.paste(ImageChops.multiply(stamp.crop(box), glyph), box)
        angle += step
    rng = random.Random(ring)  # noqa: S311
    worn = Image.frombytes("L", (40, 40), rng.randbytes(1600)).resize((size, size))
    worn = worn.point(lambda v: 0 if v < 236 else 150)
    return ImageChops.add(stamp, Image.merge("RGB", (worn, worn, worn)))


def jpeg(page: Image.Image) -> bytes:
    """The page as a scanner delivers it."""
    out = BytesIO()
    page.save(out, "JPEG", quality=80, dpi=(DPI, DPI))
    return out.getvalue()
