"""The bar of keys below every page, made from the table of keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui import keys
from ui.keys import Command

HEIGHT = 42


class _KeyButton(QPushButton):
    def __init__(self, key: keys.Key) -> None:
        super().__init__()
        self.key = key
        self.setProperty("role", "key")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 8, 0)
        row.setSpacing(6)
        cap = QLabel(keys.shown(key.sequences[0]))
        cap.setProperty("cap", True)
        self._words = QLabel()
        self._words.setProperty("kind", "small")
        for label in (cap, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(f"{keys.shown(self.key.sequences[0])} {words}")
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedSize(layout.sizeHint().width(), 34)


class KeyBar(QWidget):
    """Shows the keys that mean something now; a click is the same as the key."""

    pressed = Signal(object)
    """The `Command`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keybar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        # However many keys there are, the window never grows for them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setSpacing(2)
        self._buttons: dict[Command, _KeyButton] = {}
        for key in keys.KEYS:
            made = _KeyButton(key)
            made.clicked.connect(lambda _=False, command=key.command: self.pressed.emit(command))
            self._buttons[key.command] = made
            row.addWidget(made)
        row.addStretch(1)

    def show_commands(self, commands: Mapping[Command, str]) -> None:
        """Show these keys, each with its words or with those of the table."""
        for command, made in self._buttons.items():
            key = keys.key_of(command)
            words = commands.get(command)
            made.setVisible(words is not None and (key.in_bar or bool(words)))
            if words is not None:
                made.say(words or keys.label(key))
