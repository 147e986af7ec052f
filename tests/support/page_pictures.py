"""Generated pages as pixels, and our own printed papers as pictures."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
import pypdfium2
from PIL import Image

from demo.pages.damage import Damaged
from demo.pages.generator import GeneratedPage, page
from desk.capture.opencv import Picture


def pixels(page: GeneratedPage | Damaged) -> Picture:
    with Image.open(io.BytesIO(page.data)) as image:
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


def on_a4(pdf: bytes) -> Image.Image:
    """The first page at 300 dpi, lying at the top left of an A4 sheet."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[0].render(scale=300 / 72).to_pil().convert("RGB")
    finally:
        document.close()
    sheet = Image.new("RGB", (2480, 3508), "white")
    sheet.paste(drawn)
    return sheet


@lru_cache(maxsize=64)
def scanned(document: str, kind: str, seed: int = 1) -> GeneratedPage:
    """A generated page, made once: several tests look at it."""
    return page(document, kind, seed)
