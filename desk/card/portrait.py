"""Decoding the face under limits: JPEG or JPEG 2000 in, PNG for the screen out.

The limits are on pixels and on the formats tried; a picture that hangs its decoder is not yet
fenced off in a process of its own.
"""

from __future__ import annotations

import io

from PIL import Image

from desk.card.faults import Malformed

MAX_PIXELS = 1_000_000
_FORMATS = ("JPEG", "JPEG2000")


def decode(picture: bytes) -> bytes:
    """The face as PNG octets, RGB.  Raises Malformed for anything undecodable or too large."""
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Malformed("face has too many pixels")
            colours = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Malformed("face does not decode") from error
    out = io.BytesIO()
    colours.save(out, "PNG", compress_level=1)
    return out.getvalue()
