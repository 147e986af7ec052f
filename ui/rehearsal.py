"""The window without hands: open it, sit down, press, type, keep a picture.

For machines without a display (`motcua demo run`), for the pictures of the handbook and for tests.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ui.application import make_application, start
from ui.counter import Counter
from ui.garbage import collected_on_this_thread
from ui.keys import Command
from ui.page import Page
from ui.window import Window

if TYPE_CHECKING:
    from desk.assembly import Desk

SIZE = (1366, 768)
PATIENCE_S = 60.0
_SPAM = "This plugin does not support propagateSizeHints()"


class Rehearsal:
    """One window over one desk."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    @property
    def window(self) -> Window:
        """The window."""
        return self.counter.window

    @property
    def page(self) -> Page:
        """The page in front; LookupError when nobody sits here."""
        page = self.window.page
        if page is None:
            raise LookupError("nobody sits at the desk")
        return page

    def sign_in(self, login: str, password: str) -> None:
        """Sit down."""
        self.window.sign_in.signing_in.emit(login, password)
        self.wait_until(lambda: self.window.workplace is not None)
        self.settle()

    def press(self, command: Command) -> None:
        """Press the key of a command."""
        self.window.obey(command)
        self.settle()

    def key(self, name: str) -> None:
        """Press one key where the focus is, by its portable name (`Return`, `Down`, `Space`)."""
        combination = QKeySequence(name)[0]  # type: ignore[index]  # the stubs forget it
        text = {"Space": " ", "Return": "\r", "+": "+", "-": "-"}.get(name, "")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, combination.key(), combination.keyboardModifiers(), text)
            QCoreApplication.sendEvent(self._focused(), event)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text where the focus is, as an input method would give it."""
        focused = self._focused()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focused, event)
        self.settle()

    def settle(self, pause_ms: int = 30) -> None:
        """Wait until the window awaits no answer any more; TimeoutError after a minute."""
        let_time_pass(pause_ms)
        self.wait_until(lambda: not self.window.bridge.awaited)

    def wait_until(self, holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Run the event loop until something holds; TimeoutError when it never does."""
        until = time.monotonic() + patience_s
        while not holds():
            if time.monotonic() > until:
                raise TimeoutError("the window is still waiting")
            let_time_pass(20)

    def picture(self, path: Path) -> Path:
        """Keep a picture of the window as PNG."""
        self.settle()
        self.window.grab().save(str(path))
        return path

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@contextmanager
def rehearse(
    make_desk: Callable[[], Desk],
    *,
    language: str = "vi",
    scheme: str = "light",
    memory: Path | None = None,
) -> Iterator[Rehearsal]:
    """Open the window over a desk and close it again.

    ``memory`` is the folder where the window's own settings go, so that a rehearsal changes
    nothing of the person who runs it.
    """
    make_application()
    with _without_size_hints(), collected_on_this_thread():
        yield from _rehearse(make_desk, language, scheme, memory)


def _rehearse(
    make_desk: Callable[[], Desk], language: str, scheme: str, memory: Path | None
) -> Iterator[Rehearsal]:
    app = make_application()
    if memory is not None:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(memory))
    QSettings().setValue("look/scheme", scheme)
    counter = start(app, make_desk, language=language)
    counter.window.resize(*SIZE)
    rehearsal = Rehearsal(counter)
    try:
        rehearsal.wait_until(lambda: counter.assembled)
        rehearsal.settle()
        yield rehearsal
    finally:
        counter.window.close()
        counter.end()
        counter.window.deleteLater()
        let_time_pass(0)


@contextmanager
def _without_size_hints() -> Iterator[None]:
    """Leave out the one line Qt writes for every window without a display, and nothing else."""

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == _SPAM:
            return
        if former is not None:
            former(kind, context, message)
        else:
            sys.stderr.write(f"{message}\n")

    former = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(former)


def let_time_pass(milliseconds: int) -> None:
    """Run the event loop in a way that lets the workers run too (`QTest.qWait` keeps them out)."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    timer.start(milliseconds)
    loop.exec()
