"""What a document camera would see: a sheet of text on a dark table, laid, still, blurred, gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Frame = NDArray[np.uint8]
SIZE = (1280, 960)
CORNERS = ((300, 90), (930, 110), (960, 880), (270, 860))
"""Of the sheet, clockwise from the top left."""


def sheet(number: int = 1) -> Frame:
    image = Image.new("RGB", (840, 1188), (228, 230, 226))
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 40, 60 + 60 * number, 70), fill=(180, 20, 30))
    for line in range(34):
        draw.text((70, 110 + line * 30), f"Dòng {line} của tờ {number}, chữ để đọc " * 3, "black")
    return np.asarray(image)[:, :, ::-1].copy()


def table() -> Frame:
    grain = np.random.default_rng(7).normal(0, 3, (SIZE[1], SIZE[0], 1))
    return (np.array([52, 48, 44]) + grain).clip(0, 255).astype(np.uint8)


def scene(page: Frame, shift: tuple[int, int] = (0, 0)) -> Frame:
    """The sheet on the table, moved by so many pixels."""
    height, width = page.shape[:2]
    start = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    end = np.array(CORNERS, np.float32) + np.array(shift, np.float32)
    matrix = cv2.getPerspectiveTransform(start, end)
    seen = cv2.warpPerspective(page, matrix, SIZE, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, SIZE)
    picture = table()
    picture[mask > 127] = seen[mask > 127]
    return picture


def blurred(picture: Frame) -> Frame:
    return cv2.GaussianBlur(picture, (0, 0), 3)


def glaring(picture: Frame) -> Frame:
    """A lamp's reflection on the sheet."""
    spoiled = picture.copy()
    cv2.circle(spoiled, (600, 400), 90, (255, 255, 255), -1)
    return spoiled


def recorded(frames: Sequence[Frame], path: Path, a_second: int = 10) -> Path:
    """A video of these pictures."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), a_second, SIZE)
    assert writer.isOpened()
    for one in frames:
        writer.write(one)
    writer.release()
    return path
