"""A page or a paper of several, large, over everything else; Esc or any click puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

MARGIN = 16
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: 1,
}


class Preview(QWidget):
    """Covers its parent; shows one picture as large as it fits."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._pictures: tuple[QPixmap, ...] = ()
        self._at = 0
        self._back_to: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Xem trước"))
        over.installEventFilter(self)
        self.hide()

    def show_images(self, images: Sequence[QImage]) -> None:
        """Cover the window with the first of these pictures."""
        self._pictures = tuple(QPixmap.fromImage(image) for image in images)
        self._at = 0
        if not self.isVisible():
            self._back_to = self._over.window().focusWidget()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.update()

    def put_away(self) -> bool:
        """Back to the work; False when nothing was shown."""
        if not self.isVisible():
            return False
        self.hide()
        self._pictures = ()
        if self._back_to is not None:
            self._back_to.setFocus()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dark ground and the picture in its middle."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(8, 14, 22, 215))
        if not self._pictures:
            return
        self._say_where(painter)
        ratio = self.devicePixelRatioF()
        fitted = self._pictures[self._at].scaled(
            int((self.width() - 2 * MARGIN) * ratio),
            int((self.height() - 2 * MARGIN) * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        size = fitted.deviceIndependentSize()
        painter.drawPixmap(
            int((self.width() - size.width()) / 2),
            int((self.height() - size.height()) / 2),
            fitted,
        )

    def _say_where(self, painter: QPainter) -> None:
        said = self.tr("Esc: đóng")
        if len(self._pictures) > 1:
            said = self.tr("Trang {0}/{1}  ·  ← →: trang khác  ·  Esc: đóng").format(
                self._at + 1, len(self._pictures)
            )
        painter.setPen(Qt.GlobalColor.white)
        place = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, said)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere puts it away."""
        del event
        self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter, Space and Esc."""
        if event.key() in (
            Qt.Key.Key_Escape,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self.put_away()
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and self._pictures:
            self._at = min(max(self._at + step, 0), len(self._pictures) - 1)
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window when it changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False
