"""The menu of the person who sits here: password and PIN, scanners, language and colours."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import words


class DisplayMenu(QMenu):
    """Opened with F10 or by the name in the strip."""

    language_wanted = Signal(str)
    scheme_wanted = Signal(str)
    access_wanted = Signal()
    """Password and PIN of the person who sits here."""

    scanning_wanted = Signal()
    """Ways to scan and scanners."""

    def __init__(self, over: QWidget, language: str, scheme: str) -> None:
        super().__init__(over)
        self.access = self.addAction(self.tr("Mật khẩu và mã PIN…"))
        self.access.triggered.connect(lambda _=False: self.access_wanted.emit())
        self.scanning = self.addAction(self.tr("Cách quét và máy quét…"))
        self.scanning.triggered.connect(lambda _=False: self.scanning_wanted.emit())
        self.addSeparator()
        self.languages = self._choices(words.LANGUAGES, language, self.language_wanted.emit)
        self.addSeparator()
        self.schemes = self._choices(words.schemes(), scheme, self.scheme_wanted.emit)

    def _choices(
        self, offered: tuple[tuple[str, str], ...], chosen: str, wanted: Callable[[str], None]
    ) -> dict[str, QAction]:
        group = QActionGroup(self)
        made = {}
        for value, named in offered:
            action = self.addAction(named)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _=False, value=value: wanted(value))
            group.addAction(action)
            made[value] = action
        return made
