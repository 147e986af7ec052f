"""A tile of the first screen: a count and what it counts; it chooses the list below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from ui.widgets.panel import set_property, text


class Tile(QPushButton):
    """A count and what it counts."""

    def __init__(self, words_said: str, tone: str) -> None:
        super().__init__()
        self.words_said = words_said
        self._tone = tone
        self.setProperty("role", "tile")
        self.setCheckable(True)
        self.setFixedHeight(76)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(0)
        self._count = text("–", kind="big")
        said = text(words_said, tone="muted")
        for label in (self._count, said):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        self.say(0)

    def say(self, count: int) -> None:
        """Show another count; its tone only while there is something."""
        self._count.setText(str(count))
        set_property(self._count, "tone", self._tone if count else "")
        self.setAccessibleName(f"{self.words_said}: {count}")
