"""Network scanners found by their own announcement; loopback stands for the office's network."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import uuid4

import pytest
from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

from demo.announced import LOOPBACK, PLAIN, SECURE, announced
from demo.escl_device import EsclDevice
from desk.capture import discovery
from desk.capture.addresses import Addresses
from desk.capture.bridge import Bridge
from desk.capture.discovery import Heard, discover, listen, scanners_of
from desk.capture.frames import Frame
from desk.capture.scanner import ScannerInfo, ScanOptions
from desk.capture.service import Capture
from desk.threads import start_process
from models.store.engine import Store

# They hear each other: one network, so one after another.
pytestmark = pytest.mark.xdist_group("announced")

NOBODY = cast(Zeroconf, None)
StartDevice = Callable[..., EsclDevice]
MakeCapture = Callable[..., Capture]


def heard(name: str) -> ScannerInfo:
    """The scanner of this name; whoever else announces itself on this machine is not meant."""
    for _ in range(10):
        for found in discover(5.0, [LOOPBACK]):
            if found.name == name:
                return found
    raise AssertionError(name)


def test_a_scanner_that_announces_itself_is_found_and_scans(
    escl_device: StartDevice, capture: MakeCapture
) -> None:
    device, name = escl_device(), f"Máy quét {uuid4()}"
    with announced(name, device.port):
        found = heard(name)
    assert found.id == f"escl:{device.address}"
    assert found.has_feeder
    assert found.has_duplex
    assert capture().scan("draft-1", "TP1", found.id, ScanOptions(source="feeder")) == 5


class Hours:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    made = Hours()
    monkeypatch.setattr(discovery, "time", made)
    return made


def test_the_wait_is_as_long_as_asked_when_nobody_answers(hours: Hours) -> None:
    listen(Heard(), 0.5)
    assert hours.now == pytest.approx(100.5, abs=0.06)


def test_the_wait_ends_early_once_everybody_spoke(hours: Hours) -> None:
    heard = Heard()
    heard.hear(NOBODY, PLAIN, f"Một.{PLAIN}", ServiceStateChange.Added)
    listen(heard, 12.0)
    assert 100.5 < hours.now < 102


def test_who_said_goodbye_does_not_end_the_wait(hours: Hours) -> None:
    heard = Heard()
    for change in (ServiceStateChange.Added, ServiceStateChange.Removed):
        heard.hear(NOBODY, PLAIN, f"Một.{PLAIN}", change)
    listen(heard, 1.5)
    assert hours.now >= 101.5


def test_the_worker_can_be_asked_to_search() -> None:
    bridge = Bridge(start_process, fresh=True)
    try:
        answer = bridge.ask(Frame("discover", {"seconds": 0.3, "interfaces": [LOOPBACK]}))
    finally:
        bridge.close()
    assert isinstance(answer.facts["scanners"], list)


def service(kind: str, name: str, port: int, **told: str) -> ServiceInfo:
    return ServiceInfo(
        kind, f"{name}.{kind}", addresses=[bytes((10, 0, 0, 7))], port=port, properties=told
    )


def test_the_secured_line_goes_before_the_plain_one() -> None:
    plain = service(PLAIN, "HP A", 80, ty="HP A", rs="eSCL")
    secure = service(SECURE, "HP A", 443, ty="HP A", rs="eSCL")
    assert [one.id for one in scanners_of([plain, secure])] == ["escl:https://10.0.0.7:443/eSCL"]


def test_what_a_device_tells_of_itself() -> None:
    (found,) = scanners_of([service(PLAIN, "x", 8080, rs="/dich/eSCL/", **{"is": "adf"})])
    assert found.id == "escl:http://10.0.0.7:8080/dich/eSCL"
    assert (found.name, found.has_flatbed, found.has_feeder, found.has_duplex) == (
        "x", False, True, False,
    )  # fmt: skip


def test_an_announcement_without_a_port_is_no_scanner() -> None:
    assert scanners_of([service(PLAIN, "x", 0)]) == ()


@pytest.mark.parametrize("typed", [True, False])
def test_what_a_search_found_stays_on_the_list(store: Store, typed: bool) -> None:
    addresses = Addresses(store)
    found = ScannerInfo("escl:http://10.0.0.7:80/eSCL", "A", "eSCL", True, True, True, (200,))
    addresses.remember([found])
    addresses.remember([])
    assert addresses.found() == (found,)
    if typed:
        addresses.add(found.id)
        assert addresses.found() == (), "once on the list is enough"
