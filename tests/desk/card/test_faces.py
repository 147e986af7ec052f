"""DG2 records of both standards, and records that are none."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from desk.card import dg2, tlv
from desk.card.faults import Malformed


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (120, 90, 60)).save(out, kind)
    return out.getvalue()


def record(image: bytes, points: int = 0, image_type: int = 0) -> bytes:
    """ISO/IEC 19794-5:2005 facial record with one face."""
    information = struct.pack(">IHBBBHI", 0, points, 1, 1, 0, 0, 0)[4:]
    block = struct.pack(">I", 20 + points * 8 + 12 + len(image)) + information.ljust(16, b"\0")
    block = block[:20] + bytes(points * 8)
    block += bytes((1, image_type)) + struct.pack(">HHBBHH", 60, 80, 1, 1, 0, 0) + image
    return b"FAC\x00010\x00" + struct.pack(">IH", 14 + len(block), 1) + block


def group(data_block: bytes, tag: int = 0x5F2E, count: int = 1) -> bytes:
    header = tlv.encode(0xA1, tlv.encode(0x81, b"\x02"))
    template = tlv.encode(0x7F60, header + tlv.encode(tag, data_block))
    return tlv.encode(0x75, tlv.encode(0x7F61, tlv.encode(2, bytes((count,))) + template))


@pytest.mark.parametrize("kind", ["JPEG", "JPEG2000"])
@pytest.mark.parametrize("points", [0, 3])
def test_the_picture_of_a_19794_record(kind: str, points: int) -> None:
    image = picture(kind)
    # the type octet says JPEG in every case, as on cards in the field
    assert dg2.face_picture(group(record(image, points))) == image
    assert dg2.face_picture(group(record(image), tag=0x7F2E)) == image


def test_the_picture_of_a_39794_record() -> None:
    image = picture()
    inner = tlv.encode(0xA1, tlv.encode(0xA0, tlv.encode(0x80, b"\x03")) + tlv.encode(0x81, image))
    assert dg2.face_picture(group(inner, tag=0x7F2E)) == image


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        tlv.encode(0x75, b""),
        group(b""),
        group(record(b"GIF89a")),
        group(record(picture()), count=0),
        group(record(picture()), count=200),
        group(record(picture())[:40]),
        group(record(picture(), points=0)[:18] + b"\xff\xff" + record(picture())[20:]),
        group(tlv.encode(0xA1, tlv.encode(0x81, b"none")), tag=0x7F2E),
        group(b"\x30\x80" * 60, tag=0x7F2E),
    ],
)
def test_other_records_are_refused(octets: bytes) -> None:
    with pytest.raises(Malformed):
        dg2.face_picture(octets)
