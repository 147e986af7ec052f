"""Where a card's QR comes in: scanned, typed, or a photograph opened, dropped or pasted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.clipboard import local_files, picture_bytes
from ui.scan_box import ScanBox
from ui.widgets.panel import icon_button

PICTURES = (".jpg", ".jpeg", ".png")
LARGEST_BYTES = 30_000_000


class CardScanBox(ScanBox):
    """A scan box that also takes a photograph from the clipboard."""

    pasted = Signal(object)
    """Reads the picture's bytes; to be called on a worker."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A text is pasted as ever; a picture, or a file of one, is given away."""
        if event.matches(QKeySequence.StandardKey.Paste):
            held = QGuiApplication.clipboard().mimeData()
            files = picture_files(local_files(held)) if held is not None else []
            read = reading(files[0]) if files else None
            if read is None and held is not None and not held.hasText():
                read = picture_bytes(held)
            if read is not None:
                self.pasted.emit(read)
                return
        super().keyPressEvent(event)


class CardScan(QWidget):
    """The box, and beside it a button that opens a photograph of the card."""

    pictured = Signal(object)
    """Reads the picture's bytes; to be called on a worker. Nobody keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self.box = CardScanBox()
        self.box.setPlaceholderText(self.tr("Quét QR hoặc gõ 12 số"))
        self.box.setAccessibleName(self.tr("Quét QR trên thẻ hoặc gõ 12 số định danh"))
        self.box.setAcceptDrops(False)
        self.box.pasted.connect(self.pictured)
        self.open = icon_button(
            "card", self.tr("Ảnh chụp mã QR trên thẻ: mở tệp, kéo thả hoặc dán")
        )
        self.open.clicked.connect(self._choose)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box, 1)
        row.addWidget(self.open)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A photograph may be dropped here; other files belong to the papers."""
        held = event.mimeData()
        if picture_files(local_files(held)) or held.hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the photograph."""
        event.acceptProposedAction()
        files = picture_files(local_files(event.mimeData()))
        read = reading(files[0]) if files else picture_bytes(event.mimeData())
        if read is not None:
            self.pictured.emit(read)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Ảnh chụp mã QR trên thẻ"), "", self.tr("Ảnh (*.jpg *.jpeg *.png)")
        )
        if name:
            self.pictured.emit(reading(Path(name)))


def reading(path: Path) -> Callable[[], bytes]:
    """Reads a file, and no more of it than a photograph has."""

    def read() -> bytes:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES)

    return read


def picture_files(paths: list[Path]) -> list[Path]:
    """Those that can be photographs."""
    return [one for one in paths if one.suffix.lower() in PICTURES]
