"""Tờ khai điện tử: fields under each other, offers beside them, one key takes them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.citizen import Citizen
from models.eform import Key, SheetField, SheetSection, taken_over
from models.fields import document_type
from models.people_forms import CITIZEN_FIELDS, FieldKind, citizen_value
from models.problems import Problem
from ui import entry, words
from ui.widgets.panel import button, text

WIDTH_PX, HEIGHT_PX = 760, 620
_LABEL_PX, _FIELD_PX = 190, 270
_FLAG = "x"


class EForm(QDialog):
    """Edits the values of a sheet; nothing is kept before `keeping`."""

    keeping = Signal(object)
    """The values by (role, field)."""

    def __init__(self, over: QWidget, sections: Sequence[SheetSection], language: str) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Tờ khai điện tử"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._sections, self._language = tuple(sections), language
        self.fields: dict[Key, QLineEdit | QComboBox] = {}
        self.offers: dict[Key, QPushButton] = {}
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()
        waiting = len(taken_over(sections))
        self.take_all = button(
            self.tr("Lấy tất cả {0} giá trị đã xác nhận  (Ctrl+B)").format(waiting)
        )
        self.take_all.setVisible(waiting > 0)
        self.keep = button(self.tr("Lưu tờ khai  (F9)"), "primary")
        giving_up = button(self.tr("Đóng"), "plain")
        told = self.tr("Quét thẻ vào một ô bất kỳ để điền người của phần đó.")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(text(told, tone="muted", wrap=True))
        column.addWidget(self._complaint)
        column.addWidget(self._scrolled(), 1)
        row = QHBoxLayout()
        row.addWidget(self.take_all)
        row.addStretch(1)
        row.addWidget(giving_up)
        row.addWidget(self.keep)
        column.addLayout(row)
        for made in (self.take_all, self.keep, giving_up):
            made.setAutoDefault(False)
        giving_up.clicked.connect(self.reject)
        self.take_all.clicked.connect(self.take_everything)
        self.keep.clicked.connect(lambda: self.keeping.emit(self.values()))
        self._focus_first()

    def values(self) -> Mapping[Key, str]:
        """Everything as it stands on the screen."""
        return {key: _text(field) for key, field in self.fields.items()}

    def take_everything(self) -> None:
        """Every offer whose field is empty; what somebody wrote stays."""
        for key, offer in taken_over(self._sections).items():
            if not _text(self.fields[key]):
                self._put(key, offer)
        self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+B takes what is offered, F9 and Ctrl+Enter keep the form."""
        pressed = QKeySequence(event.keyCombination()).toString()
        if pressed == "Ctrl+B":
            self.take_everything()
        elif pressed in ("F9", "Ctrl+Return", "Ctrl+Enter"):
            self.keep.click()
        else:
            super().keyPressEvent(event)

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it."""
        what, next_step = words.problem(problem)
        self._complaint.setText(f"{what} {next_step}".strip())
        self._complaint.show()

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        for section in self._sections:
            self._add_section(grid, section)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._area = area
        return area

    def _add_section(self, grid: QGridLayout, section: SheetSection) -> None:
        heading = section.label(self._language) or self.tr("Nội dung tờ khai")
        if section.present:
            heading = self.tr("{0} (phải có mặt)").format(heading)
        grid.addWidget(text(heading, kind="lead"), grid.rowCount(), 0, 1, 3)
        for one in section.fields:
            row = grid.rowCount()
            star = " *" if one.field.required else ""
            label = text(one.field.label(self._language) + star, wrap=True)
            label.setFixedWidth(_LABEL_PX)
            field = self._field(one)
            field.setFixedWidth(_FIELD_PX)
            field.setAccessibleName(f"{heading}: {one.field.label(self._language)}")
            label.setBuddy(field)
            self.fields[one.key] = field
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            if one.offer is not None:
                grid.addWidget(self._offer(one), row, 2)

    def _field(self, one: SheetField) -> QLineEdit | QComboBox:
        if one.field.kind is FieldKind.CHOICE and one.field.choices:
            choice = QComboBox()
            for said in ("", *one.field.choices.values()):
                choice.addItem(said)
            if one.value and choice.findText(one.value) < 0:
                choice.addItem(one.value)
            choice.setCurrentText(one.value)
            return choice
        if one.field.kind is FieldKind.FLAG:
            flag = QComboBox()
            for said, value in ((self.tr("Không"), ""), (self.tr("Có"), _FLAG)):
                flag.addItem(said, value)
            flag.setCurrentIndex(1 if one.value else 0)
            return flag
        line = QLineEdit(one.value)
        if one.field.kind is FieldKind.DATE:
            line.setPlaceholderText(self.tr("ngày/tháng/năm"))
        line.editingFinished.connect(lambda: self._tidy(one))
        return line

    def _offer(self, one: SheetField) -> QPushButton:
        offer = one.offer
        value = offer.value if offer else ""
        kind = document_type(offer.document_type) if offer else None
        made = button(self.tr("← {0}").format(value), "small")
        made.setAutoDefault(False)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if kind is not None:
            made.setToolTip(self.tr("Đã xác nhận trên: {0}").format(kind.label(self._language)))
        made.clicked.connect(lambda: self._put(one.key, value))
        self.offers[one.key] = made
        return made

    def _put(self, key: Key, value: str) -> None:
        field = self.fields[key]
        if isinstance(field, QLineEdit):
            field.setText(value)
        else:
            if field.findText(value) < 0:
                field.addItem(value)
            field.setCurrentText(value)
        if key in self.offers:
            self.offers[key].hide()

    def _tidy(self, one: SheetField) -> None:
        """A card scanned into a field fills its person; a date is written out."""
        field = self.fields[one.key]
        said = _text(field)
        if entry.kind_of(said) is entry.Scan.CARD_QR:
            self._put(one.key, one.value)
            self._scan(one.role, said)
        elif one.field.kind is FieldKind.DATE and (day := entry.birth_date(said)) is not None:
            self._put(one.key, day.vietnamese())

    def _scan(self, role: str, said: str) -> None:
        from desk.card.wedge import parse_typed  # noqa: PLC0415 - only when a card is scanned

        try:
            card = parse_typed(said)
        except Problem as problem:
            self.show_problem(problem)
            return
        person = Citizen(
            full_name=card.full_name,
            number=card.number,
            birth_date=card.birth_date,
            sex=card.sex,
            address=card.address,
        )
        for name in CITIZEN_FIELDS:
            value = citizen_value(person, name)
            if value and (role, name) in self.fields:
                self._put((role, name), value)
        self._focus_first()

    def _focus_first(self) -> None:
        """The first field that still waits; the button where none does."""
        for section in self._sections:
            for one in section.fields:
                field = self.fields[one.key]
                if one.field.required and section.required and not _text(field):
                    field.setFocus()
                    self._area.ensureWidgetVisible(field)
                    return
        self.keep.setFocus()


def _text(field: QLineEdit | QComboBox) -> str:
    if isinstance(field, QLineEdit):
        return field.text().strip()
    data = field.currentData()
    return str(data) if data is not None else field.currentText()
