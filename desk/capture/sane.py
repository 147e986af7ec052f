"""Scanners through SANE. Imported inside the worker process only: drivers crash and hang there.

Every status SANE knows arrives from python-sane as an English sentence without a number; the table
here turns each into a stable code. Never raise inside the progress callback: python-sane 2.9.2 then
ends the process with a segmentation fault; a cancel from within it is clean. A cancel may hang for
ever when the driver's reader thread dies inside malloc (seen in libsane 1.2.1), so the closing one
is left to `release`.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

import _sane
import sane as sane_library
from PIL import Image

from desk.capture.scanner import (
    JPEG_QUALITY,
    MAX_ADJUSTMENT,
    SIZES_MM,
    USUAL_DPI,
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
_FLATBED_WORDS = ("flatbed", "platen", "normal", "glass")
_FEEDER_WORDS = ("feeder", "adf")
_DUPLEX_WORD = "duplex"
_COLOUR_WORDS = ("color", "colour", "rgb")
_GRAY_WORDS = ("gray", "grey")
_MM_AN_INCH = 25.4


def problem_of(text: str, pages: int = 0) -> Problem:
    """The problem for a status text of SANE; unknown texts count as a failed device."""
    code = _CODES.get(text, "capture.device_failed")
    return Problem(code, Kind.DEVICE_OR_LINE, pages=pages)


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

    def _info(self, name: str, vendor: str, model: str, _type: str) -> ScannerInfo:
        title = f"{vendor} {model}".strip()
        try:
            device = sane.open(name)
        except _sane.error:
            return ScannerInfo(f"{PREFIX}{name}", title, DRIVER, has_flatbed=True, has_feeder=True)
        sources = _choices(device, "source")
        info = ScannerInfo(
            f"{PREFIX}{name}",
            title,
            DRIVER,
            has_flatbed=not sources or _named(sources, _FLATBED_WORDS) is not None,
            has_feeder=_named(sources, _FEEDER_WORDS) is not None,
            has_duplex=_has_duplex(device, sources),
            resolutions=_resolutions(device),
            adjusts=tuple(one for one in ("brightness", "contrast") if _active(device, one)),
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
        _Batch(handle, options, _prepare(handle, options), watch).run()

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


def _prepare(handle: Any, options: ScanOptions) -> int:
    """Set source, mode, resolution and A4; give the resolution the device settled on."""
    try:
        _choose_source(handle, options)
        colour = _COLOUR_WORDS if options.colour else _GRAY_WORDS
        mode = _named(_choices(handle, "mode"), colour)
        if mode is not None:
            handle.mode = mode
        if _active(handle, "depth") and 8 in _choices(handle, "depth"):
            handle.depth = 8
        dpi = _set_resolution(handle, options.dpi)
        _set_area(handle, dpi, *SIZES_MM[options.page_size])
        _adjust(handle, "brightness", options.brightness)
        _adjust(handle, "contrast", options.contrast)
        for name, value in options.driver_options.items():
            _set_by_name(handle, name, value)
    except (_sane.error, AttributeError, ValueError, TypeError) as error:
        raise Problem("capture.options_refused", Kind.DEVICE_OR_LINE) from error
    return dpi


def _choose_source(handle: Any, options: ScanOptions) -> None:
    sources = _choices(handle, "source")
    feeder = options.source == "feeder"
    if feeder and options.duplex:
        _choose_duplex(handle, sources)
        return
    simplex = [one for one in sources if _DUPLEX_WORD not in str(one).lower()]
    chosen = _named(simplex, _FEEDER_WORDS if feeder else _FLATBED_WORDS)
    if chosen is not None:
        handle.source = chosen
    elif feeder or sources:
        missing = "capture.no_feeder" if feeder else "capture.no_flatbed"
        raise Problem(missing, Kind.DEVICE_OR_LINE)
    switch = _duplex_switch(handle)
    if feeder and switch:
        setattr(handle, switch, 0)


def _choose_duplex(handle: Any, sources: Sequence[Any]) -> None:
    """Both sides: a source of that name, or the feeder with a switch of its own."""
    chosen = _named(sources, (_DUPLEX_WORD,))
    if chosen is not None:
        handle.source = chosen
        return
    feeder = _named(sources, _FEEDER_WORDS)
    if feeder is None:
        raise Problem("capture.no_feeder", Kind.DEVICE_OR_LINE)
    handle.source = feeder
    switch = _duplex_switch(handle)
    if not switch:
        raise Problem("sources.no_duplex", Kind.DEVICE_OR_LINE)
    setattr(handle, switch, 1)


def _duplex_switch(handle: Any) -> str:
    return next(
        (
            name
            for name in ("duplex", "adf_duplex", "duplex_scan")
            if _active(handle, name) and handle[name].type == _sane.TYPE_BOOL
        ),
        "",
    )


def _has_duplex(handle: Any, sources: Sequence[Any]) -> bool:
    return _named(sources, (_DUPLEX_WORD,)) is not None or bool(_duplex_switch(handle))


def _resolutions(handle: Any) -> tuple[int, ...]:
    allowed = handle["resolution"].constraint if _active(handle, "resolution") else None
    if isinstance(allowed, list):
        return tuple(sorted(round(one) for one in allowed))
    if isinstance(allowed, tuple):
        return tuple(one for one in USUAL_DPI if allowed[0] <= one <= allowed[1])
    return ()


def _set_resolution(handle: Any, wanted: int) -> int:
    if not _active(handle, "resolution"):
        return wanted
    allowed = handle["resolution"].constraint
    if isinstance(allowed, tuple):
        lowest, highest, _step = allowed
        value: float = min(max(wanted, math.ceil(lowest)), highest)
    elif allowed:
        finer = [one for one in allowed if one >= wanted]
        value = min(finer) if finer else max(allowed)
    else:
        value = wanted
    handle.resolution = value if handle["resolution"].type == _sane.TYPE_FIXED else int(value)
    return round(float(handle.resolution))


def _adjust(handle: Any, name: str, adjustment: int) -> None:
    """Set brightness or contrast on the device's own scale; one without it is left alone."""
    if not adjustment or not _active(handle, name):
        return
    option = handle[name]
    if not isinstance(option.constraint, tuple):
        return
    lowest, highest, _step = option.constraint
    usual = min(max(0, lowest), highest)
    span = (highest if adjustment > 0 else lowest) - usual
    value = usual + span * abs(adjustment) / MAX_ADJUSTMENT
    setattr(handle, name, value if option.type == _sane.TYPE_FIXED else round(value))


def _set_area(handle: Any, dpi: int, width_mm: float, height_mm: float) -> None:
    # Without an area some drivers scan their maximum, 14 inches long (capture §1.2).
    for edge, size_mm in (
        ("tl_x", 0.0),
        ("tl_y", 0.0),
        ("br_x", width_mm),
        ("br_y", height_mm),
    ):
        if not _active(handle, edge):
            continue
        option = handle[edge]
        size = size_mm if option.unit == _sane.UNIT_MM else size_mm / _MM_AN_INCH * dpi
        if isinstance(option.constraint, tuple):
            size = min(max(size, option.constraint[0]), option.constraint[1])
        setattr(handle, edge, size if option.type == _sane.TYPE_FIXED else int(size))


def _set_by_name(handle: Any, name: str, value: str) -> None:
    attribute = name.replace("-", "_")
    kind = handle[attribute].type if attribute in handle.opt else None
    if kind is None:
        raise AttributeError(name)
    if kind == _sane.TYPE_BOOL:
        setattr(handle, attribute, int(value.lower() in {"1", "true", "yes"}))
    elif kind == _sane.TYPE_INT:
        setattr(handle, attribute, int(value))
    elif kind == _sane.TYPE_FIXED:
        setattr(handle, attribute, float(value))
    else:
        setattr(handle, attribute, value)


def _active(handle: Any, name: str) -> bool:
    return (
        name in handle.opt and bool(handle[name].is_active()) and bool(handle[name].is_settable())
    )


def _choices(handle: Any, name: str) -> Sequence[Any]:
    if not _active(handle, name):
        return ()
    constraint = handle[name].constraint
    return constraint if isinstance(constraint, list) else ()


def _named(choices: Sequence[Any], words: Sequence[str]) -> Any | None:
    return next((one for one in choices if any(word in str(one).lower() for word in words)), None)
