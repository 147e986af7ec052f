"""The structure of a JPEG file: is it whole, how large, and what of it may be kept.

Walks markers only and decodes nothing, so it is safe and quick on bytes from a device. Decoders
fill the missing half of a cut file with gray and say nothing (capture §1.2, §10); the end marker
tells.
"""

from __future__ import annotations

from dataclasses import dataclass

_EOI, _SOS, _DNL = 0xD9, 0xDA, 0xDC
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PDF_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what DCTDecode takes."""


class BrokenJpegError(ValueError):
    """Not a whole JPEG file."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One marker with its bytes, entropy-coded data included for a scan."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class JpegShape:
    """What the headers say. ``end`` is the offset just after the end marker."""

    width: int
    height: int
    components: int
    bits: int
    frame: int
    dpi: int | None
    segments: tuple[Segment, ...]
    end: int

    @property
    def fits_pdf(self) -> bool:
        """Whether a PDF may hold the file as it is, in gray or RGB."""
        return self.frame in _PDF_FRAMES and self.bits == 8 and self.components in (1, 3)


def walk(data: bytes) -> JpegShape:
    """Read the structure. Raises BrokenJpegError when the file is cut, garbled or no JPEG."""
    if data[:2] != b"\xff\xd8":
        raise BrokenJpegError("no start marker")
    segments: list[Segment] = []
    position = 2
    while True:
        segment = _segment(data, position)
        segments.append(segment)
        position = segment.end
        if segment.marker == _EOI:
            return _shape(data, tuple(segments))


def without_metadata(data: bytes, shape: JpegShape) -> bytes:
    """The same picture, bit for bit, without EXIF, GPS, maker notes, comments and trailing data.

    Kept are the JFIF header, the colour profile, Adobe's colour marker and everything that draws.
    """
    kept = [b"\xff\xd8"]
    kept += [data[s.start : s.end] for s in shape.segments if _draws(data, s)]
    return b"".join(kept)


def with_height(data: bytes, shape: JpegShape) -> bytes:
    """The same file with its height in the frame header.

    Scanners that learn a sheet's length while pulling it write 0 there and tell the height after
    the picture (DNL, ITU-T T.81 B.2.5); few readers look there.
    """
    frame = next(s for s in shape.segments if s.marker in _FRAME_HEADERS)
    at = frame.start + 5
    if data[at : at + 2] != b"\0\0":
        return data
    return data[:at] + shape.height.to_bytes(2, "big") + data[at + 2 :]


def _draws(data: bytes, segment: Segment) -> bool:
    body = data[segment.start + 4 : segment.start + 18]
    match segment.marker:
        case 0xE0:
            return body.startswith(b"JFIF\0")
        case 0xE2:
            return body.startswith(b"ICC_PROFILE\0")
        case 0xEE:
            return body.startswith(b"Adobe")
        case marker:
            return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _segment(data: bytes, position: int) -> Segment:
    while data[position : position + 2] == b"\xff\xff":
        position += 1
    if len(data) < position + 2 or data[position] != 0xFF:
        raise BrokenJpegError("cut between markers")
    marker = data[position + 1]
    if marker == _EOI or marker in _STANDALONE:
        return Segment(marker, position, position + 2)
    length = int.from_bytes(data[position + 2 : position + 4], "big")
    end = position + 2 + length
    if length < 2 or end > len(data):
        raise BrokenJpegError("cut inside a segment")
    if marker == _SOS:
        end = _after_entropy(data, end)
    return Segment(marker, position, end)


def _after_entropy(data: bytes, position: int) -> int:
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise BrokenJpegError("cut inside the picture")
        follower = data[position + 1]
        if follower not in {0x00, 0xFF} and follower not in _STANDALONE:
            return position
        position += 1 if follower == 0xFF else 2


def _shape(data: bytes, segments: tuple[Segment, ...]) -> JpegShape:
    frame = next((s for s in segments if s.marker in _FRAME_HEADERS), None)
    if frame is None or not any(s.marker == _SOS for s in segments):
        raise BrokenJpegError("no picture inside")
    body = data[frame.start + 4 : frame.end]
    if len(body) < 6:
        raise BrokenJpegError("cut inside the frame header")
    return JpegShape(
        width=int.from_bytes(body[3:5], "big"),
        height=int.from_bytes(body[1:3], "big") or _height_told_late(data, segments),
        components=body[5],
        bits=body[0],
        frame=frame.marker,
        dpi=_density(data, segments),
        segments=segments,
        end=segments[-1].end,
    )


def _height_told_late(data: bytes, segments: tuple[Segment, ...]) -> int:
    late = next((s for s in segments if s.marker == _DNL), None)
    return 0 if late is None else int.from_bytes(data[late.start + 4 : late.start + 6], "big")


def _density(data: bytes, segments: tuple[Segment, ...]) -> int | None:
    for segment in segments:
        body = data[segment.start + 4 : segment.end]
        if segment.marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 12:
            horizontal = int.from_bytes(body[8:10], "big")
            if body[7] == 1 and horizontal > 1:
                return horizontal
            if body[7] == 2 and horizontal > 1:
                return round(horizontal * 2.54)
    return None
