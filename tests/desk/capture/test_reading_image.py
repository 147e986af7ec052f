"""What the engines are shown keeps what they must read: dots on rules, boxes, light on dark."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from desk.capture.cleaning_reading import reading_image
from desk.capture.missed_lines import missed
from desk.capture.opencv import Picture
from models.reading import Box

DPI = 200
INK = 120


class Paper:
    """A white sheet of 120 by 60 mm to draw on; lengths in pixels."""

    def __init__(self) -> None:
        self.image = Image.new("L", (945, 472), 255)
        self.pen = ImageDraw.Draw(self.image)
        path = str(files("printing").joinpath("fonts/LiberationSerif-Regular.ttf"))
        self.font = ImageFont.truetype(path, 40)

    @property
    def pixels(self) -> Picture:
        """The sheet as it is now."""
        return np.array(self.image)


def dark(picture: Picture, box: tuple[int, int, int, int]) -> int:
    """How many pixels of ink lie in left, top, right, bottom."""
    left, top, right, bottom = box
    return int((picture[top:bottom, left:right] < INK).sum())


def test_a_dot_that_touches_a_rule_stays_and_the_rule_goes() -> None:
    paper = Paper()
    paper.pen.text((100, 100), "THẠCH", font=paper.font, fill=20)
    bottom = round(paper.pen.textbbox((100, 100), "THẠCH", font=paper.font)[3])
    bare = paper.pixels
    paper.pen.line((60, bottom, 900, bottom), fill=40, width=2)
    read = reading_image(paper.pixels, DPI)
    under = (100, bottom - 6, 300, bottom)
    assert dark(bare, under) > 10
    assert dark(read, under) >= 0.6 * dark(bare, under)
    assert dark(read, (400, bottom - 4, 900, bottom + 4)) == 0


def test_a_rule_that_is_not_quite_level_leaves_nothing() -> None:
    paper = Paper()
    paper.pen.line((60, 200, 900, 204), fill=0, width=2)
    assert dark(reading_image(paper.pixels, DPI), (0, 0, 945, 472)) == 0


def test_boxes_around_figures_go_and_the_figures_stay() -> None:
    paper = Paper()
    bare = Paper()
    for number in range(12):
        left = 80 + 49 * number
        paper.pen.rectangle((left, 150, left + 49, 205), outline=30, width=2)
        for sheet in (paper, bare):
            sheet.pen.text((left + 14, 155), str(number % 10), font=paper.font, fill=20)
    read, wanted = reading_image(paper.pixels, DPI), bare.pixels
    inside = (90, 158, 660, 200)
    assert abs(dark(read, inside) - dark(wanted, inside)) <= 0.05 * dark(wanted, inside)


def test_light_letters_on_a_dark_ground_become_dark_on_light() -> None:
    paper = Paper()
    paper.pen.rectangle((0, 0, 945, 140), fill=70)
    paper.pen.text((100, 50), "TRUNG TÂM PHỤC VỤ", font=paper.font, fill=250)
    read = reading_image(paper.pixels, DPI)
    assert float(np.median(read[10:130, 10:900])) > 240
    assert dark(read, (100, 50, 600, 100)) > 1500


def test_a_dark_edge_and_a_photograph_are_not_turned() -> None:
    paper = Paper()
    paper.pen.rectangle((0, 0, 945, 60), fill=25)
    paper.pen.rectangle((600, 200, 800, 400), fill=90)
    paper.pen.ellipse((640, 230, 760, 370), fill=220)
    read = reading_image(paper.pixels, DPI)
    assert dark(read, (0, 0, 945, 60)) == 0
    assert dark(read, (605, 205, 630, 395)) > 4000


def test_lines_outside_the_boxes_found_are_missed_lines_and_specks_are_none() -> None:
    paper = Paper()
    for top in (60, 160, 260):
        paper.pen.text((100, top), "Số căn cước: 001185000007", font=paper.font, fill=20)
    paper.pen.point([(800, 400), (802, 402)], fill=0)
    lines = missed(paper.pixels, [Box(95, 65, 560, 105)], DPI)
    assert [round(line.top, -1) for line in lines] == [170, 270]
    assert all(line.right - line.left > 400 for line in lines)
    assert missed(np.full((400, 400), 255, np.uint8), (), DPI) == ()
