"""The XML an eSCL scanner speaks: its capabilities, its state, and the ticket of a scan job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from desk.capture.scanner import MAX_ADJUSTMENT, SIZES_MM, USUAL_DPI, ScanOptions
from models.problems import Kind, Problem

_UNITS_A_MM = 300 / 25.4
_SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
_PWG = "http://www.pwg.org/schemas/2010/12/sm"


@dataclass(frozen=True, slots=True)
class Source:
    """One input of a scanner; sizes in 1/300 inch."""

    max_width: int
    max_height: int
    resolutions: tuple[int, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """From where to where a setting goes, and its usual place."""

    lowest: int
    highest: int
    usual: int

    def at(self, adjustment: int) -> int:
        """The device's number for an adjustment from -100 to 100."""
        span = (self.highest if adjustment > 0 else self.lowest) - self.usual
        return self.usual + round(span * abs(adjustment) / MAX_ADJUSTMENT)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a scanner can do. ``duplex`` is the feeder when it takes both sides."""

    name: str
    version: str
    flatbed: Source | None
    feeder: Source | None
    duplex: Source | None
    adjusts: Mapping[str, Reach]


def parse(body: bytes) -> ElementTree.Element:
    """The tree of a document from a device. Raises Problem capture.scanner_not_escl."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Problem("capture.scanner_not_escl", Kind.DEVICE_OR_LINE)
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise Problem("capture.scanner_not_escl", Kind.DEVICE_OR_LINE) from error


def capabilities(tree: ElementTree.Element, otherwise: str) -> Capabilities:
    """Read the capabilities document; `otherwise` names a scanner that gives no name."""
    return Capabilities(
        name=_text(tree, f"{{{_PWG}}}MakeAndModel") or otherwise,
        version=_text(tree, f"{{{_PWG}}}Version") or "2.0",
        flatbed=_source(tree.find(f".//{{{_SCAN}}}PlatenInputCaps")),
        feeder=_source(tree.find(f".//{{{_SCAN}}}AdfSimplexInputCaps")),
        duplex=_source(tree.find(f".//{{{_SCAN}}}AdfDuplexInputCaps")),
        adjusts={
            name: reach
            for name in ("brightness", "contrast")
            if (reach := _reach(tree.find(f".//{{{_SCAN}}}{name.title()}Support"))) is not None
        },
    )


def _reach(support: ElementTree.Element | None) -> Reach | None:
    if support is None:
        return None
    lowest = _number(support, f"{{{_SCAN}}}Min", 0)
    highest = _number(support, f"{{{_SCAN}}}Max", 0)
    usual = _number(support, f"{{{_SCAN}}}Normal", (lowest + highest) // 2)
    return Reach(lowest, highest, usual) if lowest <= usual <= highest > lowest else None


def feeder_state(tree: ElementTree.Element) -> str:
    """AdfState of the status document, empty when the scanner has no feeder."""
    return _text(tree, f"{{{_SCAN}}}AdfState") or ""


def _source(caps: ElementTree.Element | None) -> Source | None:
    if caps is None:
        return None
    resolutions = {int(one) for one in _texts(caps, f"{{{_SCAN}}}XResolution") if one.isdigit()}
    for allowed in caps.iter(f"{{{_SCAN}}}XResolutionRange"):
        resolutions |= set(_within(allowed))
    return Source(
        max_width=_number(caps, f"{{{_SCAN}}}MaxWidth", 2550),
        max_height=_number(caps, f"{{{_SCAN}}}MaxHeight", 3508),
        resolutions=tuple(sorted(resolutions)),
        colours=tuple(_texts(caps, f"{{{_SCAN}}}ColorMode")),
    )


def _within(allowed: ElementTree.Element) -> Iterator[int]:
    lowest = _number(allowed, f"{{{_SCAN}}}Min", 0)
    highest = _number(allowed, f"{{{_SCAN}}}Max", 0)
    yield from (dpi for dpi in USUAL_DPI if lowest <= dpi <= highest)


def ticket(able: Capabilities, source: Source, options: ScanOptions, dpi: int) -> bytes:
    """The ScanSettings document. Raises Problem capture.options_refused."""
    colour = "RGB24" if options.colour else "Grayscale8"
    if source.colours and colour not in source.colours:
        raise Problem("capture.options_refused", Kind.DEVICE_OR_LINE)
    width_mm, height_mm = SIZES_MM[options.page_size]
    width = min(round(width_mm * _UNITS_A_MM), source.max_width)
    height = min(round(height_mm * _UNITS_A_MM), source.max_height)
    place = "Feeder" if options.source == "feeder" else "Platen"
    ElementTree.register_namespace("scan", _SCAN)
    ElementTree.register_namespace("pwg", _PWG)
    root = ElementTree.Element(f"{{{_SCAN}}}ScanSettings")
    add = _adder(root)
    add(_PWG, "Version", able.version)
    add(_SCAN, "Intent", "Document")
    regions = ElementTree.SubElement(root, f"{{{_PWG}}}ScanRegions")
    region = _adder(ElementTree.SubElement(regions, f"{{{_PWG}}}ScanRegion"))
    for name, value in (
        ("ContentRegionUnits", "escl:ThreeHundredthsOfInches"),
        ("XOffset", 0),
        ("YOffset", 0),
        ("Width", width),
        ("Height", height),
    ):
        region(_PWG, name, value)
    add(_PWG, "InputSource", place)
    add(_SCAN, "ColorMode", colour)
    add(_SCAN, "XResolution", dpi)
    add(_SCAN, "YResolution", dpi)
    # Lossless or black-and-white makes some devices hold back the whole batch (capture §1.2).
    add(_PWG, "DocumentFormat", "image/jpeg")
    add(_SCAN, "DocumentFormatExt", "image/jpeg")
    if options.source == "feeder":
        add(_SCAN, "Duplex", "true" if options.duplex else "false")
    for name, adjustment in (("brightness", options.brightness), ("contrast", options.contrast)):
        if adjustment and name in able.adjusts:
            add(_SCAN, name.title(), able.adjusts[name].at(adjustment))
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _adder(parent: ElementTree.Element) -> Callable[[str, str, str | int], None]:
    def add(space: str, name: str, value: str | int) -> None:
        ElementTree.SubElement(parent, f"{{{space}}}{name}").text = str(value)

    return add


def _text(tree: ElementTree.Element, name: str) -> str | None:
    return next(iter(_texts(tree, name)), None)


def _texts(tree: ElementTree.Element, name: str) -> list[str]:
    return [(one.text or "").strip() for one in tree.iter(name)]


def _number(tree: ElementTree.Element, name: str, default: int) -> int:
    text = _text(tree, name) or ""
    return int(text) if text.removeprefix("-").isdecimal() else default
