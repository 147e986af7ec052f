"""A device that answers in two ways stands in the list once; a camera does not slow reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk.capture.addresses import each_once
from desk.capture.frames import Frame
from desk.capture.sane import address_in
from desk.capture.scanner import ScannerInfo
from desk.capture.service import Capture


def source(scanner_id: str, name: str = "Máy quét", where: str = "") -> ScannerInfo:
    driver = scanner_id.partition(":")[0]
    return ScannerInfo(scanner_id, name, driver, True, True, network_address=where)


@pytest.mark.parametrize(
    ("name", "kind", "address"),
    [
        ("airscan:e0:Brother ADS", "ip=192.168.1.20", "192.168.1.20"),
        ("airscan:e0:Brother ADS", "ip=fe80::1%eth0", "fe80::1%eth0"),
        ("escl:https://192.168.1.20:443", "flatbed scanner", "192.168.1.20"),
        ("escl:http://[fe80::1]:80", "flatbed scanner", "[fe80::1]"),
        ("pixma:MF740_192.168.1.20", "multi-function peripheral", "192.168.1.20"),
        ("epson2:libusb:001:004", "flatbed scanner", ""),
        ("test:0", "virtual device", ""),
    ],
)
def test_where_a_device_of_the_system_lies(name: str, kind: str, address: str) -> None:
    assert address_in(name, kind) == address


def test_one_device_by_two_ways_is_shown_once_and_by_our_own_client() -> None:
    ours = source("escl:http://192.168.1.20:8080/eSCL")
    usb, other = source("sane:epson2:usb"), source("sane:airscan:e1:B", "B", "192.168.1.21")
    twice = source("sane:airscan:e0:A", "A", "192.168.1.20")
    assert each_once((ours, twice, usb, other)) == (ours, usb, other)
    linked = source("sane:escl:x", "A", "[FE80::1%eth0]")
    assert each_once((source("escl:http://[fe80::1]:80"), linked))[1:] == ()


def test_a_server_that_shares_several_devices_keeps_them_all() -> None:
    ours = source("escl:http://192.168.1.20:8090")
    shared = [source(f"sane:airscan:e{n}:x", f"Máy {n}", "192.168.1.20") for n in (1, 2)]
    assert each_once((ours, *shared)) == (ours, *shared)


@pytest.mark.parametrize(("scanner", "counts"), [("camera:0", False), ("sane:test:0", True)])
def test_a_cameras_session_does_not_count_as_a_scan(
    capture: Callable[[], Capture], monkeypatch: pytest.MonkeyPatch, scanner: str, counts: bool
) -> None:
    made, seen = capture(), []
    monkeypatch.setattr(made._devices, "ask", lambda *_: seen.append(made.scanning))
    made._deliver(Frame("scan", {"scanner": scanner}), lambda _: None, lambda _: None)
    assert (seen, made.scanning) == ([counts], False)
