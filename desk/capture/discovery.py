"""Network scanners that announce themselves: ``_uscan._tcp`` and ``_uscans._tcp`` by mDNS.

Runs in the worker process. The wait is short and bounded, and ends early once somebody answered and
nothing new came for a while; what was found is remembered by the desk, so that a list never waits
for the network (capture §1.2).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, ServiceStateChange, Zeroconf

from desk.capture.escl import DRIVER, PREFIX
from desk.capture.escl_address import Address
from desk.capture.scanner import ScannerInfo
from models.problems import Kind, Problem

PLAIN, SECURE = "_uscan._tcp.local.", "_uscans._tcp.local."
WAIT_S = 3.0
"""How long to listen unless told otherwise."""

MAX_WAIT_S = 15.0
_QUIET_S = 0.8
"""Without news for this long after the first answer, everybody has spoken."""

_RESOLVE_MS = 1_000
_STEP_S = 0.05


def discover(wait_s: float = WAIT_S, interfaces: Sequence[str] = ()) -> tuple[ScannerInfo, ...]:
    """The scanners that answer within `wait_s` seconds, by name.

    A scanner that offers a secured line is reached by that one. `interfaces` are addresses of this
    machine to listen at; none given means all.  Raises Problem sources.no_network.
    """
    heard = Heard()
    try:
        network = Zeroconf(interfaces=list(interfaces)) if interfaces else Zeroconf()
    except OSError as error:
        raise Problem("sources.no_network", Kind.DEVICE_OR_LINE) from error
    try:
        ServiceBrowser(network, [PLAIN, SECURE], handlers=[heard.hear])
        listen(heard, min(max(wait_s, 0.1), MAX_WAIT_S))
        services = [
            service
            for kind, name in heard.names()
            if (service := network.get_service_info(kind, name, _RESOLVE_MS)) is not None
        ]
    finally:
        network.close()
    return scanners_of(services)


def listen(heard: Heard, wait_s: float) -> None:
    """Wait until everybody has spoken, at most `wait_s` seconds."""
    deadline = time.monotonic() + wait_s
    while time.monotonic() < deadline:
        time.sleep(_STEP_S)
        if heard.names() and time.monotonic() - heard.last > _QUIET_S:
            return


class Heard:
    """Names in the order they were heard. Called on the library's own thread."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], None] = {}
        self.last = 0.0
        """When something new was heard; counts while anybody is there."""

    def names(self) -> list[tuple[str, str]]:
        """Kind and name of every service that is there."""
        return list(self._names)

    def hear(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """Somebody announced themselves, or said goodbye."""
        del zeroconf
        if state_change is ServiceStateChange.Removed:
            self._names.pop((service_type, name), None)
        elif (service_type, name) not in self._names:
            self._names[service_type, name] = None
            self.last = time.monotonic()


def scanners_of(services: Sequence[ServiceInfo]) -> tuple[ScannerInfo, ...]:
    """One scanner a device name, the secured line before the plain one."""
    found: dict[str, ScannerInfo] = {}
    for service in sorted(services, key=lambda one: one.type != SECURE):
        info = _scanner(service)
        if info is not None:
            found.setdefault(service.name.removesuffix(service.type), info)
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _scanner(service: ServiceInfo) -> ScannerInfo | None:
    told = _texts(service.properties)
    hosts = service.parsed_scoped_addresses(IPVersion.V4Only) or service.parsed_scoped_addresses()
    if not hosts or not service.port:
        return None
    root = "/" + told.get("rs", "eSCL").strip("/")
    address = Address(service.type == SECURE, hosts[0], service.port, root)
    inputs = told.get("is", "platen,adf").lower()
    return ScannerInfo(
        f"{PREFIX}{address}",
        told.get("ty") or service.name.removesuffix("." + service.type),
        DRIVER,
        has_flatbed="platen" in inputs,
        has_feeder="adf" in inputs,
        has_duplex=told.get("duplex", "").upper().startswith("T"),
    )


def _texts(properties: Mapping[bytes, bytes | None]) -> dict[str, str]:
    return {
        key.decode("utf-8", "replace").lower(): (value or b"").decode("utf-8", "replace")
        for key, value in properties.items()
    }
