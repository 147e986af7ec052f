"""A tile of the first screen: a count and what it counts; it chooses the list below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

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
        column.setContentsMargins(12, 8, 6, 8)
        column.setSpacing(0)
        self._count = text("–", kind="big")
        self._note = text(kind="small", tone="muted")
        said = text(words_said, kind="small", tone="muted")
        counted = QHBoxLayout()
        counted.setSpacing(8)
        counted.addWidget(self._count)
        counted.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(counted)
        column.addWidget(said)
        for label in (self._count, self._note, said):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.say(0)

    def say(self, count: int, note: str = "") -> None:
        """Show another count, and a word on it; its tone only while there is something."""
        self._count.setText(str(count))
        self._note.setText(note)
        set_property(self._count, "tone", self._tone if count else "")
        self.setAccessibleName(f"{self.words_said}: {count} {note}".strip())
