"""DG2: the encoded face (ICAO 9303-10 §4.7.2; ISO/IEC 19794-5 and 39794-5 records).

Finds the compressed picture inside the record by its own signature: the image type octet of a
19794-5 record is known to be wrong on real cards.
"""

from __future__ import annotations

from desk.card import tlv
from desk.card.faults import Malformed

_GROUP = 0x7F61
_TEMPLATE = 0x7F60
_INSTANCES = 0x02
_DATA_BLOCK = 0x5F2E
_CONSTRUCTED_DATA_BLOCK = 0x7F2E
_FACE_IMAGE_BLOCK = 0xA1
_MAX_INSTANCES = 8

_JPEG = b"\xff\xd8\xff"
_JP2 = b"\0\0\0\x0cjP  \r\n\x87\n"
_CODESTREAM = b"\xff\x4f\xff\x51"
_SIGNATURES = (_JPEG, _JP2, _CODESTREAM)

_FACIAL_HEADER = 14
_FACIAL_INFORMATION = 20
_FEATURE_POINT = 8
_IMAGE_INFORMATION = 12


def face_picture(octets: bytes) -> bytes:
    """The compressed picture (JPEG or JPEG 2000) of the first face.  Raises Malformed."""
    group = tlv.one(octets, 0x75).child(_GROUP)
    counts = group.child(_INSTANCES).value
    if len(counts) != 1 or not 1 <= counts[0] <= _MAX_INSTANCES:
        raise Malformed("DG2 instance count")
    template = group.child(_TEMPLATE)
    for part in template.children():
        if part.tag == _DATA_BLOCK:
            return _from_19794(part.value)
        if part.tag == _CONSTRUCTED_DATA_BLOCK:
            return _from_constructed(part)
    raise Malformed("DG2 has no face record")


def _from_constructed(record: tlv.Tlv) -> bytes:
    """7F2E holds either a 39794-5 block (A1) or, on older cards, a bare 19794-5 record."""
    if record.value[:4] == b"FAC\0":
        return _from_19794(record.value)
    return _from_39794(record.child(_FACE_IMAGE_BLOCK))


def _from_19794(record: bytes) -> bytes:
    """ISO/IEC 19794-5:2005 §5: header, facial information, feature points, image information."""
    if record[:4] != b"FAC\0" or len(record) < _FACIAL_HEADER + _FACIAL_INFORMATION:
        raise Malformed("facial record header")
    claimed = int.from_bytes(record[8:12], "big")
    if claimed > len(record) or int.from_bytes(record[12:14], "big") < 1:
        raise Malformed("facial record length or count")
    block = int.from_bytes(record[14:18], "big")
    points = int.from_bytes(record[18:20], "big")
    start = _FACIAL_HEADER + _FACIAL_INFORMATION + points * _FEATURE_POINT + _IMAGE_INFORMATION
    end = _FACIAL_HEADER + block
    if not start < end <= len(record):
        raise Malformed("facial record block length")
    return _picture(record[start:end])


def _from_39794(record: tlv.Tlv) -> bytes:
    """ISO/IEC 39794-5:2019: the first primitive inside that is a picture."""
    tlv.guard_depth(record.value)
    found = _find_picture(record.value)
    if found is None:
        raise Malformed("39794-5 record has no picture")
    return found


def _find_picture(octets: bytes) -> bytes | None:
    """Depth and number of objects were bounded before."""
    for part in tlv.parse(octets):
        first = part.tag >> 8 * ((part.tag.bit_length() - 1) // 8) if part.tag else 0
        if first & 0x20:
            found = _find_picture(part.value)
            if found is not None:
                return found
        elif part.value.startswith(_SIGNATURES):
            return part.value
    return None


def _picture(octets: bytes) -> bytes:
    if octets.startswith(_SIGNATURES):
        return octets
    raise Malformed("face is neither JPEG nor JPEG 2000")
