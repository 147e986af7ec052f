"""The program's window, started in stages.

1. Qt alone is imported and Python's own `__import__` is put back: PySide6 hooks it and makes
   every later import dearer.
2. The sign-in page is painted.
3. Only then a worker assembles the desk and looks at the keyring.
4. The store opens when somebody signs in.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable

_own_import = builtins.__import__

from PySide6.QtCore import (  # noqa: E402
    QCoreApplication,
    QLibraryInfo,
    QSettings,
    Qt,
)
from PySide6.QtGui import QFont, QIcon  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

builtins.__import__ = _own_import

from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

from desk.threads import Worker  # noqa: E402
from ui import icons, look  # noqa: E402
from ui.bridge import Bridge  # noqa: E402
from ui.counter import Counter  # noqa: E402
from ui.garbage import collected_on_this_thread  # noqa: E402
from ui.pages.sign_in import SignInPage  # noqa: E402
from ui.translations import Languages  # noqa: E402
from ui.window import Window  # noqa: E402

if TYPE_CHECKING:
    from desk.assembly import Desk

FRAME_PX = 60
"""Room for a window's own frame; a screen with less of it is filled whole."""
SWITCH_INTERVAL_S = 0.001
"""How long a busy worker may keep Python from the UI thread."""


def open_window(make_desk: Callable[[], Desk], *, language: str | None = None) -> int:
    """Show the window and work until it is closed; the exit status of the program."""
    app = make_application()
    with collected_on_this_thread():
        counter = start(app, make_desk, language=language)
        status = app.exec()
        counter.end()
    return status


def make_application() -> QApplication:
    """The Qt application, dressed; the one already there when tests made it."""
    there = QCoreApplication.instance()
    if isinstance(there, QApplication):
        app = there
    else:
        choose_input_method(os.environ, _input_plugins())
        app = QApplication(sys.argv[:1])
    app.setApplicationName("motcua")
    app.setOrganizationName("motcua")
    app.setApplicationDisplayName("Một Cửa Desk")
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    look.load_fonts()
    app.setFont(QFont(look.FAMILY, look.TEXT_PT))
    app.setWindowIcon(QIcon(icons.picture("motcua", "#000000", 64)))
    return app


def start(
    app: QApplication, make_desk: Callable[[], Desk], *, language: str | None = None
) -> Counter:
    """Show the window and, once it is painted, assemble the desk behind it."""
    remembered = QSettings()
    scheme = str(remembered.value("look/scheme", "light"))
    spoken = language or str(remembered.value("look/language", "vi"))
    languages = Languages()
    languages.speak(spoken)
    look.dress(app, scheme)
    bridge = Bridge()
    window = Window(bridge, SignInPage(spoken, scheme))
    counter = Counter(app, window, languages, remembered, spoken, scheme)
    window.painted.connect(
        lambda: counter.assemble(make_desk, Worker("start")), Qt.ConnectionType.QueuedConnection
    )
    room = window.screen().availableSize()
    if room.width() >= window.width() and room.height() < window.height() + FRAME_PX:
        window.showMaximized()
    else:
        window.show()
    return counter


def choose_input_method(environment: os._Environ[str] | dict[str, str], plugins: list[str]) -> None:
    """Fcitx users get Vietnamese through its ibus front end: Qt's wheel brings no fcitx plug-in."""
    wanted = environment.get("QT_IM_MODULE", "")
    if wanted.startswith("fcitx") and not any("fcitx" in name for name in plugins):
        environment["QT_IM_MODULE"] = "ibus"


def _input_plugins() -> list[str]:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return [one.name for one in (folder / "platforminputcontexts").glob("*")]
