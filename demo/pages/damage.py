"""What paper, copier, scanner and camera do to a page, with fixed parameters for each kind.

The numbers below are part of what is measured (decision 34): they were committed before any reading
engine or clean-up was tuned, and are not changed to make a figure look better.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
"""Rows, columns, and three colours in the order of OpenCV, or gray without the third axis."""

_A4 = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage.

    Angles are degrees clockwise; ``noise`` is the standard deviation in levels; ``blur`` and
    ``mottle`` are in pixels and levels; ``fade`` is the share of ink lost; ``show_through`` the
    share of the back side's ink seen; ``border`` the width in millimetres of the dark edge.
    """

    name: str
    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    mottle: float = 0.0
    fade: float = 0.0
    show_through: float = 0.0
    border: float = 0.0
    stamp: bool = False
    paper: tuple[int, int, int] = (255, 255, 255)
    quality: int = 90
    bilevel: bool = False
    camera: bool = False


DAMAGES = {
    one.name: one
    for one in (
        Damage("clean200"),
        Damage("clean300", dpi=300),
        Damage(
            "scan200", skew=0.8, noise=6, blur=0.6, mottle=4, stamp=True,
            paper=(243, 247, 248), quality=75,
        ),
        Damage(
            "scan300", dpi=300, skew=0.8, noise=6, blur=0.8, mottle=4, stamp=True,
            paper=(243, 247, 248), quality=75,
        ),
        Damage(
            "bad200", skew=2.3, noise=11, blur=0.9, mottle=10, fade=0.38, show_through=0.16,
            border=9.0, stamp=True, paper=(222, 230, 233), quality=55,
        ),
        Damage("bilevel200", skew=0.8, noise=10, blur=0.7, mottle=4, stamp=True, bilevel=True),
        Damage(
            "camera200", noise=5, blur=0.8, mottle=3, stamp=True, paper=(236, 242, 244),
            quality=80, camera=True,
        ),
    )
}  # fmt: skip
"""By name."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A page as it arrives: the file, and what was done to it."""

    data: bytes
    media_type: str
    dpi: int | None
    skew: float
    """Degrees clockwise the content is turned; 0 for a camera, whose page lies in perspective."""


def apply(
    page: Image.Image,
    kind: Damage,
    seed: int,
    *,
    back: Image.Image | None = None,
    skew: float | None = None,
    turn: int = 0,
) -> Damaged:
    """The page (300 dpi) as this kind delivers it.

    ``back`` shows through; ``skew`` replaces the kind's own; ``turn`` is how far clockwise the
    sheet lay turned: 0, 90, 180 or 270.
    """
    rng = np.random.default_rng(seed)
    angle = (
        kind.skew * (1 if seed % 2 else -1) * (0.85 + 0.3 * rng.random()) if skew is None else skew
    )
    ink = _at_resolution(_bgr(page), kind.dpi)
    ink = _faded(ink, kind, rng)
    if kind.show_through and back is not None:
        ink = _shown_through(ink, _at_resolution(_bgr(back), kind.dpi), kind.show_through)
    ink = _on_paper(ink, kind, rng)
    if kind.camera:
        ink, angle = _photographed(ink, rng), 0.0
    else:
        ink = _skewed(ink, angle, kind)
    if kind.blur:
        ink = _u8(cv2.GaussianBlur(ink, (0, 0), kind.blur))
    if kind.noise:
        grain = rng.normal(0.0, kind.noise, ink.shape[:2]).astype(np.float32)
        ink = _u8(ink.astype(np.float32) + grain[..., None])
    if turn:
        ink = np.ascontiguousarray(np.rot90(ink, -turn // 90))
    return Damaged(*_encoded(ink, kind), None if kind.camera else kind.dpi, angle)


def encode(picture: Picture, dpi: int | None, quality: int = 75) -> bytes:
    """A JPEG as scanners write it: 4:2:0, with its resolution."""
    out = BytesIO()
    density = {} if dpi is None else {"dpi": (dpi, dpi)}
    _rgb(picture).save(out, "JPEG", quality=quality, **density)
    return out.getvalue()


def _encoded(ink: Picture, kind: Damage) -> tuple[bytes, str]:
    if not kind.bilevel:
        return encode(ink, None if kind.camera else kind.dpi, kind.quality), "image/jpeg"
    gray = cv2.cvtColor(ink, cv2.COLOR_BGR2GRAY)
    out = BytesIO()
    bits = Image.fromarray(((gray > 150) * np.uint8(255)).astype(np.uint8)).convert("1")
    bits.save(out, "PNG", dpi=(kind.dpi, kind.dpi))
    return out.getvalue(), "image/png"


def _bgr(page: Image.Image) -> Picture:
    return np.ascontiguousarray(np.asarray(page.convert("RGB"))[..., ::-1])


def _rgb(picture: Picture) -> Image.Image:
    return Image.fromarray(
        picture if picture.ndim == 2 else np.ascontiguousarray(picture[..., ::-1])
    )


def _u8(values: NDArray[Any]) -> Picture:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def _at_resolution(page: Picture, dpi: int) -> Picture:
    size = (round(_A4[0] * dpi / 25.4), round(_A4[1] * dpi / 25.4))
    return _u8(cv2.resize(page, size, interpolation=cv2.INTER_AREA))


def _cloud(shape: tuple[int, ...], cell: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Smooth noise between 0 and 1."""
    rows, columns = shape[0] // cell + 2, shape[1] // cell + 2
    seeds = rng.random((rows, columns), dtype=np.float32)
    return np.asarray(
        cv2.resize(seeds, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32
    )


def _faded(ink: Picture, kind: Damage, rng: np.random.Generator) -> Picture:
    """Worn toner: ink lost evenly, more in patches and a little at random."""
    if not kind.fade:
        return ink
    patches = _cloud(ink.shape, 160, rng)
    grain = _cloud(ink.shape, 2, rng)
    kept = 1.0 - kind.fade * (0.55 + 0.6 * patches + 0.5 * (grain - 0.5))
    return _u8(255.0 - (255.0 - ink.astype(np.float32)) * np.clip(kept, 0.0, 1.0)[..., None])


def _shown_through(ink: Picture, back: Picture, share: float) -> Picture:
    """The back side, mirrored and blurred by the paper."""
    behind = cv2.GaussianBlur(cv2.flip(back, 1), (0, 0), 1.6).astype(np.float32)
    return _u8(ink.astype(np.float32) * (1.0 - share * (255.0 - behind) / 255.0))


def _on_paper(ink: Picture, kind: Damage, rng: np.random.Generator) -> Picture:
    paper = np.asarray(kind.paper, np.float32)
    if kind.mottle:
        clouds = (_cloud(ink.shape, 24, rng) - 0.5) * kind.mottle
        return _u8(ink.astype(np.float32) / 255.0 * (paper + clouds[..., None]))
    return _u8(ink.astype(np.float32) / 255.0 * paper)


def _skewed(ink: Picture, angle: float, kind: Damage) -> Picture:
    """Turned about the middle; where the sheet ends, the scanner's lid or the copier's dark."""
    height, width = ink.shape[:2]
    beyond = (38, 36, 36) if kind.border else tuple(int(one) - 6 for one in kind.paper)
    if kind.border:
        edge = round(kind.border * kind.dpi / 25.4)
        ink = ink.copy()
        ink[:, : edge // 3] = beyond
        ink[: edge // 2] = beyond
        ink[height - edge // 4 :] = beyond
    if not angle:
        return ink
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -angle, 1.0)
    return _u8(
        cv2.warpAffine(
            ink, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
            borderValue=beyond,
        )
    )  # fmt: skip


def _photographed(ink: Picture, rng: np.random.Generator) -> Picture:
    """A sheet on a wooden desk, seen from a little aside, half in shade, with a soft glare."""
    height, width = ink.shape[:2]
    frame_w, frame_h = round(width * 1.16), round(height * 1.12)
    desk = np.empty((frame_h, frame_w, 3), np.float32)
    grain = _cloud((frame_h, frame_w), 9, rng) * 12 + _cloud((frame_h, frame_w), 90, rng) * 26
    desk[:] = (52, 74, 98)
    desk += grain[..., None]
    source = np.asarray([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    inset = np.asarray(
        [(0.075, 0.055), (0.915, 0.07), (0.945, 0.945), (0.045, 0.93)], np.float32
    ) * np.asarray([frame_w, frame_h], np.float32)
    wobble = rng.uniform(-0.012, 0.012, inset.shape).astype(np.float32)
    corners = (inset + wobble * frame_w).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    placed = cv2.warpPerspective(ink, matrix, (frame_w, frame_h), flags=cv2.INTER_CUBIC).astype(
        np.float32
    )
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (frame_w, frame_h))
    share = cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32)[..., None] / 255.0
    seen = placed * share + desk * (1.0 - share)
    x = np.linspace(0.0, 1.0, frame_w, dtype=np.float32)[None, :]
    y = np.linspace(0.0, 1.0, frame_h, dtype=np.float32)[:, None]
    shade = 0.97 - 0.36 / (1.0 + np.exp(-14.0 * (0.55 * x + 0.45 * y - 0.55)))
    glare = 22.0 * np.exp(-(((x - 0.3) / 0.22) ** 2 + ((y - 0.25) / 0.16) ** 2))
    return _u8(seen * shade[..., None] + glare[..., None])
