"""The dossier code for scanners: Code 128 set B and QR, drawn as vectors.

Decision 23: a module of the bars is never thinner than 0.33 mm and the QR never smaller than
15 mm; a code too long for its line goes to the QR alone.  Both hold exactly the code and nothing
about people.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from barcode.codex import Code128
from reportlab.graphics.barcode import qr as qr_widget
from reportlab.lib.units import mm

from printing.pen import Pen

MODULE = 0.96
"""Points (0.339 mm): 4 dots of a 300-dpi printer, 8 of a 600-dpi one: all bars come out even."""
QUIET = 10
"""Modules that stay white on either side of the bars."""
QR_LEAST = 15 * mm
"""Points; the symbol is at least that wide, without its quiet zone."""
_DOT = 0.24
"""Points; one dot of a 300-dpi printer."""
QR_QUIET = 4
"""Modules that stay white around the QR (ISO/IEC 18004)."""


class _SetB(Code128):
    """python-barcode's encoder kept in set B: letters, figures and signs as a clerk types them."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._charset = "B"

    def _maybe_switch_charset(self, pos: int) -> list[int]:  # noqa: ARG002 - its signature
        return []


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 symbol: the widths of its bars and blanks in modules, starting with a bar."""

    code: str
    modules: str
    """1 for a dark module, 0 for a light one."""

    @property
    def width(self) -> float:
        """Points, without the quiet zones."""
        return len(self.modules) * MODULE

    @property
    def width_with_quiet(self) -> float:
        """Points, with the quiet zones."""
        return (len(self.modules) + 2 * QUIET) * MODULE

    def draw(self, pen: Pen, x: float, y: float, height: float) -> None:
        """Draw the bars; (x, y) is the lower left corner of the first bar."""
        x = _on_dot(x)
        pen.fill(
            (x + start * MODULE, y, count * MODULE, height)
            for start, count in _dark_runs(self.modules)
        )


@lru_cache(maxsize=256)
def bars(code: str, room: float) -> Bars | None:
    """The bars of the code, or None where they do not fit ``room`` points or cannot say it."""
    if not code or any(not " " <= letter <= "~" for letter in code):
        return None
    (modules,) = _SetB(code).build()
    made = Bars(code, modules)
    return made if made.width_with_quiet <= room else None


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR symbol of level M."""

    code: str
    rows: tuple[str, ...]
    """From the top; 1 for a dark module."""
    side: float
    """Points, without the quiet zone."""

    @property
    def quiet(self) -> float:
        """Points that stay white on every side."""
        return self.side / len(self.rows) * QR_QUIET

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the symbol; (x, y) is its lower left corner, the quiet zone lies outside."""
        unit = self.side / len(self.rows)
        x, top = _on_dot(x), _on_dot(y) + self.side
        pen.fill(
            (x + start * unit, top - (i + 1) * unit, count * unit, unit)
            for i, row in enumerate(self.rows)
            for start, count in _dark_runs(row)
        )


@lru_cache(maxsize=256)
def qr(code: str, least: float = QR_LEAST) -> Qr:
    """The QR symbol of the code, by reportlab's encoder, its modules whole dots of a printer.

    Its side is ``least`` points or a little more, never under the smallest size.
    """
    make: Any = qr_widget.QrCodeWidget
    widget = make(code, barLevel="M")
    widget.qr.make()
    rows = tuple("".join("1" if dark else "0" for dark in row) for row in widget.qr.modules)
    unit = math.ceil(max(least, QR_LEAST) / len(rows) / _DOT) * _DOT
    return Qr(code, rows, unit * len(rows))


def _on_dot(position: float) -> float:
    """The nearest place where a dot begins at 150, 300 and 600 dpi."""
    return round(position / (2 * _DOT)) * 2 * _DOT


def _dark_runs(modules: Sequence[str]) -> list[tuple[int, int]]:
    """(first module, count) of every dark run."""
    runs = []
    position = 0
    for dark, group in itertools.groupby(modules):
        count = len(list(group))
        if dark == "1":
            runs.append((position, count))
        position += count
    return runs
