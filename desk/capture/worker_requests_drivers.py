"""What the driver worker can be asked: which scanners there are, and their pages."""

from __future__ import annotations

import sys
from collections.abc import Callable

from desk.capture.frames import Frame
from desk.capture.scanner import Driver, ScanOptions, scan_from
from desk.capture.worker_channel import Channel, ChannelWatch
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem

LOCAL_DRIVERS = ("wia", "twain", "camera") if sys.platform == "win32" else ("sane", "camera")
"""Those that list the devices of this machine, in the order of preference (capture §1.3)."""


class DriverRequests:
    """Every driver of this process; libraries are imported when first needed."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._drivers: dict[str, Driver] = {}

    def known(self) -> dict[str, Callable[[Frame], Frame]]:
        """What can be asked, by the kind of the request."""
        return {
            "scanners": self._scanners,
            "discover": self._discover,
            "probe": self._probe,
            "scan": self._scan,
        }

    def release(self) -> None:
        """Let every driver go of its device."""
        for driver in self._drivers.values():
            driver.release()

    def _driver(self, scheme: str) -> Driver:
        if scheme not in self._drivers:
            self._drivers[scheme] = _make_driver(scheme)
        return self._drivers[scheme]

    def _scanners(self, request: Frame) -> Frame:
        from desk.capture.escl import EsclDriver  # noqa: PLC0415

        found = list(EsclDriver(request.facts["addresses"]).scanners())
        for scheme in LOCAL_DRIVERS:
            found += self._driver(scheme).scanners()
        return Frame("done", {"scanners": to_plain(tuple(found))})

    def _discover(self, request: Frame) -> Frame:
        from desk.capture.discovery import discover  # noqa: PLC0415

        found = discover(float(request.facts["seconds"]), request.facts.get("interfaces", ()))
        return Frame("done", {"scanners": to_plain(found)})

    def _probe(self, request: Frame) -> Frame:
        from desk.capture import escl  # noqa: PLC0415

        return Frame("done", {"scanner": to_plain(escl.probe(request.facts["address"]))})

    def _scan(self, request: Frame) -> Frame:
        scheme, _, device = str(request.facts["scanner"]).partition(":")
        options = from_plain(ScanOptions, request.facts["options"])
        scan_from(self._driver(scheme), device, options, ChannelWatch(self._channel))
        return Frame("done")


def _make_driver(scheme: str) -> Driver:
    if scheme not in _DRIVERS:
        raise Problem("capture.scanner_unknown", Kind.DEVICE_OR_LINE)
    return _DRIVERS[scheme]()


def _escl() -> Driver:
    from desk.capture.escl import EsclDriver  # noqa: PLC0415

    return EsclDriver()


def _sane() -> Driver:
    from desk.capture.sane import SaneDriver  # noqa: PLC0415

    return SaneDriver()


def _wia() -> Driver:
    from desk.capture.wia import WiaDriver  # noqa: PLC0415

    return WiaDriver()


def _twain() -> Driver:
    from desk.capture.twain import TwainDriver  # noqa: PLC0415

    return TwainDriver()


def _camera() -> Driver:
    from desk.capture.camera import CameraDriver  # noqa: PLC0415

    return CameraDriver()


_DRIVERS: dict[str, Callable[[], Driver]] = {
    "escl": _escl,
    "sane": _sane,
    "wia": _wia,
    "twain": _twain,
    "camera": _camera,
}
"""By the scheme of a source; each is imported when it is first needed."""
