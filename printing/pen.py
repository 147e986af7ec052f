"""The pen: everything a paper draws, in points from the page's lower left, over reportlab's canvas.

reportlab is untyped; its canvas is touched here alone.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from typing import Any

from reportlab.pdfgen import canvas as reportlab_canvas

from printing.fonts import SANS, Faces, register

HAIRLINE = 0.5
"""Points; thin, yet drawn by every office printer."""
_embedding = threading.Lock()
Box = tuple[float, float, float, float]
"""x, y of the lower left corner, width, height."""


class Pen:
    """Draws a PDF whose bytes depend on nothing but what is drawn."""

    def __init__(
        self, wide: float, high: float, title: str, author: str, faces: Faces = SANS
    ) -> None:
        register(faces)
        self._target = io.BytesIO()
        make: Any = reportlab_canvas.Canvas
        # The first font of the page is ours too: reportlab's default would name one not embedded.
        self._canvas = make(
            self._target,
            pagesize=(wide, high),
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 4),
            initialFontName=faces.regular,
            lang="vi-VN",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject("")
        self._canvas.setCreator("Một Cửa Desk")
        # Bars must keep their width: no reader may fit the page to its printer.
        self._canvas.setViewerPreference("PrintScaling", "None")

    def next_page(self) -> None:
        """End the page and begin another."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """End the last page; the whole PDF."""
        self._canvas.showPage()
        # The faces are shared, and reportlab reads their files with one position for all threads.
        with _embedding:
            self._canvas.save()
        return self._target.getvalue()

    def runs(self, x: float, base: float, size: float, runs: Iterable[tuple[str, str]]) -> None:
        """Write (text, face) pairs one after the other on one base line."""
        text = self._canvas.beginText(x, base)
        for words, face in runs:
            text.setFont(face, size)
            text.textOut(words)
        self._canvas.drawText(text)

    def left(self, x: float, base: float, text: str, face: str, size: float) -> None:
        """Write to the right of ``x``."""
        self._canvas.setFont(face, size)
        self._canvas.drawString(x, base, text)

    def centred(self, x: float, base: float, text: str, face: str, size: float) -> None:
        """Write with ``x`` in the middle."""
        self._canvas.setFont(face, size)
        self._canvas.drawCentredString(x, base, text)

    def right(self, x: float, base: float, text: str, face: str, size: float) -> None:
        """Write to the left of ``x``."""
        self._canvas.setFont(face, size)
        self._canvas.drawRightString(x, base, text)

    def rule(self, start: float, end: float, y: float) -> None:
        """Draw a thin level line."""
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.line(start, y, end, y)

    def dots(self, start: float, end: float, y: float) -> None:
        """Draw a dotted line to write on."""
        self._canvas.saveState()
        self._canvas.setLineWidth(0.6)
        self._canvas.setLineCap(1)
        self._canvas.setDash([0.01, 2.2])
        self._canvas.line(start, y, end, y)
        self._canvas.restoreState()

    def frame(self, box: Box, thickness: float = HAIRLINE) -> None:
        """Draw the outline of a box."""
        self._canvas.setLineWidth(thickness)
        self._canvas.rect(*box)

    def fill(self, boxes: Iterable[Box]) -> None:
        """Fill the boxes black, as one shape.

        Boxes filled one by one show hair-thin white seams where they touch, in many viewers.
        """
        path = self._canvas.beginPath()
        for box in boxes:
            path.rect(*box)
        self._canvas.setFillGray(0)
        self._canvas.drawPath(path, stroke=0, fill=1)
