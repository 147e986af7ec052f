"""What the editor of the catalogue is built of: a part, a limit, a day that may be missing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QSpinBox, QWidget

from models.catalogue_check import AT_ONCE
from models.procedure import Limit, Procedure, Unit
from ui import look

MOST_DAYS = 999
_NONE = ""


class Section(QWidget):
    """A part of the form. It shows a version and writes what was typed into a version."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False

    def show_procedure(self, one: Procedure) -> None:
        """Fill the fields; nothing counts as typed."""
        self._filling = True
        try:
            self.fill(one)
        finally:
            self._filling = False

    def fill(self, one: Procedure) -> None:
        """Put the version's facts into the fields."""
        raise NotImplementedError

    def apply(self, one: Procedure) -> Procedure:
        """The version with this part as it is typed."""
        raise NotImplementedError

    def say_edited(self, *_: object) -> None:
        """Tell that somebody typed; silent while the fields are filled."""
        if not self._filling:
            self.edited.emit()


class LimitField(QWidget):
    """A number and a unit; «không có» where the limit may be missing."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.unit = QComboBox()
        for said, unit in (
            (self.tr("không có"), _NONE),
            (self.tr("ngày làm việc"), Unit.WORKING_DAY.value),
            (self.tr("ngày"), Unit.CALENDAR_DAY.value),
            (self.tr("giờ làm việc"), Unit.WORKING_HOUR.value),
            (self.tr("trong ngày"), Unit.SAME_DAY.value),
            (self.tr("giải quyết ngay"), Unit.IMMEDIATE.value),
            (self.tr("tháng"), Unit.MONTH.value),
        ):
            self.unit.addItem(said, unit)
        self.amount = QSpinBox()
        self.amount.setRange(0, MOST_DAYS)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.amount.setFixedWidth(76)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP_PX // 2)
        row.addWidget(self.amount)
        row.addWidget(self.unit, 1)
        self.setFocusProxy(self.unit)
        self.unit.currentIndexChanged.connect(self._unit_changed)
        self.amount.valueChanged.connect(lambda _: self.edited.emit())
        self._unit_changed()

    def setAccessibleName(self, name: str) -> None:
        """Both parts are told apart by name."""
        super().setAccessibleName(name)
        self.unit.setAccessibleName(name)
        self.amount.setAccessibleName(self.tr("{0}: số").format(name))

    def show_limit(self, limit: Limit | None) -> None:
        """Show a limit, or that there is none."""
        self.amount.setValue(0 if limit is None else limit.amount)
        self.unit.setCurrentIndex(self.unit.findData(_NONE if limit is None else limit.unit.value))

    def limit(self) -> Limit | None:
        """What is chosen."""
        chosen = self.unit.currentData()
        if chosen == _NONE:
            return None
        unit = Unit(chosen)
        return Limit(unit) if unit in AT_ONCE else Limit(unit, self.amount.value())

    def _unit_changed(self, *_: object) -> None:
        chosen = self.unit.currentData()
        self.amount.setEnabled(chosen != _NONE and Unit(chosen) not in AT_ONCE)
        self.edited.emit()


class DayField(QWidget):
    """A day that may be missing."""

    edited = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.given = QCheckBox(words)
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.day.setAccessibleName(words)
        self.day.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.given)
        row.addWidget(self.day)
        row.addStretch(1)
        self.given.toggled.connect(self.day.setEnabled)
        self.given.toggled.connect(lambda _: self.edited.emit())
        self.day.dateChanged.connect(lambda _: self.edited.emit())

    def show_day(self, day: date | None, otherwise: date) -> None:
        """Show a day, or that there is none; a tick then begins with the other one."""
        self.day.setDate(to_qt(day or otherwise))
        self.given.setChecked(day is not None)

    def value(self) -> date | None:
        """The day, if there is one."""
        return from_qt(self.day.date()) if self.given.isChecked() else None


def to_qt(day: date) -> QDate:
    """A day for Qt."""
    return QDate(day.year, day.month, day.day)


def from_qt(day: QDate) -> date:
    """A day from Qt."""
    return date(day.year(), day.month(), day.day())


def choose(box: QComboBox, value: object) -> None:
    """Choose an entry by its value; the first where the value is unknown."""
    box.setCurrentIndex(max(box.findData(value), 0))
