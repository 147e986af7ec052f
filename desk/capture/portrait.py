"""The face of an identity card: JPEG or JPEG 2000 in, PNG for the screen out.

Runs inside the worker with the portrait limits: whoever wrote the chip wrote these octets.
"""

from __future__ import annotations

import io

from PIL import Image

from models.problems import Problem

MAX_PIXELS = 1_000_000
_FORMATS = ("JPEG", "JPEG2000")
_UNDRAWABLE = (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError)


def decode(picture: bytes) -> bytes:
    """The face as PNG octets, RGB.  Raises Problem capture.page_unreadable."""
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Problem("capture.page_unreadable")
            colours = opened.convert("RGB")
    except _UNDRAWABLE as error:
        raise Problem("capture.page_unreadable") from error
    out = io.BytesIO()
    colours.save(out, "PNG", compress_level=1)
    return out.getvalue()
