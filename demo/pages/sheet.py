"""A generated page while it is being written: text with its known lines, forms, tables, stamps.

The page is drawn at 300 dpi, black on white; paper, scanner and camera come later
(`demo.pages.damage`). Lengths are millimetres of the sheet unless a name says points.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from PIL import Image, ImageChops, ImageDraw, ImageFont

DPI = 300
WIDTH_MM, HEIGHT_MM = 210.0, 297.0
LEFT, RIGHT, TOP = 26.0, 192.0, 18.0
PRINT = (20, 20, 22)
PEN = (26, 44, 138)
RED = (200, 24, 34)

_FILES = {
    ("serif", ""): ("printing", "LiberationSerif-Regular.ttf"),
    ("serif", "b"): ("printing", "LiberationSerif-Bold.ttf"),
    ("serif", "i"): ("printing", "LiberationSerif-Italic.ttf"),
    ("serif", "bi"): ("printing", "LiberationSerif-BoldItalic.ttf"),
    ("sans", ""): ("demo.pages", "LiberationSans-Regular.ttf"),
    ("sans", "b"): ("demo.pages", "LiberationSans-Bold.ttf"),
    ("sans", "i"): ("demo.pages", "LiberationSans-Italic.ttf"),
    ("noto", ""): ("printing", "NotoSans-Regular.ttf"),
    ("noto", "b"): ("printing", "NotoSans-Bold.ttf"),
    ("noto", "i"): ("printing", "NotoSans-Italic.ttf"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is set: ``face`` serif (Times metric), sans (Arial metric) or noto.

    A typed form pushes its dot leaders on; on a ``blank`` form, printed before it was filled in,
    they run under the values too. ``hand`` fills in with a pen, over the leaders.
    """

    face: str = "serif"
    points: float = 13.0
    hand: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line whose text is known, and where it lies on the flat sheet, in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A whole page before any damage."""

    image: Image.Image
    lines: tuple[KnownLine, ...]
    fields: dict[str, str]


def px(mm: float) -> int:
    """Pixels of a length."""
    return round(mm * DPI / 25.4)


@lru_cache(maxsize=64)
def font(face: str, points: float, style: str = "") -> ImageFont.FreeTypeFont:
    """A face of the project at a size in points."""
    package, name = _FILES[face, style]
    with as_file(files(package).joinpath("fonts", name)) as path:
        size = round(points * DPI / 72)
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


class Sheet:
    """An A4 page filled from top to bottom."""

    def __init__(self, look: Look, rng: random.Random) -> None:
        self.look = look
        self.rng = rng
        self.image = Image.new("RGB", (px(WIDTH_MM), px(HEIGHT_MM)), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.lines: list[KnownLine] = []
        self.fields: dict[str, str] = {}
        self.y = TOP
        """Where the next line's top lies."""

    def done(self) -> Written:
        """The page as it stands."""
        return Written(self.image, tuple(self.lines), self.fields)

    def step(self, points: float | None = None) -> float:
        """The height of a line."""
        return (points or self.look.points) * 1.38 * 25.4 / 72

    def width(self, text: str, style: str = "", points: float | None = None) -> float:
        """How long a text is in print."""
        face = font(self.look.face, points or self.look.points, style)
        return face.getlength(text) * 25.4 / DPI

    def text(
        self, x: float, text: str, style: str = "", points: float | None = None, anchor: str = "l"
    ) -> None:
        """A printed line at `x`, its top at the present height; does not move on."""
        self._print(x, text, style, points, anchor)
        self._know(x, text, points, self.width(text, style, points), anchor)

    def line(self, text: str, style: str = "", points: float | None = None) -> None:
        """A printed line from the left margin."""
        self.text(LEFT, text, style, points)
        self.y += self.step(points)

    def centred(
        self, text: str, style: str = "", points: float | None = None, x: float = WIDTH_MM / 2
    ) -> None:
        """A printed line around `x`."""
        self.text(x, text, style, points, "m")
        self.y += self.step(points)

    def rule(self, left: float, right: float, y: float | None = None, thick: float = 0.2) -> None:
        """A printed horizontal rule."""
        at = px(self.y if y is None else y)
        self.draw.line((px(left), at, px(right), at), PRINT, max(1, px(thick)))

    def paragraph(self, text: str, indent: float = 10.0, style: str = "") -> None:
        """Printed prose, broken to the width of the page."""
        x, line = LEFT + indent, ""
        for word in [*text.split(" "), ""]:
            longer = f"{line} {word}".strip()
            if word and x + self.width(longer, style) <= RIGHT:
                line = longer
                continue
            self.text(x, line, style)
            self.y += self.step()
            x, line = LEFT, word

    def filled(
        self, *pairs: tuple[str, str, str], left: float = LEFT, right: float = RIGHT
    ) -> None:
        """Labels with dot leaders and what was filled in: (label, value, field name) each.

        A value that does not fit runs on over a second dotted line.
        """
        edge = left
        for number, (label, value, name) in enumerate(pairs):
            if name:
                self.fields[name] = value
            end = right if number == len(pairs) - 1 else edge + (right - left) / len(pairs) - 2
            edge = self._one_filled(edge, end, label, value) + 2

    def _one_filled(self, left: float, right: float, label: str, value: str) -> float:
        start = left + self.width(label + " ")
        first, rest = self._fitting(value, right - start)
        known = f"{label} {first}".strip()
        self._print(left, label)
        self._on_leaders(start, right, first)
        self._know(left, known, None, right - left, "l", hand=self.look.hand)
        while rest:
            self.y += self.step()
            first, rest = self._fitting(rest, right - left)
            self._on_leaders(left, right, first)
            self._know(left, first, None, right - left, "l", hand=self.look.hand)
        return right

    def end_row(self, factor: float = 1.12) -> None:
        """Go to the next dotted line."""
        self.y += self.step() * factor

    def field(self, label: str, value: str, name: str = "") -> None:
        """One dotted line from margin to margin."""
        self.filled((label, value, name))
        self.end_row()

    def table(
        self,
        widths: tuple[float, ...],
        rows: Sequence[tuple[str, ...]],
        points: float = 12.0,
        by_hand: int = 99,
    ) -> None:
        """A ruled table; columns from number `by_hand` on are filled in. Cells wrap."""
        edges = [LEFT]
        for width in widths:
            edges.append(edges[-1] + width)
        self.rule(edges[0], edges[-1])
        for number, row in enumerate(rows):
            top = self.y
            lowest = top
            for column, cell in enumerate(row):
                self.y = top + 1.2
                filled = column >= by_hand and number > 0
                self._cell(edges[column] + 1.5, widths[column] - 3, cell, points, number, filled)
                lowest = max(lowest, self.y)
            self.y = lowest + 1.0
            self.rule(edges[0], edges[-1])
            for edge in edges:
                self.draw.line((px(edge), px(top), px(edge), px(self.y)), PRINT, 2)
        self.y += 2.0

    def _cell(
        self, x: float, width: float, cell: str, points: float, row: int, filled: bool
    ) -> None:
        style = "b" if row == 0 else ""
        rest = cell
        while rest:
            first, rest = self._fitting(rest, width, style, points)
            if filled:
                self._value(x, first, points)
                self._know(x, first, points, width, "l", hand=self.look.hand)
            else:
                self.text(x, first, style, points)
            self.y += self.step(points)

    def _fitting(
        self, text: str, width: float, style: str = "", points: float | None = None
    ) -> tuple[str, str]:
        words = text.split(" ")
        slack = 0.84 if self.look.hand else 1.0
        count = len(words)
        while count > 1 and self.width(" ".join(words[:count]), style, points) > width * slack:
            count -= 1
        return " ".join(words[:count]), " ".join(words[count:])

    def _print(
        self, x: float, text: str, style: str = "", points: float | None = None, anchor: str = "l"
    ) -> None:
        face = font(self.look.face, points or self.look.points, style)
        self.draw.text((px(x), px(self.y)), text, PRINT, face, anchor=f"{anchor}a")

    def _on_leaders(self, left: float, right: float, value: str) -> None:
        under = self.look.blank or self.look.hand
        self._leaders(left if under else left + self.width(value, self._style) + 0.6, right)
        self._value(left, value)

    @property
    def _style(self) -> str:
        """Of machine-filled values."""
        return "i" if self.look.face == "serif" else ""

    def _leaders(self, left: float, right: float) -> None:
        """Dots as a word processor sets them, a little under what is written over them."""
        low = 0.7 if self.look.blank or self.look.hand else 0.0
        base = px(self.y + low) + font(self.look.face, self.look.points).getmetrics()[0]
        radius, pitch = 1.9, self.width(".") * DPI / 25.4
        at = float(px(left))
        while at < px(right):
            self.draw.ellipse((at - radius, base - 2 * radius, at + radius, base), PRINT)
            at += pitch

    def _value(self, x: float, text: str, points: float | None = None) -> None:
        if self.look.hand:
            _by_hand(self.image, self.rng, px(x) + 4, px(self.y) - 2, text, points or 15.0)
        else:
            self._print(x, text, self._style, points)

    def _know(
        self,
        x: float,
        text: str,
        points: float | None,
        width: float,
        anchor: str,
        hand: bool = False,
    ) -> None:
        if not text:
            return
        left = {"l": x, "m": x - width / 2, "r": x - width}[anchor]
        bottom = self.y + self.step(points)
        self.lines.append(KnownLine(text, left, self.y, left + width, bottom, hand))

    def signature(self, x: float) -> None:
        """A scrawl around `x`, 18 mm high."""
        pace, phase = self.rng.uniform(0.34, 0.5), self.rng.uniform(0, 6)
        points = []
        for number in range(80):
            swing = phase + number * pace
            height = 7 * math.exp(-number / 45) * math.sin(swing)
            points.append(
                (px(x - 16 + number * 0.42 + 1.6 * math.cos(swing)), px(self.y + 9 + height))
            )
        self.draw.line(points, PEN, 5, joint="curve")
        self.y += 18

    def stamp(self, x: float, y: float, ring: str, middle: str) -> None:
        """A round red stamp pressed over whatever is there."""
        press(self.image, self.rng, x, y, ring, middle)


def press(
    image: Image.Image, rng: random.Random, x: float, y: float, ring: str, middle: str
) -> None:
    """A round red stamp on a page, its middle in millimetres."""
    pressed = _stamp(ring, middle).rotate(
        rng.uniform(-14, 14), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    left, top = px(x) - pressed.width // 2, px(y) - pressed.height // 2
    box = (left, top, left + pressed.width, top + pressed.height)
    image.paste(ImageChops.multiply(image.crop(box), pressed), box)


def _by_hand(
    image: Image.Image, rng: random.Random, x: float, y: float, text: str, points: float
) -> None:
    """Letters that lean, drift and differ in size, in blue ink."""
    drift = 0.0
    lean = rng.uniform(-3, 3)
    for letter in text:
        face = font("serif", points * rng.uniform(0.94, 1.06), "i")
        advance = face.getlength(letter)
        if letter != " ":
            side = round(points * DPI / 72 * 2)
            glyph = Image.new("L", (side, side), 0)
            ImageDraw.Draw(glyph).text((side / 4, side / 4), letter, 255, face)
            glyph = glyph.rotate(lean + rng.uniform(-5, 5), Image.Resampling.BICUBIC)
            at = (round(x - side / 4), round(y + drift - side / 4))
            image.paste(PEN, at, glyph)
        drift = max(-5.0, min(5.0, drift + rng.uniform(-1.2, 1.2)))
        x += advance * rng.uniform(0.96, 1.1)


@lru_cache(maxsize=32)
def _stamp(ring: str, middle: str) -> Image.Image:
    """35 mm across, as the rules on seals have it, unevenly inked."""
    size = px(38)
    centre, radius = size / 2, px(17.5)
    seal = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(seal)
    for reach, thick in ((radius, 8), (radius - px(5.6), 4)):
        draw.ellipse(
            (centre - reach, centre - reach, centre + reach, centre + reach), None, RED, thick
        )
    corners = []
    for corner in range(10):
        reach = px(4.6) if corner % 2 == 0 else px(1.8)
        angle = math.radians(corner * 36 - 90)
        corners.append((centre + reach * math.cos(angle), centre - px(3) + reach * math.sin(angle)))
    draw.polygon(corners, RED)
    for row, line in enumerate(middle.split("\n")):
        spot = (centre, centre + px(2.2) + row * px(3.2))
        draw.text(spot, line, RED, font("sans", 7, "b"), anchor="ma")
    turn = min(13.0, 320 / max(1, len(ring)))
    angle = -90 - turn * (len(ring) - 1) / 2
    for letter in ring:
        glyph = Image.new("L", (84, 84), 0)
        ImageDraw.Draw(glyph).text((42, 42), letter, 255, font("sans", 9, "b"), anchor="mm")
        glyph = glyph.rotate(-angle - 90, Image.Resampling.BICUBIC)
        reach = radius - px(2.8)
        spot = (
            round(centre + reach * math.cos(math.radians(angle))) - 42,
            round(centre + reach * math.sin(math.radians(angle))) - 42,
        )
        seal.paste(RED, spot, glyph)
        angle += turn
    rng = random.Random(ring)  # noqa: S311 - uneven ink
    worn = Image.frombytes("L", (48, 48), rng.randbytes(48 * 48)).resize((size, size))
    worn = worn.point(lambda value: 0 if value < 230 else 150)
    return ImageChops.add(seal, Image.merge("RGB", (worn, worn, worn)))
