"""Setting a SANE device: source, sides, mode, resolution, area. Worker process only.

Names of options and of their choices differ from driver to driver; they are known by words in them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import _sane

from desk.capture.scanner import MAX_ADJUSTMENT, SIZES_MM, USUAL_DPI, ScanOptions
from models.problems import Kind, Problem

FLATBED_WORDS = ("flatbed", "platen", "normal", "glass")
FEEDER_WORDS = ("feeder", "adf")
_DUPLEX_WORD = "duplex"
_COLOUR_WORDS = ("color", "colour", "rgb")
_GRAY_WORDS = ("gray", "grey")
_MM_AN_INCH = 25.4


def prepare(handle: Any, options: ScanOptions) -> int:
    """Set source, mode, resolution and A4; give the resolution the device settled on."""
    try:
        _choose_source(handle, options)
        colour = _COLOUR_WORDS if options.colour else _GRAY_WORDS
        mode = named(choices(handle, "mode"), colour)
        if mode is not None:
            handle.mode = mode
        if active(handle, "depth") and 8 in choices(handle, "depth"):
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
    sources = choices(handle, "source")
    feeder = options.source == "feeder"
    if feeder and options.duplex:
        _choose_duplex(handle, sources)
        return
    simplex = [one for one in sources if _DUPLEX_WORD not in str(one).lower()]
    chosen = named(simplex, FEEDER_WORDS if feeder else FLATBED_WORDS)
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
    chosen = named(sources, (_DUPLEX_WORD,))
    if chosen is not None:
        handle.source = chosen
        return
    feeder = named(sources, FEEDER_WORDS)
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
            if active(handle, name) and handle[name].type == _sane.TYPE_BOOL
        ),
        "",
    )


def has_duplex(handle: Any, sources: Sequence[Any]) -> bool:
    """Whether the device scans both sides."""
    return named(sources, (_DUPLEX_WORD,)) is not None or bool(_duplex_switch(handle))


def resolutions(handle: Any) -> tuple[int, ...]:
    """What it offers; the usual ones of a device that takes any, none when it does not say."""
    allowed = handle["resolution"].constraint if active(handle, "resolution") else None
    if isinstance(allowed, list):
        return tuple(sorted(round(one) for one in allowed))
    if isinstance(allowed, tuple):
        return tuple(one for one in USUAL_DPI if allowed[0] <= one <= allowed[1])
    return ()


def _set_resolution(handle: Any, wanted: int) -> int:
    if not active(handle, "resolution"):
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
    if not adjustment or not active(handle, name):
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
        if not active(handle, edge):
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


def active(handle: Any, name: str) -> bool:
    """Whether an option is there and can be set now."""
    return (
        name in handle.opt and bool(handle[name].is_active()) and bool(handle[name].is_settable())
    )


def choices(handle: Any, name: str) -> Sequence[Any]:
    """What an option may be; none when it is no list."""
    if not active(handle, name):
        return ()
    constraint = handle[name].constraint
    return constraint if isinstance(constraint, list) else ()


def named(offered: Sequence[Any], words: Sequence[str]) -> Any | None:
    """The first choice with one of these words in its name."""
    return next((one for one in offered if any(word in str(one).lower() for word in words)), None)
