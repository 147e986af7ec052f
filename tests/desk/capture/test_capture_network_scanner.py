"""The eSCL client against the project's device and its faults; libsane as the second opinion."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Mapping

import pytest
from PIL import Image

from demo.escl_device import EsclDevice
from desk.capture.escl_address import Address
from desk.capture.scanner import ScannerInfo, ScanOptions
from desk.capture.service import Capture
from models.problems import Problem
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support.capture_samples import late_height_jpeg, page_jpeg

DRAFT, PAPER = "draft-1", "TP1"
FEEDER = ScanOptions(source="feeder")
MakeCapture = Callable[..., Capture]
StartDevice = Callable[..., EsclDevice]
Airscan = Callable[[EsclDevice], Mapping[str, str]]


def contents(capture: Capture, store: Store, blobs: Blobs) -> list[bytes]:
    with store.reading() as tx:
        return [blobs.get(tx, page.sha256) for page in capture.pages(DRAFT)]


def test_a_typed_address_joins_the_list(
    capture: MakeCapture, escl_device: StartDevice, sane_test_device: Mapping[str, str]
) -> None:
    device = escl_device()
    service = capture(sane_test_device)
    added = service.add_scanner(device.address.removeprefix("http://").removesuffix("/eSCL"))
    assert added == ScannerInfo(
        f"escl:{device.address}",
        "Máy quét thử eSCL",
        "eSCL",
        has_flatbed=True,
        has_feeder=True,
        has_duplex=True,
        resolutions=(100, 200, 300),
        adjusts=("brightness", "contrast"),
    )
    assert service.scanners()[0] == added
    service.forget_scanner(added.id)
    assert added not in service.scanners()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.168.1.20", "http://192.168.1.20:80/eSCL"),
        ("may-quet:8080", "http://may-quet:8080/eSCL"),
        ("https://may-quet/eSCL/", "https://may-quet:443/eSCL"),
        ("http://[fe80::1]:8080", "http://[fe80::1]:8080/eSCL"),
        (" 10.0.0.7:80/dich/eSCL ", "http://10.0.0.7:80/dich/eSCL"),
    ],
)
def test_addresses_as_people_type_them(text: str, address: str) -> None:
    assert str(Address.typed(text)) == address


@pytest.mark.parametrize("text", ["", "máy quét", "ftp://x", "http://", "a b", "x:port", "x:99999"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Problem, match=r"capture\.address_wrong"):
        Address.typed(text)


def test_the_scanners_own_bytes_are_kept(
    capture: MakeCapture,
    escl_device: StartDevice,
    sheets: tuple[bytes, ...],
    store: Store,
    blobs: Blobs,
) -> None:
    device = escl_device()
    service = capture()
    assert service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER) == 5
    assert contents(service, store, blobs) == list(sheets)
    assert [page.dpi for page in service.pages(DRAFT)] == [200] * 5


def test_one_page_from_the_glass_and_the_job_is_ended(
    capture: MakeCapture, escl_device: StartDevice
) -> None:
    device = escl_device()
    assert capture().scan(DRAFT, PAPER, f"escl:{device.address}", ScanOptions()) == 1
    assert device.device.asked[-1].startswith("DELETE")


@pytest.mark.parametrize(
    ("fault", "code", "kept"),
    [
        ("jam@3", "capture.feeder_jammed", 2),
        ("jam@4", "capture.feeder_jammed", 3),
        ("empty", "capture.feeder_empty", 0),
        ("busy", "capture.device_busy", 0),
        ("cover", "capture.cover_open", 0),
        ("drop@2", "capture.line_lost", 1),
        ("trunc@2", "capture.page_incomplete", 1),
        ("500@2", "capture.scanner_refused", 1),
    ],
)
def test_each_fault_is_named_and_keeps_the_pages_before_it(
    capture: MakeCapture,
    escl_device: StartDevice,
    sheets: tuple[bytes, ...],
    store: Store,
    blobs: Blobs,
    fault: str,
    code: str,
    kept: int,
) -> None:
    device = escl_device(fault)
    service = capture()
    with pytest.raises(Problem) as caught:
        service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER)
    assert caught.value.code == code, "no fault may look like a hang"
    assert contents(service, store, blobs) == list(sheets[:kept])


def test_a_page_whose_height_comes_last_is_mended(
    capture: MakeCapture, escl_device: StartDevice, store: Store, blobs: Blobs
) -> None:
    device = escl_device(pages=(late_height_jpeg(2),))
    service = capture()
    service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER)
    (page,), (data,) = service.pages(DRAFT), contents(service, store, blobs)
    assert (page.width, page.height) == (1654, 2339)
    whole = Image.open(io.BytesIO(page_jpeg(2))).tobytes()
    assert Image.open(io.BytesIO(data)).tobytes() == whole


def test_after_a_jam_is_cleared_the_next_scan_goes_on(
    capture: MakeCapture, escl_device: StartDevice, sheets: tuple[bytes, ...]
) -> None:
    device = escl_device("jam@3")
    service = capture()
    with pytest.raises(Problem, match=r"capture\.feeder_jammed"):
        service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER)
    device.device.load(sheets[2:])
    assert service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER) == 3
    assert len({page.sha256 for page in service.pages(DRAFT)}) == 5


def test_a_scanner_that_is_switched_off(capture: MakeCapture, escl_device: StartDevice) -> None:
    device = escl_device()
    address = device.address
    device.__exit__()
    with pytest.raises(Problem, match=r"capture\.scanner_unreachable"):
        capture().scan(DRAFT, PAPER, f"escl:{address}", FEEDER)


def test_something_else_at_the_address_is_no_scanner(
    capture: MakeCapture, escl_device: StartDevice
) -> None:
    device = escl_device()
    elsewhere = device.address.removesuffix("/eSCL") + "/khac"
    with pytest.raises(Problem, match=r"capture\.scanner_not_escl"):
        capture().add_scanner(elsewhere)


@pytest.mark.parametrize(("fault", "taken"), [("", 5), ("empty", 1)])
def test_the_source_left_open_is_the_feeder_when_loaded_and_else_the_glass(
    capture: MakeCapture, escl_device: StartDevice, fault: str, taken: int
) -> None:
    device = escl_device(fault)
    auto = ScanOptions(source="auto")
    assert capture().scan(DRAFT, PAPER, f"escl:{device.address}", auto) == taken


def test_a_jam_is_no_reason_to_try_the_glass(
    capture: MakeCapture, escl_device: StartDevice
) -> None:
    device = escl_device("jam@2")
    service = capture()
    with pytest.raises(Problem, match=r"capture\.feeder_jammed"):
        service.scan(DRAFT, PAPER, f"escl:{device.address}", ScanOptions(source="auto"))
    assert len(service.pages(DRAFT)) == 1


@pytest.mark.scanner
def test_page_content_reaches_libsane_through_sane_airscan(
    capture: MakeCapture, escl_device: StartDevice, airscan: Airscan, store: Store, blobs: Blobs
) -> None:
    service = capture(airscan(escl_device()))
    (scanner,) = [one for one in service.scanners() if one.driver == "SANE"]
    assert scanner.has_feeder

    assert service.scan(DRAFT, PAPER, scanner.id, FEEDER) == 5
    for number, data in enumerate(contents(service, store, blobs), start=1):
        image = Image.open(io.BytesIO(data)).convert("RGB")
        assert image.getpixel((20, 20)) == pytest.approx((254, 0, 0), abs=6)
        row = image.convert("L").crop((0, 1250, image.width, 1251)).tobytes()
        dark = [value < 128 for value in row]
        bars = sum(1 for left, right in itertools.pairwise(dark) if right and not left)
        assert bars == number


@pytest.mark.scanner
def test_a_jam_seen_through_sane_airscan_keeps_three_pages(
    capture: MakeCapture, escl_device: StartDevice, airscan: Airscan
) -> None:
    service = capture(airscan(escl_device("jam@4")))
    (scanner,) = [one for one in service.scanners() if one.driver == "SANE"]
    with pytest.raises(Problem, match=r"capture\.feeder_jammed"):
        service.scan(DRAFT, PAPER, scanner.id, FEEDER)
    assert len(service.pages(DRAFT)) == 3


@pytest.mark.scanner
def test_an_empty_feeder_seen_through_sane_airscan(
    capture: MakeCapture, escl_device: StartDevice, airscan: Airscan
) -> None:
    service = capture(airscan(escl_device("empty")))
    (scanner,) = [one for one in service.scanners() if one.driver == "SANE"]
    with pytest.raises(Problem, match=r"capture\.feeder_empty"):
        service.scan(DRAFT, PAPER, scanner.id, FEEDER)


def test_a_gray_page_of_another_size_is_taken_as_it_comes(
    capture: MakeCapture, escl_device: StartDevice, store: Store, blobs: Blobs
) -> None:
    page = page_jpeg(1, (600, 400), "L")
    device = escl_device(pages=(page,))
    service = capture()
    service.scan(DRAFT, PAPER, f"escl:{device.address}", ScanOptions(colour=False))
    assert contents(service, store, blobs) == [page]
    assert [(one.width, one.height) for one in service.pages(DRAFT)] == [(600, 400)]
