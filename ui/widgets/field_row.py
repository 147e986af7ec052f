"""One value read from a paper: its name, what is kept, its place on the page, what is doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from models.vocabulary import say
from ui import words
from ui.widgets.panel import Badge, set_property, text

if TYPE_CHECKING:
    from desk.capture.fields import PaperField

LABEL_PX = 210
CROP_PX = 380
CROP_HIGH_PX = 110
LINE_PX = 25
"""How high a line of print is shown, so that its marks can be told apart."""
ONE_LINE = 42
"""Pixels a line of print is high on a page of 200 dpi."""
SHARPNESS = 2


class FieldRow(QFrame):
    """Enter confirms what stands in the field."""

    confirming = Signal(str, str)
    """The field's name and the value the clerk says."""
    moving = Signal(int)
    """To the row so many below."""

    def __init__(self, field: PaperField) -> None:
        super().__init__()
        self.setObjectName("row")
        language = "en" if words.english() else "vi"
        self.name = field.template.name
        self.field = field
        label = text(field.template.label(language), wrap=True)
        label.setFixedWidth(LABEL_PX)
        self.edit = QLineEdit(field.value)
        self.edit.setCursorPosition(0)
        self.edit.setAccessibleName(field.template.label(language))
        label.setBuddy(self.edit)
        self._doubts = text(tone="warn", kind="small", wrap=True)
        self._picture = QLabel()
        self._picture.setFixedWidth(CROP_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._picture.setProperty("tone", "muted")
        self._state = Badge()
        self.edit.installEventFilter(self)
        self._lay_out(label)
        self.show_field(field)

    @property
    def owed(self) -> bool:
        """Whether a proposal waits for the clerk here."""
        return self.field.owed

    @property
    def typed(self) -> bool:
        """Whether the clerk wrote something that is not kept yet."""
        return self.edit.text().strip() != self.field.value

    def show_field(self, field: PaperField) -> None:
        """The field as it stands now."""
        self.field = field
        if self.edit.text().strip() != field.value:
            self.edit.setText(field.value)
            self.edit.setCursorPosition(0)
        language = "en" if words.english() else "vi"
        doubts = field.proposal.doubts if field.owed and field.proposal else ()
        self._doubts.setText(" ".join(say("field_doubts", one, language) for one in doubts))
        self._doubts.setVisible(bool(doubts))
        set_property(self.edit, "doubted", bool(doubts))
        if field.confirmed is not None:
            self._state.say(self.tr("đã xác nhận"), "good")
        elif field.owed:
            self._state.say(
                self.tr("cần xem") if doubts else self.tr("chờ"), "warn" if doubts else "neutral"
            )
        else:
            self._state.say("", "neutral")
        if field.proposal is None:
            self._picture.setText(self.tr("máy không đọc được – gõ nếu giấy có ghi"))

    def wanted_width(self) -> int:
        """How wide, in pixels, the picture of the value should be made."""
        proposal = self.field.proposal
        if proposal is None:
            return 0
        box = proposal.box
        wide, high = max(1, box.right - box.left), max(1, box.bottom - box.top)
        scale = LINE_PX / min(high, ONE_LINE)  # a value of several lines is shown as high
        return max(40, min(CROP_PX, round((wide + high) * scale))) * SHARPNESS

    def show_picture(self, png: bytes | None) -> None:
        """The place on the page the value was read from."""
        image = QImage.fromData(png) if png else QImage()
        if image.isNull():
            self._picture.setText(self.tr("không còn ảnh"))
            return
        high = CROP_HIGH_PX * SHARPNESS
        if image.height() > high:
            image = image.scaledToHeight(high, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(SHARPNESS)
        self._picture.setPixmap(QPixmap.fromImage(image))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter confirms; ↑ ↓ go to the neighbours."""
        if watched is not self.edit or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & _COMMANDS:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirming.emit(self.name, self.edit.text())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moving.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _lay_out(self, label: QLabel) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(1)
        middle.addStretch(1)
        middle.addWidget(self.edit)
        middle.addWidget(self._doubts)
        middle.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(12)
        row.addWidget(label)
        row.addLayout(middle, 1)
        row.addWidget(self._picture)
        self._state.setFixedWidth(96)
        self._state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._state)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
