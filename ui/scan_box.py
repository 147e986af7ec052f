"""Scanner input: a raw field, and a watch that recognises scans wherever the focus is.

Scanners type.  With a Vietnamese input method on, an ordinary field turns their text into other
letters and sees no key at all; a field that tells the input method it is not there
(`inputMethodQuery(ImEnabled)` → False) reads them right.  Scanners set up to send F12 first are
caught from the first key on.  Others are known by their speed: from the third key in a hurry on,
keys are held back; when they turn out to be a scan, the two that slipped into a field are taken out
again, otherwise all are given back in their order.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ui import entry

FAST_MS = 35
"""Keys closer than this come from a machine; the fastest typists need about 60 ms."""
SLIPPED = 2
"""How many fast keys pass before the rest is held."""
QUIET_MS = 90
"""A pause this long ends a burst."""
PREFIX_MS = 1_500
"""How long after F12 the code may take to begin."""


class ScanBox(QLineEdit):
    """A field no input method touches; Enter or the scanner's suffix gives its text away."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setProperty("scan", True)
        self.returnPressed.connect(self._give)

    def _give(self) -> None:
        text = entry.without_address(self.text().strip())
        if text:
            self.entered.emit(text)

    def inputMethodQuery(self, *arguments: Any) -> Any:
        """Deny that an input method may work here."""
        if arguments and arguments[0] == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(*arguments)


class ScanWatch(QObject):
    """Looks at every key before the widgets do."""

    scanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._running = QElapsedTimer()
        self._running.start()
        self._last_ms = -FAST_MS
        self._burst: list[QKeyEvent] = []
        self._held = 0
        self._prefixed = False
        self._before: tuple[QWidget | None, object] = (None, None)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._give_up)

    def watch(self, window: QWindow) -> None:
        """Begin: keys reach the window before any widget in it."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide key by key; True swallows it."""
        del watched
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return self._prefixed and event.type() == QEvent.Type.KeyRelease

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F12:
            self._reset()
            self._prefixed = True
            self._quiet.start(PREFIX_MS)
            return True
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            return self._prefixed
        gap = self._gap(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self._ended(event, gap)
        if not event.text() or not event.text().isprintable():
            return self._prefixed
        return self._took(event, gap)

    def _gap(self, event: QKeyEvent) -> int:
        """Milliseconds since the last key, by the window system's own clock.

        When the window was busy, keys that were typed slowly arrive all at once.
        """
        now = event.timestamp() or self._running.elapsed()
        gap, self._last_ms = now - self._last_ms, now
        return gap

    def _took(self, event: QKeyEvent, gap: int) -> bool:
        if self._prefixed:
            self._burst.append(event.clone())
            self._quiet.start(QUIET_MS * 3)
            return True
        if gap > FAST_MS or not self._burst:
            self._give_back()
            self._burst = []
            self._held = 0
            self._remember()
        self._burst.append(event.clone())
        self._quiet.start(QUIET_MS)
        if len(self._burst) > SLIPPED and not isinstance(QApplication.focusWidget(), ScanBox):
            self._held += 1
            return True
        return False

    def _ended(self, event: QKeyEvent, gap: int) -> bool:
        text = self._text()
        fast = self._prefixed or gap <= FAST_MS
        known = (
            fast
            and len(text) >= 6
            and (self._prefixed or entry.kind_of(text) is not entry.Scan.OTHER)
        )
        if known and not (isinstance(QApplication.focusWidget(), ScanBox) and not self._prefixed):
            self._put_back()
            self._reset()
            self.scanned.emit(text)
            return True
        if self._held:
            self._burst.append(event.clone())
            self._held += 1
            self._give_back()
            self._reset()
            return True
        swallow = self._prefixed
        self._reset()
        return swallow

    def _text(self) -> str:
        return entry.without_address("".join(key.text() for key in self._burst).strip())

    def _remember(self) -> None:
        """What the focused widget held before the burst began."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit):
            self._before = (widget, (widget.text(), widget.cursorPosition()))
        elif isinstance(widget, QComboBox):
            self._before = (widget, widget.currentIndex())
        else:
            self._before = (None, None)

    def _put_back(self) -> None:
        """Take out of the focused widget what slipped into it."""
        widget, before = self._before
        if self._prefixed or widget is not QApplication.focusWidget():
            return
        if isinstance(widget, QLineEdit) and isinstance(before, tuple):
            widget.setText(before[0])
            widget.setCursorPosition(before[1])
        elif isinstance(widget, QComboBox) and isinstance(before, int):
            widget.setCurrentIndex(before)

    def _give_up(self) -> None:
        """The burst ended without a suffix: a whole code is a scan all the same."""
        text = self._text()
        if self._prefixed and text:
            self._reset()
            self.scanned.emit(text)
            return
        self._give_back()
        self._reset()

    def _give_back(self) -> None:
        """Deliver held keys to the widget they were meant for."""
        if not self._held:
            return
        held, self._held = self._burst[-self._held :], 0
        for key in held:
            widget = QApplication.focusWidget()
            if widget is not None:
                QCoreApplication.sendEvent(widget, key)

    def _reset(self) -> None:
        self._quiet.stop()
        self._burst = []
        self._held = 0
        self._prefixed = False
        self._before = (None, None)
