"""What one of our own papers will look like: its pages as pictures, by pypdfium2.

Foreign documents are drawn by the limited worker (`desk.capture.decoder`), never here.
"""

from __future__ import annotations

import io
import threading
from typing import Any

import pypdfium2

_pdfium: Any = pypdfium2
_using = threading.Lock()
"""PDFium must not be used by two threads at once."""


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    with _using:
        document = _pdfium.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_png(pdf: bytes, page: int = 0, dpi: float = 110) -> bytes:
    """One page (the first is 0) as PNG.  Raises IndexError for a page that is not there."""
    with _using:
        document = _pdfium.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            picture = document[page].render(scale=dpi / 72).to_pil()
        finally:
            document.close()
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
