"""Portraits of nobody: drawn faces, about 15 kB, the same for the same seed."""

from __future__ import annotations

import random
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (480, 640)

_SKIN = ((236, 200, 170), (222, 180, 146), (205, 160, 124), (244, 214, 190))
_HAIR = ((28, 24, 24), (48, 38, 34), (70, 62, 60), (150, 148, 146))
_CLOTH = ((62, 92, 140), (140, 60, 66), (70, 110, 84), (96, 84, 120), (120, 104, 70))


@lru_cache(maxsize=64)
def portrait(seed: str, *, woman: bool, elder: bool) -> Image.Image:
    """A frontal face before a light background, 480 x 640, obviously a drawing."""
    rng = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", SIZE, (214, 226, 236))
    draw = ImageDraw.Draw(image)
    skin = rng.choice(_SKIN)
    hair = _HAIR[3] if elder else rng.choice(_HAIR[:3])
    cloth = rng.choice(_CLOTH)
    wide = rng.randint(108, 124)
    if woman:
        draw.rounded_rectangle((240 - wide - 30, 130, 240 + wide + 30, 520), 110, fill=hair)
    draw.polygon([(20, 640), (70, 530), (190, 480), (290, 480), (410, 530), (460, 640)], fill=cloth)
    draw.rectangle((196, 420, 284, 510), fill=_shade(skin, -18))
    for side in (-1, 1):
        x = 240 + side * wide
        draw.ellipse((x - 18, 280, x + 18, 350), fill=_shade(skin, -14))
    draw.ellipse((240 - wide, 150, 240 + wide, 470), fill=skin)
    draw.pieslice((240 - wide - 6, 128, 240 + wide + 6, 380), 180, 360, fill=hair)
    draw.ellipse((240 - wide + 14, 196, 240 + wide - 14, 330), fill=skin)
    _features(draw, rng, skin, hair)
    return _grain(image.filter(ImageFilter.GaussianBlur(1.2)), seed)


def _features(
    draw: ImageDraw.ImageDraw,
    rng: random.Random,
    skin: tuple[int, int, int],
    hair: tuple[int, int, int],
) -> None:
    gap, level = rng.randint(44, 54), rng.randint(290, 302)
    for side in (-1, 1):
        x = 240 + side * gap
        draw.ellipse((x - 23, level - 11, x + 23, level + 11), fill=(250, 250, 248))
        draw.ellipse((x - 10, level - 10, x + 10, level + 10), fill=(44, 30, 24))
        draw.ellipse((x - 2, level - 6, x + 4, level), fill=(255, 255, 255))
        draw.arc((x - 34, level - 42, x + 34, level + 10), 205, 335, fill=hair, width=7)
    draw.line((240, level + 14, 228, level + 70), fill=_shade(skin, -36), width=5)
    draw.arc((222, level + 52, 258, level + 80), 10, 170, fill=_shade(skin, -40), width=5)
    smile = rng.randint(0, 14)
    draw.chord((200, level + 84 - smile, 280, level + 118), 12, 168, fill=(176, 84, 84))


def _shade(colour: tuple[int, int, int], by: int) -> tuple[int, int, int]:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


def _grain(image: Image.Image, seed: str) -> Image.Image:
    """Sensor noise, so that the file compresses like a photograph."""
    rng = random.Random(seed + "grain")  # noqa: S311
    small = (SIZE[0] // 2, SIZE[1] // 2)
    noise = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    noise = noise.resize(SIZE, Image.Resampling.BILINEAR).point(lambda v: 128 + (v - 128) // 10)
    grey = Image.merge("RGB", (noise, noise, noise))
    return ImageChops.add(image, grey, scale=1, offset=-128)


@lru_cache(maxsize=64)
def encoded(seed: str, *, woman: bool, elder: bool, jpeg_2000: bool, size: int) -> bytes:
    """The portrait compressed to at most, and close to, `size` bytes."""
    image = portrait(seed, woman=woman, elder=elder)
    if jpeg_2000:
        out = BytesIO()
        ratio = SIZE[0] * SIZE[1] * 3 / size
        image.save(out, "JPEG2000", quality_mode="rates", quality_layers=[ratio], irreversible=True)
        return out.getvalue()
    low, high, best = 5, 95, b""
    while low <= high:
        quality = (low + high) // 2
        out = BytesIO()
        image.save(out, "JPEG", quality=quality)
        if out.tell() <= size:
            best, low = out.getvalue(), quality + 1
        else:
            high = quality - 1
    return best
