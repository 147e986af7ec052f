"""One page or paper, large, over everything else; Esc or any click puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

MARGIN = 16


class Preview(QWidget):
    """Covers its parent; shows one picture as large as it fits."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._picture = QPixmap()
        self._back_to: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Xem trước"))
        over.installEventFilter(self)
        self.hide()

    def show_image(self, image: QImage) -> None:
        """Cover the window with this picture."""
        over = self.parentWidget()
        self._picture = QPixmap.fromImage(image)
        if not self.isVisible():
            self._back_to = over.window().focusWidget()
        self.setGeometry(over.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.update()

    def put_away(self) -> bool:
        """Back to the work; False when nothing was shown."""
        if not self.isVisible():
            return False
        self.hide()
        self._picture = QPixmap()
        if self._back_to is not None:
            self._back_to.setFocus()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dark ground and the picture in its middle."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        fitted = self._picture.scaled(
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window when it changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self.parentWidget().rect())
        return False
