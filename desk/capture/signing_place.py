"""Where a signature shows: top right of the page as it is seen, beside what was signed before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from desk.capture.signing_stamp import Stamp

_MARGIN = 22.0
_TOP = 12.0
"""Three lines then end above the national header, which begins 20 mm down (NĐ 30/2020)."""
_GAP = 4.0


class Sheet:
    """A page, and where on it a signature may lie."""

    def __init__(self, writer: IncrementalPdfFileWriter, number: int) -> None:
        reader: Any = writer.prev
        page_ref, _ = reader.find_page_for_modification(number)
        page = page_ref.get_object()
        self.turned = int(_inherited(page, "/Rotate") or 0) % 360
        box = _inherited(page, "/CropBox") or _inherited(page, "/MediaBox")
        x1, y1, x2, y2 = (float(one) for one in box)
        self._box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        self._taken = [_rectangle(one.get_object()) for one in page.get("/Annots", [])]

    def place(self, stamp: Stamp, *, top: bool) -> tuple[int, int, int, int]:
        """Top right (or bottom right) as the page is seen, beside what was signed before."""
        x1, y1, x2, y2 = self._box
        width, height = stamp.width, stamp.height
        step = _GAP
        shift = 0.0
        while True:
            near = _TOP + shift
            if self.turned in {0, 180}:
                at_right = self.turned == 0
                at_top = top == (self.turned == 0)
                left = x2 - _MARGIN - width if at_right else x1 + _MARGIN
                bottom = y2 - near - height if at_top else y1 + near
            else:
                # Turned by 90 the top of what is seen is the page's left, its right the top.
                at_left = top == (self.turned == 90)
                left = x1 + near if at_left else x2 - near - width
                bottom = y2 - _MARGIN - height if self.turned == 90 else y1 + _MARGIN
            spot = (left, bottom, left + width, bottom + height)
            crossed = any(_cross(spot, one) for one in self._taken if one is not None)
            if not crossed or near > (y2 - y1) / 2:
                return (round(spot[0]), round(spot[1]), round(spot[2]), round(spot[3]))
            shift += step


def _cross(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _rectangle(annotation: Any) -> tuple[float, float, float, float] | None:
    if annotation.get("/Subtype") != "/Widget":
        return None
    x1, y1, x2, y2 = (float(one) for one in annotation.get("/Rect", (0, 0, 0, 0)))
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _inherited(page: generic.DictionaryObject, key: str) -> Any:
    node: Any = page
    while node is not None:
        if key in node:
            return node[key]
        node = node["/Parent"] if "/Parent" in node else None  # noqa: SIM401 - may be a reference
    return None
