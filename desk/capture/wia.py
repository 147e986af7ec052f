"""Scanners through Windows Image Acquisition 2.0, by its Automation objects.

The service runs out of process, so that 64-bit Python reaches 32-bit drivers. Runs in the worker
process. A transfer cannot be cancelled half-way: a cancel is obeyed between two pages, and the
desk's watchdog ends what hangs.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress

from desk.capture.com import ComError, Thing, create
from desk.capture.scanner import (
    MAX_ADJUSTMENT,
    SIZES_MM,
    ScannerInfo,
    ScanOptions,
    Watch,
)
from desk.capture.twain import page_of
from models.problems import Kind, Problem

PREFIX = "wia:"
DRIVER = "WIA"
_MANAGER = "WIA.DeviceManager"
_SCANNER = 1
_BMP = "{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}"
"""Every driver has it; JPEG only some."""

_BMP_HEAD = 14
_MM_AN_INCH = 25.4

# Properties by their numbers in wiadef.h.
_CAN, _STATE, _SELECT, _PAGES = "3086", "3087", "3088", "3096"
_INTENT, _DPI_X, _DPI_Y = "6146", "6147", "6148"
_LEFT, _TOP, _WIDTH, _HEIGHT = "6149", "6150", "6151", "6152"
_BRIGHTNESS, _CONTRAST = "6154", "6155"
_FEEDER, _FLATBED, _DUPLEX = 1, 2, 4
_FEED_READY = 1
_COLOUR, _GRAY = 1, 2

_PAPER_EMPTY = 0x80210003
_CODES = {
    0x80210002: "capture.feeder_jammed",
    _PAPER_EMPTY: "capture.feeder_empty",
    0x80210004: "capture.feeder_jammed",
    0x80210005: "capture.scanner_unknown",
    0x80210006: "capture.device_busy",
    0x80210007: "capture.device_busy",
    0x80210008: "capture.cover_open",
    0x8021000C: "capture.options_refused",
    0x8021000D: "capture.device_busy",
    0x80210010: "capture.cover_open",
    0x80210014: "capture.feeder_double",
    0x80210015: "capture.scanner_unknown",
    0x80070005: "capture.device_denied",
    0x8007000E: "capture.device_memory",
    0x80070057: "capture.options_refused",
}


def problem_of(code: int, pages: int = 0) -> Problem:
    """The problem for an HRESULT; unknown ones count as a failed device."""
    return Problem(_CODES.get(code, "capture.device_failed"), Kind.DEVICE_OR_LINE, pages=pages)


class WiaDriver:
    """Driver for what the Windows service knows. One scan at a time."""

    def __init__(self, make: Callable[[str], Thing] = create) -> None:
        self._make = make

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The scanners of the service; none where there is no service."""
        try:
            infos = self._make(_MANAGER).get("DeviceInfos")
            every = [infos.get("Item", place) for place in range(1, infos.get("Count") + 1)]
        except ComError:
            return ()
        return tuple(_listed(one) for one in every if one.get("Type") == _SCANNER)

    def scan(self, device: str, options: ScanOptions, watch: Watch) -> None:
        """Scan with the device of this id. See `Driver.scan`."""
        try:
            opened = self._connect(device)
            item = _prepare(opened, options)
        except ComError as error:
            raise problem_of(error.code) from error
        _Batch(opened, item, options, watch).run()

    def release(self) -> None:
        """Nothing is held between two scans."""

    def _connect(self, device: str) -> Thing:
        infos = self._make(_MANAGER).get("DeviceInfos")
        for place in range(1, infos.get("Count") + 1):
            info: Thing = infos.get("Item", place)
            if info.get("DeviceID") == device:
                opened: Thing = info.call("Connect")
                return opened
        raise Problem("capture.scanner_unknown", Kind.DEVICE_OR_LINE)


def _listed(info: Thing) -> ScannerInfo:
    device = str(info.get("DeviceID"))
    try:
        name = str(info.get("Properties").get("Item", "Name").get("Value"))
    except ComError:
        name = device
    try:
        able = _value(info.call("Connect"), _CAN, 0)
    except ComError:  # busy or off now
        able = _FEEDER | _FLATBED
    return ScannerInfo(
        f"{PREFIX}{device}",
        name,
        DRIVER,
        has_flatbed=bool(able & _FLATBED) or not able,
        has_feeder=bool(able & _FEEDER),
        has_duplex=bool(able & _DUPLEX),
        adjusts=("brightness", "contrast"),
    )


def _value(owner: Thing, number: str, otherwise: int) -> int:
    properties = owner.get("Properties")
    if not properties.call("Exists", number):
        return otherwise
    return int(properties.get("Item", number).get("Value"))


def _set(owner: Thing, number: str, value: int) -> None:
    properties = owner.get("Properties")
    if properties.call("Exists", number):
        properties.get("Item", number).put("Value", value)


def _prepare(device: Thing, options: ScanOptions) -> Thing:
    """Choose the source and set the first item.  Raises Problem, ComError."""
    _choose_source(device, options)
    item: Thing = device.get("Items").get("Item", 1)
    _set(item, _INTENT, _COLOUR if options.colour else _GRAY)
    _set(item, _DPI_X, options.dpi)
    _set(item, _DPI_Y, options.dpi)
    width, height = (round(mm / _MM_AN_INCH * options.dpi) for mm in SIZES_MM[options.page_size])
    _set(item, _LEFT, 0)
    _set(item, _TOP, 0)
    for number, extent in ((_WIDTH, width), (_HEIGHT, height)):
        _set_at_most(item, number, extent)
    for number, adjustment in (
        (_BRIGHTNESS, options.brightness),
        (_CONTRAST, options.contrast),
    ):
        if adjustment:  # WIA's own scale goes from -1000 to 1000
            with suppress(ComError):
                _set(item, number, adjustment * (1000 // MAX_ADJUSTMENT))
    return item


def _set_at_most(item: Thing, number: str, extent: int) -> None:
    """Set an extent; a smaller device takes its own maximum."""
    properties = item.get("Properties")
    if not properties.call("Exists", number):
        return
    prop = properties.get("Item", number)
    with suppress(ComError, TypeError):  # a kind of property without a range
        extent = min(extent, int(prop.get("SubTypeMax")))
    prop.put("Value", extent)


def _choose_source(device: Thing, options: ScanOptions) -> None:
    able = _value(device, _CAN, _FLATBED)
    feeder = options.source == "feeder"
    if feeder and not able & _FEEDER:
        raise Problem("capture.no_feeder", Kind.DEVICE_OR_LINE)
    if not feeder and able & _FEEDER and not able & _FLATBED:
        raise Problem("capture.no_flatbed", Kind.DEVICE_OR_LINE)
    if feeder and options.duplex and not able & _DUPLEX:
        raise Problem("sources.no_duplex", Kind.DEVICE_OR_LINE)
    if feeder and not _value(device, _STATE, _FEED_READY) & _FEED_READY:
        raise Problem("capture.feeder_empty", Kind.DEVICE_OR_LINE, pages=0)
    both = _DUPLEX if options.duplex else 0
    _set(device, _SELECT, (_FEEDER | both) if feeder else _FLATBED)
    if feeder:
        _set(device, _PAGES, 1)  # a page a transfer, so that each is shown when it is there


class _Batch:
    """Page after page until the feeder is empty."""

    def __init__(self, device: Thing, item: Thing, options: ScanOptions, watch: Watch) -> None:
        self._device = device
        self._item = item
        self._options = options
        self._watch = watch
        self._delivered = 0

    def run(self) -> None:
        feeder = self._options.source == "feeder"
        limit = self._options.max_pages if feeder else 1
        while not self._watch.cancelled() and self._delivered != limit:
            self._watch.alive()
            try:
                data = self._item.call("Transfer", _BMP).get("FileData").get("BinaryData")
            except ComError as error:
                if error.code == _PAPER_EMPTY and self._delivered:
                    return
                raise problem_of(error.code, self._delivered) from error
            if self._watch.cancelled():
                return
            self._deliver(data)

    def _deliver(self, bmp: bytes) -> None:
        number = self._delivered + 1
        try:
            page = page_of(
                bmp[_BMP_HEAD:],
                _value(self._item, _DPI_X, self._options.dpi),
                self._options.turn_of(number),
            )
        except (OSError, ValueError, struct.error, TypeError) as error:
            raise Problem("capture.page_incomplete", Kind.DEVICE_OR_LINE, page=number) from error
        self._watch.deliver(page)
        self._delivered = number
