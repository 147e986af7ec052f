"""One setting: its name, the field its shape asks for, one sentence of meaning, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desk.setting_list import Setting, Shape, Value
from models.problems import Problem
from models.vocabulary import say
from ui import words
from ui.widgets.panel import button, set_property, text

_NUMBER_PX = 120


class SettingRow(QFrame):
    """Shows a value and gives back what became of it."""

    changed = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        language = "en" if words.english() else "vi"
        self.said = say("settings", setting.name, language)
        self._language = language
        self._ticks: dict[str, QCheckBox] = {}
        self.field = self._made_field()
        self.field.setAccessibleName(self.said)
        self._wrong = text(kind="small", tone="bad", wrap=True)
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        # a tick says its name itself; the empty line keeps it level with the field beside it
        label = text("" if setting.shape is Shape.YES else self.said, kind="small", tone="muted")
        label.setBuddy(self.field)
        column.addWidget(label)
        column.addLayout(self._with_choosing())
        meaning = text(say("setting_meanings", setting.name, language), kind="small", wrap=True)
        meaning.setProperty("tone", "muted")
        self.field.setAccessibleDescription(meaning.text())
        column.addWidget(meaning)
        column.addWidget(self._wrong)
        column.addStretch(1)

    # The value

    def value(self) -> Value:
        """What stands in the field, untidied."""
        field = self.field
        if self.setting.shape is Shape.SEVERAL_OF:
            return [code for code, tick in self._ticks.items() if tick.isChecked()]
        if isinstance(field, QCheckBox):
            return field.isChecked()
        if isinstance(field, QComboBox):
            return field.currentText() if field.isEditable() else str(field.currentData())
        if isinstance(field, (QSpinBox, QDoubleSpinBox)):
            return field.value()
        return field.text() if isinstance(field, QLineEdit) else None

    def show_value(self, value: Value) -> None:
        """Put a value into the field; nobody hears of it."""
        field = self.field
        with QSignalBlocker(self):
            if self.setting.shape is Shape.SEVERAL_OF:
                for code, tick in self._ticks.items():
                    tick.setChecked(isinstance(value, list) and code in value)
            elif isinstance(field, QCheckBox):
                field.setChecked(bool(value))
            elif isinstance(field, QComboBox) and field.isEditable():
                field.setEditText(str(value or ""))
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(value)))
            elif isinstance(field, QSpinBox) and isinstance(value, (int, float)):
                field.setValue(int(value))
            elif isinstance(field, QDoubleSpinBox) and isinstance(value, (int, float)):
                field.setValue(float(value))
            elif isinstance(field, QLineEdit):
                field.setText(str(value or ""))
                field.setCursorPosition(0)
        self.show_wrong(None)

    def show_offered(self, offered: Sequence[str]) -> None:
        """What the machine knows that fits; what was typed stays."""
        if isinstance(self.field, QComboBox):
            with QSignalBlocker(self), QSignalBlocker(self.field):
                typed = self.field.currentText()
                self.field.clear()
                self.field.addItems(["", *offered])
                self.field.setEditText(typed)

    def show_kept(self, *, kept: bool) -> None:
        """A secret is never shown; only whether there is one."""
        if isinstance(self.field, QLineEdit):
            said = self.tr("đã có – gõ để thay") if kept else self.tr("chưa có")
            self.field.setPlaceholderText(said)

    def show_wrong(self, problem: Problem | None) -> None:
        """Say what is wrong with it, under it."""
        self._wrong.setText(" ".join(words.problem(problem)) if problem else "")
        self._wrong.setVisible(problem is not None)
        set_property(self.field, "wrong", problem is not None)

    def focus(self) -> None:
        """The hand goes to the field."""
        first = next(iter(self._ticks.values()), None)
        (first or self.field).setFocus()

    # Its making

    def _made_field(self) -> QWidget:
        makers = {
            Shape.OFFERED: self._offered,
            Shape.WHOLE: self._whole,
            Shape.DECIMAL: self._decimal,
            Shape.YES: self._yes,
            Shape.ONE_OF: self._one_of,
            Shape.SEVERAL_OF: self._several_of,
        }
        return makers.get(self.setting.shape, self._line)()

    def _line(self) -> QWidget:
        line = QLineEdit()
        if self.setting.shape is Shape.SECRET:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.textEdited.connect(self.changed)
        return line

    def _offered(self) -> QWidget:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        typed = box.lineEdit()
        if typed is not None:
            typed.setAccessibleName(self.said)
        box.editTextChanged.connect(self.changed)
        return box

    def _whole(self) -> QWidget:
        spin = QSpinBox()
        spin.setRange(int(self.setting.least), int(self.setting.most))
        spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        spin.setFixedWidth(_NUMBER_PX)
        spin.valueChanged.connect(self.changed)
        return spin

    def _decimal(self) -> QWidget:
        spin = QDoubleSpinBox()
        spin.setRange(self.setting.least, self.setting.most)
        spin.setDecimals(1)
        spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        spin.setFixedWidth(_NUMBER_PX)
        spin.valueChanged.connect(self.changed)
        return spin

    def _yes(self) -> QWidget:
        tick = QCheckBox(self.said)
        tick.toggled.connect(self.changed)
        return tick

    def _one_of(self) -> QWidget:
        box = QComboBox()
        for code in self.setting.choices:
            box.addItem(say("setting_choices", code, self._language), code)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _several_of(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for code in self.setting.choices:
            tick = self._ticks[code] = QCheckBox(say("setting_choices", code, self._language))
            tick.toggled.connect(self.changed)
            column.addWidget(tick)
        return holder

    def _with_choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        narrow = isinstance(self.field, (QSpinBox, QDoubleSpinBox))
        row.addWidget(self.field, 0 if narrow else 1)
        if narrow:
            row.addStretch(1)
        looks_for_file = self.setting.shape is Shape.FILE or self.setting.rule == "file"
        if looks_for_file or self.setting.shape is Shape.FOLDER:
            choose = button(self.tr("Chọn…"), "small")
            choose.setAccessibleName(f"{self.tr('Chọn…')} {self.said}")
            choose.clicked.connect(self._choose)
            row.addWidget(choose)
        return row

    def _choose(self) -> None:
        if self.setting.shape is Shape.FOLDER:
            chosen = QFileDialog.getExistingDirectory(self, self.said)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self.said)
        if chosen:
            self.show_value(chosen)
            self.changed.emit()
