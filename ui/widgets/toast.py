"""Notices at the foot of the window: they stop nobody, and they are spoken too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import look
from ui.page import Notice
from ui.widgets.panel import icon_button, picture, text

SHOWN_MS = 6_000
WIDTH = 324
AT_ONCE = 3
"""More than this nobody reads; the oldest gives way."""


class Toast(QFrame):
    """One notice."""

    def __init__(self, notice: Notice, close_name: str) -> None:
        super().__init__()
        self.notice = notice
        self.setObjectName("toast")
        self.setProperty("tone", notice.tone)
        self.setFixedWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.setSpacing(look.GAP_PX + 2)
        drawing = {"good": "done", "bad": "warn"}.get(notice.tone, "info")
        tone = {"good": "good", "bad": "bad"}.get(notice.tone, "accent_text")
        row.addWidget(picture(drawing, tone, 22))
        column = QVBoxLayout()
        column.setSpacing(1)
        words = text(notice.words, wrap=True)
        words.setProperty("weight", "bold")
        column.addWidget(words)
        if notice.next_step:
            column.addWidget(text(notice.next_step, tone="muted", wrap=True))
        row.addLayout(column, 1)
        self.close_button = icon_button("close", close_name)
        row.addWidget(self.close_button)


class Toasts(QWidget):
    """The stack of notices over the lower left of the pages, where no button of theirs lies."""

    def __init__(self, over: QWidget, above_px: int, left_px: int) -> None:
        super().__init__(over)
        self._over = over
        self._above_px = above_px
        self._left_px = left_px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.GAP_PX)
        over.installEventFilter(self)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice; one of the same key gives way to it."""
        if notice.key:
            self.drop(notice.key)
        while len(self._toasts()) >= AT_ONCE:
            self._drop(self._toasts()[0])
        toast = Toast(notice, self.tr("Đóng thông báo"))
        toast.close_button.clicked.connect(lambda: self._drop(toast))
        self._column.addWidget(toast)
        if notice.tone != "bad":
            QTimer.singleShot(SHOWN_MS, toast, lambda: self._drop(toast))
        self._place()
        said = f"{notice.words} {notice.next_step}".strip()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def drop(self, key: str) -> None:
        """Close what was said under this key: it holds no more."""
        for toast in self._toasts():
            if toast.notice.key == key:
                self._drop(toast)

    def drop_all(self) -> bool:
        """Close them all; False when there was none."""
        shown = self._toasts()
        for toast in shown:
            self._drop(toast)
        return bool(shown)

    def drop_newest(self) -> bool:
        """Close the newest problem; False when there was none."""
        bad = [toast for toast in self._toasts() if toast.notice.tone == "bad"]
        if bad:
            self._drop(bad[-1])
        return bool(bad)

    def words(self) -> tuple[str, ...]:
        """What is being said now, oldest first."""
        return tuple(f"{t.notice.words} {t.notice.next_step}".strip() for t in self._toasts())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _toasts(self) -> list[Toast]:
        items = (self._column.itemAt(i) for i in range(self._column.count()))
        return [w for item in items if item and isinstance(w := item.widget(), Toast)]

    def _drop(self, toast: Toast) -> None:
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        self._place()

    def _place(self) -> None:
        if not self._toasts():
            self.hide()
            return
        self.show()
        self.raise_()
        self._column.activate()
        height = sum(
            t.heightForWidth(WIDTH) if t.hasHeightForWidth() else t.sizeHint().height()
            for t in self._toasts()
        )
        height += look.GAP_PX * (len(self._toasts()) - 1)
        left = self._left_px + look.MARGIN_PX
        top = self._over.height() - self._above_px - height - look.MARGIN_PX
        self.setGeometry(left, top, WIDTH, height)
