"""Captured bytes become prepared pages: in the limited worker, whatever the bytes are."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from desk.capture import jpeg
from desk.capture.bridge import WORKER_COMMAND, Bridge, WatchdogTimes
from desk.capture.frames import Frame
from desk.capture.preparing import prepare_page
from desk.threads import start_process
from models.plain import from_plain
from models.problems import Problem
from models.reading import Findings
from tests.support import capture_samples as samples
from tests.support.page_pictures import scanned

pytestmark = pytest.mark.xdist_group("pages")  # they look at the same generated pages

TIMES = WatchdogTimes(silence_s=60.0)


def test_the_limited_worker_prepares_a_page() -> None:
    made = scanned("giay_khai_sinh", "scan200")
    bridge = Bridge(start_process, (*WORKER_COMMAND, "--limited"), None, times=TIMES)
    facts = {"media_type": made.media_type, "file_page": 0, "dpi": 200, "rotation": 0}
    facts |= {"camera": False, "turned": False, "plain": False}
    try:
        answer = bridge.ask(Frame("prepare", facts, made.data))
    finally:
        bridge.close()
    shape = jpeg.walk(answer.payload)
    assert (shape.width, shape.height) == (answer.facts["width"], answer.facts["height"])
    assert answer.facts["dpi"] == shape.dpi == 200
    findings = from_plain(Findings, answer.facts["findings"])
    assert findings.skew == pytest.approx(made.skew, abs=0.05)
    assert findings.remarks == ()


def test_the_turn_told_is_from_the_bytes_to_the_view() -> None:
    made = scanned("hop_dong", "scan200")
    with Image.open(io.BytesIO(made.data)) as image:
        out = io.BytesIO()
        image.rotate(90, expand=True).save(out, "JPEG")  # as a camera held sideways
    for rotation in (0, 90, 270):
        done = prepare_page(out.getvalue(), media_type="image/jpeg", rotation=rotation)
        assert done.findings.turn == 90
        assert (done.width, done.height) == (1654, 2339)
    kept = prepare_page(out.getvalue(), media_type="image/jpeg", rotation=180, turned=True)
    assert kept.findings.turn == 180


def test_what_a_camera_wrote_is_honoured_and_then_dropped() -> None:
    made = scanned("hop_dong", "scan200")
    with Image.open(io.BytesIO(made.data)) as image:
        exif = Image.Exif()
        exif[0x0112] = 6  # turned a quarter
        exif[0x010F] = "Máy ảnh của An"
        out = io.BytesIO()
        image.rotate(90, expand=True).save(out, "JPEG", exif=exif.tobytes())
    done = prepare_page(out.getvalue(), media_type="image/jpeg", turned=True)
    assert (done.width, done.height) == (1654, 2339)
    assert b"Exif" not in done.jpeg
    assert "Máy ảnh".encode() not in done.jpeg


def test_a_page_of_a_pdf_is_drawn_at_200_dpi() -> None:
    done = prepare_page(
        samples.pdf(((595, 842), (595, 842))), media_type="application/pdf", file_page=1
    )
    assert done.dpi == 200
    assert jpeg.walk(done.jpeg).dpi == 200


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("image/png", samples.huge_png()),
        ("image/jpeg", b"\xff\xd8\xff\xe0 no picture"),
        ("image/jpeg", b""),
        ("application/pdf", b"%PDF-1.7 nothing"),
        ("application/pdf", samples.pdf(((43_200, 43_200),))),
    ],
)
def test_bombs_and_garbage_are_a_page_that_cannot_be_read(media_type: str, data: bytes) -> None:
    with pytest.raises(Problem) as raised:
        prepare_page(data, media_type=media_type)
    assert raised.value.code == "capture.page_unreadable"


def test_half_a_jpeg_is_no_page() -> None:
    data = scanned("hop_dong", "scan200").data
    with pytest.raises(Problem) as raised:
        prepare_page(data[: len(data) // 2], media_type="image/jpeg")
    assert raised.value.code == "capture.page_unreadable"


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 2000), (2000, 3), (40, 40)])
def test_pictures_of_odd_sizes_come_through(width: int, height: int) -> None:
    rng = np.random.default_rng(width)
    out = io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (height, width, 3)).astype(np.uint8)).save(out, "PNG")
    for camera in (False, True):
        done = prepare_page(out.getvalue(), media_type="image/png", camera=camera)
        assert done.width * done.height > 0
