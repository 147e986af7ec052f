"""The program's own pictures: small SVGs, coloured when they are drawn."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SHARPNESS = 2.0


@cache
def picture(name: str, colour: str, size: int = 20) -> QPixmap:
    """One picture in one colour, `size` logical pixels square, sharp on dense screens too."""
    source = files("ui.icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("#000000", colour).encode()))
    pixels = QPixmap(round(size * _SHARPNESS), round(size * _SHARPNESS))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size * _SHARPNESS, size * _SHARPNESS))
    painter.end()
    pixels.setDevicePixelRatio(_SHARPNESS)
    return pixels


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """The picture as an icon for a button."""
    return QIcon(picture(name, colour, size))
