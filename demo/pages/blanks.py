"""Sheets with nothing to read on them, or nearly nothing: what a feeder delivers between pages.

Empty ones: ``blank``, ``recycled`` (gray paper), ``show_through`` (the back of a printed sheet),
``punched`` (holes and a dark edge). Not empty, though they look it: ``pencil`` (a signature),
``faint_stamp``, ``one_line``, ``page_number``.
"""

from __future__ import annotations

import random
from dataclasses import replace

from PIL import Image

from demo.pages.damage import DAMAGES, Damaged, apply
from demo.pages.documents import write
from demo.pages.sheet import HEIGHT_MM, Look, Sheet, press, px

EMPTY = ("blank", "recycled", "show_through", "punched")
NOT_EMPTY = ("pencil", "faint_stamp", "one_line", "page_number")
_HOLES_MM = (108.5, 188.5)


def sheet(variant: str, seed: int = 1, kind: str = "scan200") -> Damaged:
    """One sheet of these variants. Raises KeyError for an unknown one."""
    rng = random.Random(f"{variant} {seed}")  # noqa: S311 - where things lie on the sheet
    page = Sheet(Look(), rng)
    damage = replace(DAMAGES[kind], stamp=False, border=0.0)
    back = None
    match variant:
        case "blank":
            pass
        case "recycled":
            damage = replace(damage, paper=(186, 192, 194), mottle=9)
        case "show_through":
            damage, back = replace(damage, show_through=0.15), write("hop_dong", seed).image
        case "punched":
            damage = replace(damage, border=4.0)
            for y in _HOLES_MM:
                page.draw.ellipse((px(11), px(y - 3), px(17), px(y + 3)), (30, 30, 30))
        case "pencil":
            _pencil(page.image, rng)
        case "faint_stamp":
            _faint_stamp(page.image, rng)
        case "one_line":
            page.y = rng.uniform(40, 250)
            page.line("Người nhận: Nguyễn Văn Mẫu, ngày 12/11/2026")
        case "page_number":
            page.y = HEIGHT_MM - 20
            page.centred("2")
        case _:
            raise KeyError(variant)
    return apply(page.image, damage, seed, back=back)


def _pencil(image: Image.Image, rng: random.Random) -> None:
    """A signature in pencil: thin and gray."""
    layer = Sheet(Look(), rng)
    layer.y = rng.uniform(60, 200)
    layer.signature(rng.uniform(60, 150))
    ink = layer.image.convert("L").point(lambda value: (255 - value) // 2)
    image.paste((120, 122, 126), (0, 0), ink)


def _faint_stamp(image: Image.Image, rng: random.Random) -> None:
    """A seal pressed with hardly any ink."""
    layer = Image.new("RGB", image.size, "white")
    press(
        layer,
        rng,
        rng.uniform(60, 150),
        rng.uniform(60, 220),
        "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
        "MẪU",
    )
    faint = Image.blend(Image.new("RGB", image.size, "white"), layer, 0.22)
    image.paste(faint)
