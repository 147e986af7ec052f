"""What the clipboard or a dragged thing holds, as a file's bytes that a worker reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

PDF = "application/pdf"


def local_files(held: QMimeData) -> list[Path]:
    """The files of this machine it names."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


def picture_bytes(held: QMimeData) -> Callable[[], bytes] | None:
    """Reads the picture it holds; drawing it as PNG is left to a worker. None without one."""
    if not held.hasImage():
        return None
    picture = QImage(held.imageData())

    def png() -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here
        return bytes(buffer.data().data())

    return png


def paper_bytes(held: QMimeData) -> Callable[[], bytes] | None:
    """Reads the PDF or picture it holds; None without either."""
    if held.hasFormat(PDF):
        paper = held.data(PDF).data()
        return lambda: bytes(paper)
    return picture_bytes(held)
