"""BER-TLV as the card writes it, and what it has to read of a command (ISO/IEC 7816-4 §6.3)."""

from __future__ import annotations

from collections.abc import Iterator


class TlvError(ValueError):
    """The terminal's data field is not a sequence of whole data objects."""


def length(size: int) -> bytes:
    """The shortest definite length field for a value of `size` bytes (X.690 §10.1)."""
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def tlv(tag: int, *parts: bytes) -> bytes:
    """One data object; the tag is written as its own octets, e.g. 0x7F49."""
    value = b"".join(parts)
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + length(len(value)) + value


def integer(value: int) -> bytes:
    """A DER INTEGER of a number that is not negative."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """A DER OBJECT IDENTIFIER, tag and length included."""
    return tlv(0x06, oid_value(dotted))


def oid_value(dotted: str) -> bytes:
    """The contents octets of an object identifier (X.690 §8.19)."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    out = bytearray()
    for number in (first * 40 + second, *rest):
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(0x80 | (number & 0x7F))
        out += bytes(reversed(septets))
    return bytes(out)


def objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The data objects of one level as (tag, value). Raises TlvError."""
    at = 0
    while at < len(data):
        tag, at = _tag(data, at)
        size, at = _size(data, at)
        if at + size > len(data):
            raise TlvError
        yield tag, data[at : at + size]
        at += size


def single(data: bytes, tag: int) -> bytes:
    """The value of the only data object, which must bear `tag`. Raises TlvError."""
    found = list(objects(data))
    if len(found) != 1 or found[0][0] != tag:
        raise TlvError
    return found[0][1]


def _tag(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    at += 1
    if first & 0x1F != 0x1F:
        return first, at
    if at >= len(data) or data[at] & 0x80:
        raise TlvError
    return first << 8 | data[at], at + 1


def _size(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise TlvError
    first = data[at]
    at += 1
    if first < 0x80:
        return first, at
    octets = first & 0x7F
    if not 1 <= octets <= 3 or at + octets > len(data):
        raise TlvError
    return int.from_bytes(data[at : at + octets], "big"), at + octets
