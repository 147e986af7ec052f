"""Scanners through SANE. Imported inside the worker process only: drivers crash and hang there.

Every status SANE knows arrives from python-sane as an English sentence without a number; the table
here turns each into a stable code. Never raise inside the progress callback: python-sane 2.9.2 then
ends the process with a segmentation fault; a cancel from within it is clean. A cancel may hang for
ever when the driver's reader thread dies inside malloc (seen in libsane 1.2.1), so the closing one
is left to `release`.
"""

from __future__ import annotations

import io
import re
from typing import Any

import _sane
import sane as sane_library
from PIL import Image

from desk.capture.sane_settings import (
    FEEDER_WORDS,
    FLATBED_WORDS,
    active,
    choices,
    has_duplex,
    named,
    prepare,
    resolutions,
)
from desk.capture.scanner import (
    JPEG_QUALITY,
    ScannedPage,
    ScannerInfo,
    ScanOptions,
    Watch,
)
from models.problems import Kind, Problem

sane: Any = sane_library  # without type hints

PREFIX = "sane:"
DRIVER = "SANE"
_OUT_OF_PAPER = "Document feeder out of documents"
_CANCELLED = "Operation was canceled"
_NO_DATA = "Scanner returned no data"
_CODES = {
    "Document feeder jammed": "capture.feeder_jammed",
    _OUT_OF_PAPER: "capture.feeder_empty",
    "Scanner cover is open": "capture.cover_open",
    "Error during device I/O": "capture.device_failed",
    "Device busy": "capture.device_busy",
    _CANCELLED: "capture.cancelled_at_device",
    "Out of memory": "capture.device_memory",
    "Access to resource has been denied": "capture.device_denied",
    "Invalid argument": "capture.options_refused",
    "Operation not supported": "capture.not_supported",
    "End of file reached": "capture.no_data",
    _NO_DATA: "capture.no_data",
}


def problem_of(text: str, pages: int = 0) -> Problem:
    """The problem for a status text of SANE; unknown texts count as a failed device."""
    code = _CODES.get(text, "capture.device_failed")
    return Problem(code, Kind.DEVICE_OR_LINE, pages=pages)


_ADDRESS = re.compile(
    r"https?://(?P<host>\[[0-9a-fA-F:.%]+\]|[\w.-]+)"
    r"|(?<![\d.])(?P<number>\d{1,3}(?:\.\d{1,3}){3})(?![\d.])"
)


def address_in(name: str, kind: str) -> str:
    """The network address in what libsane reports of a device, as its backends write it.

    sane-airscan tells the type ``ip=ADDRESS``; sane-escl and others name the device by it.
    """
    if kind.startswith("ip="):
        return kind.removeprefix("ip=").strip()
    found = _ADDRESS.search(name)
    return (found["host"] or found["number"]) if found else ""


class SaneDriver:
    """Driver for everything libsane reaches. One scan at a time."""

    def __init__(self) -> None:
        sane.init()
        self._open: Any = None

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The devices libsane reports; one that cannot be asked now is listed with both sources."""
        try:
            devices = sane.get_devices()
        except _sane.error as error:
            raise problem_of(str(error)) from error
        return tuple(self._info(*one) for one in devices if "video" not in one[3])

    def _info(self, name: str, vendor: str, model: str, kind: str) -> ScannerInfo:
        title = f"{vendor} {model}".strip()
        where = address_in(name, kind)
        try:
            device = sane.open(name)
        except _sane.error:
            return ScannerInfo(
                f"{PREFIX}{name}", title, DRIVER, has_flatbed=True, has_feeder=True,
                network_address=where,
            )  # fmt: skip
        sources = choices(device, "source")
        info = ScannerInfo(
            f"{PREFIX}{name}",
            title,
            DRIVER,
            has_flatbed=not sources or named(sources, FLATBED_WORDS) is not None,
            has_feeder=named(sources, FEEDER_WORDS) is not None,
            has_duplex=has_duplex(device, sources),
            resolutions=resolutions(device),
            adjusts=tuple(one for one in ("brightness", "contrast") if active(device, one)),
            network_address=where,
        )
        device.close()
        return info

    def scan(self, device: str, options: ScanOptions, watch: Watch) -> None:
        """Scan with the device of this SANE name. See `Driver.scan`."""
        try:
            handle = sane.open(device)
        except _sane.error as error:
            raise problem_of(str(error)) from error
        self._open = handle
        _Batch(handle, options, prepare(handle, options), watch).run()

    def release(self) -> None:
        """End the batch and close the device."""
        handle, self._open = self._open, None
        if handle is not None:
            handle.cancel()
            handle.close()


class _Batch:
    """One run over the feeder, or one page from the glass."""

    def __init__(self, handle: Any, options: ScanOptions, dpi: int, watch: Watch) -> None:
        self._handle = handle
        self._limit = 1 if options.source == "flatbed" else options.max_pages
        self._feeder = options.source == "feeder"
        self._options = options
        self._dpi = dpi
        self._watch = watch
        self._delivered = 0
        self._stopped = False

    def run(self) -> None:
        while self._limit is None or self._delivered < self._limit:
            page = self._next_page()
            if page is None:
                break
            self._watch.deliver(page)
            self._delivered += 1
        if self._feeder and self._delivered == 0 and not self._stopped:
            # SANE reports an empty feeder as zero pages without an error (capture §1.1).
            raise problem_of(_OUT_OF_PAPER)

    def _next_page(self) -> ScannedPage | None:
        if self._is_stopped():
            return None
        try:
            self._handle.start()
            lines = _lines_expected(self._handle)
            image = self._handle.snap(True, self._on_line)
        except (_sane.error, RuntimeError) as error:
            self._raise_unless_over(error)
            return None
        if self._is_stopped():
            return None  # what a cancel leaves behind looks like a page (capture §1.1)
        if lines > 0 and image.height != lines:
            raise Problem("capture.page_incomplete", Kind.DEVICE_OR_LINE, page=self._delivered + 1)
        return _compressed(image, self._dpi, self._options.turn_of(self._delivered + 1))

    def _is_stopped(self) -> bool:
        self._stopped = self._stopped or self._watch.cancelled()
        return self._stopped

    def _raise_unless_over(self, error: Exception) -> None:
        text = str(error)
        if self._stopped or (text == _OUT_OF_PAPER and self._feeder):
            return
        if isinstance(error, RuntimeError) and text != _NO_DATA:
            raise error
        raise problem_of(text, self._delivered) from error

    def _on_line(self, _line: int, _lines: int) -> None:
        if self._stopped:
            return
        try:
            self._watch.alive()
            self._stopped = self._watch.cancelled()
        except OSError:
            self._stopped = True  # the desk is gone
        if self._stopped:
            self._handle.cancel()


def _lines_expected(handle: Any) -> int:
    _format, _last, (_pixels, lines), depth, _bytes = handle.get_parameters()
    if depth not in (1, 8):
        # 16 bits a sample come back as an image of double height (capture §1.1).
        raise Problem("capture.depth_refused", Kind.DEVICE_OR_LINE, depth=depth)
    return int(lines)


def _compressed(image: Image.Image, dpi: int, turn: int) -> ScannedPage:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
    return ScannedPage(out.getvalue(), image.width, image.height, dpi, turn)
