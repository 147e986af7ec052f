"""The QR codes and Code 128 bars on a page: separator sheets, our receipts, identity cards.

Two symbologies only: more would take longer and find codes where there are none (capture §7).
"""

from __future__ import annotations

import numpy as np
import zxingcpp

from desk.capture.opencv import Picture, gray_of

_FORMATS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128))
_MOST = 16
_LONGEST = 4096


def read(view: Picture) -> tuple[str, ...]:
    """The texts of the codes, from top to bottom, each once."""
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(gray_of(view)),
        formats=_FORMATS,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    placed = sorted(found, key=lambda one: (one.position.top_left.y, one.position.top_left.x))
    texts = dict.fromkeys(one.text for one in placed if one.valid and one.text)
    return tuple(text for text in texts if len(text) <= _LONGEST)[:_MOST]
