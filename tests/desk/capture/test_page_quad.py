"""The sheet under a document camera: found, made flat, and judged for the live picture."""

from __future__ import annotations

import numpy as np
import pytest

from desk.capture.cleaning import prepare
from desk.capture.opencv import cv2
from desk.capture.quad import Quad, find_quad, glare, sharpness, straighten
from models.reading import Remark
from tests.support.page_pictures import pixels, scanned

pytestmark = pytest.mark.xdist_group("pages")  # they look at the same generated pages

CORNERS = ((210.0, 130.0), (1500.0, 180.0), (1560.0, 1010.0), (150.0, 960.0))


def _frame(corners: tuple[tuple[float, float], ...] = CORNERS) -> np.ndarray:
    """A gray desk with a white sheet on it."""
    rng = np.random.default_rng(1)
    frame = rng.integers(60, 90, (1200, 1700, 3)).astype(np.uint8)
    cv2.fillPoly(frame, [np.asarray(corners, np.int32)], (235, 238, 240))
    return cv2.GaussianBlur(frame, (0, 0), 1.0)


def test_the_corners_are_found_clockwise_from_the_top_left() -> None:
    quad = find_quad(_frame())
    assert quad is not None
    assert np.abs(quad.points - np.asarray(CORNERS)).max() < 4


@pytest.mark.parametrize("value", [0, 90, 255])
def test_an_empty_desk_has_no_sheet(value: int) -> None:
    assert find_quad(np.full((900, 1200, 3), value, np.uint8)) is None


def test_a_sheet_too_small_or_running_out_of_the_picture_is_not_taken() -> None:
    assert find_quad(_frame(((700, 500), (900, 500), (900, 780), (700, 780)))) is None
    triangle = find_quad(_frame(((200, 100), (1600, 100), (1600, 1100), (1600, 1100))))
    assert triangle is None


def test_the_flat_sheet_is_a4_when_it_is_nearly_so() -> None:
    nearly = Quad(((0, 0), (1000, 0), (1000, 1300), (0, 1300)))
    height, width = straighten(np.zeros((1400, 1100, 3), np.uint8), nearly).shape[:2]
    assert height / width == pytest.approx(297 / 210, abs=0.002)
    card = Quad(((0, 0), (1000, 0), (1000, 630), (0, 630)))
    height, width = straighten(np.zeros((700, 1100, 3), np.uint8), card).shape[:2]
    assert (width, height) == (1000, 630)


def test_what_lay_in_perspective_comes_out_where_it_is_on_the_sheet() -> None:
    flat = np.full((1414, 1000, 3), 240, np.uint8)
    spots = [(200, 200), (800, 300), (500, 1100)]
    for spot in spots:
        cv2.circle(flat, spot, 12, (20, 20, 20), cv2.FILLED)
    source = np.asarray([(0, 0), (999, 0), (999, 1413), (0, 1413)], np.float32)
    target = np.asarray([(260, 90), (1130, 150), (1240, 1360), (120, 1290)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    frame = cv2.warpPerspective(flat, matrix, (1400, 1450), borderValue=(70, 80, 90))
    quad = find_quad(frame)
    assert quad is not None
    again = straighten(frame, quad)
    scale = again.shape[1] / 1000
    dark = cv2.connectedComponentsWithStats((again[..., 0] < 100).astype(np.uint8))[3][1:]
    for x, y in spots:
        off = np.abs(dark - np.asarray([x * scale, y * again.shape[0] / 1414])).sum(axis=1)
        assert off.min() < 12


def test_a_photographed_page_becomes_a_level_sheet_of_a4() -> None:
    made = scanned("giay_khai_sinh", "camera200")
    done = prepare(pixels(made), None, camera=True)
    height, width = done.view.shape[:2]
    assert height / width == pytest.approx(297 / 210, abs=0.003)
    assert done.dpi is not None
    assert 190 <= done.dpi <= 240
    assert abs(done.findings.skew) < 1.0
    assert done.findings.remarks == ()


def test_a_photograph_without_a_whole_sheet_is_remarked() -> None:
    made = pixels(scanned("giay_khai_sinh", "camera200"))
    part = np.ascontiguousarray(made[300:1500, 250:1500])
    assert Remark.CUT_EDGE in prepare(part, None, camera=True).findings.remarks


def test_blur_and_glare_are_seen_in_a_frame() -> None:
    frame = pixels(scanned("giay_khai_sinh", "camera200"))
    assert sharpness(frame) > 0.6
    assert sharpness(cv2.GaussianBlur(frame, (0, 0), 3)) < 0.4
    assert sharpness(np.full((900, 1200, 3), 200, np.uint8)) == 0.0
    assert glare(frame) == 0.0
    shining = frame.copy()
    cv2.circle(shining, (900, 900), 150, (255, 255, 255), cv2.FILLED)
    assert glare(shining) > 0.01
    assert glare(np.full((900, 1200, 3), 255, np.uint8)) == 0.0


def test_movement_is_a_share_of_the_diagonal() -> None:
    still = Quad(CORNERS)
    moved = Quad(tuple((x + 30, y) for x, y in CORNERS))
    assert still.moved_from(still) == 0.0
    assert 0.015 < moved.moved_from(still) < 0.025
