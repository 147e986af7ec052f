"""Strict BER-TLV (ISO/IEC 7816-4 §5.2.2, X.690) under limits.

Everything that comes from a chip passes here first.  Refused: indefinite lengths, more than four
length octets, tags over three octets, objects longer than what holds them, trailing octets, more
objects than any genuine file has, and nesting deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.card.faults import Malformed

MAX_DEPTH = 12
MAX_OBJECTS = 4096
MAX_WALKED = 4096
"""Objects of a whole nested structure that a walk looks at."""
_CONSTRUCTED = 0x20
_MORE_TAG_OCTETS = 0x1F


@dataclass(frozen=True, slots=True)
class Tlv:
    """One data object. `tag` is the number its octets spell, such as 0x7F61."""

    tag: int
    value: bytes

    def children(self) -> tuple[Tlv, ...]:
        """The objects inside a constructed one.  Raises Malformed."""
        return parse(self.value)

    def child(self, tag: int) -> Tlv:
        """The first object inside with this tag.  Raises Malformed when there is none."""
        found = first(self.children(), tag)
        if found is None:
            raise Malformed(f"{self.tag:X} lacks {tag:X}")
        return found


@dataclass(frozen=True, slots=True)
class Header:
    """Tag and length of an object of which only the beginning is known yet."""

    tag: int
    size: int
    """Octets of tag and length together."""
    length: int
    """Octets of the value."""

    @property
    def total(self) -> int:
        """Octets of the whole object."""
        return self.size + self.length


def header(data: bytes, offset: int = 0) -> Header:
    """Read tag and length at `offset`.  Raises Malformed."""
    tag, position = _tag(data, offset)
    if position >= len(data):
        raise Malformed("length missing")
    length = data[position]
    position += 1
    if length >= 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4:
            raise Malformed("indefinite or oversized length field")
        if position + count > len(data):
            raise Malformed("length cut short")
        length = int.from_bytes(data[position : position + count], "big")
        position += count
    return Header(tag, position - offset, length)


def _tag(data: bytes, offset: int) -> tuple[int, int]:
    if offset >= len(data):
        raise Malformed("tag missing")
    tag, position = data[offset], offset + 1
    if tag & _MORE_TAG_OCTETS != _MORE_TAG_OCTETS:
        return tag, position
    while True:
        if position >= len(data) or position - offset >= 3:
            raise Malformed("tag cut short or over three octets")
        octet = data[position]
        tag, position = tag << 8 | octet, position + 1
        if octet < 0x80:
            return tag, position


def parse(data: bytes) -> tuple[Tlv, ...]:
    """All objects, one after another, up to the last octet.  Raises Malformed."""
    objects: list[Tlv] = []
    offset = 0
    while offset < len(data):
        head = header(data, offset)
        end = offset + head.total
        if end > len(data):
            raise Malformed(f"{head.tag:X} is longer than what holds it")
        objects.append(Tlv(head.tag, data[offset + head.size : end]))
        if len(objects) > MAX_OBJECTS:
            raise Malformed("too many objects")
        offset = end
    return tuple(objects)


def one(data: bytes, tag: int) -> Tlv:
    """The single object that `data` is, with this tag and nothing after it.  Raises Malformed."""
    head = header(data)
    if head.tag != tag:
        raise Malformed(f"{head.tag:X} where {tag:X} belongs")
    if head.total != len(data):
        raise Malformed(f"{tag:X} does not fill its file")
    return Tlv(tag, data[head.size :])


def first(objects: tuple[Tlv, ...], tag: int) -> Tlv | None:
    """The first object with this tag."""
    return next((each for each in objects if each.tag == tag), None)


def encode(tag: int, value: bytes) -> bytes:
    """An object with the shortest length field (DER)."""
    length = len(value)
    if length < 0x80:
        head = bytes((length,))
    else:
        octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
        head = bytes((0x80 | len(octets),)) + octets
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + head + value


def guard_depth(data: bytes, max_walked: int = MAX_WALKED) -> None:
    """Refuse nesting deeper than `MAX_DEPTH` before a recursive parser sees the octets.

    Walks without recursion and without copying, and allows indefinite lengths, which some real
    document security objects use.  Raises Malformed.
    """
    offset, walked = 0, 0
    ends: list[int | None] = []
    while offset < len(data):
        while ends and ends[-1] is not None and offset >= ends[-1]:
            ends.pop()
        walked += 1
        if walked > max_walked:
            raise Malformed("too many objects")
        offset = _step(data, offset, ends)
        if len(ends) > MAX_DEPTH:
            raise Malformed("nested too deeply")


def _step(data: bytes, offset: int, ends: list[int | None]) -> int:
    if data[offset : offset + 2] == b"\0\0" and ends and ends[-1] is None:
        ends.pop()
        return offset + 2
    _, after_tag = _tag(data, offset)
    if data[after_tag : after_tag + 1] == b"\x80":
        ends.append(None)
        return after_tag + 1
    head = header(data, offset)
    end = offset + head.total
    if end > next((e for e in reversed(ends) if e is not None), len(data)):
        raise Malformed(f"{head.tag:X} is longer than what holds it")
    if data[offset] & _CONSTRUCTED:
        ends.append(end)
        return offset + head.size
    return end
