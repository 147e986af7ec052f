"""The document camera, live: the sheet's outline, what it waits for, and the shots so far."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.events import CameraSaw
from ui import look
from ui.widgets.panel import Badge, button, text

PICTURE = QSize(640, 480)
_TONES = {
    "looking": "neutral",
    "moving": "neutral",
    "still": "good",
    "taken": "good",
    "blurred": "warn",
    "glare": "warn",
}


class _Picture(QWidget):
    """The newest picture with the outline of the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(PICTURE)
        self._image = QImage()
        self._corners: tuple[tuple[int, int], ...] = ()
        self._colour = QColor(look.colours().accent)

    def show_picture(self, image: QImage, corners: tuple[tuple[int, int], ...], tone: str) -> None:
        """Another picture; corners in thousandths of it."""
        self._image, self._corners = image, corners
        colours = look.colours()
        self._colour = QColor(
            {"good": colours.good, "warn": colours.warn}.get(tone, colours.accent)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture as large as it fits, the outline over it."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#101820"))
        if self._image.isNull():
            return
        fitted = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - fitted.width()) / 2
        top = (self.height() - fitted.height()) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, fitted.width(), fitted.height()), self._image)
        if not self._corners:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, 4))
        points = [
            QPointF(left + x * fitted.width() / 1000, top + y * fitted.height() / 1000)
            for x, y in self._corners
        ]
        painter.drawPolygon(QPolygonF(points))


class CameraView(QDialog):
    """Open as long as the camera looks; Space shoots, Esc ends."""

    shooting = Signal()
    ending = Signal()

    def __init__(self, over: QWidget, paper: str) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Máy ảnh tài liệu"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._shots = 0
        self._ended = False
        self._picture = _Picture()
        self._state = Badge(self.tr("Đang mở máy ảnh…"))
        self._count = text(tone="muted")
        shoot = button(self.tr("Chụp (phím cách)"), "primary")
        shoot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shoot.clicked.connect(self.shooting)
        done = button(self.tr("Xong (Esc)"), "plain")
        done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        done.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(look.GAP_PX)
        column.addWidget(text(paper, kind="lead", wrap=True))
        column.addWidget(self._picture, 1)
        row = QHBoxLayout()
        row.addWidget(self._state)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(shoot)
        row.addWidget(done)
        column.addLayout(row)
        column.addWidget(
            text(
                self.tr("Đặt từng tờ lên nền sẫm màu; tờ giấy nằm yên là tự chụp."),
                tone="muted",
                wrap=True,
            )
        )

    def show_seen(self, seen: CameraSaw) -> None:
        """What the camera sees now."""
        image = QImage.fromData(seen.picture)
        tone = _TONES.get(seen.state, "neutral")
        self._picture.show_picture(image, seen.corners, tone)
        self._state.say(self._said(seen.state), tone)

    def count_shot(self) -> None:
        """One more page is kept."""
        self._shots += 1
        self._count.setText(self.tr("Đã chụp {0} trang").format(self._shots))

    def end(self) -> None:
        """The camera stopped looking; close without asking it to."""
        self._ended = True
        self.close()

    def _said(self, state: str) -> str:
        return {
            "looking": self.tr("Chưa thấy tờ giấy"),
            "moving": self.tr("Chờ giấy nằm yên"),
            "still": self.tr("Giữ yên"),
            "taken": self.tr("Đã chụp, đặt tờ khác"),
            "blurred": self.tr("Ảnh mờ: chỉnh nét"),
            "glare": self.tr("Bị lóa: đổi hướng đèn"),
        }.get(state, state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shoots; Esc closes as dialogs do."""
        if event.key() == Qt.Key.Key_Space:
            self.shooting.emit()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever closes it ends the camera's session."""
        if not self._ended:
            self._ended = True
            self.ending.emit()
        super().closeEvent(event)
