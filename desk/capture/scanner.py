"""The scanner port: what every source of scanned pages offers, whichever way it is connected.

Nothing here touches a device. Drivers implement `Driver` inside the worker process; the desk sees
only `ScannerInfo` and `ScanOptions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from models.problems import Problem

A4_WIDTH_MM = 210.0
A4_HEIGHT_MM = 297.0
DEFAULT_DPI = 200
"""The legal minimum of NĐ 30/2020 and enough for reading the text by machine."""

JPEG_QUALITY = 85
"""Quality of pages that a driver delivers as raw pixels and that we compress ourselves."""


Source = Literal["flatbed", "feeder", "auto"]


@dataclass(frozen=True, slots=True)
class ScannerInfo:
    """A scanner that can be chosen. `id` is stable: ``sane:<device>`` or ``escl:<address>``."""

    id: str
    name: str
    driver: str
    has_flatbed: bool
    has_feeder: bool


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How to scan. ``max_pages`` None means: until the feeder is empty (one page on the glass).

    ``source`` auto takes the feeder when paper lies in it and the glass otherwise.
    ``driver_options`` are set on the device by name after everything else, for profiles that need a
    setting of one particular driver.
    """

    source: Source = "flatbed"
    dpi: int = DEFAULT_DPI
    colour: bool = True
    max_pages: int | None = None
    driver_options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One whole page from a device, as JPEG bytes. Width and height in pixels."""

    data: bytes
    width: int
    height: int
    dpi: int


class Watch(Protocol):
    """The link from a driver to whoever started it."""

    def alive(self) -> None:
        """Data flowed just now. Called often; the watchdog lives on it."""

    def cancelled(self) -> bool:
        """Whether the clerk stopped the batch."""

    def deliver(self, page: ScannedPage) -> None:
        """Hand over a page; it is out of the driver's care from here on."""


class Driver(Protocol):
    """One way to reach scanners. Runs only inside the worker process.

    A driver is asked for the feeder or the glass; `scan_from` decides for ``auto``.
    """

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The devices there now."""

    def scan(self, device: str, options: ScanOptions, watch: Watch) -> None:
        """Scan until the source is empty, `max_pages` are delivered or the clerk cancels.

        Raises Problem for every state of the device a person can act on. The device may stay
        open; `release` comes when the desk has its answer.
        """

    def release(self) -> None:
        """Let go of the device. A driver may hang in here without harm to the answer."""


_TRY_THE_GLASS = frozenset({"capture.feeder_empty", "capture.no_feeder"})


def scan_from(driver: Driver, device: str, options: ScanOptions, watch: Watch) -> None:
    """Scan, choosing the source when it is left open. Raises Problem.

    A scanner without a glass reports its empty feeder.
    """
    if options.source != "auto":
        driver.scan(device, options, watch)
        return
    try:
        driver.scan(device, replace(options, source="feeder"), watch)
    except Problem as empty:
        if empty.code not in _TRY_THE_GLASS or watch.cancelled():
            raise
        driver.release()
        try:
            driver.scan(device, replace(options, source="flatbed"), watch)
        except Problem as problem:
            if problem.code == "capture.no_flatbed":
                raise empty from problem
            raise
