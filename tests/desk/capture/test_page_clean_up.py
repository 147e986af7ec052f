"""Clean-up of captured pages, on pages whose skew, turn and emptiness are known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from demo.pages import blanks
from demo.pages.damage import DAMAGES, apply
from demo.pages.documents import write
from demo.pages.generator import page
from desk.capture import jpeg
from desk.capture.cleaning import is_bilevel, prepare, reading_image, turned, view_jpeg
from desk.capture.cleaning_blank import emptiness
from desk.capture.cleaning_paper import flattened
from desk.capture.cleaning_skew import skew_of
from desk.capture.cleaning_turn import turn_of
from desk.capture.opencv import Picture, cv2, gray_of
from models.reading import Remark
from tests.support.page_pictures import pixels, scanned

pytestmark = pytest.mark.xdist_group("pages")  # they look at the same generated pages


def test_skew_is_found_to_three_hundredths_of_a_degree() -> None:
    errors = []
    papers = [write(one, 1).image for one in ("giay_khai_sinh", "to_khai_ket_hon", "hop_dong")]
    for number, angle in enumerate(np.linspace(-5, 6, 6)):
        kind = DAMAGES[("scan200", "bad200", "clean200")[number % 3]]
        paper = papers[number // 2]
        made = apply(paper, kind, number, back=papers[0], skew=float(angle))
        errors.append(abs(skew_of(pixels(made)) - angle))
    assert np.mean(errors) <= 0.03
    assert max(errors) <= 0.2


def test_an_empty_sheet_has_no_skew() -> None:
    assert skew_of(np.full((2339, 1654), 250, np.uint8)) == 0.0
    assert skew_of(pixels(blanks.sheet("blank"))) == 0.0


@pytest.mark.parametrize(
    ("document", "kind"),
    [("hop_dong", "bad200"), ("bien_lai", "bilevel200"), ("giay_chung_sinh", "scan200")],
)
def test_pages_are_turned_upright(document: str, kind: str) -> None:
    gray = gray_of(pixels(scanned(document, kind)))
    for turn in (0, 90, 180, 270):
        assert turn_of(turned(gray, turn)) == (360 - turn) % 360


def test_an_empty_sheet_is_not_turned() -> None:
    assert turn_of(np.full((2339, 1654), 255, np.uint8)) == 0


def test_a_page_comes_out_upright_level_and_white() -> None:
    made = page("giay_xac_nhan_hon_nhan", "bad200", 3, turn=90)
    done = prepare(pixels(made), made.dpi)
    assert done.findings.turn == 270
    assert done.findings.skew == pytest.approx(made.skew, abs=0.05)
    assert done.view.shape == (2339, 1654, 3)
    assert abs(skew_of(done.view)) < 0.05
    assert np.median(done.view) == 255
    assert not done.findings.probably_blank
    assert done.findings.ink > 20


def test_a_persons_turn_overrules_what_is_recognised() -> None:
    made = scanned("hop_dong", "clean200")
    done = prepare(pixels(made), made.dpi, turn=180)
    assert done.findings.turn == 180
    assert turn_of(gray_of(done.view)) == 180


def test_a_plain_page_keeps_its_pixels() -> None:
    made = scanned("hop_dong", "bad200")
    image = pixels(made)
    done = prepare(image, made.dpi, turn=90, plain=True)
    assert np.array_equal(done.view, turned(image, 90))
    assert done.findings.skew == 0.0


def test_black_and_white_pages_are_straightened_and_nothing_more() -> None:
    made = scanned("giay_khai_sinh", "bilevel200")
    image = pixels(made)
    done = prepare(image, made.dpi)
    assert done.findings.bilevel
    assert done.findings.skew == pytest.approx(made.skew, abs=0.05)
    assert abs(skew_of(done.view)) < 0.05
    assert Remark.NO_COLOUR in done.findings.remarks
    level = pixels(page("giay_khai_sinh", "bilevel200", 1, skew=0.0))
    assert np.array_equal(prepare(level, 200).view, level)


def test_a_gray_page_and_a_smeared_black_and_white_one_are_told_apart() -> None:
    bits = pixels(scanned("giay_khai_sinh", "bilevel200"))
    _, coded = cv2.imencode(".jpg", bits, [cv2.IMWRITE_JPEG_QUALITY, 95])
    assert is_bilevel(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE))
    assert not is_bilevel(gray_of(pixels(scanned("hop_dong", "clean200"))))
    assert not is_bilevel(np.full((500, 400), 255, np.uint8)), "an empty sheet may be of any kind"


def test_red_seals_stay_red_in_the_view_and_leave_the_reading_image() -> None:
    made = scanned("giay_khai_sinh", "scan200")
    done = prepare(pixels(made), made.dpi)
    blue, green, red = (done.view[..., channel].astype(int) for channel in range(3))
    seal = (red - np.maximum(blue, green)) > 60
    assert seal.mean() > 0.003, "the seals are still there, in red"
    read = reading_image(done.view, made.dpi)
    assert read.shape == done.view.shape[:2]
    assert np.percentile(read[seal], 25) > 150, "and hardly seen by the reading engines"


def test_rules_and_dot_leaders_leave_the_reading_image_and_text_stays() -> None:
    made = page("bien_lai", "clean200", 1, skew=0.0)
    view = prepare(pixels(made), made.dpi).view
    read = reading_image(view, made.dpi)
    dark = gray_of(view) < 128
    long = np.ones((1, 200), np.uint8)
    rules_before = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, long).sum()
    rules_after = cv2.morphologyEx((read < 128).astype(np.uint8), cv2.MORPH_OPEN, long).sum()
    assert rules_before > 5000
    assert rules_after == 0
    for line in made.lines:
        box = np.s_[
            round(line.top * 200 / 25.4) : round(line.bottom * 200 / 25.4),
            round(line.left * 200 / 25.4) : round(line.right * 200 / 25.4),
        ]
        assert (read[box] < 128).sum() > 20, line.text
    dots = cv2.connectedComponentsWithStats((read < 176).astype(np.uint8))[2][1:, cv2.CC_STAT_AREA]
    before = cv2.connectedComponentsWithStats((gray_of(view) < 176).astype(np.uint8))[2][
        1:, cv2.CC_STAT_AREA
    ]
    assert (dots <= 12).sum() < 0.35 * (before <= 12).sum()


@pytest.mark.parametrize("variant", blanks.EMPTY)
def test_empty_sheets_are_proposed_as_blank(variant: str) -> None:
    made = blanks.sheet(variant)
    image = pixels(made)
    found = emptiness(image, flattened(image, 200), 200)
    assert found.probably_blank
    assert found.ink < 0.1


@pytest.mark.parametrize("variant", blanks.NOT_EMPTY)
@pytest.mark.parametrize("kind", ["scan200", "bad200"])
def test_a_sheet_with_anything_on_it_is_not(variant: str, kind: str) -> None:
    made = blanks.sheet(variant, 2, kind)
    image = pixels(made)
    assert not emptiness(image, flattened(image, 200), 200).probably_blank


def test_the_two_measures_tell_gray_paper_from_ink() -> None:
    gray = prepare(pixels(blanks.sheet("recycled")), 200).findings
    line = prepare(pixels(blanks.sheet("one_line")), 200).findings
    assert gray.ink < 0.1 < gray.dark_share
    assert line.ink > 3


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("giay_khai_sinh", "scan200"),
        ("giay_khai_sinh", "camera200"),
        ("hop_dong", "clean200"),
        ("hop_dong", "scan200"),
        pytest.param("giay_khai_sinh", "clean200", marks=pytest.mark.soak),
        pytest.param("hop_dong", "camera200", marks=pytest.mark.soak),
    ],
)
def test_a_good_page_draws_no_remark(document: str, kind: str) -> None:
    made = scanned(document, kind)
    assert prepare(pixels(made), made.dpi, camera=made.camera).findings.remarks == ()


def _changed(kind: str, **damage: Any) -> tuple[Picture, int]:
    changed = replace(DAMAGES[kind], **damage)
    made = apply(write("don_de_nghi", 4).image, changed, 4)
    return pixels(made), changed.dpi


@pytest.mark.parametrize(
    ("remark", "damage"),
    [
        (Remark.SKEWED, {"skew": 5.0}),
        (Remark.BLURRED, {"blur": 2.6}),
        (Remark.DARK, {"paper": (108, 110, 112)}),
        (Remark.LOW_RESOLUTION, {"dpi": 150}),
    ],
)
def test_a_bad_page_draws_its_remark(remark: Remark, damage: dict[str, Any]) -> None:
    image, dpi = _changed("scan200", **damage)
    assert remark in prepare(image, dpi).findings.remarks


def test_gray_scans_and_cut_text_are_remarked() -> None:
    made = scanned("hop_dong", "scan200")
    image = pixels(made)
    gray = prepare(gray_of(image), made.dpi).findings.remarks
    assert gray == (Remark.NO_COLOUR,)
    cut = np.ascontiguousarray(image[:, 260:])
    assert prepare(cut, made.dpi).findings.remarks == (Remark.CUT_EDGE,)


def test_the_jpeg_states_its_resolution_and_goes_into_pdf() -> None:
    made = scanned("hop_dong", "clean200")
    coded = view_jpeg(prepare(pixels(made), made.dpi).view, dpi=200)
    shape = jpeg.walk(coded)
    assert (shape.width, shape.height, shape.dpi) == (1654, 2339, 200)
    assert shape.fits_pdf
