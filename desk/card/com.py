"""EF.COM: the data groups a chip says it has (ICAO 9303-10 §4.6.1). Unsigned, for comparison."""

from __future__ import annotations

from desk.card import tlv

_TAG_LIST = 0x5C
_GROUP_TAGS = {
    0x61: 1, 0x75: 2, 0x63: 3, 0x76: 4, 0x65: 5, 0x66: 6, 0x67: 7, 0x68: 8,
    0x69: 9, 0x6A: 10, 0x6B: 11, 0x6C: 12, 0x6D: 13, 0x6E: 14, 0x6F: 15, 0x70: 16,
}  # fmt: skip


def parse_com(octets: bytes) -> tuple[int, ...]:
    """Numbers of the data groups listed; unknown tags are left out.  Raises Malformed."""
    tags = tlv.one(octets, 0x60).child(_TAG_LIST).value
    return tuple(_GROUP_TAGS[tag] for tag in tags if tag in _GROUP_TAGS)
