"""Both sides of a sheet, brightness, page size, a secured line: our client and libsane's."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from demo.escl_device import EsclDevice
from desk.capture.escl_xml import Reach
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.threads import start_thread
from models.problems import Problem
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support.capture_samples import page_jpeg

DRAFT, PAPER = "draft-1", "TP1"
BOTH = ScanOptions(source="feeder", duplex=True)
MakeCapture = Callable[..., Capture]
StartDevice = Callable[..., EsclDevice]
Airscan = Callable[[EsclDevice], Mapping[str, str]]


def contents(capture: Capture, store: Store, blobs: Blobs) -> list[bytes]:
    with store.reading() as tx:
        return [blobs.get(tx, page.sha256) for page in capture.pages(DRAFT)]


@pytest.fixture
def two_sheets(escl_device: StartDevice) -> EsclDevice:
    device = escl_device()
    device.device.load([page_jpeg(1), page_jpeg(3)], backs=[page_jpeg(2), page_jpeg(4)])
    return device


def test_fronts_and_backs_come_in_turn(
    capture: MakeCapture, two_sheets: EsclDevice, store: Store, blobs: Blobs
) -> None:
    service = capture()
    assert service.scan(DRAFT, PAPER, f"escl:{two_sheets.address}", BOTH) == 4
    assert contents(service, store, blobs) == [page_jpeg(number) for number in (1, 2, 3, 4)]
    assert {page.rotation for page in service.pages(DRAFT)} == {0}


def test_backs_of_sheets_bound_at_the_top_are_turned_and_their_bytes_kept(
    capture: MakeCapture, two_sheets: EsclDevice, store: Store, blobs: Blobs
) -> None:
    service = capture()
    flipped = ScanOptions(source="feeder", duplex=True, flip_backs=True)
    service.scan(DRAFT, PAPER, f"escl:{two_sheets.address}", flipped)
    assert [page.rotation for page in service.pages(DRAFT)] == [0, 180, 0, 180]
    assert contents(service, store, blobs)[1] == page_jpeg(2)


def test_a_scanner_of_one_side_says_so(capture: MakeCapture, escl_device: StartDevice) -> None:
    device = escl_device("simplex")
    service = capture()
    assert not service.add_scanner(device.address).has_duplex
    with pytest.raises(Problem, match=r"sources\.no_duplex"):
        service.scan(DRAFT, PAPER, f"escl:{device.address}", BOTH)
    assert service.pages(DRAFT) == ()


def test_the_glass_has_one_side(capture: MakeCapture, escl_device: StartDevice) -> None:
    glass = ScanOptions(source="flatbed", duplex=True)
    with pytest.raises(Problem, match=r"sources\.duplex_on_glass"):
        capture().scan(DRAFT, PAPER, f"escl:{escl_device().address}", glass)


def test_both_sides_with_an_empty_feeder_falls_back_to_one_page_from_the_glass(
    capture: MakeCapture, escl_device: StartDevice
) -> None:
    either = ScanOptions(source="auto", duplex=True)
    device = escl_device("empty")
    assert capture().scan(DRAFT, PAPER, f"escl:{device.address}", either) == 1


def test_size_brightness_and_contrast_are_told_on_the_devices_own_scale(
    capture: MakeCapture, escl_device: StartDevice
) -> None:
    device = escl_device()
    options = ScanOptions(page_size="a5", brightness=-50, contrast=100, dpi=300)
    capture().scan(DRAFT, PAPER, f"escl:{device.address}", options)
    (ticket,) = device.device.tickets
    for told in (
        "Brightness>500<", "Contrast>2000<", "Width>1748<", "Height>2480<", "XResolution>300<",
    ):  # fmt: skip
        assert told in ticket


@pytest.mark.parametrize(
    ("adjustment", "number"), [(0, 128), (100, 255), (-100, 0), (50, 192), (-50, 64)]
)
def test_an_adjustment_on_a_lopsided_scale(adjustment: int, number: int) -> None:
    assert Reach(0, 255, 128).at(adjustment) == number


@pytest.fixture
def secure_device(tmp_path: Path) -> Iterator[EsclDevice]:
    """A scanner whose certificate it signed itself, as they do."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "may-quet")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "may-quet.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "may-quet.pem")
    with ExitStack() as stack:
        yield stack.enter_context(EsclDevice((page_jpeg(1),), start_thread, tls=context))


def test_pages_over_a_secured_line(capture: MakeCapture, secure_device: EsclDevice) -> None:
    assert secure_device.address.startswith("https://")
    service = capture()
    added = service.add_scanner(secure_device.address)
    assert service.scan(DRAFT, PAPER, added.id, ScanOptions(source="feeder")) == 1


@pytest.mark.scanner
def test_both_sides_through_sane_airscan(
    capture: MakeCapture, two_sheets: EsclDevice, airscan: Airscan
) -> None:
    service = capture(airscan(two_sheets))
    (scanner,) = [one for one in service.scanners() if one.driver == "SANE"]
    assert scanner.has_duplex
    assert service.scan(DRAFT, PAPER, scanner.id, BOTH) == 4


@pytest.mark.scanner
@pytest.mark.parametrize(
    ("fault", "code", "kept"),
    [
        ("drop@2", "capture.device_failed", 1),
        ("500@2", "capture.device_busy", 1),
        ("jam@3", "capture.feeder_jammed", 2),
        ("cover", "capture.device_failed", 0),
    ],
)
def test_the_devices_faults_as_sane_airscan_tells_them(
    capture: MakeCapture,
    escl_device: StartDevice,
    airscan: Airscan,
    fault: str,
    code: str,
    kept: int,
) -> None:
    service = capture(airscan(escl_device(fault)))
    (scanner,) = [one for one in service.scanners() if one.driver == "SANE"]
    with pytest.raises(Problem) as caught:
        service.scan(DRAFT, PAPER, scanner.id, ScanOptions(source="feeder"))
    assert caught.value.code == code
    assert len(service.pages(DRAFT)) in {kept, max(0, kept - 1)}, "it reads ahead of what it gives"


@pytest.mark.scanner
@pytest.mark.soak
def test_a_busy_device_as_sane_airscan_tells_it_after_ten_seconds(
    capture: MakeCapture, escl_device: StartDevice, airscan: Airscan
) -> None:
    service = capture(airscan(escl_device("busy")))
    (scanner,) = [one for one in service.scanners() if one.driver == "SANE"]
    with pytest.raises(Problem, match=r"capture\.device_busy"):
        service.scan(DRAFT, PAPER, scanner.id, ScanOptions(source="feeder"))


@pytest.mark.scanner
def test_half_a_page_is_seen_by_our_client_and_not_by_sane_airscan(
    capture: MakeCapture, escl_device: StartDevice, airscan: Airscan
) -> None:
    """Why network scanners are reached by the client of our own (capture §1.2)."""
    device = escl_device("trunc@2")
    theirs = capture(airscan(device))
    (scanner,) = [one for one in theirs.scanners() if one.driver == "SANE"]
    assert theirs.scan(DRAFT, PAPER, scanner.id, ScanOptions(source="feeder")) == 5
    device.device.load(device.device.pages, "trunc@2")
    with pytest.raises(Problem, match=r"capture\.page_incomplete"):
        theirs.scan(DRAFT, "TP2", f"escl:{device.address}", ScanOptions(source="feeder"))
