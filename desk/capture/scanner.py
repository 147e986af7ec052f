"""The scanner port: what every source of scanned pages offers, whichever way it is connected.

Nothing here touches a device. Drivers implement `Driver` inside the worker process; the desk sees
only `ScannerInfo` and `ScanOptions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from models.problems import Problem
from models.scan_profile import DEFAULT_DPI, PageSize, Source

A4_WIDTH_MM = 210.0
A4_HEIGHT_MM = 297.0

USUAL_DPI = (75, 100, 150, 200, 300, 400, 600)
"""What is offered of a device that takes any resolution within limits."""

JPEG_QUALITY = 85
"""Quality of pages that a driver delivers as raw pixels and that we compress ourselves."""


SIZES_MM: Mapping[PageSize, tuple[float, float]] = {
    "a4": (A4_WIDTH_MM, A4_HEIGHT_MM),
    "a3": (297.0, 420.0),
    "a5": (148.0, 210.0),
    "letter": (215.9, 279.4),
    "longest": (10_000.0, 10_000.0),
}
"""Width and height; ``longest`` is whatever the device takes at most."""

MAX_ADJUSTMENT = 100
"""Brightness and contrast go from -100 to 100; 0 is the device's own."""


@dataclass(frozen=True, slots=True)
class ScannerInfo:
    """A source of pages that can be chosen, and what it can do.

    `id` is stable: ``sane:<device>``, ``escl:<address>``, ``wia:…``, ``twain:…``, ``camera:…`` or
    ``folder:<path>``. No `resolutions`: unknown, or any. `adjusts` names what of ``brightness``
    and ``contrast`` the device sets itself.
    """

    id: str
    name: str
    driver: str
    has_flatbed: bool
    has_feeder: bool
    has_duplex: bool = False
    resolutions: tuple[int, ...] = ()
    adjusts: tuple[str, ...] = ()
    network_address: str = ""
    """Where the system says it lies in the network; empty where it does not."""


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How to scan. ``max_pages`` None means: until the feeder is empty (one page on the glass).

    ``source`` auto takes the feeder when paper lies in it and the glass otherwise.
    ``duplex`` scans both sides of a sheet, in the feeder only; ``flip_backs`` turns the backs of
    sheets that are bound at the top. ``brightness`` and ``contrast`` go from -100 to 100 and are
    left out where the device has no such setting (`profiles.shortfalls` says so beforehand).
    ``driver_options`` are set on the device by name after everything else, for profiles that need a
    setting of one particular driver.
    """

    source: Source = "flatbed"
    dpi: int = DEFAULT_DPI
    colour: bool = True
    max_pages: int | None = None
    duplex: bool = False
    flip_backs: bool = False
    page_size: PageSize = "a4"
    brightness: int = 0
    contrast: int = 0
    driver_options: Mapping[str, str] = field(default_factory=dict)

    def turn_of(self, number: int) -> int:
        """The clockwise turn the page of this number needs, counting from 1."""
        return 180 if self.duplex and self.flip_backs and number % 2 == 0 else 0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One whole page from a device, as JPEG bytes. Width and height in pixels.

    ``rotation`` is the clockwise turn in which it is to be shown.
    """

    data: bytes
    width: int
    height: int
    dpi: int | None
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a camera sees now: a small JPEG, the page's corners on it, and what it waits for.

    ``state`` is ``looking`` (no page), ``moving``, ``still``, ``blurred``, ``glare`` or ``taken``.
    ``corners`` are x and y in thousandths of the picture, clockwise from the top left.
    """

    data: bytes
    state: str
    corners: tuple[tuple[int, int], ...] = ()


class Watch(Protocol):
    """The link from a driver to whoever started it."""

    def alive(self) -> None:
        """Data flowed just now. Called often; the watchdog lives on it."""

    def cancelled(self) -> bool:
        """Whether the clerk stopped the batch."""

    def shot_wanted(self) -> bool:
        """Whether the clerk pressed a camera's release since this was last asked."""

    def show(self, preview: Preview) -> None:
        """Let the clerk see what the camera sees. Counts as a sign of life."""

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


def nearest_dpi(allowed: Sequence[int], wanted: int) -> int:
    """The next finer resolution that is allowed, else the finest."""
    finer = [one for one in allowed if one >= wanted]
    return min(finer) if finer else max(allowed, default=wanted)


_TRY_THE_GLASS = frozenset({"capture.feeder_empty", "capture.no_feeder"})


def scan_from(driver: Driver, device: str, options: ScanOptions, watch: Watch) -> None:
    """Scan, choosing the source when it is left open. Raises Problem.

    A scanner without a glass reports its empty feeder.
    """
    if options.source == "flatbed" and options.duplex:
        raise Problem("sources.duplex_on_glass")
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
            driver.scan(device, replace(options, source="flatbed", duplex=False), watch)
        except Problem as problem:
            if problem.code == "capture.no_flatbed":
                raise empty from problem
            raise
