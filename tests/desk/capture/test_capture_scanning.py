"""Scanning through libsane's own test device, in the worker process, into the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PIL import Image

from desk.capture.scanner import ScannerInfo, ScanOptions
from desk.capture.service import Capture
from desk.events import CaptureEnded, CaptureFailed, PageCaptured
from models.attachment import PageSource
from models.problems import Kind, Problem, wording
from models.store.blobs import Blobs
from models.store.engine import Store

pytestmark = pytest.mark.scanner

DRAFT, PAPER = "draft-1", "TP1"
MakeCapture = Callable[..., Capture]


@pytest.fixture
def sane(capture: MakeCapture, sane_test_device: Mapping[str, str]) -> Capture:
    return capture(sane_test_device)


def test_the_scanners_of_the_system_are_listed_with_their_sources(sane: Capture) -> None:
    assert sane.scanners()[0] == ScannerInfo(
        "sane:test:0",
        "Noname frontend-tester",
        "SANE",
        has_flatbed=True,
        has_feeder=True,
        has_duplex=False,
        resolutions=(75, 100, 150, 200, 300, 400, 600),
    )


def test_a_page_from_the_glass_is_a4_at_200_dpi_durable_and_published(
    sane: Capture, store: Store, blobs: Blobs, heard: list[object]
) -> None:
    assert sane.scan(DRAFT, PAPER, "sane:test:0", ScanOptions()) == 1

    (page,) = sane.pages(DRAFT)
    assert (page.width, page.height, page.dpi) == (1653, 2338, 200)
    assert (page.media_type, page.source) == ("image/jpeg", PageSource.SCANNER)
    with store.reading() as tx:
        data = blobs.get(tx, page.sha256)
    assert data.startswith(b"\xff\xd8")
    assert data.endswith(b"\xff\xd9")
    assert heard == [PageCaptured(page), CaptureEnded(DRAFT, 1)]


def test_the_feeder_is_scanned_to_its_last_sheet(sane: Capture) -> None:
    assert sane.scan(DRAFT, PAPER, "sane:test:0", ScanOptions(source="feeder", dpi=75)) == 10
    assert [page.position for page in sane.pages(DRAFT)] == list(range(10))


def test_the_feeder_stops_at_the_number_asked_for(sane: Capture) -> None:
    options = ScanOptions(source="feeder", dpi=75, max_pages=3)
    assert sane.scan(DRAFT, PAPER, "sane:test:0", options) == 3


def test_gray_is_kept_gray(sane: Capture, store: Store, blobs: Blobs) -> None:
    import io

    sane.scan(DRAFT, PAPER, "sane:test:0", ScanOptions(colour=False, dpi=75))
    (page,) = sane.pages(DRAFT)
    with store.reading() as tx:
        image = Image.open(io.BytesIO(blobs.get(tx, page.sha256)))
    assert image.mode == "L"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("SANE_STATUS_UNSUPPORTED", "capture.not_supported"),
        ("SANE_STATUS_CANCELLED", "capture.cancelled_at_device"),
        ("SANE_STATUS_DEVICE_BUSY", "capture.device_busy"),
        ("SANE_STATUS_INVAL", "capture.options_refused"),
        ("SANE_STATUS_EOF", "capture.no_data"),
        ("SANE_STATUS_JAMMED", "capture.feeder_jammed"),
        ("SANE_STATUS_NO_DOCS", "capture.feeder_empty"),
        ("SANE_STATUS_COVER_OPEN", "capture.cover_open"),
        ("SANE_STATUS_IO_ERROR", "capture.device_failed"),
        ("SANE_STATUS_NO_MEM", "capture.device_memory"),
        ("SANE_STATUS_ACCESS_DENIED", "capture.device_denied"),
    ],
)
def test_every_status_of_sane_has_its_own_sentence(
    sane: Capture, heard: list[object], status: str, code: str
) -> None:
    options = ScanOptions(driver_options={"read-return-value": status}, dpi=75)
    with pytest.raises(Problem) as caught:
        sane.scan(DRAFT, PAPER, "sane:test:0", options)
    problem = caught.value
    assert (problem.code, problem.kind) == (code, Kind.DEVICE_OR_LINE)
    assert wording(problem).next_step
    assert heard == [CaptureFailed(DRAFT, problem)]
    assert sane.pages(DRAFT) == ()


@pytest.mark.parametrize("text", ["", "Lamp not ready, please retry", "Sẵn sàng"])
def test_a_status_nobody_listed_counts_as_a_failed_device(text: str) -> None:
    from desk.capture.sane import problem_of

    assert problem_of(text).code == "capture.device_failed"


def test_an_empty_feeder_is_told_although_sane_says_nothing(sane: Capture) -> None:
    options = ScanOptions(
        source="feeder", dpi=75, driver_options={"read-return-value": "SANE_STATUS_NO_DOCS"}
    )
    with pytest.raises(Problem, match=r"capture\.feeder_empty"):
        sane.scan(DRAFT, PAPER, "sane:test:0", options)


def test_the_source_left_open_takes_the_loaded_feeder(sane: Capture) -> None:
    assert sane.scan(DRAFT, PAPER, "sane:test:0", ScanOptions(source="auto", dpi=75)) == 10


def test_sixteen_bits_a_colour_are_refused(sane: Capture) -> None:
    with pytest.raises(Problem, match=r"capture\.depth_refused"):
        sane.scan(DRAFT, PAPER, "sane:test:0", ScanOptions(driver_options={"depth": "16"}))


def test_a_scanner_that_is_not_there(sane: Capture) -> None:
    with pytest.raises(Problem) as caught:
        sane.scan(DRAFT, PAPER, "sane:nowhere:9", ScanOptions())
    assert wording(caught.value).message_vi


def test_an_option_the_device_does_not_have_is_refused(sane: Capture) -> None:
    with pytest.raises(Problem, match=r"capture\.options_refused"):
        sane.scan(DRAFT, PAPER, "sane:test:0", ScanOptions(driver_options={"no-such": "1"}))


def test_nothing_is_scanned_for_a_draft_that_is_gone(sane: Capture) -> None:
    with pytest.raises(Problem, match=r"store\.no_draft"):
        sane.scan("draft-9", PAPER, "sane:test:0", ScanOptions())
