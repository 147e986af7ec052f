"""Grounds and labels: the few shapes every screen is built of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons, look

CHOICE_PADDING_PX = 13
FEWEST_LETTERS = 7


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property the style sheet looks at, and let the widget be drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def text(words: str = "", *, kind: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the sizes and tones of the look."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    if tone:
        label.setProperty("tone", tone)
    return label


class OneLine(QLabel):
    """A label that gives way: too long words end in an ellipsis and stand whole in the tip."""

    def __init__(self, *, kind: str = "", tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if kind:
            self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)

    def say(self, words: str) -> None:
        """Show these words, as many as there is room for."""
        self._whole = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 20)
        )
        # a word's first letters say less than nothing
        self.setText(shown if shown == self._whole or len(shown) >= FEWEST_LETTERS else "")


class Badge(QLabel):
    """A short state in its tone; words first, colour second."""

    def __init__(self, words: str = "", tone: str = "neutral") -> None:
        super().__init__(words)
        self.setProperty("badge", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        self.setVisible(bool(words))

    def say(self, words: str, tone: str) -> None:
        """Show another state; hidden when there are no words."""
        self.setText(words)
        set_property(self, "badge", tone)
        self.setVisible(bool(words))


class Panel(QFrame):
    """A white card on the ground, with an optional heading."""

    def __init__(self, heading: str = "", *, spacing: int = look.GAP_PX) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 9, 14, 8)
        self.column.setSpacing(spacing)
        self.heading_row = QHBoxLayout()
        self.heading_row.setSpacing(look.GAP_PX)
        if heading:
            self.heading_row.addWidget(text(heading, kind="lead"))
            self.heading_row.addStretch(1)
            self.column.addLayout(self.heading_row)


def labelled(words: str, field: QWidget) -> QVBoxLayout:
    """A field under its label; the label is its buddy and its accessible name."""
    column = QVBoxLayout()
    column.setSpacing(2)
    label = text(words, kind="small", tone="muted")
    label.setBuddy(field)
    field.setAccessibleName(words)
    if isinstance(field, QComboBox) and (typed := field.lineEdit()) is not None:
        typed.setAccessibleName(words)
    column.addWidget(label)
    column.addWidget(field)
    return column


def button(words: str, role: str = "", *, picture: str = "") -> QPushButton:
    """A push button; Enter presses it when it has the focus."""
    made = QPushButton(words)
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    if picture:
        made.setIcon(icons.icon(picture, look.colours().accent_text))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def choice(words: str) -> QPushButton:
    """One of a row of choices; as wide as its words are when they are bold."""
    made = button(words, "choice")
    made.setCheckable(True)
    made.ensurePolished()
    bold = made.font()
    bold.setBold(True)
    made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(words) + 2 * CHOICE_PADDING_PX)
    return made


def icon_button(picture: str, name: str) -> QPushButton:
    """A button that shows only a picture; its name is spoken and shown as a tip."""
    made = button("", "icon")
    made.setIcon(icons.icon(picture, look.colours().muted))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFixedSize(look.TARGET_PX, look.TARGET_PX)
    return made


def picture(name: str, tone: str, size: int = 20) -> QLabel:
    """A small drawing beside words; it says nothing by itself."""
    label = QLabel()
    label.setPixmap(icons.picture(name, getattr(look.colours(), tone), size))
    label.setFixedSize(size, size)
    return label
